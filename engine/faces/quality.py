"""Facts about a face picture that decide whether it can carry a verdict."""

from __future__ import annotations

import cv2
import numpy as np

from engine.faces.align import Alignment, aligned_crop

#: Sharpness is always measured at this scale, so that crops of any size compare.
_SHARPNESS_SIDE = 96


def face_size(box: np.ndarray) -> float:
    """The shorter side of a box (x0, y0, x1, y1), in pixels."""
    return float(min(box[2] - box[0], box[3] - box[1]))


def sharpness(crop: np.ndarray) -> float:
    """Detail of an aligned crop.

    Args:
        crop: uint8 (S, S, 3) RGB.

    Returns:
        Standard deviation of the Laplacian divided by that of the picture, at 96 px; a flat
        or strongly blurred face is under 0.1, a crisp one over 0.4. Contrast cancels out.
    """
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(grey, (_SHARPNESS_SIDE, _SHARPNESS_SIDE), interpolation=cv2.INTER_AREA)
    values = grey.astype(np.float32)
    spread = float(values.std())
    if spread < 1.0:
        return 0.0
    return float(cv2.Laplacian(values, cv2.CV_32F).std() / spread)


def crop_with_sharpness(
    picture: np.ndarray, landmarks: np.ndarray, alignment: Alignment
) -> tuple[np.ndarray, float]:
    """An aligned crop (see `aligned_crop`) and its sharpness."""
    crop = aligned_crop(picture, landmarks, alignment)
    return crop, sharpness(crop)
