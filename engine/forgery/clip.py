"""Forged clips: one face changed consistently in every frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter1d

from engine.errors import ForgeryError
from engine.faces.finder import FinderSettings, track_faces
from engine.faces.track import FaceTrack
from engine.forgery.distribution_chain import Life
from engine.forgery.make import FacePicture, Forgery, forge_as
from engine.progress import CancelToken
from engine.video.encode import ClipWriter, encoder_of
from engine.video.frame import Frame
from engine.video.source import VideoSource
from engine.wording import mark

#: Standard deviation in seconds of the Gaussian that smooths landmark jitter.
_STEADY = 0.06
#: Delay in seconds of a copied region, as the driving clip of a re-enactment differs in time.
_DELAY = 0.6
_BASE = 90_000


@dataclass(frozen=True)
class ClipForger:
    """Forges the frames of a clip consistently.

    Attributes:
        kind, seed: see `engine.forgery.make.forge_as`.
        track: the face.
        landmarks: float64 (T, 5, 2), smoothed landmarks of the track.
        donor: for swaps; None mirrors the face.
        delay: number of frames by which a copied region is older.
    """

    kind: str
    seed: int
    track: FaceTrack
    landmarks: np.ndarray
    donor: FacePicture | None
    delay: int

    @classmethod
    def of(
        cls, kind: str, seed: int, track: FaceTrack, fps: float, donor: FacePicture | None = None
    ) -> ClipForger:
        """Create a forger for a face track of a clip with `fps` frames a second."""
        landmarks = steadied(track.landmarks, fps)
        return cls(kind, seed, track, landmarks, donor, max(1, round(_DELAY * fps)))

    def forged(self, frames: Iterator[Frame]) -> Iterator[tuple[np.ndarray, Forgery | None]]:
        """Yield each frame's picture and its forgery; None if the face is not visible."""
        before: deque[FacePicture] = deque(maxlen=self.delay + 1)
        for frame in frames:
            picture, row = frame.rgb(), self.track.row_at(frame.index)
            if row is None:
                yield picture, None
                continue
            face = picture, self.landmarks[row]
            before.append(face)
            donor = before[0] if self.kind == "region" else self.donor
            try:
                yield picture, forge_as(*face, self.kind, self.seed, donor)
            except ForgeryError:  # partly outside the picture, or too small
                yield picture, None


def main_track(video: VideoSource, cancel: CancelToken | None = None) -> FaceTrack:
    """Find the face with the largest size and duration.

    Raises:
        ForgeryError: there is no face.
    """
    found = [
        track.finished(video.times)
        for step in track_faces(video, FinderSettings(), cancel)
        for track in step.ended
        if track.number
    ]
    if not found:
        raise ForgeryError(
            mark("No face was found in '{name}'."),
            mark("Use clips that show a face."),
            name=video.path.name,
        )
    return max(found, key=lambda track: float((track.boxes[:, 3] - track.boxes[:, 1]).sum()))


def steadied(landmarks: np.ndarray, fps: float) -> np.ndarray:
    """Smooth landmarks over time, float64 (T, 5, 2)."""
    sigma = max(0.3, _STEADY * fps)
    return np.asarray(gaussian_filter1d(landmarks.astype(np.float64), sigma, 0, mode="nearest"))


def write_forged(
    video: VideoSource,
    forger: ClipForger,
    life: Life,
    path: Path,
    mask_path: Path,
    tick: Callable[[], None],
) -> tuple[FacePicture, Forgery]:
    """Write a forged clip, and its mask as a lossless clip of white on black.

    Args:
        tick: called after each frame; may raise to stop.

    Returns:
        The first frame that shows the face, and its forgery.

    Raises:
        ForgeryError: no frame shows a suitable face.
    """
    first: tuple[FacePicture, Forgery] | None = None
    with ExitStack() as files:
        clip = files.enter_context(_writer(video, path, *encoder_of(life.codec, life.crf)))
        masks = files.enter_context(_writer(video, mask_path, "ffv1", {}))
        changed = zip(_stamps(video), forger.forged(video.frames()), strict=False)
        for index, (stamp, (picture, made)) in enumerate(changed):
            row = forger.track.row_at(index)
            if first is None and made is not None and row is not None:
                first = (picture, forger.landmarks[row]), made
            clip.add(_even(life.before_codec(made.picture if made else picture)), stamp)
            mask = life.mask(made.mask) if made else np.zeros(picture.shape[:2], np.float32)
            grey = np.rint(mask * 255).astype(np.uint8)
            masks.add(_even(np.repeat(grey[:, :, None], 3, axis=2)), stamp)
            tick()
    if first is None:
        raise ForgeryError(
            mark("The face in '{name}' is too small or beyond the edge on every frame."),
            mark("Use clips that show a larger face."),
            name=video.path.name,
        )
    return first


def write_pristine(video: VideoSource, life: Life, path: Path, tick: Callable[[], None]) -> None:
    """Write a clip after its distribution chain."""
    with _writer(video, path, *encoder_of(life.codec, life.crf)) as clip:
        for stamp, frame in zip(_stamps(video), video.frames(), strict=False):
            clip.add(_even(life.before_codec(frame.rgb())), stamp)
            tick()


def _writer(video: VideoSource, path: Path, codec: str, options: dict[str, str]) -> ClipWriter:
    return ClipWriter(path, max(1, round(video.fps)), codec, options, Fraction(1, _BASE))


def _stamps(video: VideoSource) -> list[int]:
    stamps = np.round(video.times * _BASE).astype(np.int64)
    # Encoders reject time stamps that do not increase.
    steps = np.arange(len(stamps))
    return [int(s) for s in np.maximum.accumulate(stamps - steps) + steps]


def _even(picture: np.ndarray) -> np.ndarray:
    """Crop to even sides, as 4:2:0 encoders require."""
    height, width = picture.shape[:2]
    return picture[: height // 2 * 2, : width // 2 * 2]
