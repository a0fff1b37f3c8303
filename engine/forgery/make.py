"""Forge one face: `forge`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.forgery.blending import Edit
from engine.forgery.face_geometry import PlacedFace, place
from engine.forgery.person_swap import swapped
from engine.forgery.region import region_edited
from engine.forgery.resample import resampled
from engine.forgery.self_blend import self_blended

_MAKERS: dict[str, Callable[[PlacedFace, np.random.Generator, PlacedFace | None], Edit]] = {
    "self-blend": self_blended,
    "swap": swapped,
    "region": region_edited,
    "resample": resampled,
}
#: Names of the manipulations, used as methods in manifests.
KINDS = tuple(_MAKERS)
#: Kinds that use a second face if there is one.
WITH_DONOR = frozenset({"swap", "region"})

#: A picture and its landmarks: uint8 (H, W, 3) RGB and float (5, 2).
FacePicture = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Forgery:
    """A forged picture.

    Attributes:
        picture: uint8 (H, W, 3) RGB.
        mask: float32 (H, W), 0 to 1: strength of the change; the picture is unchanged where it
            is 0.
        kind: one of KINDS.
        seed: reproduces it, see `forge_as`.
        details: the drawn parameters, JSON-ready; equal for one kind and seed on any face.
    """

    picture: np.ndarray
    mask: np.ndarray
    kind: str
    seed: int
    details: dict[str, Any]


def forge(
    picture: np.ndarray,
    landmarks: np.ndarray,
    kind: str,
    rng: np.random.Generator,
    donor: FacePicture | None = None,
) -> Forgery:
    """Forge one face.

    Args:
        picture: uint8 (H, W, 3) RGB, a whole picture or an aligned crop.
        landmarks: float (5, 2), see `engine.faces.mtcnn.Detections`, pixels of `picture`.
        kind: one of KINDS.
        rng: supplies one number, the forgery's seed.
        donor: a second face; a swap without a donor uses the mirrored face, which changes its
            features too.

    Raises:
        ForgeryError: not a colour picture, or the face is too small or partly outside.
    """
    return forge_as(picture, landmarks, kind, int(rng.integers(2**32)), donor)


def forge_as(
    picture: np.ndarray,
    landmarks: np.ndarray,
    kind: str,
    seed: int,
    donor: FacePicture | None = None,
) -> Forgery:
    """Like `forge`, with a given seed.

    No draw depends on the picture: with one seed, the frames of a clip are changed consistently.
    """
    face = place(picture, landmarks)
    if donor is None and kind == "swap":
        donor = mirrored(picture, landmarks)
    other = place(*donor) if donor is not None and kind in WITH_DONOR else None
    edit = _MAKERS[kind](face, np.random.default_rng(seed), other)
    (x, y), (height, width) = face.corner, edit.mask.shape
    whole, mask = picture.copy(), np.zeros(picture.shape[:2], np.float32)
    whole[y : y + height, x : x + width] = edit.window
    mask[y : y + height, x : x + width] = edit.mask
    return Forgery(whole, mask, kind, seed, edit.details)


def mirrored(picture: np.ndarray, landmarks: np.ndarray) -> FacePicture:
    """Mirror a picture and its landmarks horizontally."""
    points = np.array(landmarks, np.float64)[[1, 0, 2, 4, 3]]
    points[:, 0] = picture.shape[1] - 1 - points[:, 0]
    return np.ascontiguousarray(picture[:, ::-1]), points
