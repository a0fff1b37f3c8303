"""Fit a fusion of detectors on labelled clips, and measure it on others."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.analysis.fusion import Fusion, fit_fusion, fuse
from engine.detector.calibration import cllr
from engine.detector.detector import Detector
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import crops_for
from engine.training.datasets import load_records
from engine.training.evaluation import score_crops
from engine.training.records import FaceRecord

#: The split that measures; the others fit.
_MEASURES = "test"


@dataclass(frozen=True)
class FusionFigures:
    """Figures of one detector, or of the fusion, on the clips of the test split.

    Attributes:
        name: of the detector, or "fusion".
        auc: area under the ROC curve.
        cllr: cost of the likelihood ratios in bits; of a detector, by its line alone.
    """

    name: str
    auc: float
    cllr: float

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def fit_on_data(
    detectors: list[Detector],
    data: Path,
    work: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    workers: int = 1,
) -> tuple[Fusion, list[FusionFigures]]:
    """Fit on the splits "train" and "val", and measure on "test".

    Only clips that every detector can judge take part.

    Args:
        detectors: two or more.
        data: see `engine.training.datasets.load_records`.
        work: folder of the face cache.

    Returns:
        The fusion; figures of each detector and of the fusion, empty without a test split of both
        classes.

    Raises:
        CalibrationError: too few clips.
        TrainingDataError: the data cannot be read, or splits leak.
        CancelledError: `cancel` was set.
    """
    records = load_records(data)
    values, known = _values(detectors, records, work, progress, cancel, workers)
    clips = sorted(known)
    table = np.array([[one[clip] for one in values] for clip in clips])
    labels = np.array([known[clip].label for clip in clips], np.int64)
    test = np.array([known[clip].split == _MEASURES for clip in clips], np.bool_)
    names = [(one.name, one.digest) for one in detectors]
    fusion = fit_fusion(names, table[~test], labels[~test], data.resolve().name)
    return fusion, _figures(fusion, table[test], labels[test])


def _values(
    detectors: list[Detector],
    records: list[FaceRecord],
    work: Path,
    progress: ProgressCallback,
    cancel: CancelToken | None,
    workers: int,
) -> tuple[list[dict[str, float]], dict[str, FaceRecord]]:
    """Value of each clip by each detector, and a record of each clip that all can judge."""
    values: list[dict[str, float]] = []
    known: dict[str, FaceRecord] = {}
    for detector in detectors:
        crops = crops_for(detector, records, work, progress, cancel, workers)
        found: dict[str, float] = {}
        for split in sorted({record.split for record in crops.records}):
            scored = score_crops(detector, crops, split, progress, cancel).clips()
            # By which verdicts are ranked: the ratio, or the score where there is none.
            ranked = scored.llr if detector.calibration.fitted else scored.scores
            found |= {r.clip: float(v) for r, v in zip(scored.records, ranked, strict=True)}
            known |= {record.clip: record for record in scored.records}
        values.append(found)
    shared = set.intersection(*(set(one) for one in values))
    return values, {clip: record for clip, record in known.items() if clip in shared}


def _figures(fusion: Fusion, table: np.ndarray, labels: np.ndarray) -> list[FusionFigures]:
    from sklearn.metrics import roc_auc_score

    if len(set(labels.tolist())) < 2:
        return []
    fused = [fuse(fusion, row) for row in table]
    columns = [(one.name, np.array([f.alone[i] for f in fused]))
               for i, one in enumerate(fusion.detectors)]  # fmt: skip
    columns.append(("fusion", np.array([one.llr for one in fused])))
    return [
        FusionFigures(name, float(roc_auc_score(labels, llr)), cllr(llr, labels))
        for name, llr in columns
    ]
