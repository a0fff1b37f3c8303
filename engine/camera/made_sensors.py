"""Simulated cameras: scenes seen through a sensor with a known noise pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np

#: Range of the standard deviation of the pixels' sensitivity, as a share; one for each camera.
_LEAST, _MOST = 0.005, 0.012
#: Variance of the shot noise for each grey level, and deviation of the read noise in levels.
_SHOT, _READ = 0.12, 1.5


class Sensor:
    """A camera with a Bayer filter, whose pixels differ in sensitivity.

    Args:
        seed: the camera.
        size: width and height of its pictures, even.
        take: number of the recording, for its noise.

    Attributes:
        pattern: float32 (H, W), relative sensitivity of each pixel, mean 1.
    """

    def __init__(self, seed: int, size: tuple[int, int], take: int = 0) -> None:
        rng = np.random.default_rng((seed, 1))
        level = rng.uniform(_LEAST, _MOST)
        width, height = size
        self.pattern = rng.normal(1, level, (height, width)).astype(np.float32)
        self._rng = np.random.default_rng((seed, 2, take))

    def record(self, scene: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """Record a scene: sensitivity, shot and read noise, colour filter, interpolation.

        Args:
            scene: uint8 (H, W, 3) RGB frames of the sensor's size, without noise.
        """
        for frame in scene:
            raw = np.empty(frame.shape[:2], np.float32)
            raw[0::2, 0::2] = frame[0::2, 0::2, 0]
            raw[0::2, 1::2] = frame[0::2, 1::2, 1]
            raw[1::2, 0::2] = frame[1::2, 0::2, 1]
            raw[1::2, 1::2] = frame[1::2, 1::2, 2]
            light = raw * self.pattern
            noise = self._rng.standard_normal(raw.shape, np.float32)
            light = light + noise * np.sqrt(_SHOT * light + _READ**2)
            mosaic = np.clip(light + 0.5, 0, 255).astype(np.uint8)
            yield np.asarray(cv2.cvtColor(mosaic, cv2.COLOR_BayerRGGB2RGB))


def stabilised(frames: Iterable[np.ndarray], seed: int) -> Iterator[np.ndarray]:
    """Each frame shifted, turned and enlarged differently, as by electronic stabilisation."""
    rng = np.random.default_rng(seed)
    for frame in frames:
        height, width = frame.shape[:2]
        middle = (width / 2 + rng.uniform(-3, 3), height / 2 + rng.uniform(-3, 3))
        matrix = cv2.getRotationMatrix2D(middle, rng.uniform(-0.4, 0.4), rng.uniform(1.05, 1.08))
        matrix[:, 2] = matrix[:, 2] + rng.uniform(-6, 6, 2)
        yield np.asarray(cv2.warpAffine(frame, matrix, (width, height), flags=cv2.INTER_CUBIC))


def scaled(frames: Iterable[np.ndarray], width: int, height: int) -> Iterator[np.ndarray]:
    """Frames made smaller."""
    for frame in frames:
        yield np.asarray(cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA))


def cropped(frames: Iterable[np.ndarray], width: int, height: int) -> Iterator[np.ndarray]:
    """A part of each frame, right and below its middle."""
    for frame in frames:
        y, x = 2 * (frame.shape[0] - height) // 3, 2 * (frame.shape[1] - width) // 3
        yield np.ascontiguousarray(frame[y : y + height, x : x + width])
