"""Clips whose coding is known: a patch moves over a still ground, at a chosen quantiser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.video.encode import write_clip

SIZE = (192, 128)
#: Motion of the patch in pixels a frame, and its place in frame 0.
STEP, PATCH, PLACE = (4, 2), 64, (16, 16)

#: Encoders with a constant quantiser and groups of 12 frames.
X264 = {"qp": "23", "g": "12", "bf": "0", "x264-params": "aq-mode=0:scenecut=0:ipratio=1"}
X265 = {"x265-params": "qp=28:keyint=12:bframes=0:ipratio=1:scenecut=0:log-level=none"}
MPEG = {"g": "12", "qmin": "5", "qmax": "5"}


def moving_patch(count: int = 24) -> Iterator[np.ndarray]:
    """Textured frames in which only a square moves."""
    rng = np.random.default_rng(3)
    ground = _texture(rng, SIZE[1], SIZE[0])
    patch = _texture(rng, PATCH, PATCH)
    for number in range(count):
        picture = ground.copy()
        x, y = PLACE[0] + STEP[0] * number, PLACE[1] + STEP[1] * number
        x, y = min(x, SIZE[0] - PATCH), min(y, SIZE[1] - PATCH)
        picture[y : y + PATCH, x : x + PATCH] = patch
        yield picture


def _texture(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    coarse = rng.integers(40, 216, (height // 4, width // 4, 3), dtype=np.uint8)
    return coarse.repeat(4, 0).repeat(4, 1)


def write(path: Path, codec: str = "libx264", options: dict[str, str] | None = None) -> Path:
    write_clip(path, moving_patch(), 25, codec, X264 if options is None else options)
    return path
