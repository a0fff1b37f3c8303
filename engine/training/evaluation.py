"""How well a detector tells forged from pristine faces: AUC, EER, Cllr, by frame and by clip."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.detector.calibration import cllr
from engine.detector.detector import Detector
from engine.errors import TrainingDataError
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import CropSet, prepare_crops
from engine.training.datasets import load_records
from engine.training.records import FaceRecord
from engine.training.scoring import detector_scores, samples_for


@dataclass(frozen=True)
class Figures:
    """Measured figures of one level on one set.

    Attributes:
        pristine, forged: how many there were.
        auc: area under the ROC curve, 0 to 1.
        auc_low, auc_high: 95 % interval, from 500 bootstrap draws of whole identities.
        eer: equal error rate, 0 to 1.
        cllr: bits, 0 perfect, 1 uninformative.
        accuracy: share right at the bundle's stored threshold, classes weighted equally.
    """

    pristine: int
    forged: int
    auc: float
    auc_low: float
    auc_high: float
    eer: float
    cllr: float
    accuracy: float

    def to_json(self) -> dict[str, Any]:
        return {
            key: round(value, 4) if isinstance(value, float) else value
            for key, value in asdict(self).items()
        }


def equal_error_rate(scores: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """The error rate where misses and false alarms are equal, and the score there."""
    from sklearn.metrics import roc_curve

    false_alarms, hits, thresholds = roc_curve(labels, scores)
    misses = 1 - hits
    i = int(np.argmin(np.abs(misses - false_alarms)))
    threshold = float(np.clip(thresholds[i], scores.min(), scores.max()))
    return float((misses[i] + false_alarms[i]) / 2), threshold


def figures(
    scores: np.ndarray,
    llr: np.ndarray,
    labels: np.ndarray,
    identities: np.ndarray,
    threshold: float,
) -> Figures:
    """All figures of one set of scores; arrays of equal length (N,), both classes present."""
    from sklearn.metrics import roc_auc_score

    low, high = _bootstrap_auc(scores, labels, identities)
    called = scores >= threshold
    accuracy = (called[labels == 1].mean() + (~called[labels == 0]).mean()) / 2
    return Figures(
        pristine=int((labels == 0).sum()),
        forged=int((labels == 1).sum()),
        auc=float(roc_auc_score(labels, scores)),
        auc_low=low,
        auc_high=high,
        eer=equal_error_rate(scores, labels)[0],
        cllr=cllr(llr, labels),
        accuracy=float(accuracy),
    )


def _bootstrap_auc(
    scores: np.ndarray, labels: np.ndarray, identities: np.ndarray
) -> tuple[float, float]:
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(0)
    _, people = np.unique(identities, return_inverse=True)
    groups = [np.flatnonzero(people == p) for p in range(people.max() + 1)]
    draws = []
    for _ in range(500):
        rows = np.concatenate([groups[i] for i in rng.integers(len(groups), size=len(groups))])
        if 0 < labels[rows].sum() < len(rows):
            draws.append(roc_auc_score(labels[rows], scores[rows]))
    if not draws:
        return 0.0, 1.0
    return float(np.percentile(draws, 2.5)), float(np.percentile(draws, 97.5))


@dataclass(frozen=True)
class ScoredSet:
    """Scores of crops with their records, and the same averaged over each clip."""

    scores: np.ndarray
    labels: np.ndarray
    identities: np.ndarray


def by_clip(scores: np.ndarray, records: list[FaceRecord]) -> ScoredSet:
    """The mean score of each clip; the rule that verdicts use for a track."""
    clips: dict[str, list[int]] = {}
    for i, record in enumerate(records):
        clips.setdefault(record.clip, []).append(i)
    first = [records[rows[0]] for rows in clips.values()]
    return ScoredSet(
        np.array([scores[rows].mean() for rows in clips.values()]),
        np.array([r.label for r in first], np.int64),
        np.array([r.identity for r in first]),
    )


def by_frame(scores: np.ndarray, records: list[FaceRecord]) -> ScoredSet:
    """Each crop by itself."""
    return ScoredSet(
        scores,
        np.array([r.label for r in records], np.int64),
        np.array([r.identity for r in records]),
    )


def evaluate(
    detector: Detector,
    crops: CropSet,
    split: str,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Figures of one split: together and for each data set and method, by frame and clip.

    A data set with pristine faces only (and the reverse) gives its false-alarm rate (its
    miss rate) at the stored threshold instead of an AUC. Methods are each compared with
    the pristine faces of their own data set.

    Returns:
        JSON-ready; keys "split", "dropped" and one for each set, named "all", a data set,
        or "data set / method"; each with "frame" and "clip".
    """
    samples = samples_for(detector, crops.only(lambda r: r.split == split))
    records = samples.records
    scores = detector_scores(detector, samples, progress, cancel)
    sets: dict[str, list[int]] = {"all": list(range(len(records)))}
    for i, record in enumerate(records):
        sets.setdefault(record.origin, []).append(i)
    for origin in sorted({r.origin for r in records}):
        methods = sorted({r.method for r in records if r.origin == origin and r.label == 1})
        if len(methods) > 1:
            for method in methods:
                sets[f"{origin} / {method}"] = [
                    i
                    for i, r in enumerate(records)
                    if r.origin == origin and r.method in (method, "pristine")
                ]
    result: dict[str, Any] = {"split": split, "dropped": len(crops.dropped), "sets": {}}
    for name, members in sets.items():
        chosen = [records[i] for i in members]
        result["sets"][name] = {
            "frame": _level(detector, by_frame(scores[members], chosen)),
            "clip": _level(detector, by_clip(scores[members], chosen)),
        }
    return result


def _level(detector: Detector, scored: ScoredSet) -> dict[str, Any]:
    forged = int(scored.labels.sum())
    if 0 < forged < len(scored.labels):
        llr = detector.calibration.llr(scored.scores)
        return figures(
            scored.scores, llr, scored.labels, scored.identities, detector.threshold
        ).to_json()
    called = float((scored.scores >= detector.threshold).mean())
    counts = {"pristine": len(scored.labels) - forged, "forged": forged}
    rate = ("miss_rate", 1 - called) if forged else ("false_alarm_rate", called)
    return {**counts, rate[0]: round(rate[1], 4)}


def evaluate_data(
    detector: Detector,
    data: Path,
    split: str,
    work: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """`evaluate` on labelled data as users have it.

    Only the split's own items are prepared, with the bundle's own geometry.

    Args:
        data: see `engine.training.datasets.load_records`.
        work: folder where prepared crops are kept.

    Raises:
        TrainingDataError: the split is empty, or splits leak.
    """
    records = [r for r in load_records(data) if r.split == split]
    if not records:
        raise TrainingDataError(
            f"No item of '{data}' is in the split '{split}'.", "Choose another split."
        )
    crops = prepare_crops(records, detector.alignment, work, progress, cancel)
    return evaluate(detector, crops, split, progress, cancel)
