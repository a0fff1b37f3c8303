"""Replace the inner face of one person with another's."""

from __future__ import annotations

import cv2
import numpy as np

from engine.errors import ForgeryError
from engine.forgery.blending import BLENDS, Edit, MaskLook, blend, soft_mask
from engine.forgery.colour import MATCHES, match_colours
from engine.forgery.face_geometry import FACE, PlacedFace
from engine.forgery.resample import reduced
from engine.wording import mark


def laid_over(face: PlacedFace, donor: PlacedFace, rigid: bool = False) -> np.ndarray:
    """Warp the donor's window so that its features match the target's.

    Args:
        face: the target.
        donor: source of the pixels.
        rigid: rotation, scale and shift only, which preserves the donor's proportions.

    Returns:
        uint8 (h, w, 3) RGB in the size of the target's window.
    """
    source = donor.rigid if rigid else donor.matrix
    target = face.rigid if rigid else face.matrix
    linear = target[:, :2] @ np.linalg.inv(source[:, :2])
    shift = target[:, 2] - linear @ source[:, 2]
    picture = donor.window
    shrink = float(np.sqrt(abs(np.linalg.det(linear))))
    if shrink < 0.7:
        # Averaging before the warp prevents aliasing of large donors.
        high, wide = picture.shape[:2]
        size = (max(2, round(wide * shrink)), max(2, round(high * shrink)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        linear = linear @ np.diag([wide / size[0], high / size[1]])
    height, width = face.window.shape[:2]
    matrix = np.column_stack([linear, shift])
    return np.asarray(
        cv2.warpAffine(
            picture,
            matrix,
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REFLECT_101,
        )
    )


#: Swaps cover the whole inner face: a smaller hull would leave the target's features.
_LOOK = MaskLook(grown=(0.9, 1.03), wobble=0.035, edge=(0.03, 0.10))


def swapped(face: PlacedFace, rng: np.random.Generator, donor: PlacedFace | None) -> Edit:
    """Blend in the donor's inner face with matched colours.

    Raises:
        ForgeryError: there is no donor.
    """
    if donor is None:
        raise ForgeryError(mark("A swap needs a second face."), mark("Give a donor."))
    rigid, coarse = bool(rng.random() < 0.3), bool(rng.random() < 0.5)
    network = np.random.default_rng(rng.integers(2**32))
    match = MATCHES[int(rng.choice(3, p=(0.6, 0.35, 0.05)))]
    how = BLENDS[int(rng.random() < 0.4)]
    mask = soft_mask(face, [FACE], rng, _LOOK)
    picture = laid_over(face, donor, rigid)
    if coarse:
        picture, _ = reduced(picture, face.eyes, network)
    picture = match_colours(picture, face.window, mask, match)
    details = {"match": match, "blend": how, "rigid": rigid, "coarse": coarse}
    return Edit(blend(face.window, picture, mask, how), mask, details)
