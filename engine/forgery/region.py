"""Mouth or eyes changed alone, as re-enactment leaves a face.

The region comes from a donor (another frame of the same person, or another face), or is the
face's own with a changed expression.
"""

from __future__ import annotations

import numpy as np

from engine.forgery.blend import blend
from engine.forgery.colour import match_colours
from engine.forgery.donor import laid_over
from engine.forgery.edit import Edit
from engine.forgery.expression import eyes_warp, mouth_warp, warped
from engine.forgery.mask import MaskLook, soft_mask
from engine.forgery.outline import EYES, MOUTH, PlacedFace
from engine.forgery.resample import reduced

PARTS = ("mouth", "eyes", "both")
_LOOK = MaskLook(grown=(0.9, 1.1), moved=0.02, wobble=0.025, edge=(0.04, 0.09))


def region_edited(face: PlacedFace, rng: np.random.Generator, donor: PlacedFace | None) -> Edit:
    """Mouth, eyes or both replaced or moved, then feathered in."""
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
