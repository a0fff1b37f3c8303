"""What a face looks like, coarsely: enough to tell two people in one clip apart."""

from __future__ import annotations

import cv2
import numpy as np

from engine.faces.boxes import squared
from engine.faces.shrink import square
from engine.video.frame import Frame

_GRID = 4
#: Lightness changes with every lamp that is passed; colour much less.
_LIGHTNESS_WEIGHT = 0.5


def look_of(frame: Frame, box: np.ndarray) -> np.ndarray:
    """Mean colours of a face and its hair, in 4 by 4 fields.

    Args:
        frame: the picture.
        box: float (4,), x0, y0, x1, y1 in pixels.

    Returns:
        float32 (48,): L, a and b of CIE Lab for each field; L without the face's mean.
    """
    x0, y0, x1, y1 = squared(np.asarray(box, np.float64)[None])[0]
    part = frame.region(int(x0), int(y0), int(x1) + 1, int(y1) + 1)
    if part.size == 0:
        return np.zeros(3 * _GRID * _GRID, np.float32)
    fields = square(square(part, 4 * _GRID), _GRID)
    lab = cv2.cvtColor(fields.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    lab[..., 0] = (lab[..., 0] - lab[..., 0].mean()) * _LIGHTNESS_WEIGHT
    return np.asarray(lab.reshape(-1), np.float32)


def unlikeness(a: np.ndarray, b: np.ndarray) -> float:
    """Mean difference of two looks in units of Lab: the same face stays under about 6."""
    return float(np.abs(a - b).mean())
