"""Coarse appearance of a face, to distinguish people within one clip."""

from __future__ import annotations

import numpy as np

from engine.faces.boxes import squared
from engine.faces.downscale import resize_square
from engine.video.frame import Frame

_GRID = 4
#: Weight of lightness, which varies with the lighting much more than colour does.
_LIGHTNESS_WEIGHT = 0.5


def appearance_of(frame: Frame, box: np.ndarray) -> np.ndarray:
    """Mean colours of a face and its hair in a 4 by 4 grid.

    Args:
        frame: the frame.
        box: float (4,), x0, y0, x1, y1 in pixels.

    Returns:
        float32 (48,): for each cell, lightness relative to the face's mean, red-green and
        yellow-blue, in percent of the full range.
    """
    x0, y0, x1, y1 = squared(np.asarray(box, np.float64)[None])[0]
    part = frame.region(int(x0), int(y0), int(x1) + 1, int(y1) + 1)
    if part.size == 0:
        return np.zeros(3 * _GRID * _GRID, np.float32)
    fields = resize_square(resize_square(part, 4 * _GRID), _GRID).astype(np.float32) * (100 / 255)
    red, green, blue = fields[..., 0], fields[..., 1], fields[..., 2]
    lightness = (red + green + blue) / 3
    lightness = (lightness - lightness.mean()) * _LIGHTNESS_WEIGHT
    return np.stack([lightness, red - green, (red + green) / 2 - blue]).ravel()


def appearance_distance(a: np.ndarray, b: np.ndarray) -> float:
    """Mean difference of two appearances in percent; below about 6 for the same face."""
    return float(np.abs(a - b).mean())
