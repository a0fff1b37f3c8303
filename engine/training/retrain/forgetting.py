"""Catastrophic forgetting: both detectors on old faces that neither was trained on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.detector.detector import Detector
from engine.detector.reference import Rehearsal
from engine.training.evaluation import Scored, compare
from engine.training.evaluation.compare import Comparison
from engine.training.records import FaceRecord

#: A larger drop of the AUC on old faces counts as forgetting.
TOLERATED = 0.01


@dataclass(frozen=True)
class Forgetting:
    """AUC on held-out old faces.

    Attributes:
        before, after: of the present and of the new detector.
        difference, low, high: after - before, with its 95 % interval.
        faces: number of faces.
        source: which faces.
        unknown: why it was not measured; "" if it was. The metrics are then 0.
    """

    before: float = 0.0
    after: float = 0.0
    difference: float = 0.0
    low: float = 0.0
    high: float = 0.0
    faces: int = 0
    source: str = ""
    unknown: str = ""

    @property
    def forgets(self) -> bool:
        """Whether the drop exceeds `TOLERATED`."""
        return not self.unknown and self.difference < -TOLERATED


def forgotten(present: Detector, new: Detector, known: Rehearsal) -> Forgetting:
    """Measure on the held-out half of the present detector's rehearsal.

    Args:
        present, new: with the same embedding.
        known: of the present detector.
    """
    held = known.part(True)
    if not held.both_classes:
        return Forgetting(unknown="The present detector carries no old faces of both classes.")
    found = compare(_scored(present, held), _scored(new, held), present.threshold, new.threshold)
    return of_comparison(found, "old faces that the present detector carries, held back")


def of_comparison(found: Comparison, source: str) -> Forgetting:
    """Extract forgetting from a comparison on old data."""
    auc = found.differences["auc"]
    return Forgetting(
        auc.a, auc.b, auc.difference, auc.low, auc.high, found.pristine + found.forged, source
    )


def _scored(detector: Detector, held: Rehearsal) -> Scored:
    scores = np.asarray(detector.score(held.embeddings), np.float64)
    records = [
        FaceRecord(
            name=f"old face {i}", path=Path(), member=None, label=int(label), identity=str(source),
            source=str(source), clip=f"old face {i}", method=method, origin="old", split="test",
        )
        for i, (label, source, method) in enumerate(
            zip(held.labels, held.sources, held.methods, strict=True)
        )
    ]  # fmt: skip
    unknown = np.full(len(scores), np.nan)
    return Scored(
        detector.ranking(scores),
        detector.calibration.llr(scores),
        records,
        unknown,
        unknown,
        detector.calibration,
        kinds=scores,
    )
