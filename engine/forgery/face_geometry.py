"""Geometry of a face's parts from five landmarks and the proportions of a mean face.

Face coordinates have their origin between the eyes and the eye distance as unit; x points right, y
down. MTCNN's landmarks include neither jaw nor brows: the outline has the proportions of a mean
adult face, and the nose indicates the yaw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.errors import ForgeryError
from engine.faces.align import Alignment, similarity
from engine.wording import mark

#: Side of canonical pictures in pixels, and pixels per eye distance.
SIDE, UNIT = 170, 50.0
#: Origin of face coordinates in a canonical picture.
ORIGIN = np.array([SIDE / 2, 0.32 * SIDE])
#: Brows, temples, cheeks, jaw and chin of the right half, mirrored for the left. The jaw of a mean
#: adult is 1.9 wide at the eyes and 1.5 at the mouth; the chin is 1.75 below the eyes.
_RIGHT_HALF = (
    (0.0, -0.42), (0.35, -0.50), (0.75, -0.45), (0.97, -0.15), (0.97, 0.30), (0.92, 0.75),
    (0.78, 1.18), (0.52, 1.55), (0.22, 1.72), (0.0, 1.75),
)  # fmt: skip
FACE = np.array([*_RIGHT_HALF, *[(-x, y) for x, y in _RIGHT_HALF[-2:0:-1]]], np.float64)


def _ellipse(x: float, y: float, across: float, down: float) -> np.ndarray:
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return np.column_stack([x + across * np.cos(turn), y + down * np.sin(turn)])


MOUTH = _ellipse(0.0, 1.15, 0.66, 0.40)
#: Each including its brow.
EYES = (_ellipse(-0.5, -0.06, 0.42, 0.30), _ellipse(0.5, -0.06, 0.42, 0.30))
#: Minimum eye distance in pixels; smaller features have too few pixels to change.
LEAST_EYES = 10.0
_CANONICAL = Alignment(SIDE, UNIT / SIDE, ORIGIN[1] / SIDE)
#: Maximum ratio of the scales along both axes; beyond it, the landmarks are implausible.
_MOST_SKEW = 2.0
#: Weight of each landmark; the nose lies outside the plane of eyes and mouth.
_TRUST = np.array([1.0, 1.0, 0.3, 1.0, 1.0])


@dataclass(frozen=True)
class PlacedFace:
    """The part of a picture around a face.

    Attributes:
        window: uint8 (h, w, 3) RGB, cut from the picture.
        corner: x and y of the window's first pixel in the picture.
        matrix: float64 (2, 3), canonical pixels to window pixels.
        rigid: like `matrix`, restricted to rotation, scale and shift.
        eyes: window pixels per unit of face coordinates.
        turn: offset of the nose from the middle in units, positive to the picture's right.
    """

    window: np.ndarray
    corner: tuple[int, int]
    matrix: np.ndarray
    rigid: np.ndarray
    eyes: float
    turn: float

    def seen(self, outline: np.ndarray) -> np.ndarray:
        """Project an outline in face coordinates onto the turned face; float64 (N, 2).

        The half that the nose points to is foreshortened, the other half is widened.
        """
        turn = float(np.clip(self.turn, -0.5, 0.5))
        half = np.where(outline[:, 0] * turn > 0, 1 - 0.7 * abs(turn), 1 + 0.15 * abs(turn))
        return outline * np.column_stack([half, np.ones(len(outline))])


def canonical(points: np.ndarray) -> np.ndarray:
    """Convert face coordinates to canonical pixels, float64 (N, 2)."""
    return ORIGIN + UNIT * np.asarray(points, np.float64)


def place(picture: np.ndarray, landmarks: np.ndarray) -> PlacedFace:
    """Locate a face's parts in a picture or aligned crop.

    Args:
        picture: uint8 (H, W, 3) RGB.
        landmarks: float (5, 2), see `engine.faces.mtcnn.Detections`, pixels.

    Raises:
        ForgeryError: not a colour picture, or the face is too small or partly outside.
    """
    points = np.asarray(landmarks, np.float64)
    _check(picture, points)
    height, width = picture.shape[:2]
    rigid = _inverse(similarity(points, _CANONICAL))
    matrix = _affine(points)
    stretch = np.linalg.svd(matrix[:, :2], compute_uv=False)
    if stretch[0] > _MOST_SKEW * stretch[1] or np.linalg.det(matrix[:, :2]) <= 0:
        matrix = rigid
    corners = np.array([(0, 0), (SIDE, 0), (0, SIDE), (SIDE, SIDE)]) @ matrix[:, :2].T
    corners += matrix[:, 2]
    x0, y0 = np.clip(np.floor(corners.min(0)), 0, (width, height)).astype(int)
    x1, y1 = np.clip(np.ceil(corners.max(0)), 0, (width, height)).astype(int)
    corner = np.array([x0, y0])
    inverse = _inverse(matrix)
    nose = inverse[:, :2] @ points[2] + inverse[:, 2]
    return PlacedFace(
        np.ascontiguousarray(picture[y0:y1, x0:x1]),
        (int(x0), int(y0)),
        _moved(matrix, corner),
        _moved(rigid, corner),
        UNIT * float(np.sqrt(abs(np.linalg.det(matrix[:, :2])))),
        float((nose[0] - ORIGIN[0]) / UNIT),
    )


def _check(picture: np.ndarray, points: np.ndarray) -> None:
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:
        raise ForgeryError(
            mark("A picture of shape {shape} and type {dtype} is not RGB of 8 bits."),
            mark("Convert it to RGB with 8 bits a channel first."),
            shape=picture.shape,
            dtype=picture.dtype,
        )
    if points.shape != (5, 2) or not np.isfinite(points).all():
        raise ForgeryError(
            mark("The face's landmarks are not five points."),
            mark("Detect the face with MTCNN first."),
        )
    across = float(np.linalg.norm(points[1] - points[0]))
    down = float(np.linalg.norm(points[3:].mean(0) - points[:2].mean(0)))
    if max(across, down) < LEAST_EYES or min(across, down) < 0.3 * LEAST_EYES:
        raise ForgeryError(
            mark("The face is too small: its eyes are {across} pixels apart."),
            mark("Use faces whose eyes are at least {least} pixels apart."),
            across=f"{across:.0f}",
            least=f"{LEAST_EYES:.0f}",
        )
    height, width = picture.shape[:2]
    inside = (points >= 0).all(1) & (points < (width, height)).all(1)
    if inside.sum() < 4:
        raise ForgeryError(
            mark("Most of the face lies beyond the picture's edge."),
            mark("Use pictures that show eyes and mouth."),
        )


def _affine(points: np.ndarray) -> np.ndarray:
    """Weighted least-squares affine map from canonical pixels to the picture, float64 (2, 3)."""
    template = np.column_stack([_CANONICAL.template().astype(np.float64), np.ones(5)])
    weights = _TRUST[:, None]
    return np.linalg.lstsq(template * weights, points * weights, rcond=None)[0].T


def _inverse(matrix: np.ndarray) -> np.ndarray:
    linear = np.linalg.inv(matrix[:, :2])
    return np.column_stack([linear, -linear @ matrix[:, 2]])


def _moved(matrix: np.ndarray, corner: np.ndarray) -> np.ndarray:
    return np.column_stack([matrix[:, :2], matrix[:, 2] - corner])
