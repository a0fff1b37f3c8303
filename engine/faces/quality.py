"""Quality measures that decide whether a face picture can support a verdict."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.faces.align import Alignment, aligned_crop
from engine.faces.downscale import block_average
from engine.video.frame import Frame

#: Side at which sharpness is measured, so that crops of any size are comparable.
_SHARPNESS_SIDE = 96
_AT_96 = Alignment(size=_SHARPNESS_SIDE)
#: Block size in pixels of JPEG, MPEG-4 and H.264 quantisation.
_BLOCK = 8
#: Side of the central region in which blockiness is measured, in pixels.
_BLOCKINESS_SIDE = 192
#: Mean head in units of the distance between the eyes: x right, y down, z away from the viewer;
#: eyes, nose tip, corners of the mouth.
_HEAD = np.array(
    [(-0.5, 0, 0), (0.5, 0, 0), (0, 0.58, -0.5), (-0.41, 1.15, -0.1), (0.41, 1.15, -0.1)]
)
_HEAD_INVERSE = np.linalg.pinv(_HEAD - _HEAD.mean(0))


@dataclass(frozen=True)
class FaceQuality:
    """Quality measures of one face; for units, see the functions of the same names."""

    size: float
    sharpness: float
    yaw: float
    pitch: float
    roll: float
    brightness: float
    blockiness: float


def measure(frame: Frame, box: np.ndarray, landmarks: np.ndarray) -> FaceQuality:
    """Measure the quality of one face.

    Args:
        frame: frame to read native pixels from.
        box: float (4,), x0, y0, x1, y1 in pixels.
        landmarks: float (5, 2), pixels.
    """
    # The aligned crop extends slightly beyond the box.
    border = 0.2 * float(max(box[2] - box[0], box[3] - box[1]))
    x0, y0 = max(0, int(box[0] - border)), max(0, int(box[1] - border))
    part = frame.region(x0, y0, int(box[2] + border), int(box[3] + border))
    yaw, pitch, roll = pose(landmarks)
    if part.shape[0] < _BLOCK or part.shape[1] < _BLOCK:
        return FaceQuality(face_size(box), 0.0, yaw, pitch, roll, float("nan"), float("nan"))
    small, factor = block_average(part, 2 * _SHARPNESS_SIDE)
    crop = aligned_crop(small, (landmarks - np.array([x0, y0], np.float32)) / factor, _AT_96)
    return FaceQuality(
        size=face_size(box),
        sharpness=sharpness(crop),
        yaw=yaw,
        pitch=pitch,
        roll=roll,
        brightness=brightness(crop),
        blockiness=blockiness(*_middle(part, x0, y0)),
    )


def face_size(box: np.ndarray) -> float:
    """Shorter side of a box (x0, y0, x1, y1) in pixels."""
    return float(min(box[2] - box[0], box[3] - box[1]))


def sharpness(crop: np.ndarray) -> float:
    """Amount of detail in an aligned crop.

    Args:
        crop: uint8 (S, S, 3) RGB.

    Returns:
        Standard deviation of the Laplacian divided by that of the picture, at 96 px. A flat or
        strongly blurred face scores below 0.1, a sharp one above 0.4. Independent of contrast.
    """
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    if grey.shape != (_SHARPNESS_SIDE, _SHARPNESS_SIDE):
        grey = cv2.resize(grey, (_SHARPNESS_SIDE, _SHARPNESS_SIDE), interpolation=cv2.INTER_AREA)
    values = grey.astype(np.float32)
    spread = float(values.std())
    if spread < 1.0:
        return 0.0
    return float(cv2.Laplacian(values, cv2.CV_32F).std() / spread)


def pose(landmarks: np.ndarray) -> tuple[float, float, float]:
    """Estimate the head pose from five landmarks and the proportions of a mean head.

    The least-squares affine map from the mean head to the landmarks is interpreted as a scaled
    rotation (POS, DeMenthon and Davis 1995). Single estimates have an error of about ten
    degrees. Mirroring a face exactly negates yaw and roll.

    Args:
        landmarks: float (5, 2); see `engine.faces.mtcnn.Detections`.

    Returns:
        yaw, pitch, roll in degrees, -180 to 180. Positive values mean turned toward the right
        edge of the picture, raised, and tilted clockwise. NaN if the landmarks coincide.
    """
    points = np.asarray(landmarks, np.float64)
    across, down = (_HEAD_INVERSE @ (points - points.mean(0))).T
    lengths = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    if min(lengths) < 1e-6:
        return float("nan"), float("nan"), float("nan")
    across, down = across / lengths[0], down / lengths[1]
    away = np.cross(across, down)
    yaw = np.arctan2(-across[2], away[2])
    pitch = np.arcsin(np.clip(down[2], -1, 1))
    roll = np.arctan2(down[0] - across[1], across[0] + down[1])
    return float(np.degrees(yaw)), float(np.degrees(pitch)), float(np.degrees(roll))


def brightness(crop: np.ndarray) -> float:
    """Mean luma of the centre of a crop, 0 (black) to 1 (white).

    Args:
        crop: uint8 (S, S, 3) RGB, aligned; the outer fifth may be background.
    """
    edge = crop.shape[0] // 5
    inner = np.ascontiguousarray(crop[edge : crop.shape[0] - edge, edge : crop.shape[1] - edge])
    return float(cv2.cvtColor(inner, cv2.COLOR_RGB2GRAY).mean() / 255)


def blockiness(picture: np.ndarray, x0: int = 0, y0: int = 0) -> float:
    """Excess of the steps at the edges of 8-pixel blocks over those inside blocks.

    Clips that were scaled after compression have their block edges elsewhere and score low.

    Args:
        picture: uint8 (h, w, 3) RGB at native resolution.
        x0, y0: position of the picture in the frame; blocks start at the frame's corner.

    Returns:
        0 (no steps at block edges) to 1 (steps only at block edges).
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.int16)
    edge = inside = 0.0
    for values, start in ((grey, x0), (grey.T, y0)):
        steps = np.abs(np.diff(values, axis=1)).mean(axis=0)
        at_edge = (np.arange(len(steps)) + start) % _BLOCK == _BLOCK - 1
        if at_edge.any() and not at_edge.all():
            edge += float(steps[at_edge].mean())
            inside += float(steps[~at_edge].mean())
    return max(0.0, 1.0 - inside / edge) if edge > 0 else 0.0


def _middle(picture: np.ndarray, x0: int, y0: int) -> tuple[np.ndarray, int, int]:
    """Central region of a part of a frame, and its position in the frame."""
    height, width = picture.shape[:2]
    left = max(0, (width - _BLOCKINESS_SIDE) // 2)
    top = max(0, (height - _BLOCKINESS_SIDE) // 2)
    middle = picture[top : top + _BLOCKINESS_SIDE, left : left + _BLOCKINESS_SIDE]
    return np.ascontiguousarray(middle), x0 + left, y0 + top
