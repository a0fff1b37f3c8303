"""The inner face of one person replaced by another's."""

from __future__ import annotations

import numpy as np

from engine.errors import ForgeryError
from engine.forgery.blend import BLENDS, blend
from engine.forgery.colour import MATCHES, match_colours
from engine.forgery.donor import laid_over
from engine.forgery.edit import Edit
from engine.forgery.mask import MaskLook, soft_mask
from engine.forgery.outline import FACE, PlacedFace
from engine.forgery.resample import reduced

#: Swaps cover the face whole: a hull much smaller would leave the target's own features.
_LOOK = MaskLook(grown=(0.9, 1.03), wobble=0.035, edge=(0.03, 0.10))


def swapped(face: PlacedFace, rng: np.random.Generator, donor: PlacedFace | None) -> Edit:
    """The donor's inner face, colours matched, set in through the outline.

    Raises:
        ForgeryError: there is no donor.
    """
    if donor is None:
        raise ForgeryError("A swap needs a second face.", "Give a donor.")
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
