"""Soft masks of the changed region, blending, and the result of a manipulation.

A mask is drawn in a canonical picture of a face and warped to the target: a seed gives the same
shape on the face at any size and position, so masks do not flicker in a clip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from engine.forgery.colour import to_bytes
from engine.forgery.face_geometry import ORIGIN, SIDE, UNIT, PlacedFace, canonical

#: Weaker changes are lost in rounding; the original pixels are kept there.
_LEAST = 1 / 128


@dataclass(frozen=True)
class MaskLook:
    """Variation of masks; lengths in units of the eye distance.

    Attributes:
        grown: range of the outline's scale.
        moved: standard deviation of the outline's shift.
        turned: standard deviation of its rotation, degrees.
        wobble: standard deviation of the elastic deformation.
        edge: range of the standard deviation of the blur at the border.
    """

    grown: tuple[float, float] = (0.86, 1.04)
    moved: float = 0.03
    turned: float = 2.0
    wobble: float = 0.045
    edge: tuple[float, float] = (0.03, 0.13)


def soft_mask(
    face: PlacedFace,
    outlines: Sequence[np.ndarray],
    rng: np.random.Generator,
    look: MaskLook | None = None,
) -> np.ndarray:
    """Draw a mask of outlines with random scale, shift, rotation, deformation and soft edge.

    Args:
        face: target of the mask.
        outlines: polygons in face coordinates, float (N, 2) each.
        rng: the number of draws does not depend on the face.
        look: variation of masks.

    Returns:
        float32 (h, w), 0 to 1, of the face's window; 0 at its inner edges.
    """
    look = look or MaskLook()
    shapes = [canonical(face.seen(outline)) for outline in outlines]
    middle = np.concatenate(shapes).mean(0)
    turn, grow = rng.normal(0, look.turned), rng.uniform(*look.grown)
    change = np.asarray(
        cv2.getRotationMatrix2D((float(middle[0]), float(middle[1])), turn, grow), np.float64
    )
    shift = change[:, 2] + rng.normal(0, look.moved * UNIT, 2)
    drawn = np.zeros((SIDE, SIDE), np.float32)
    for shape in shapes:
        points = shape @ change[:, :2].T + shift
        # Fixed-point coordinates with four fractional bits.
        cv2.fillPoly(drawn, [np.round(points * 16).astype(np.int32)], 1.0, cv2.LINE_8, 4)
    drawn = _wobbled(drawn, look.wobble * UNIT, rng)
    soft = cv2.GaussianBlur(drawn, (0, 0), rng.uniform(*look.edge) * UNIT)
    return carried(np.asarray(soft), face)


def carried(canonical_map: np.ndarray, face: PlacedFace) -> np.ndarray:
    """Warp a canonical mask, float32 (SIDE, SIDE), to the face's window; 0 outside."""
    height, width = face.window.shape[:2]
    faded = canonical_map * _FADE
    mask = cv2.warpAffine(faded, face.matrix, (width, height), flags=cv2.INTER_LINEAR)
    mask = np.clip(mask, 0.0, 1.0)
    mask[mask < _LEAST] = 0.0
    return mask


def _wobbled(mask: np.ndarray, size: float, rng: np.random.Generator) -> np.ndarray:
    coarse = rng.normal(0, size, (6, 6, 2)).astype(np.float32)
    field = cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    places = (_GRID + field).astype(np.float32)
    x, y = np.ascontiguousarray(places[:, :, 0]), np.ascontiguousarray(places[:, :, 1])
    return np.asarray(cv2.remap(mask, x, y, cv2.INTER_LINEAR))


def _fade() -> np.ndarray:
    """1 inside the canonical picture, falling to 0 at its border, so that masks end smoothly."""
    ramp = np.clip(np.minimum(np.arange(SIDE), np.arange(SIDE)[::-1]) / 8.0, 0, 1)
    return np.outer(ramp, ramp).astype(np.float32)


_FADE = _fade()
_GRID = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE)), axis=2).astype(np.float32)
#: Face coordinates of each canonical pixel, float32 (SIDE, SIDE, 2).
FACE_GRID = (_GRID - ORIGIN.astype(np.float32)) / np.float32(UNIT)


BLENDS = ("feathered", "poisson")


def blend(picture: np.ndarray, changed: np.ndarray, mask: np.ndarray, how: str) -> np.ndarray:
    """Blend a changed face into a picture.

    Args:
        picture: uint8 (H, W, 3) RGB.
        changed: uint8 (H, W, 3) RGB.
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
    # The faint rim of a mask often covers hair and background, whose colours would bleed in.
    inside = (mask > 0.5 * float(mask.max())).astype(np.uint8)
    # The solver needs a ring of known pixels.
    inside[:2], inside[-2:], inside[:, :2], inside[:, -2:] = 0, 0, 0, 0
    x, y, width, height = cv2.boundingRect(inside)
    if min(width, height) < 4:
        return changed
    cloned = cv2.seamlessClone(
        changed, picture, inside * 255, (x + width // 2, y + height // 2), cv2.NORMAL_CLONE
    )
    return np.asarray(cloned)


@dataclass(frozen=True)
class Edit:
    """A changed window.

    Attributes:
        window: uint8 (h, w, 3) RGB.
        mask: float32 (h, w), 0 to 1: strength of the change; 0 where unchanged.
        details: the drawn parameters, JSON-ready.
    """

    window: np.ndarray
    mask: np.ndarray
    details: dict[str, Any] = field(default_factory=dict)
