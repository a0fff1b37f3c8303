"""Detect, align and measure the faces of training clips and pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from engine.device import one_core
from engine.errors import ClipUnreadableError, DecoderError, EngineError
from engine.faces.align import Alignment, frame_crop
from engine.faces.mtcnn import MTCNN
from engine.faces.networks import Networks
from engine.faces.quality import measure, sharpness
from engine.training.datasets.media import Place, read_place
from engine.training.face_cache import FACTS, Extracted
from engine.video.frame import Frame
from engine.video.source import VideoSource
from engine.wording import mark

PICKS = ("largest", "first")


@dataclass(frozen=True)
class ExtractionSettings:
    """Which faces of a clip or picture are taken.

    Attributes:
        faces_per_clip: maximum number.
        every: None spreads the frames over the clip; n takes every n-th frame from the start
            until enough show a usable face.
        pick: "largest" face of a picture, or "first": the most probable, which
            facenet-pytorch returns first.
        min_face: smallest detected face, in pixels of the source picture.
        threshold: minimum detection probability.
        least_sharpness: crops below it are too blurred to show a face.
    """

    faces_per_clip: int = 10
    every: int | None = None
    pick: str = "largest"
    min_face: int = 40
    threshold: float = 0.8
    least_sharpness: float = 0.08

    def __post_init__(self) -> None:
        if self.pick not in PICKS:
            raise ValueError(f"pick is {self.pick!r}, not one of {PICKS}")


@dataclass(frozen=True)
class Item:
    """A clip or picture to take faces from.

    Attributes:
        key: identifies its content.
        path: the file, or the archive that contains it.
        place: position in the archive, None for a file.
        is_clip: False for a still picture.
    """

    key: str
    path: Path
    place: Place | None
    is_clip: bool


@lru_cache(maxsize=1)
def _mtcnn(min_face: int) -> MTCNN:
    # Loading the networks takes as long as several pictures, and a worker has many shards.
    return MTCNN(Networks(), min_face)


def extract(item: Item, alignment: Alignment, settings: ExtractionSettings) -> Extracted:
    """Extract the faces of one item on one core; a damaged item gives a reason instead."""
    crops: list[np.ndarray] = []
    facts: list[tuple[object, ...]] = []
    reason, lasting = "no face was found", True
    with one_core():
        try:
            for frame in _frames(item, settings):
                found = _face(frame, alignment, settings)
                if isinstance(found, str):
                    reason = found
                    continue
                crop, measured = found
                crops.append(crop)
                facts.append((frame.index, frame.pts, frame.time, *measured))
                if len(crops) == settings.faces_per_clip:
                    break
        except EngineError as error:
            reason = error.what.rstrip(".")
            lasting = not isinstance(error, DecoderError | ClipUnreadableError)
    side = alignment.side
    if crops:
        return Extracted(item.key, np.stack(crops), np.array(facts, FACTS))
    return Extracted(
        item.key, np.zeros((0, side, side, 3), np.uint8), np.zeros(0, FACTS), reason, lasting
    )


def _face(
    frame: Frame, alignment: Alignment, settings: ExtractionSettings
) -> tuple[np.ndarray, tuple[object, ...]] | str:
    found = _mtcnn(settings.min_face).search(frame)
    found = found.rows(found.probabilities >= settings.threshold)
    if len(found) == 0:
        return "no face was found"
    best = found.largest() if settings.pick == "largest" else 0
    box, landmarks = found.boxes[best], found.landmarks[best]
    crop = frame_crop(frame, landmarks, alignment, box)
    if sharpness(crop) < settings.least_sharpness:
        return "the face is too blurred to judge"
    quality = measure(frame, box, landmarks)
    return crop, (
        box, landmarks, found.probabilities[best], quality.size, quality.sharpness,
        quality.blockiness,
    )  # fmt: skip


def _frames(item: Item, settings: ExtractionSettings) -> Iterator[Frame]:
    if not item.is_clip:
        yield Frame.of_still(read_still(item.path, item.place))
        return
    with VideoSource.open(item.path) as video:
        if settings.every is None:
            limit: int | None = settings.faces_per_clip
            every = max(1, len(video) // settings.faces_per_clip)
        else:
            limit, every = None, settings.every
        yield from video.frames(every=every, limit=limit)


def read_still(path: Path, place: Place | None) -> np.ndarray:
    """Read a picture from a file, or from a position in an archive.

    Returns:
        uint8 (H, W, 3) RGB, upright.

    Raises:
        EngineError: not a readable picture.
    """
    try:
        with Image.open(io.BytesIO(read_place(path, place))) as image:
            return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    # Pillow raises many kinds of errors on damaged files.
    except Exception as error:
        raise EngineError(
            mark("it cannot be read as a picture"), mark("Remove or replace it."), repr(error)
        ) from error
