"""A still portrait as a hand-held clip: sway, zoom, light and sensor noise."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np


def animate(
    picture: np.ndarray, size: tuple[int, int], frames: int, fps: int = 25, seed: int = 0
) -> Iterator[np.ndarray]:
    """Frames of a moving camera over a portrait.

    Args:
        picture: uint8 (h, w, 3) RGB.
        size: width and height of the frames, even.
        frames: how many.
        fps: frames a second, sets the pace of the motion.
        seed: of the noise and of the motion's phases.

    Yields:
        uint8 (H, W, 3) RGB.
    """
    rng = np.random.default_rng(seed)
    phases = rng.uniform(0, 2 * np.pi, 5)
    width, height = size
    base = max(width / picture.shape[1], height / picture.shape[0])
    for number in range(frames):
        t = number / fps
        sway = np.sin(2 * np.pi * np.array([0.23, 0.31, 0.17, 0.11, 0.4]) * t + phases)
        scale = base * (1.12 + 0.05 * sway[2])
        matrix = cv2.getRotationMatrix2D(
            (picture.shape[1] / 2, picture.shape[0] * 0.32), 3.0 * float(sway[3]), scale
        )
        matrix[:, 2] += (
            width / 2 - picture.shape[1] / 2 + 0.03 * width * sway[0],
            height / 2 - picture.shape[0] * 0.32 + 0.025 * height * sway[1],
        )
        frame = cv2.warpAffine(
            picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        noise = rng.normal(0, 3.0, frame.shape)
        yield np.clip(frame * (1 + 0.04 * sway[4]) + noise, 0, 255).astype(np.uint8)
