"""A filter for the second picture: where colours are strong."""

from __future__ import annotations

import numpy as np

from engine.analysis.picture_filters import PictureFilter


def _saturation(picture: np.ndarray, previous: np.ndarray) -> np.ndarray:
    """uint8 (H, W, 3): the difference of the largest and the smallest channel."""
    spread = picture.max(axis=2) - picture.min(axis=2)
    return np.repeat(spread[:, :, None], 3, axis=2)


SATURATION = PictureFilter(_saturation, "Saturation", "Bright where colours are strong")
