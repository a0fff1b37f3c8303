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
from engine.faces.align import Alignment, aligned_crop
from engine.faces.mtcnn import FaceDetector
from engine.faces.quality import measure_picture, sharpness
from engine.training.datasets.media import Place, read_place
from engine.training.face_cache import FACTS, Extracted
from engine.video.source import VideoSource

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
def _detector(min_face: int, threshold: float) -> FaceDetector:
    # Loading the networks takes as long as several pictures, and a worker has many shards.
    return FaceDetector(min_face, threshold)


def extract(item: Item, alignment: Alignment, settings: ExtractionSettings) -> Extracted:
    """Extract the faces of one item on one core; a damaged item gives a reason instead."""
    crops: list[np.ndarray] = []
    facts: list[tuple[object, ...]] = []
    reason, lasting = "no face was found", True
    # Imports torch, which must happen before its threads are limited.
    detector = _detector(settings.min_face, settings.threshold)
    with one_core():
        try:
            for picture, *place in _pictures(item, settings):
                found = _face(picture, detector, alignment, settings)
                if isinstance(found, str):
                    reason = found
                    continue
                crop, measured = found
                crops.append(crop)
                facts.append((*place, *measured))
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
    picture: np.ndarray, detector: FaceDetector, alignment: Alignment, settings: ExtractionSettings
) -> tuple[np.ndarray, tuple[object, ...]] | str:
    found = detector.detect(picture[None])[0]
    if len(found) == 0:
        return "no face was found"
    boxes = found.boxes
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    best = int(np.argmax(areas)) if settings.pick == "largest" else 0
    crop = aligned_crop(picture, found.landmarks[best], alignment, found.boxes[best])
    if sharpness(crop) < settings.least_sharpness:
        return "the face is too blurred to judge"
    box = boxes[best]
    landmarks = found.landmarks[best]
    quality = measure_picture(picture, box, landmarks)
    return crop, (
        box, landmarks, found.probabilities[best], quality.size, quality.sharpness,
        quality.blockiness,
    )  # fmt: skip


def _pictures(
    item: Item, settings: ExtractionSettings
) -> Iterator[tuple[np.ndarray, int, int, float]]:
    """RGB pictures with frame, PTS and time."""
    if not item.is_clip:
        yield read_still(item.path, item.place), 0, -1, 0.0
        return
    with VideoSource.open(item.path) as video:
        if settings.every is None:
            limit: int | None = settings.faces_per_clip
            every = max(1, len(video) // settings.faces_per_clip)
        else:
            limit, every = None, settings.every
        for frame in video.frames(every=every, limit=limit):
            yield frame.rgb(), frame.index, frame.pts, frame.time


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
            "it cannot be read as a picture", "Remove or replace it.", repr(error)
        ) from error
