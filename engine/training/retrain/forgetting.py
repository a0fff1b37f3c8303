"""What a new detector forgot: both on faces of the old data that neither learned from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.detector.detector import Detector
from engine.detector.rehearsal import Rehearsal
from engine.training.evaluation import Scored, compare
from engine.training.evaluation.compare import Comparison
from engine.training.records import FaceRecord

#: A fall of the AUC on old faces by more than this is told as forgetting.
TOLERATED = 0.01


@dataclass(frozen=True)
class Forgetting:
    """AUC on held-out old faces.

    Attributes:
        before, after: of the present and of the new detector.
        difference, low, high: after - before, with its 95 % interval.
        faces: how many there were.
        source: which faces.
        unknown: why nothing was measured, "" where it was; figures are then 0.
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
        """Whether the fall is larger than `TOLERATED`."""
        return not self.unknown and self.difference < -TOLERATED


def forgotten(present: Detector, new: Detector, known: Rehearsal) -> Forgetting:
    """Measured on the held half of what the present detector rehearses.

    Args:
        present, new: of one embedding.
        known: of the present detector.
    """
    held = known.part(True)
    if not held.both_classes:
        return Forgetting(unknown="The present detector carries no old faces of both classes.")
    found = compare(_scored(present, held), _scored(new, held), present.threshold, new.threshold)
    return of_comparison(found, "old faces that the present detector carries, held back")


def of_comparison(found: Comparison, source: str) -> Forgetting:
    """What a comparison on old data says of forgetting."""
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
