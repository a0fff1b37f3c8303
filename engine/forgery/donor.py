"""A donor's face laid over a target's, feature on feature."""

from __future__ import annotations

import cv2
import numpy as np

from engine.forgery.outline import PlacedFace


def laid_over(face: PlacedFace, donor: PlacedFace, rigid: bool = False) -> np.ndarray:
    """The donor's window, warped so that its features lie on the target's.

    Args:
        face: the target.
        donor: whose pixels are taken.
        rigid: by rotation, scale and shift only, which keeps the donor's proportions.

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
        # Averaging first keeps fine detail of a large donor from aliasing.
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
