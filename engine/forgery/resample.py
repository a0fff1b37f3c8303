"""Imitate an autoencoder: low resolution, smooth skin, slightly wrong colours."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from engine.forgery.blending import Edit, blend, soft_mask
from engine.forgery.colour import shift_colours
from engine.forgery.face_geometry import FACE, PlacedFace

#: Width of the face's outline in units of the eye distance.
FACE_WIDTH = 2.0
#: Range of the pixels across a generated face.
RESOLUTIONS = (32, 96)
_KERNELS = {
    "linear": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC, "lanczos": cv2.INTER_LANCZOS4,
}  # fmt: skip


def resampled(face: PlacedFace, rng: np.random.Generator, donor: PlacedFace | None) -> Edit:
    """Pass the inner face through a network's resolution and blend it back."""
    del donor
    picture, details = reduced(face.window, face.eyes, rng)
    picture = shift_colours(picture, rng, 0.45)
    mask = soft_mask(face, [FACE], rng)
    return Edit(blend(face.window, picture, mask, "feathered"), mask, details)


def reduced(
    picture: np.ndarray, eyes: float, rng: np.random.Generator
) -> tuple[np.ndarray, dict[str, Any]]:
    """Scale down to a network's resolution and up again, with smoothed skin.

    Args:
        picture: uint8 (h, w, 3) RGB.
        eyes: distance between the eyes in pixels.

    Returns:
        uint8 (h, w, 3) RGB, and the drawn parameters. Small faces lose at least a third.
    """
    across = float(rng.uniform(*RESOLUTIONS))
    smooth = float(rng.uniform(0, 1))
    kernel = list(_KERNELS)[int(rng.integers(len(_KERNELS)))]
    height, width = picture.shape[:2]
    factor = min(0.67, across / (FACE_WIDTH * eyes))
    size = (max(4, round(width * factor)), max(4, round(height * factor)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    if smooth > 0.5:
        # At the small size, a bilateral filter removes pores and keeps the edges of features.
        small = cv2.bilateralFilter(small, 5, 40 * smooth, 2.0)
    large = cv2.resize(small, (width, height), interpolation=_KERNELS[kernel])
    return large, {"across": round(across, 1), "kernel": kernel, "smoothed": smooth > 0.5}
