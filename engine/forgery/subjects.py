"""Faces of pictures and clips as material for forgeries, and the choice of donors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from engine.device import one_core
from engine.errors import ForgeryError
from engine.faces.align import Alignment, aligned_crop, similarity
from engine.faces.mtcnn import MTCNN
from engine.forgery.face_geometry import place
from engine.forgery.make import FacePicture
from engine.video.frame import Frame
from engine.video.source import VideoSource
from engine.wording import mark

_LOOK = Alignment(size=48)
#: Weight of CIELAB distance against pose distance (landmark offset relative to the crop's side):
#: features that are off by 2 % look as wrong as a tone that is off by 10.
_TONE_WEIGHT = 1 / 500
#: The donor is drawn from this many nearest candidates, for variety.
_NEAREST = 5


@dataclass(frozen=True)
class FaceLook:
    """Features for matching two faces.

    Attributes:
        shape: float64 (10,), aligned landmarks, relative to the crop's side.
        tone: float64 (3,), mean CIELAB of the face's centre.
        person: faces of one person are never partners.
        group: partners share a group, for example a split; "" is a group too.
    """

    shape: np.ndarray
    tone: np.ndarray
    person: str
    group: str = ""

    @classmethod
    def of(
        cls, picture: np.ndarray, landmarks: np.ndarray, person: str, group: str = ""
    ) -> FaceLook:
        """Measure a face: uint8 (H, W, 3) RGB and float (5, 2)."""
        matrix = similarity(landmarks, _LOOK)
        points = landmarks @ matrix[:, :2].T + matrix[:, 2]
        crop = aligned_crop(picture, landmarks, _LOOK)[10:40, 8:40].astype(np.float32) / 255
        lab = cv2.cvtColor(crop, cv2.COLOR_RGB2LAB)
        tone = np.median(lab.reshape(-1, 3), axis=0).astype(np.float64)
        return cls((points / _LOOK.size).ravel(), tone, person, group)


def choose_partner(
    wanted: FaceLook, pool: Sequence[FaceLook], rng: np.random.Generator
) -> int | None:
    """Index of a donor in the pool; None if the group has no other person."""
    rows = [
        row
        for row, look in enumerate(pool)
        if look.person != wanted.person and look.group == wanted.group
    ]
    if not rows:
        return None
    shapes = np.stack([pool[row].shape for row in rows]) - wanted.shape
    tones = np.stack([pool[row].tone for row in rows]) - wanted.tone
    apart = np.linalg.norm(shapes, axis=1) + _TONE_WEIGHT * np.linalg.norm(tones, axis=1)
    nearest = np.argsort(apart, kind="stable")[:_NEAREST]
    return rows[int(rng.choice(nearest))]


#: Frames without a usable face tried for each requested one.
_TRIES = 3


@dataclass(frozen=True)
class Source:
    """A pristine picture or clip.

    Attributes:
        path: the file.
        name: unique relative path without suffix, with forward slashes.
        is_clip: False for a still picture.
        person: who is shown.
        group: faces are swapped within a group only, for example a split.
    """

    path: Path
    name: str
    is_clip: bool
    person: str
    group: str = ""


@dataclass(frozen=True)
class Subject:
    """One face of a source.

    Attributes:
        source: its source.
        frame: index of the frame, 0 for stills.
        landmarks: float32 (5, 2), pixels of the picture.
        look: for matching.
    """

    source: Source
    frame: int
    landmarks: np.ndarray
    look: FaceLook

    @property
    def name(self) -> str:
        """Name of its source, with the frame number if there are several."""
        return f"{self.source.name}_f{self.frame:06d}" if self.source.is_clip else self.source.name

    def load(self) -> FacePicture:
        """Load the picture, uint8 (H, W, 3) RGB, and the landmarks.

        Raises:
            EngineError: the file is no longer readable.
        """
        if self.source.is_clip:
            return _frame(self.source.path, self.frame), self.landmarks
        return read_picture(self.source.path), self.landmarks


def find_subjects(source: Source, mtcnn: MTCNN, frames: int) -> list[Subject]:
    """Find the largest face of a picture, or of frames spread over a clip.

    Raises:
        ForgeryError: there is no face, or the faces are too small or partly outside, or the
            picture is unreadable.
        EngineError: the clip is unreadable.
    """
    found: list[Subject] = []
    reason = ForgeryError(
        mark("No face was found in '{name}'."),
        mark("Use pictures and clips that show faces from the front."),
        name=source.path.name,
    )
    for frame in _frames(source, frames):
        # A small picture is not faster on more cores, and slower if they are busy.
        with one_core():
            faces = mtcnn.search(frame)
        if len(faces) == 0:
            continue
        picture, landmarks = frame.rgb(), faces.landmarks[faces.largest()]
        try:
            place(picture, landmarks)
        except ForgeryError as error:
            reason = error
            continue
        look = FaceLook.of(picture, landmarks, source.person, source.group)
        found.append(Subject(source, frame.index, landmarks, look))
        if len(found) == frames:
            break
    if not found:
        raise reason
    return found


@lru_cache(maxsize=32)
def read_picture(path: Path) -> np.ndarray:
    """Read a still as uint8 (H, W, 3) RGB, upright; grey pictures get three equal channels.

    Raises:
        ForgeryError: not a readable picture.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as image:
            picture = np.array(ImageOps.exif_transpose(image).convert("RGB"))
    # Pillow raises many kinds of errors on damaged files.
    except Exception as error:
        raise ForgeryError(
            mark("'{name}' cannot be read as a picture."),
            mark("Remove or replace it."),
            repr(error),
            name=path.name,
        ) from error
    # Cached and shared between callers.
    picture.setflags(write=False)
    return picture


@lru_cache(maxsize=8)
def _frame(path: Path, index: int) -> np.ndarray:
    with VideoSource.open(path) as video:
        picture = video.frame(index).rgb()
    picture.setflags(write=False)
    return picture


def _frames(source: Source, frames: int) -> Iterator[Frame]:
    if not source.is_clip:
        yield Frame.of_still(read_picture(source.path))
        return
    with VideoSource.open(source.path) as video:
        every = max(1, len(video) // frames)
        # Frames between replace frames without a face.
        steps = [i + offset for offset in _offsets(every) for i in range(0, len(video), every)]
        for index in dict.fromkeys(i for i in steps if i < len(video)):
            yield video.frame(index, keep=False)


def _offsets(every: int) -> list[int]:
    return sorted({every * n // _TRIES for n in range(_TRIES)}, key=lambda n: (n != 0, n))
