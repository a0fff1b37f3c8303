"""Change mouth or eyes only, as re-enactment does.

The region comes from a donor (another frame of the same person, or another face), or is the face's
own with a changed expression.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.forgery.blending import FACE_GRID, Edit, MaskLook, blend, soft_mask
from engine.forgery.colour import match_colours
from engine.forgery.face_geometry import EYES, MOUTH, UNIT, PlacedFace
from engine.forgery.person_swap import laid_over
from engine.forgery.resample import reduced


def mouth_warp(rng: np.random.Generator) -> np.ndarray:
    """Displacement in face units of lips and mouth corners, float32 (SIDE, SIDE, 2)."""
    apart = rng.uniform(0.25, 0.6) * (1 if rng.random() < 0.6 else -0.8)
    corners = rng.uniform(0.06, 0.12) * (1 if rng.random() < 0.5 else -1)
    near = _bump(0.0, 1.15, 0.38, 0.24)
    field = np.zeros_like(FACE_GRID)
    field[:, :, 1] = apart * near * (FACE_GRID[:, :, 1] - 1.15)
    for side in (-1, 1):
        corner = _bump(0.41 * side, 1.13, 0.16, 0.14)
        field[:, :, 0] += 0.6 * side * corners * corner
        field[:, :, 1] -= corners * corner
    return field


def eyes_warp(rng: np.random.Generator) -> np.ndarray:
    """Displacement in face units of lids, gaze and brows, float32 (SIDE, SIDE, 2)."""
    lids = rng.uniform(0.25, 0.5) * (1 if rng.random() < 0.5 else -1)
    gaze = rng.uniform(0.02, 0.05) * (1 if rng.random() < 0.5 else -1)
    brows = rng.uniform(-0.08, 0.08)
    field = np.zeros_like(FACE_GRID)
    for x in (-0.5, 0.5):
        field[:, :, 1] += lids * _bump(x, 0.0, 0.22, 0.14) * FACE_GRID[:, :, 1]
        field[:, :, 0] += gaze * _bump(x, 0.0, 0.12, 0.09)
        field[:, :, 1] += brows * _bump(x, -0.3, 0.28, 0.12)
    return field


def warped(face: PlacedFace, field: np.ndarray) -> np.ndarray:
    """Warp the face's window by a displacement field.

    Args:
        field: float32 (SIDE, SIDE, 2), displacement in face units; small and smooth.

    Returns:
        uint8 (h, w, 3) RGB.
    """
    height, width = face.window.shape[:2]
    linear = (face.matrix[:, :2] * UNIT).astype(np.float32)
    here = cv2.warpAffine(field @ linear.T, face.matrix, (width, height), flags=cv2.INTER_LINEAR)
    columns, rows = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    )
    moved = cv2.remap(
        face.window,
        columns - here[:, :, 0],
        rows - here[:, :, 1],
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT_101,
    )
    return np.asarray(moved)


def _bump(x: float, y: float, across: float, down: float) -> np.ndarray:
    """Gaussian bump with peak 1 at a position of the face, float32 (SIDE, SIDE)."""
    middle, reach = np.array([(x, y), (across, down)], np.float32)
    apart = (FACE_GRID - middle) / reach
    return np.exp(-0.5 * (apart**2).sum(2)).astype(np.float32)


PARTS = ("mouth", "eyes", "both")
_LOOK = MaskLook(grown=(0.9, 1.1), moved=0.02, wobble=0.025, edge=(0.04, 0.09))


def region_edited(face: PlacedFace, rng: np.random.Generator, donor: PlacedFace | None) -> Edit:
    """Replace or warp mouth, eyes or both, then blend."""
    part = PARTS[int(rng.integers(len(PARTS)))]
    taken = bool(rng.random() < 0.6) and donor is not None
    coarse = bool(rng.random() < 0.5)
    field = mouth_warp(rng), eyes_warp(rng)
    network = np.random.default_rng(rng.integers(2**32))
    outlines = {"mouth": [MOUTH], "eyes": list(EYES), "both": [MOUTH, *EYES]}[part]
    mask = soft_mask(face, outlines, rng, _LOOK)
    if taken and donor is not None:
        picture = match_colours(laid_over(face, donor), face.window, mask, "lab")
    else:
        wanted = {"mouth": field[0], "eyes": field[1], "both": field[0] + field[1]}[part]
        picture = warped(face, wanted)
    if coarse:
        picture, _ = reduced(picture, face.eyes, network)
    details = {"part": part, "taken": taken, "coarse": coarse}
    return Edit(blend(face.window, picture, mask, "feathered"), mask, details)
