"""Aligned training crops: extracted once, stored on disk and memory-mapped."""

from __future__ import annotations

from collections import Counter
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
from engine.wording import mark

#: Border around stored crops, as a fraction; room for shift, rotation and scale in training.
MARGIN = 0.1


def storage_for(seen: Alignment, side: int = 0) -> Alignment:
    """Geometry of the stored crops for a model.

    It covers the model's view plus room for jitter. Models up to 160 pixels share one store; a
    model that sees more of the head gets a store of its own, and so does a model with crops of
    another recipe, without room for jitter.

    Args:
        seen: geometry of the model's crops.
        side: of the stored crops without border, in pixels; 0 for 160 or the model's side,
            whichever is larger.
    """
    if seen.recipe:
        return seen
    plain = Alignment()
    usual = replace(plain, size=side or max(plain.size, seen.size), margin=MARGIN)
    if seen.eye_distance * (1 + 2 * MARGIN) > usual.eye_distance - 1e-3:
        return usual
    return replace(seen, size=usual.size, margin=MARGIN)


@dataclass(frozen=True)
class CropSet:
    """Crops and their records.

    Attributes:
        store: uint8 (M, side, side, 3) RGB, memory-mapped; may hold more than this set.
        index: int64 (N,), row of `store` of each crop.
        records: N records.
        dropped: names of items without a usable face.
        facts: `engine.training.face_cache.FACTS` (N,), origin and quality of each crop.
        alignment: geometry of the store, including the border.
        reasons: for each entry of `dropped`.
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
        """int64: rows whose record passes `keep`."""
        return np.array([i for i, r in enumerate(self.records) if keep(r)], np.int64)

    def only(self, keep: Callable[[FaceRecord], bool]) -> CropSet:
        """Crops whose record passes `keep`; shares the store."""
        return self.take(self.rows(keep))

    def take(self, rows: np.ndarray) -> CropSet:
        """Crops of the given rows, int64 (M,); shares the store."""
        return CropSet(
            self.store,
            self.index[rows],
            [self.records[i] for i in rows],
            self.dropped,
            self.facts[rows],
            self.alignment,
            self.reasons,
        )

    def counted(self) -> list[dict[str, Any]]:
        """Number of faces by data set, split and method, for model cards."""
        counts = Counter((r.origin, r.split, r.method) for r in self.records)
        return [
            {"data": origin, "split": split, "method": method, "faces": faces}
            for (origin, split, method), faces in sorted(counts.items())
        ]

    def clips(self) -> dict[str, np.ndarray]:
        """int64 rows by clip, ordered by time."""
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
    """Detect, align and store the faces of every record.

    A picture gives one crop, a clip up to `settings.faces_per_clip`. Items that are damaged or
    show no usable face are dropped and listed. Faces are cached by file content: a renamed clip,
    or one that is part of another data set, is not decoded again. A cancelled call resumes.

    Args:
        records: items to prepare.
        alignment: geometry of the crops, with a margin for training jitter.
        folder: of the cache; shared by any number of data sets.
        settings: which faces are taken; None for the defaults.
        workers: number of processes, one core each.

    Raises:
        TrainingDataError: no record shows a usable face, or an archive is damaged.
        OutputError: the disk is full or read-only; stored crops stay usable.
        EngineError: a worker process was killed.
        CancelledError: `cancel` was set.
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
    """The `faces` table of the model card's experiment; defaults if it has none."""
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
    """Extract faces the way the detector's own training did, so that scores are comparable.

    Args:
        detector: its card defines which faces of a clip are taken and the size of stored crops.
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
            mark("No usable face was found in any of the pictures or clips."),
            mark("Check that faces are visible, at least 40 pixels wide and in focus."),
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
    """Maps stored crops to a model's geometry.

    Args:
        stored: geometry of the store, including the border.
        wanted: geometry of the model's crops.

    Attributes:
        matrix: float64 (2, 3), pixels of a stored crop to pixels of the model's crop.
    """

    def __init__(self, stored: Alignment, wanted: Alignment) -> None:
        self.stored, self.wanted = stored, wanted
        scale = wanted.eye_distance * wanted.size / (stored.eye_distance * stored.size)
        start = (np.array([0.5, stored.eye_height]) + stored.margin) * stored.size
        end = (np.array([0.5, wanted.eye_height]) + wanted.margin) * wanted.size
        self.matrix = np.column_stack([np.eye(2) * scale, end - start * scale])

    def plain(self, crop: np.ndarray) -> np.ndarray:
        """Crop without augmentation.

        Args:
            crop: uint8 (S, S, 3), of the store.

        Returns:
            uint8 (s, s, 3). If the geometries differ by a whole-pixel shift, the pixels are copied
            exactly.
        """
        scale, (x, y) = self.matrix[0, 0], -self.matrix[:, 2]
        side = self.wanted.side
        whole = np.allclose((x, y), np.round((x, y)), atol=1e-6) and min(x, y) >= -1e-6
        if abs(scale - 1) < 1e-9 and whole and max(x, y) + side <= crop.shape[0]:
            left, top = round(x), round(y)
            return np.asarray(crop[top : top + side, left : left + side])
        return self.warp(crop, np.eye(2, 3))

    def warp(self, crop: np.ndarray, change: np.ndarray) -> np.ndarray:
        """Like `plain`, followed by a further transform.

        Args:
            change: float64 (2, 3), pixels of the model's crop to pixels of the result.
        """
        full = np.vstack([self.matrix, [0, 0, 1]])
        matrix = change @ full
        shrink = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
        source = crop
        if shrink < 0.6:
            # Averaging before the warp prevents aliasing.
            side = max(8, round(crop.shape[0] * shrink * 1.3))
            source = cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA)
            matrix = matrix.copy()
            matrix[:, :2] *= crop.shape[0] / side
        side = self.wanted.side
        return cv2.warpAffine(source, matrix, (side, side), borderMode=cv2.BORDER_REFLECT_101)


@dataclass(frozen=True)
class CropStore:
    """Cache of extracted faces and the way to fill it.

    Attributes:
        folder: of the crops.
        workers: number of processes.
    """

    folder: Path
    workers: int = 1
    progress: ProgressCallback = ignore_progress
    cancel: CancelToken = field(default_factory=CancelToken)

    def of(self, detector: Detector, records: list[FaceRecord]) -> CropSet:
        """Faces in the detector's geometry; see `engine.training.crops.crops_for`."""
        return crops_for(detector, records, self.folder, self.progress, self.cancel, self.workers)
