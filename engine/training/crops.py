"""Aligned training crops, prepared once and kept on disk, readable memory-mapped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2
import msgspec
import numpy as np

from engine.detector.detector import Detector
from engine.errors import TrainingDataError
from engine.faces.align import Alignment
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.config import FacesConfig
from engine.training.extract import ExtractionSettings
from engine.training.face_cache import FACTS
from engine.training.prepare import Prepared, prepare
from engine.training.records import FaceRecord

#: Border kept around stored crops, for shift, rotation and scale in training.
MARGIN = 0.1


def storage_for(seen: Alignment, side: int = 0) -> Alignment:
    """Geometry of the stored crops that a model is served from.

    Wide enough for the model's view and for jitter. Models up to 160 pixels share one store;
    where a model sees more of the head than the store usually holds, its store is its own.

    Args:
        seen: geometry of the model's crops.
        side: of the stored crops without their border; 0 takes 160 pixels or the model's side.
    """
    plain = Alignment()
    usual = replace(plain, size=side or max(plain.size, seen.size), margin=MARGIN)
    if seen.eye_distance * (1 + 2 * MARGIN) > usual.eye_distance - 1e-3:
        return usual
    return replace(seen, size=usual.size, margin=MARGIN)


@dataclass(frozen=True)
class CropSet:
    """Crops with the record of each.

    Attributes:
        store: uint8 (M, side, side, 3) RGB, memory-mapped; may hold more than this set.
        index: int64 (N,), the row of `store` for each crop of this set.
        records: N records.
        dropped: names of the items left out because no usable face was found.
        facts: `engine.training.face_cache.FACTS` (N,), where each crop comes from.
        alignment: geometry of the store, border included.
        reasons: why each of `dropped` was left out.
    """

    store: np.ndarray
    index: np.ndarray
    records: list[FaceRecord]
    dropped: list[str]
    facts: np.ndarray
    alignment: Alignment
    reasons: dict[str, str] = field(default_factory=dict)

    def picture(self, i: int) -> np.ndarray:
        """uint8 (side, side, 3) RGB of the i-th crop."""
        return np.asarray(self.store[self.index[i]])

    @property
    def labels(self) -> np.ndarray:
        """int64 (N,)."""
        return np.array([r.label for r in self.records], np.int64)

    def rows(self, keep: Callable[[FaceRecord], bool]) -> np.ndarray:
        """int64: the crops whose record passes."""
        return np.array([i for i, r in enumerate(self.records) if keep(r)], np.int64)

    def only(self, keep: Callable[[FaceRecord], bool]) -> CropSet:
        """The crops whose record passes, sharing the store."""
        return self.take(self.rows(keep))

    def take(self, rows: np.ndarray) -> CropSet:
        """The crops of some rows, int64 (M,), sharing the store."""
        return CropSet(
            self.store,
            self.index[rows],
            [self.records[i] for i in rows],
            self.dropped,
            self.facts[rows],
            self.alignment,
            self.reasons,
        )

    def clips(self) -> dict[str, np.ndarray]:
        """int64 rows of each record's clip, in order of time."""
        rows: dict[str, list[int]] = {}
        for i in np.lexsort((self.facts["frame"], self.facts["time"])):
            rows.setdefault(self.records[i].clip, []).append(int(i))
        return {clip: np.array(found, np.int64) for clip, found in rows.items()}


def prepare_crops(
    records: list[FaceRecord],
    alignment: Alignment,
    folder: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    settings: ExtractionSettings | None = None,
    workers: int = 1,
) -> CropSet:
    """Detect, align and store the faces of every record, or take up what is stored.

    Pictures give one crop, clips up to `settings.faces_per_clip`. Items without a usable face
    and damaged ones are dropped and named. Faces are kept by the content of the file: a clip
    that was renamed, or is in another data set too, is not decoded again, and a call that was
    stopped goes on where it was.

    Args:
        records: what to prepare.
        alignment: geometry; its margin leaves room for training jitter.
        folder: where the crops are kept, those of any number of data sets.
        settings: which faces are taken; the defaults if None.
        workers: processes at work, each on one core.

    Raises:
        TrainingDataError: there is no usable face in any record, or an archive is damaged.
        OutputError: the disk is full or may not be written; what was stored stays usable.
        EngineError: a worker was ended from outside.
        CancelledError: `cancel` was used.
    """
    prepared = prepare(
        records,
        alignment,
        folder,
        settings or ExtractionSettings(),
        workers,
        progress,
        cancel or CancelToken(),
    )
    return _gather(records, prepared, alignment)


