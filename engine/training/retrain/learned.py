"""What a preset gives: a detector that has not been judged yet, and what was done to get it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.detector.detector import Detector
from engine.training.records import FORGED, PRISTINE, FaceRecord

#: The split that judges; all others may be learned from.
JUDGES = "test"
#: The key of a card under which a retraining tells of itself.
RETRAINED = "retrained"


@dataclass(frozen=True)
class Learned:
    """A new detector.

    Attributes:
        detector: without a digest: it was not saved yet.
        method: sentences for its model card.
        facts: figures of the learning, JSON-ready.
        same_embedding: embeddings of the present detector are its own too, so that forgetting
            can be measured on those that a bundle carries.
    """

    detector: Detector
    method: str
    facts: dict[str, Any] = field(default_factory=dict)
    same_embedding: bool = True


def counted(records: list[FaceRecord]) -> str:
    """Clips of each class in words."""
    clips = {label: len({r.clip for r in records if r.label == label}) for label in (0, 1)}
    return f"{clips[PRISTINE]} pristine and {clips[FORGED]} forged clips"
