"""Aligned training crops, prepared once and kept on disk, readable memory-mapped."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from engine.errors import TrainingDataError
from engine.faces.align import Alignment, aligned_crop
from engine.faces.mtcnn import FaceDetector
from engine.faces.quality import sharpness
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.datasets import CLIPS
from engine.training.records import FaceRecord

#: Crops flatter than this hold no face that a person could judge.
LEAST_SHARPNESS = 0.08
FRAMES_PER_CLIP = 10


@dataclass(frozen=True)
class CropSet:
    """Crops with the record of each.

    Attributes:
        store: uint8 (M, side, side, 3) RGB, memory-mapped; may hold more than this set.
        index: int64 (N,), the row of `store` for each crop of this set.
        records: N records.
        dropped: names of the items left out because no usable face was found.
    """

    store: np.ndarray
    index: np.ndarray
    records: list[FaceRecord]
    dropped: list[str]

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
        rows = self.rows(keep)
        return CropSet(self.store, self.index[rows], [self.records[i] for i in rows], self.dropped)


def prepare_crops(
    records: list[FaceRecord],
    alignment: Alignment,
    folder: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> CropSet:
    """Detect, align and store the face of every record, or take up what is stored.

    Pictures give one crop; clips give up to `FRAMES_PER_CLIP`, spread over the clip. The
    largest face is taken. Items without a face, or with one too blurred to judge, are
    dropped and named.

    Args:
        records: what to prepare.
        alignment: geometry; its margin leaves room for training jitter.
        folder: where the crops are kept; a later call with the same arguments reuses them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    key = _key(records, alignment)
    data_path, index_path = folder / f"{key}.npy", folder / f"{key}.json"
    by_name = {r.name: r for r in records}
    if not index_path.exists():
        _extract(records, alignment, data_path, index_path, progress, cancel or CancelToken())
    index = json.loads(index_path.read_text("utf-8"))
    rows = index["rows"]
    if not rows:
        raise TrainingDataError(
            "No usable face was found in any of the pictures or clips.",
            "Check that faces are visible, at least 40 pixels wide and in focus.",
        )
    store = np.load(data_path, mmap_mode="r")
    return CropSet(store, np.arange(len(rows)), [by_name[name] for name in rows], index["dropped"])


def _key(records: list[FaceRecord], alignment: Alignment) -> str:
    digest = hashlib.sha256(json.dumps(asdict(alignment), sort_keys=True).encode())
    for record in records:
        digest.update(f"{record.name}|{record.path.stat().st_size}\n".encode())
    return digest.hexdigest()[:16]


def _extract(
    records: list[FaceRecord],
    alignment: Alignment,
    data_path: Path,
    index_path: Path,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> None:
    detector = FaceDetector(min_face=40, threshold=0.8)
    room = sum(FRAMES_PER_CLIP if r.path.suffix.lower() in CLIPS else 1 for r in records)
    side = alignment.side
    store = np.lib.format.open_memmap(data_path, "w+", np.uint8, (room, side, side, 3))
    rows: list[str] = []
    dropped: list[str] = []
    for number, (record, pictures) in enumerate(_pictures(records)):
        cancel.check()
        kept = False
        for picture in pictures:
            crop = largest_face(picture, detector, alignment)
            if crop is not None:
                store[len(rows)] = crop
                rows.append(record.name)
                kept = True
        if not kept:
            dropped.append(record.name)
        progress(Progress("Finding faces in the training data", number + 1, len(records)))
    store.flush()
    index_path.write_text(json.dumps({"rows": rows, "dropped": dropped}), "utf-8")


def largest_face(
    picture: np.ndarray, detector: FaceDetector, alignment: Alignment
) -> np.ndarray | None:
    """The aligned crop of the largest sharp face of a picture, or None.

    Args:
        picture: uint8 (H, W, 3) RGB.
    """
    found = detector.detect(picture[None])[0]
    if len(found) == 0:
        return None
    boxes = found.boxes
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    crop = aligned_crop(picture, found.landmarks[int(np.argmax(areas))], alignment)
    return crop if sharpness(crop) >= LEAST_SHARPNESS else None


def _pictures(records: list[FaceRecord]) -> Iterator[tuple[FaceRecord, Iterator[np.ndarray]]]:
    archives: dict[Path, tarfile.TarFile] = {}
    with ExitStack() as opened:
        for record in records:
            if record.member is not None:
                if record.path not in archives:
                    archives[record.path] = opened.enter_context(tarfile.open(record.path))
                member = archives[record.path].extractfile(record.member)
                assert member is not None
                yield record, iter([_decode(member.read(), record)])
            elif record.path.suffix.lower() in CLIPS:
                yield record, _clip_pictures(record.path)
            else:
                yield record, iter([_decode(record.path.read_bytes(), record)])


def _decode(data: bytes, record: FaceRecord) -> np.ndarray:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return np.asarray(image.convert("RGB"))
    except OSError as error:
        raise TrainingDataError(
            f"'{record.name}' cannot be read as a picture.", "Remove or replace it.", str(error)
        ) from error


def _clip_pictures(path: Path) -> Iterator[np.ndarray]:
    from engine.video.source import VideoSource

    with VideoSource.open(path) as video:
        count = len(video)
        step = max(1, count // FRAMES_PER_CLIP)
        for frame in video.frames(every=step, limit=FRAMES_PER_CLIP):
            yield frame.rgb()
