"""Clips and pictures of simulated cameras."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from engine.camera.made_sensors import Sensor
from engine.video.encode import write_clip

#: Width and height of the sensors.
SIZE = (256, 192)


def scene(seed: int, count: int = 20) -> Iterator[np.ndarray]:
    """Soft shapes under a moving camera, uint8 (H, W, 3)."""
    rng = np.random.default_rng(seed)
    width, height = SIZE
    coarse = rng.uniform(40, 220, (8, 10, 3)).astype(np.float32)
    world = cv2.resize(coarse, (width + 64, height + 64), interpolation=cv2.INTER_CUBIC)
    for place in range(count):
        x, y = 3 * place % 64, 2 * place % 64
        yield np.clip(world[y : y + height, x : x + width], 0, 255).astype(np.uint8)


def record(path: Path, camera: int, seed: int, count: int = 20, factor: int = 12) -> Path:
    """A clip that a camera records of a scene."""
    frames = Sensor(camera, SIZE, seed).record(scene(seed, count))
    options = {"preset": "veryfast", "crf": str(factor), "bf": "0"}
    write_clip(path, frames, 25, "libx264", options)
    return path
