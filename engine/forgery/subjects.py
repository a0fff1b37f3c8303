"""The faces of pictures and clips that forgeries are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from engine.device import one_core
from engine.errors import ForgeryError
from engine.faces.mtcnn import FaceDetector
from engine.forgery.make import FacePicture
from engine.forgery.outline import place
from engine.forgery.partners import FaceLook
from engine.video.source import VideoSource

#: Frames without a usable face that are tried for each that is wanted.
_TRIES = 3


@dataclass(frozen=True)
class Source:
    """A pristine picture or clip.

    Attributes:
        path: the file.
        name: unique among the sources, a relative path without ending, forward slashes.
        is_clip: False for a still picture.
        person: who is seen.
        group: faces are swapped inside one group only, for example one split.
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
        source: where it is.
        frame: index of the frame, 0 for stills.
        landmarks: float32 (5, 2), pixels of the picture.
        look: for the choice of partners.
    """

    source: Source
    frame: int
    landmarks: np.ndarray
    look: FaceLook

    @property
    def name(self) -> str:
        """Of its source, with the frame's number where there are several."""
        return f"{self.source.name}_f{self.frame:06d}" if self.source.is_clip else self.source.name

    def load(self) -> FacePicture:
        """The picture, uint8 (H, W, 3) RGB, and the landmarks.

        Raises:
            EngineError: the file cannot be read any more.
        """
        if self.source.is_clip:
            return _frame(self.source.path, self.frame), self.landmarks
        return read_picture(self.source.path), self.landmarks


def find_subjects(source: Source, detector: FaceDetector, frames: int) -> list[Subject]:
    """The largest face of a picture, or of up to so many frames spread over a clip.

    Raises:
        ForgeryError: there is no face, the faces are too small or beyond the edge, or the
            picture cannot be read.
        EngineError: the clip cannot be read.
    """
    found: list[Subject] = []
    reason = ForgeryError(
        f"No face was found in '{source.path.name}'.",
        "Use pictures and clips that show faces from the front.",
    )
    for index, picture in _pictures(source, frames):
        # One small picture gains little from more cores, and loses much where they are busy.
        with one_core():
            faces = detector.detect(picture[None])[0]
        if len(faces) == 0:
            continue
        sides = faces.boxes[:, 2:] - faces.boxes[:, :2]
        landmarks = faces.landmarks[int(np.argmax(sides.prod(1)))]
        try:
            place(picture, landmarks)
        except ForgeryError as error:
            reason = error
            continue
        look = FaceLook.of(picture, landmarks, source.person, source.group)
        found.append(Subject(source, index, landmarks, look))
        if len(found) == frames:
            break
    if not found:
        raise reason
    return found


@lru_cache(maxsize=32)
def read_picture(path: Path) -> np.ndarray:
    """A still as uint8 (H, W, 3) RGB, upright; grey pictures get three equal channels.

    Raises:
        ForgeryError: it cannot be read as a picture.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as image:
            picture = np.array(ImageOps.exif_transpose(image).convert("RGB"))
    # Pillow's readers raise errors of many kinds on damaged files.
    except Exception as error:
        raise ForgeryError(
            f"'{path.name}' cannot be read as a picture.", "Remove or replace it.", repr(error)
        ) from error
    # Kept and handed out to several callers.
    picture.setflags(write=False)
    return picture


@lru_cache(maxsize=8)
def _frame(path: Path, index: int) -> np.ndarray:
    with VideoSource.open(path) as video:
        picture = video.frame(index).rgb()
    picture.setflags(write=False)
    return picture


def _pictures(source: Source, frames: int) -> Iterator[tuple[int, np.ndarray]]:
    if not source.is_clip:
        yield 0, read_picture(source.path)
        return
    with VideoSource.open(source.path) as video:
        every = max(1, len(video) // frames)
        # A frame without a face is made up for by those between.
        steps = [i + offset for offset in _offsets(every) for i in range(0, len(video), every)]
        for index in dict.fromkeys(i for i in steps if i < len(video)):
            yield index, video.frame(index, keep=False).rgb()


def _offsets(every: int) -> list[int]:
    return sorted({every * n // _TRIES for n in range(_TRIES)}, key=lambda n: (n != 0, n))
