"""How a changed face is set into the picture: by a feathered mask, or by its gradients."""

from __future__ import annotations

import cv2
import numpy as np

from engine.forgery.colour import to_bytes

BLENDS = ("feathered", "poisson")


def blend(picture: np.ndarray, changed: np.ndarray, mask: np.ndarray, how: str) -> np.ndarray:
    """A picture with a changed face in it.

    Args:
        picture: uint8 (H, W, 3) RGB.
        changed: uint8 (H, W, 3) RGB, laid over it.
        mask: float32 (H, W), 0 to 1.
        how: one of BLENDS; "poisson" (Pérez et al. 2003) takes the colours from the border.

    Returns:
        uint8 (H, W, 3) RGB, equal to `picture` where the mask is 0.
    """
    if how == "poisson":
        changed = _by_gradients(picture, changed, mask)
    weight = mask[:, :, None]
    return to_bytes(picture + weight * (changed.astype(np.float32) - picture))


def _by_gradients(picture: np.ndarray, changed: np.ndarray, mask: np.ndarray) -> np.ndarray:
    # The mask's faint rim often lies on hair and background, whose colours would flood the face.
    inside = (mask > 0.5 * float(mask.max())).astype(np.uint8)
    # The solver needs a ring of known pixels around the changed ones.
    inside[:2], inside[-2:], inside[:, :2], inside[:, -2:] = 0, 0, 0, 0
    x, y, width, height = cv2.boundingRect(inside)
    if min(width, height) < 4:
        return changed
    cloned = cv2.seamlessClone(
        changed, picture, inside * 255, (x + width // 2, y + height // 2), cv2.NORMAL_CLONE
    )
    return np.asarray(cloned)
