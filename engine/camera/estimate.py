"""Estimate the fingerprint of a camera's sensor from pictures and clips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np

from engine.camera.compare import SMALLEST, pce_in_place
from engine.camera.fingerprint import Fingerprint, Source
from engine.camera.sensor_noise import noise_residual, without_shared_pattern
from engine.container.clip_file import sha256_of
from engine.errors import CameraError, DamagedFrameError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.video.frame import Frame
from engine.video.source import VideoSource
from engine.wording import mark

#: Largest number of frames that are used of each clip.
FRAMES = 100
#: Largest number of pixels: six arrays of this size are in memory.
_PIXELS = 60_000_000
#: Darker pixels carry no pattern, brighter ones are saturated.
_DARK, _BRIGHT = 12, 248
#: Share of usable pixels from which a picture is used.
_USABLE = 0.3


class PatternSum:
    """Maximum-likelihood estimator of the pattern: sum of W I over sum of I squared.

    W is the noise residual of a picture and I its grey levels (Chen et al. 2008, eq. 6). Dark and
    saturated pixels have no weight.
    """

    def __init__(self) -> None:
        self._above: np.ndarray | None = None
        self._below: np.ndarray | None = None
        self.count = 0

    def add(self, grey: np.ndarray) -> bool:
        """Add a picture, float32 (H, W); returns False if too few of its pixels are usable."""
        usable = (grey >= _DARK) & (grey <= _BRIGHT)
        if usable.mean() < _USABLE:
            return False
        weight = grey * usable
        residual = noise_residual(grey)
        if self._above is None or self._below is None:
            self._above, self._below = np.zeros_like(weight), np.zeros_like(weight)
        cv2.accumulateProduct(residual, weight, self._above)
        cv2.accumulateSquare(weight, self._below)
        self.count += 1
        return True

    def __add__(self, other: PatternSum) -> PatternSum:
        if self._above is None or other._above is None:
            return other if self._above is None else self
        both = PatternSum()
        both._above, both.count = self._above + other._above, self.count + other.count
        assert self._below is not None
        both._below = self._below + other._below
        return both

    def pattern(self) -> np.ndarray:
        """float32 (H, W): the estimate without what sensors share."""
        assert self._above is not None
        assert self._below is not None
        # A tenth of the mean keeps pixels that were nearly always dark from dominating.
        return without_shared_pattern(self._above / (self._below + 0.1 * self._below.mean() + 1))


def estimate_fingerprint(
    paths: Sequence[Path],
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    frames: int = FRAMES,
    stream: int | None = None,
) -> Fingerprint:
    """Estimate the fingerprint of the camera that recorded all these pictures and clips.

    At most `frames` frames of a clip are used, spread over it, so that time and memory do not grow
    with its length.

    Args:
        paths: pictures and clips of one stored size.
        progress: receives the number of pictures.
        cancel: stops.
        frames: largest number of frames of each clip.
        stream: index of the video stream; None for the default one.

    Raises:
        CameraError: sizes differ, pictures are too small or too large, or none is usable.
        ClipUnreadableError, NotAVideoError, DecoderError: see `VideoSource.open`.
        CancelledError: `cancel` was used.
    """
    halves = PatternSum(), PatternSum()
    size: tuple[int, int] | None = None
    left_out = 0
    sources = []
    for number, path in enumerate(paths):
        with VideoSource.open(path, cancel=cancel, stream=stream) as video:
            count = len(video)
            # Halves of different files: within a clip, what stays in the picture agrees too.
            half = halves[number % 2]
            for frame in _spread(video, min(frames, count)):
                if cancel is not None:
                    cancel.check()
                grey = stored_grey(frame)
                size = _checked(grey, size, path)
                left_out += not half.add(grey)
                title = f"Reading {path.name}" if len(paths) > 1 else "Reading pictures"
                progress(Progress(title, frame.index + 1, count))
        sources.append(Source(path.name, sha256_of(path, cancel=cancel)))
    both = halves[0] + halves[1]
    if not both.count:
        raise CameraError(
            mark("No picture can be used: too dark, saturated or damaged."),
            mark("Choose evenly lit pictures that are neither dark nor overexposed."),
        )
    agreement = None
    if halves[0].count and halves[1].count:
        agreement = round(pce_in_place(halves[0].pattern(), halves[1].pattern()), 1)
    return Fingerprint(both.pattern(), both.count, left_out, agreement, tuple(sources))


def _spread(video: VideoSource, count: int) -> Iterator[Frame]:
    """Frames spread over the clip without those that no other refers to, which carry least.

    Ends at the first that cannot be decoded.
    """
    with suppress(DamagedFrameError):
        yield from video.sparse_frames(count)


def stored_grey(frame: Frame) -> np.ndarray:
    """float32 (H, W): grey levels, 0 to 255, in the orientation in which the frame is stored.

    A phone held upright stores its pictures lying, with a rotation flag; the sensor's pattern lies
    with them.
    """
    layout = frame.picture.layout
    if layout.format.startswith(("yuv4", "yuvj4", "nv", "gray")) and (
        layout.strides[0] == layout.width
    ):
        luma = frame.picture.luma()[: layout.height].astype(np.float32)
        return luma if layout.full_range else (luma - 16) * np.float32(255 / 219)
    lying = frame.turned(-layout.orientation.turns).rgb()
    return cv2.cvtColor(lying, cv2.COLOR_RGB2GRAY).astype(np.float32)


def _checked(grey: np.ndarray, size: tuple[int, int] | None, path: Path) -> tuple[int, int]:
    height, width = grey.shape
    if min(width, height) < SMALLEST:
        raise CameraError(
            mark(
                "'{name}' is {width} × {height} pixels; a sensor pattern needs at least {smallest} "
                "on each side."
            ),
            mark("Choose the original, which is larger."),
            name=path.name,
            width=width,
            height=height,
            smallest=SMALLEST,
        )
    if width * height > _PIXELS:
        raise CameraError(
            mark("'{name}' is {width} × {height} pixels, more than can be compared."),
            mark("Choose pictures of at most {pixels} megapixels."),
            name=path.name,
            width=width,
            height=height,
            pixels=_PIXELS // 1_000_000,
        )
    if size not in (None, (width, height)):
        assert size is not None
        raise CameraError(
            mark(
                "'{name}' is {width} × {height} pixels, the files before it "
                "{other_width} × {other_height}."
            ),
            mark("Make one fingerprint for each picture size."),
            name=path.name,
            width=width,
            height=height,
            other_width=size[0],
            other_height=size[1],
        )
    return width, height
