"""A crude face swap with an altered copy of the face itself, for the sample clips.

The copy has low resolution, smooth skin, changed colour and a slightly wrong position, and is
blended at its border, after the idea of self-blended images (Shiohara & Yamasaki 2022). The varied
kinds for training are in `engine.forgery.make`.
"""

from __future__ import annotations

import cv2
import numpy as np


def swap_face(
    picture: np.ndarray,
    landmarks: np.ndarray,
    rng: np.random.Generator,
    resolution: int = 48,
    mirror: bool = True,
) -> np.ndarray:
    """Replace the inner face of a picture.

    Args:
        picture: uint8 (H, W, 3) RGB.
        landmarks: float32 (5, 2): eyes, nose, mouth corners, picture pixels.
        rng: jitter of position and colour, drawn for each frame, as crude swappers flicker.
        resolution: pixels across the generated face.
        mirror: use the mirrored face, which also changes its features.

    Returns:
        uint8 (H, W, 3) RGB, unchanged outside the blended ellipse.
    """
    donor, mask = _donor(picture, landmarks, rng, resolution, mirror)
    shift = rng.normal(0, 2.0, 3) + np.array([6.0, -2.0, -7.0])
    donor = np.clip(donor.astype(np.float32) + shift, 0, 255)
    weight = mask[:, :, None]
    return np.clip(picture * (1 - weight) + donor * weight, 0, 255).astype(np.uint8)


def face_mask(shape: tuple[int, int], landmarks: np.ndarray) -> np.ndarray:
    """Soft ellipse over brows, cheeks and mouth, float32 (H, W), 0 to 1.

    Args:
        shape: height and width.
        landmarks: float32 (5, 2).
    """
    eyes, mouth = landmarks[:2].mean(0), landmarks[3:].mean(0)
    reach = float(np.linalg.norm(landmarks[1] - landmarks[0]))
    down = mouth - eyes
    centre = eyes + 0.5 * down
    angle = float(np.degrees(np.arctan2(down[1], down[0]))) - 90.0
    axes = (round(1.0 * reach), round(1.15 * float(np.linalg.norm(down))))
    mask = np.zeros(shape, np.float32)
    cv2.ellipse(
        mask, (round(float(centre[0])), round(float(centre[1]))), axes, angle, 0, 360, 1.0, -1
    )
    return cv2.GaussianBlur(mask, (0, 0), 0.12 * reach)


def _donor(
    picture: np.ndarray,
    landmarks: np.ndarray,
    rng: np.random.Generator,
    resolution: int,
    mirror: bool,
) -> tuple[np.ndarray, np.ndarray]:
    height, width = picture.shape[:2]
    mask = face_mask((height, width), landmarks)
    source, points = picture, landmarks.astype(np.float64)
    if mirror:
        source = picture[:, ::-1]
        points = points[[1, 0, 2, 4, 3]].copy()
        points[:, 0] = width - 1 - points[:, 0]
    reach = float(np.linalg.norm(landmarks[1] - landmarks[0]))
    moved = landmarks + rng.normal(0, 0.015 * reach, (5, 2))
    matrix, _ = cv2.estimateAffinePartial2D(
        points.astype(np.float32), moved.astype(np.float32), method=cv2.LMEDS
    )
    warped = cv2.warpAffine(
        np.ascontiguousarray(source), matrix, (width, height), borderMode=cv2.BORDER_REFLECT_101
    )
    factor = min(1.0, resolution / (2.4 * reach))
    small = cv2.resize(warped, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), mask
