"""Whole manipulated clips: one face changed in one way from its first to its last frame."""

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

#: Landmarks jitter from frame to frame; seconds of the normal curve that they are averaged with.
_STEADY = 0.06
#: A region is taken from so many seconds before, as a re-enactment's driving clip would be off.
_DELAY = 0.6
_BASE = 90_000


@dataclass(frozen=True)
class ClipForger:
    """Manipulates the frames of a clip alike.

    Attributes:
        kind, seed: see `engine.forgery.make.forge_as`.
        track: the face.
        landmarks: float64 (T, 5, 2), the track's, steadied.
        donor: for swaps; None mirrors the face.
        delay: frames that a region is taken from before.
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
        """For a face track of a clip of `fps` frames a second."""
        landmarks = steadied(track.landmarks, fps)
        return cls(kind, seed, track, landmarks, donor, max(1, round(_DELAY * fps)))

    def forged(self, frames: Iterator[Frame]) -> Iterator[tuple[np.ndarray, Forgery | None]]:
        """Each frame's picture, and its forgery; None where the face is not to be seen."""
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
            except ForgeryError:  # gone half beyond the edge, or far away
                yield picture, None


def main_track(video: VideoSource, cancel: CancelToken | None = None) -> FaceTrack:
    """The face that fills most of a clip, in size and time.

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
            f"No face was found in '{video.path.name}'.", "Use clips that show a face."
        )
    return max(found, key=lambda track: float((track.boxes[:, 3] - track.boxes[:, 1]).sum()))


def steadied(landmarks: np.ndarray, fps: float) -> np.ndarray:
    """float64 (T, 5, 2): landmarks without the detector's jitter."""
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
    """Write a manipulated clip and its mask, a lossless clip of white on black.

    Args:
        tick: called after each frame; may raise to stop.

    Returns:
        The first frame that shows the face, and its forgery.

    Raises:
        ForgeryError: no frame shows a face that can be changed.
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
            f"The face in '{video.path.name}' is too small or beyond the edge on every frame.",
            "Use clips that show a larger face.",
        )
    return first


def write_pristine(video: VideoSource, life: Life, path: Path, tick: Callable[[], None]) -> None:
    """Write a clip unchanged but for its life."""
    with _writer(video, path, *encoder_of(life.codec, life.crf)) as clip:
        for stamp, frame in zip(_stamps(video), video.frames(), strict=False):
            clip.add(_even(life.before_codec(frame.rgb())), stamp)
            tick()


def _writer(video: VideoSource, path: Path, codec: str, options: dict[str, str]) -> ClipWriter:
    return ClipWriter(path, max(1, round(video.fps)), codec, options, Fraction(1, _BASE))


def _stamps(video: VideoSource) -> list[int]:
    stamps = np.round(video.times * _BASE).astype(np.int64)
    # Encoders refuse stamps that do not grow.
    steps = np.arange(len(stamps))
    return [int(s) for s in np.maximum.accumulate(stamps - steps) + steps]


def _even(picture: np.ndarray) -> np.ndarray:
    """Encoders of 4:2:0 want even sides."""
    height, width = picture.shape[:2]
    return picture[: height // 2 * 2, : width // 2 * 2]
