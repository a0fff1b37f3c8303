"""Who lends a face to whom: donors of another person with a like pose and skin tone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from engine.faces.align import Alignment, aligned_crop, similarity

_LOOK = Alignment(size=48)
#: One unit of pose (a landmark off by a crop's side) weighs as much as so many units of CIELAB:
#: features that are off by 2 % look as wrong as a tone off by 10.
_TONE_WEIGHT = 1 / 500
#: The donor is drawn from so many of the nearest, so that one face does not serve all.
_NEAREST = 5


@dataclass(frozen=True)
class FaceLook:
    """What decides whether two faces go together.

    Attributes:
        shape: float64 (10,), landmarks after alignment, in sides of the crop.
        tone: float64 (3,), mean CIELAB of the face's middle.
        person: faces of one person are never each other's partner.
        group: only faces of one group are partners, for example of one split; "" is one too.
    """

    shape: np.ndarray
    tone: np.ndarray
    person: str
    group: str = ""

    @classmethod
    def of(
        cls, picture: np.ndarray, landmarks: np.ndarray, person: str, group: str = ""
    ) -> FaceLook:
        """Look at a face: uint8 (H, W, 3) RGB and float (5, 2)."""
        matrix = similarity(landmarks, _LOOK)
        points = landmarks @ matrix[:, :2].T + matrix[:, 2]
        crop = aligned_crop(picture, landmarks, _LOOK)[10:40, 8:40].astype(np.float32) / 255
        lab = cv2.cvtColor(crop, cv2.COLOR_RGB2LAB)
        tone = np.median(lab.reshape(-1, 3), axis=0).astype(np.float64)
        return cls((points / _LOOK.size).ravel(), tone, person, group)


def choose_partner(
    wanted: FaceLook, pool: Sequence[FaceLook], rng: np.random.Generator
) -> int | None:
    """Place in the pool of a donor for a face, or None where no other person is in its group."""
    rows = [
        row
        for row, look in enumerate(pool)
        if look.person != wanted.person and look.group == wanted.group
    ]
    if not rows:
        return None
    shapes = np.stack([pool[row].shape for row in rows]) - wanted.shape
    tones = np.stack([pool[row].tone for row in rows]) - wanted.tone
    apart = np.linalg.norm(shapes, axis=1) + _TONE_WEIGHT * np.linalg.norm(tones, axis=1)
    nearest = np.argsort(apart, kind="stable")[:_NEAREST]
    return rows[int(rng.choice(nearest))]
