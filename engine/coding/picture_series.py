"""Noise level of each picture, and how much it differs from the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress

if TYPE_CHECKING:
    from engine.video.frame import Frame

#: Longest side of the copies that are compared, so that noise and small motion count little.
_SMALL = 160
#: Stronger detail is structure, not noise.
_DETAIL = 60.0
_MASK = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


@dataclass(frozen=True)
class PictureSeries:
    """One row per frame.

    Attributes:
        noise: float64 (N,), level of the finest detail in grey levels, see `noise_level`.
        change: float64 (N,), mean absolute difference to the frame before in a small copy, in grey
            levels; NaN for the first frame and where the size of the picture changes.
        same: float64 (N,), the same at full resolution: 0 for a repeated frame.
        alike: float64 (N,), correlation with the frame before in the small copy, -1 to 1; low
            where another scene begins.
    """

    noise: np.ndarray
    change: np.ndarray
    same: np.ndarray
    alike: np.ndarray

    def __len__(self) -> int:
        return len(self.noise)


def noise_level(grey: np.ndarray) -> float:
    """Standard deviation of the noise in a picture, in grey levels (Immerkaer 1996).

    Strong detail is limited, because edges are not noise.

    Args:
        grey: uint8 (H, W), at least 3 x 3.
    """
    found = np.abs(cv2.filter2D(grey, cv2.CV_32F, _MASK)[1:-1, 1:-1])
    return float(np.minimum(found, _DETAIL).mean() * np.sqrt(np.pi / 2) / 6)


def measure_pictures(
    frames: Iterable[Frame],
    count: int,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> PictureSeries:
    """Measure each picture once; keeps two pictures in memory.

    Args:
        frames: all frames of a clip in order.
        count: number of frames; missing ones are NaN.
        progress: receives the number of measured frames.
        cancel: stops.

    Raises:
        EngineError: see `VideoSource.frames`.
        CancelledError: `cancel` was used.
    """
    rows = np.full((4, count), np.nan)
    before: np.ndarray | None = None
    small_before: np.ndarray | None = None
    for frame in frames:
        if cancel is not None:
            cancel.check()
        grey = _grey(frame)
        small = _small(grey)
        if frame.index < count:
            rows[0, frame.index] = noise_level(grey) if min(grey.shape) > 2 else 0.0
            if before is not None and small_before is not None and before.shape == grey.shape:
                rows[1, frame.index] = _difference(small, small_before)
                rows[2, frame.index] = _difference(grey, before)
                rows[3, frame.index] = _correlation(small, small_before)
        before, small_before = grey, small
        progress(Progress("Measuring pictures", frame.index + 1, count))
    return PictureSeries(*rows)


def stored_luma(frame: Frame) -> np.ndarray | None:
    """uint8 (H, W): a copy of the luma as stored; None if it is not stored with 8 bits."""
    layout = frame.picture.layout
    if layout.format.startswith(("yuv4", "yuvj4", "nv", "gray")) and (
        layout.strides[0] == layout.width
    ):
        return frame.picture.luma()[: layout.height].copy()
    return None


def _grey(frame: Frame) -> np.ndarray:
    """uint8 (H, W): the luma as stored, which is the fastest; else from RGB."""
    luma = stored_luma(frame)
    return np.asarray(cv2.cvtColor(frame.rgb(), cv2.COLOR_RGB2GRAY)) if luma is None else luma


def _small(grey: np.ndarray) -> np.ndarray:
    scale = _SMALL / max(grey.shape)
    if scale >= 1:
        return grey
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA))


def _difference(a: np.ndarray, b: np.ndarray) -> float:
    return float(cv2.absdiff(a, b).mean())


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Pearson correlation; 1 for two even pictures."""
    left, right = a - a.mean(), b - b.mean()
    size = float(np.sqrt((left**2).sum() * (right**2).sum()))
    return float((left * right).sum() / size) if size > 0 else 1.0
