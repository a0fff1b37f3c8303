"""Where a retraining keeps the faces that it learns from and is judged on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from engine.detector.detector import Detector
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import CropSet, crops_for
from engine.training.records import FaceRecord


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
        """Faces as a detector wants them; see `engine.training.crops.crops_for`."""
        return crops_for(detector, records, self.folder, self.progress, self.cancel, self.workers)
