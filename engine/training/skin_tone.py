"""Skin tone of a face as the camera recorded it: the individual typology angle (ITA).

Light, white balance and compression shift the angle by more than a neighbouring group, so that
it describes the picture of a face and never the person. It serves to compare error rates of
groups of pictures, and for nothing else.

Source: Chardon, Cretois & Hourseau 1991; edges of the groups as in Del Bino & Bernerd 2013.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.faces.align import Alignment

#: Lower end in degrees and name of each group, the lightest first.
GROUPS = (
    (55.0, "very light"),
    (41.0, "light"),
    (28.0, "intermediate"),
    (10.0, "tan"),
    (-30.0, "brown"),
    (float("-inf"), "dark"),
)
#: Patches of plain skin: centres from the middle of the eye line in units of the eyes'
#: distance, x right and y down, and half sides. Cheeks, and the lower forehead.
_PATCHES = ((-0.47, 0.60, 0.14), (0.47, 0.60, 0.14), (0.0, -0.40, 0.16))
#: L* of skin that is neither in deep shadow nor burnt out.
_LIGHTNESS = (8.0, 97.0)
#: Of the patches' pixels; with fewer well-lit ones the tone is unknown.
_LEAST_SHARE = 1 / 3


def typology_angle(crop: np.ndarray, alignment: Alignment) -> float:
    """ITA = atan2(L* - 50, b*) in degrees, the median over cheeks and forehead.

    Args:
        crop: uint8 (side, side, 3) sRGB, aligned; D65 white is assumed.
        alignment: the crop's geometry, which says where the landmarks lie.

    Returns:
        -90 (dark) to 90 (light); NaN where too little skin is well lit, or where it is not
        more yellow than grey is: in grey pictures, and under blue light.
    """
    eyes = alignment.template()[:2].astype(np.float64)
    middle, distance = eyes.mean(0), float(eyes[1, 0] - eyes[0, 0])
    parts = []
    for x, y, half in _PATCHES:
        centre, reach = middle + np.array([x, y]) * distance, half * distance
        (x0, y0), (x1, y1) = (np.clip(centre + s * reach, 0, alignment.side) for s in (-1, 1))
        parts.append(crop[round(y0) : round(y1) + 1, round(x0) : round(x1) + 1].reshape(-1, 3))
    pixels = np.concatenate(parts).astype(np.float32)[None] / 255
    lightness, _, yellow = cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB)[0].T
    lit = (lightness > _LIGHTNESS[0]) & (lightness < _LIGHTNESS[1])
    if lit.mean() < _LEAST_SHARE or np.median(yellow[lit]) <= 1:
        return float("nan")
    angles = np.degrees(np.arctan2(lightness[lit] - 50, yellow[lit]))
    return float(np.clip(np.median(angles), -90, 90))


def tone_groups(angles: np.ndarray) -> np.ndarray:
    """str (N,): the name of each angle's group, "" where it is NaN; degrees, (N,)."""
    names = np.full(len(angles), "", dtype="U16")
    for lower, name in reversed(GROUPS):
        names[np.asarray(angles) >= lower] = name
    return names