def faces_config(card: dict[str, Any]) -> FacesConfig:
    """The `faces` table of the experiment in a model card; the defaults where it has none."""
    try:
        return msgspec.convert((card.get("experiment") or {}).get("faces") or {}, FacesConfig)
    except (msgspec.ValidationError, AttributeError):
        return FacesConfig()


def crops_for(
    detector: Detector,
    records: list[FaceRecord],
    folder: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    workers: int = 1,
) -> CropSet:
    """Faces as a detector's own training took them, so that it is measured alike everywhere.

    Args:
        detector: its card says which faces of a clip are taken, and how large crops are kept.
        records, folder, workers: as for `prepare_crops`.

    Raises:
        As `prepare_crops`.
    """
    faces = faces_config(detector.card)
    settings = ExtractionSettings(
        faces_per_clip=faces.per_clip, every=faces.every or None, pick=faces.pick
    )
    storage = storage_for(detector.alignment, faces.side)
    return prepare_crops(records, storage, folder, progress, cancel, settings, workers)


def _gather(records: list[FaceRecord], prepared: Prepared, alignment: Alignment) -> CropSet:
    index: list[np.ndarray] = []
    facts: list[np.ndarray] = []
    chosen: list[FaceRecord] = []
    reasons: dict[str, str] = {}
    for record, (stored, reason) in zip(records, prepared.found, strict=True):
        if stored is None or len(stored.facts) == 0:
            reasons[record.name] = reason
            continue
        index.append(np.arange(stored.first, stored.first + len(stored.facts)))
        facts.append(stored.facts)
        chosen += [record] * len(stored.facts)
    if not chosen:
        raise TrainingDataError(
            "No usable face was found in any of the pictures or clips.",
            "Check that faces are visible, at least 40 pixels wide and in focus.",
            "; ".join(f"{name}: {reason}" for name, reason in list(reasons.items())[:5]),
        )
    return CropSet(
        prepared.store,
        np.concatenate(index),
        chosen,
        list(reasons),
        np.concatenate(facts).astype(FACTS),
        alignment,
        reasons,
    )


class View:
    """From stored crops to those that a model sees.

    Args:
        stored: geometry of the store, border included.
        wanted: geometry of the model's crops.

    Attributes:
        matrix: float64 (2, 3), pixels of a stored crop to pixels of the wanted one.
    """

    def __init__(self, stored: Alignment, wanted: Alignment) -> None:
        self.stored, self.wanted = stored, wanted
        scale = wanted.eye_distance * wanted.size / (stored.eye_distance * stored.size)
        start = (np.array([0.5, stored.eye_height]) + stored.margin) * stored.size
        end = (np.array([0.5, wanted.eye_height]) + wanted.margin) * wanted.size
        self.matrix = np.column_stack([np.eye(2) * scale, end - start * scale])

    def plain(self, crop: np.ndarray) -> np.ndarray:
        """What the model sees outside training.

        Args:
            crop: uint8 (S, S, 3), of the store.

        Returns:
            uint8 (s, s, 3); where the geometries differ by a whole shift only, the very pixels.
        """
        scale, (x, y) = self.matrix[0, 0], -self.matrix[:, 2]
        side = self.wanted.side
        whole = np.allclose((x, y), np.round((x, y)), atol=1e-6) and min(x, y) >= -1e-6
        if abs(scale - 1) < 1e-9 and whole and max(x, y) + side <= crop.shape[0]:
            left, top = round(x), round(y)
            return np.asarray(crop[top : top + side, left : left + side])
        return self.warp(crop, np.eye(2, 3))

    def warp(self, crop: np.ndarray, change: np.ndarray) -> np.ndarray:
        """As `plain`, with a further change of the wanted crop.

        Args:
            change: float64 (2, 3), pixels of the wanted crop to pixels of the result.
        """
        full = np.vstack([self.matrix, [0, 0, 1]])
        matrix = change @ full
        shrink = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
        source = crop
        if shrink < 0.6:
            # Averaging first keeps high frequencies from aliasing.
            side = max(8, round(crop.shape[0] * shrink * 1.3))
            source = cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA)
            matrix = matrix.copy()
            matrix[:, :2] *= crop.shape[0] / side
        side = self.wanted.side
        return cv2.warpAffine(source, matrix, (side, side), borderMode=cv2.BORDER_REFLECT_101)


@dataclass(frozen=True)
class CropStore:
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
