"""A trained detector before its evaluation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.detector.detector import Detector
from engine.training.records import FORGED, PRISTINE, FaceRecord

#: The split for evaluation; all others may be trained on.
JUDGES = "test"
#: Minimum number of clips of each class, beside those for evaluation, that a new head needs.
LEAST = 5
#: Key of the retraining's section in a model card.
RETRAINED = "retrained"


@dataclass(frozen=True)
class Learned:
    """A new detector.

    Attributes:
        detector: not saved yet, hence without a digest.
        method: description for its model card.
        facts: details of the training, JSON-ready.
        same_embedding: whether it shares the present detector's embedding, so that forgetting can
            be measured on the embeddings in the bundle.
    """

    detector: Detector
    method: str
    facts: dict[str, Any] = field(default_factory=dict)
    same_embedding: bool = True


def counted(records: list[FaceRecord]) -> str:
    """Number of clips of each class in words."""
    clips = {label: len({r.clip for r in records if r.label == label}) for label in (0, 1)}
    return f"{clips[PRISTINE]} pristine and {clips[FORGED]} forged clips"
