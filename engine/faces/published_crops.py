"""Face crops as the authors of published detectors make them.

Published weights expect the crops of their own training: other landmarks, borders and
interpolations than `engine.faces.align`. This program's landmarks and boxes come from MTCNN; where
the authors use another face detector, the template holds the average place of MTCNN's landmarks
in the authors' crops (`.ci/audit/published_crops.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

#: DeepfakeBench's template for dlib's points 37, 44, 30, 49 and 55, as fractions of the side:
#: the ArcFace template of 112 px with a border of 0.15 on each side.
DEEPFAKEBENCH = tuple(
    ((x / 112 + 0.15) / 1.3, (y / 112 + 0.15) / 1.3)
    for x, y in (
        (38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655),
        (70.7299, 92.2041),
    )
)  # fmt: skip
#: Median places of MTCNN's landmarks in these crops, over 496 pictures of LFW.
MTCNN_IN_DEEPFAKEBENCH = (
    (0.3818, 0.4904), (0.6183, 0.4789), (0.506, 0.6243), (0.407, 0.7468), (0.6151, 0.7378),
)  # fmt: skip
#: GenD's template for RetinaFace's landmarks, which are the same points of a face as MTCNN's.
_GEND = tuple(
    ((x + 0.15) / 1.3, (y + 0.15) / 1.3)
    for x, y in ((0.34, 0.46), (0.66, 0.46), (0.5, 0.64), (0.37, 0.82), (0.63, 0.82))
)
#: Growth of SBI's box on each side, as a fraction of its width or height.
_SBI_GROWTH = 1 / 8


@dataclass(frozen=True)
class _Face:
    """Landmarks float32 (5, 2), box float32 (4,) or None, and the picture's width and height."""

    landmarks: np.ndarray
    box: np.ndarray | None
    size: tuple[int, int]


@dataclass(frozen=True)
class Canvas:
    """Region of a picture before it is resized to the crop.

    Attributes:
        matrix: float64 (2, 3), picture pixels to canvas pixels.
        width, height: of the canvas in pixels.
    """

    matrix: np.ndarray
    width: int
    height: int


def least_squares(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Least-squares similarity from points to points (Umeyama 1991), without reflection.

    Args:
        source, target: float (N, 2).

    Returns:
        float64 (2, 3).
    """
    source, target = source.astype(np.float64), target.astype(np.float64)
    source_mean, target_mean = source.mean(0), target.mean(0)
    a, b = source - source_mean, target - target_mean
    # With complex numbers, the least-squares similarity is a single division.
    p, q = a[:, 0] + 1j * a[:, 1], b[:, 0] + 1j * b[:, 1]
    factor = np.vdot(p, q) / max(np.vdot(p, p).real, 1e-9)
    rotation = np.array([[factor.real, -factor.imag], [factor.imag, factor.real]])
    return np.column_stack([rotation, target_mean - rotation @ source_mean])


def _deepfakebench(face: _Face, side: int) -> Canvas:
    return Canvas(
        least_squares(face.landmarks, np.array(MTCNN_IN_DEEPFAKEBENCH) * side), side, side
    )


def _gend(face: _Face, side: int) -> Canvas:
    """The face at its own scale, which is measured by the distances between landmarks."""
    template = np.array(_GEND)
    pairs = np.triu_indices(5, 1)

    def lengths(points: np.ndarray) -> np.ndarray:
        return np.linalg.norm(points[pairs[0]] - points[pairs[1]], axis=1)

    landmarks = face.landmarks.astype(np.float64)
    size = max(1, round(float((lengths(landmarks) / lengths(template)).mean())))
    target = template * size
    matrix, _ = cv2.estimateAffinePartial2D(landmarks, target, method=cv2.LMEDS)
    # Degenerate landmarks have no robust fit.
    return Canvas(least_squares(landmarks, target) if matrix is None else matrix, size, size)


def _sbi(face: _Face, side: int) -> Canvas:
    """The box with an eighth more on each side, in whole pixels of the picture, unaligned."""
    if face.box is None:
        raise ValueError("this crop needs the face's box")
    x0, y0, x1, y1 = (float(v) for v in face.box)
    dx, dy = (x1 - x0) * _SBI_GROWTH, (y1 - y0) * _SBI_GROWTH
    width, height = face.size
    left, top = (min(max(0, int(v)), most - 1) for v, most in ((x0 - dx, width), (y0 - dy, height)))
    right, bottom = min(width, int(x1 + dx) + 1), min(height, int(y1 + dy) + 1)
    shift = np.array([[1.0, 0, -left], [0, 1.0, -top]])
    return Canvas(shift, max(1, right - left), max(1, bottom - top))


def _linear(picture: np.ndarray, side: int) -> np.ndarray:
    return np.asarray(cv2.resize(picture, (side, side), interpolation=cv2.INTER_LINEAR))


def _bicubic(picture: np.ndarray, side: int) -> np.ndarray:
    """Antialiased bicubic resizing, as CLIP's image processor does it."""
    from PIL import Image

    resized = Image.fromarray(picture).resize((side, side), Image.Resampling.BICUBIC)
    return np.asarray(resized)


@dataclass(frozen=True)
class Recipe:
    """How one group of authors crops faces.

    Attributes:
        canvas: of a face and the crop's side.
        resize: a canvas to the crop.
    """

    canvas: Callable[[_Face, int], Canvas]
    resize: Callable[[np.ndarray, int], np.ndarray]


#: By name in bundles.
RECIPES = {
    "deepfakebench": Recipe(_deepfakebench, _linear),
    "gend": Recipe(_gend, _bicubic),
    "sbi": Recipe(_sbi, _linear),
}


def canvas_of(
    recipe: str,
    landmarks: np.ndarray,
    side: int,
    size: tuple[int, int],
    box: np.ndarray | None,
) -> Canvas:
    """Place a crop on a picture.

    Args:
        recipe: a name in `RECIPES`.
        landmarks: float32 (5, 2), picture pixels.
        side: of the crop in pixels.
        size: width and height of the picture.
        box: float32 (4,), the face's x0, y0, x1, y1, picture pixels; only "sbi" needs it.

    Raises:
        ValueError: a box is needed.
    """
    return RECIPES[recipe].canvas(_Face(landmarks, box, size), side)


def draw(recipe: str, picture: np.ndarray, canvas: Canvas, side: int) -> np.ndarray:
    """uint8 (side, side, 3) RGB: the crop; black beyond the edges of the picture.

    Args:
        picture: uint8 (H, W, 3) RGB.
        canvas: from `canvas_of`, in pixels of `picture`.
    """
    drawn = cv2.warpAffine(
        picture, canvas.matrix, (canvas.width, canvas.height), flags=cv2.INTER_LINEAR
    )
    if drawn.shape[:2] == (side, side):
        return np.asarray(drawn)
    return RECIPES[recipe].resize(np.asarray(drawn), side)
