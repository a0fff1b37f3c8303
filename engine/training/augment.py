"""Changes a clip suffers on its way to the analyst, applied to training crops."""

from __future__ import annotations

import cv2
import numpy as np


def augment(crop: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """One random variant of an aligned crop.

    Shift, rotation and scale within the crop's margin, mirroring, brightness, contrast and
    colour, then what networks and phones do: shrinking, blur, noise and JPEG.

    Args:
        crop: uint8 (S, S, 3) RGB with a margin around the wanted square.
        size: side of the result.
        rng: source of randomness.

    Returns:
        uint8 (size, size, 3) RGB.
    """
    picture = _jitter(crop, size, rng)
    if rng.random() < 0.5:
        picture = picture[:, ::-1]
    picture = _light(picture, rng)
    if rng.random() < 0.4:
        picture = _shrink(picture, rng)
    if rng.random() < 0.15:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.6))
    if rng.random() < 0.2:
        noise = rng.normal(0, rng.uniform(1, 7), picture.shape)
        picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        picture = _jpeg(picture, int(rng.integers(35, 96)))
    return np.ascontiguousarray(picture)


def centre(crop: np.ndarray, size: int) -> np.ndarray:
    """The middle square of a crop with a margin: what the detector sees outside training."""
    start = (crop.shape[0] - size) // 2
    return np.asarray(crop[start : start + size, start : start + size])


def _jitter(crop: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    side = crop.shape[0]
    matrix = cv2.getRotationMatrix2D(
        (side / 2, side / 2), rng.uniform(-8, 8), float(np.exp(rng.uniform(-0.08, 0.12)))
    )
    room = (side - size) / 2
    matrix[:, 2] += rng.uniform(-0.6, 0.6, 2) * room - room
    return cv2.warpAffine(crop, matrix, (size, size), borderMode=cv2.BORDER_REFLECT_101)


def _light(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    values = picture.astype(np.float32)
    contrast, brightness = rng.uniform(0.8, 1.25), rng.uniform(-22, 22)
    tint = rng.uniform(-8, 8, 3).astype(np.float32)
    grey = values.mean(axis=2, keepdims=True)
    values = grey + (values - grey) * rng.uniform(0.6, 1.3)
    values = (values - 128) * contrast + 128 + brightness + tint
    return np.clip(values, 0, 255).astype(np.uint8)


def _shrink(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    size = picture.shape[0]
    small = max(40, round(size * rng.uniform(0.35, 0.9)))
    shrunk = cv2.resize(picture, (small, small), interpolation=cv2.INTER_AREA)
    return cv2.resize(shrunk, (size, size), interpolation=cv2.INTER_LINEAR)


def _jpeg(picture: np.ndarray, quality: int) -> np.ndarray:
    _, data = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))[:, :, ::-1]
