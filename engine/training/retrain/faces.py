"""How a detector's own training took its faces; retraining takes them alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from engine.detector.detector import Detector
from engine.faces.align import Alignment
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.config import FacesConfig
from engine.training.crops import CropSet, prepare_crops, storage_for
from engine.training.extract import ExtractionSettings
from engine.training.records import FaceRecord


def faces_config(card: dict[str, Any]) -> FacesConfig:
    """The `faces` table of the experiment in a model card; the defaults where it has none."""
    try:
        return msgspec.convert((card.get("experiment") or {}).get("faces") or {}, FacesConfig)
    except (msgspec.ValidationError, AttributeError):
        return FacesConfig()


def stored_for(detector: Detector) -> Alignment:
    """Geometry of the stored crops for a detector."""
    return storage_for(detector.alignment, faces_config(detector.card).side)


def extraction_for(detector: Detector) -> ExtractionSettings:
    """Which faces of a clip are taken."""
    faces = faces_config(detector.card)
    return ExtractionSettings(
        faces_per_clip=faces.per_clip, every=faces.every or None, pick=faces.pick
    )


@dataclass(frozen=True)
class FaceShelf:
    """Where prepared faces are kept, and how missing ones are looked for.

    Attributes:
        folder: of the crops.
        workers: processes at work.
    """

    folder: Path
    workers: int = 1
    progress: ProgressCallback = ignore_progress
    cancel: CancelToken = field(default_factory=CancelToken)

    def of(self, detector: Detector, records: list[FaceRecord]) -> CropSet:
        """Faces as a detector wants them; see `engine.training.crops.prepare_crops`."""
        return prepare_crops(
            records, stored_for(detector), self.folder, self.progress, self.cancel,
            extraction_for(detector), self.workers,
        )  # fmt: skip
