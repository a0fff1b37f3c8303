"""Fast downscaling of crops for networks and measurements; not for evidence."""

from __future__ import annotations

import cv2
import numpy as np


def block_average(picture: np.ndarray, least: int) -> tuple[np.ndarray, int]:
    """Average whole blocks of pixels, ten times faster in OpenCV than fractional blocks.

    Args:
        picture: uint8 (h, w, 3) RGB.
        least: minimum length of the shorter side in pixels.

    Returns:
        The picture reduced by an integer factor, and the factor. Rows and columns at the right
        and bottom edges that do not fill a block are left out.
    """
    factor = min(picture.shape[:2]) // least
    if factor < 2:
        return picture, 1
    height, width = picture.shape[0] // factor, picture.shape[1] // factor
    part, left = picture[: height * factor, : width * factor], factor
    # Halving is three times faster than averaging larger blocks.
    while left % 2 == 0:
        left //= 2
        part = cv2.resize(part, (width * left, height * left), interpolation=cv2.INTER_AREA)
    if left > 1:
        part = cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA)
    return part, factor


def resize_square(picture: np.ndarray, side: int) -> np.ndarray:
    """uint8 (side, side, 3): a picture resized to a square, averaged where it shrinks."""
    picture, _ = block_average(picture, 2 * side)
    return cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
