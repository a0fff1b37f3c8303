"""Aligned face crops with eyes and mouth at fixed positions."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.faces.published_crops import Canvas, canvas_of, draw, least_squares
from engine.video.frame import Frame


@dataclass(frozen=True)
class Alignment:
    """Geometry of an aligned crop, stored with every bundle.

    Attributes:
        size: side of the square crop in pixels.
        eye_distance: distance between the eyes as a fraction of the side; a smaller value
            leaves more margin around the face.
        eye_height: height of the eye line as a fraction of the side, from the top.
        margin: extra border on each side as a fraction of the side; the crop is then
            `size * (1 + 2 * margin)` wide. Training applies jitter within this border.
        recipe: a name in `engine.faces.published_crops.RECIPES`, which replaces eye distance,
            eye height and margin; "" for this program's own crops.
    """

    size: int = 160
    eye_distance: float = 0.42
    eye_height: float = 0.30
    margin: float = 0.0
    recipe: str = ""

    @property
    def side(self) -> int:
        """Side of the crop in pixels, including the margin."""
        return round(self.size * (1 + 2 * self.margin))

    def template(self) -> np.ndarray:
        """float32 (5, 2): target positions of the five landmarks in crop pixels."""
        eye, height = self.eye_distance, self.eye_height
        # Proportions of the mean face: nose and mouth in units of the eye distance.
        points = np.array(
            [
                (0.5 - eye / 2, height),
                (0.5 + eye / 2, height),
                (0.5, height + 0.58 * eye),
                (0.5 - 0.41 * eye, height + 1.15 * eye),
                (0.5 + 0.41 * eye, height + 1.15 * eye),
            ],
            np.float32,
        )
        return (points + self.margin) * self.size


def similarity(landmarks: np.ndarray, alignment: Alignment) -> np.ndarray:
    """Estimate the rotation, scale and translation from landmarks to template (Umeyama 1991).

    Args:
        landmarks: float32 (5, 2), picture pixels.
        alignment: geometry of the crop.

    Returns:
        float64 (2, 3): maps picture pixels to crop pixels.
    """
    return least_squares(landmarks, alignment.template())


def crop_matrix(
    landmarks: np.ndarray, alignment: Alignment, size: tuple[int, int], box: np.ndarray | None
) -> np.ndarray:
    """float64 (2, 3): maps picture pixels to crop pixels; arguments as for `aligned_crop`.

    Args:
        size: width and height of the picture.
    """
    if not alignment.recipe:
        return similarity(landmarks, alignment)
    return _onto_crop(
        canvas_of(alignment.recipe, landmarks, alignment.side, size, box), alignment.side
    )


def _onto_crop(canvas: Canvas, side: int) -> np.ndarray:
    """float64 (2, 3): maps picture pixels to the crop that a canvas is resized to."""
    return np.asarray(canvas.matrix * np.array([[side / canvas.width], [side / canvas.height]]))


def aligned_crop(
    picture: np.ndarray, landmarks: np.ndarray, alignment: Alignment, box: np.ndarray | None = None
) -> np.ndarray:
    """Crop one face, upright and centred.

    Args:
        picture: uint8 (H, W, 3) RGB.
        landmarks: float32 (5, 2), pixels of `picture`.
        alignment: geometry of the crop.
        box: float32 (4,), x0, y0, x1, y1, pixels of `picture`; needed by some recipes.

    Returns:
        uint8 (side, side, 3) RGB; the picture is mirrored beyond its edges, or black with a
        recipe.
    """
    if alignment.recipe:
        size = picture.shape[1], picture.shape[0]
        canvas = canvas_of(alignment.recipe, landmarks, alignment.side, size, box)
        return draw(alignment.recipe, picture, canvas, alignment.side)
    matrix = similarity(landmarks, alignment)
    source, matrix = _around(picture, matrix, alignment.side)
    # Averaging before shrinking prevents aliasing in large faces.
    factor = 2.0 * float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if factor < 1.0:
        height, width = source.shape[:2]
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        source = cv2.resize(source, size, interpolation=cv2.INTER_AREA)
        matrix[:, 0] *= width / size[0]
        matrix[:, 1] *= height / size[1]
    return cv2.warpAffine(
        source,
        matrix,
        (alignment.side, alignment.side),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT_101,
    )


def frame_crop(
    frame: Frame, landmarks: np.ndarray, alignment: Alignment, box: np.ndarray | None = None
) -> np.ndarray:
    """Crop and align a face on a frame, converting only the pixels it needs.

    Args:
        frame: the frame.
        landmarks, alignment, box: as for `aligned_crop`, in pixels of the frame.

    Returns:
        uint8 (side, side, 3) RGB; see `aligned_crop`.
    """
    canvas, side = None, alignment.side
    if alignment.recipe:
        # Placed on the whole frame: the part below has other edges.
        size = frame.width, frame.height
        canvas = canvas_of(alignment.recipe, landmarks, side, size, box)
    matrix = similarity(landmarks, alignment) if canvas is None else _onto_crop(canvas, side)
    x0, y0, x1, y1 = _bounds(matrix, side)
    part = frame.region(x0, y0, x1, y1)
    if part.shape[0] < 2 or part.shape[1] < 2:
        return aligned_crop(frame.rgb(), landmarks, alignment, box)
    corner = np.array([x0, y0], np.float32)
    if canvas is not None:
        moved = canvas.matrix.copy()
        moved[:, 2] += moved[:, :2] @ corner
        inside = Canvas(moved, canvas.width, canvas.height)
        return draw(alignment.recipe, part, inside, side)
    return aligned_crop(part, landmarks - corner, alignment)


def _bounds(matrix: np.ndarray, side: int) -> tuple[int, int, int, int]:
    """x0, y0, x1, y1: source pixels of a crop, with x0 and y0 clipped to the picture."""
    corners = np.array([(0, 0), (side, 0), (0, side), (side, side)], np.float64)
    places = np.linalg.solve(matrix[:, :2], (corners - matrix[:, 2]).T).T
    border = 8.0
    x0, y0 = np.floor(np.clip(places.min(0) - border, 0, None)).astype(int)
    x1, y1 = np.ceil(places.max(0) + border).astype(int)
    return int(x0), int(y0), int(x1), int(y1)


def _around(picture: np.ndarray, matrix: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
    """Source region of a crop in a picture, and the matrix relative to this region."""
    x0, y0, x1, y1 = _bounds(matrix, side)
    part = picture[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
    if part.shape[0] < 2 or part.shape[1] < 2:
        return picture, matrix.copy()
    moved = matrix.copy()
    moved[:, 2] += matrix[:, :2] @ np.array([x0, y0])
    return part, moved
