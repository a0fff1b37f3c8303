"""Self-blended images: a face blended with an altered copy of itself.

After Shiohara & Yamasaki 2022, who alter either copy. Here the pasted copy is altered, so that the
picture outside the mask is the original's; the distribution chain alters both.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.forgery.blending import Edit, blend, soft_mask
from engine.forgery.colour import change_sharpness, match_colours, shift_colours
from engine.forgery.face_geometry import FACE, UNIT, PlacedFace, canonical
from engine.forgery.resample import reduced

#: Opacities of the copy; full opacity is three times as likely as each other.
_RATIOS = (0.4, 0.6, 0.8, 1.0, 1.0, 1.0)
#: Parts of the outline, as rows of FACE: the whole face, or the half below the brows.
_WHOLE, _LOWER = slice(None), slice(3, 16)


def self_blended(face: PlacedFace, rng: np.random.Generator, donor: PlacedFace | None) -> Edit:
    """Blend in a copy with other colours, sharpness, size and position."""
    del donor
    copy = shift_colours(face.window, rng, 1.0)
    coarse, reduction = rng.random() < 0.3, np.random.default_rng(rng.integers(2**32))
    sharpening = np.random.default_rng(rng.integers(2**32))
    if coarse:
        copy, _ = reduced(copy, face.eyes, reduction)
    else:
        copy = change_sharpness(copy, face.eyes, sharpening)
    scale, shift = rng.uniform(0.95, 1.05, 2), rng.uniform(-0.07, 0.07, 2)
    copy = _moved(face, copy, scale, shift)
    lower = rng.random() < 0.15
    mask = soft_mask(face, [FACE[_LOWER if lower else _WHOLE]], rng)
    ratio = _RATIOS[int(rng.integers(len(_RATIOS)))]
    matched = rng.random() < 0.3
    if matched:
        copy = match_colours(copy, face.window, mask, "lab")
    mask = mask * np.float32(ratio)
    details = {
        "ratio": ratio,
        "scale": scale.round(4).tolist(),
        "shift": shift.round(4).tolist(),
        "lower half": lower,
        "coarse": coarse,
        "matched": matched,
    }
    return Edit(blend(face.window, copy, mask, "feathered"), mask, details)


def _moved(
    face: PlacedFace, picture: np.ndarray, scale: np.ndarray, shift: np.ndarray
) -> np.ndarray:
    """Scale the picture about the face's centre and shift it along the face's axes."""
    linear = face.matrix[:, :2]
    middle = linear @ canonical(np.array([[0.0, 0.6]]))[0] + face.matrix[:, 2]
    change = linear @ np.diag(scale) @ np.linalg.inv(linear)
    offset = middle - change @ middle + linear @ (shift * UNIT)
    height, width = picture.shape[:2]
    matrix = np.column_stack([change, offset])
    moved = cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
    )
    return np.asarray(moved)
