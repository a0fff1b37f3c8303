"""Scenes with people who come, go, cross and hide: portraits moved over a still background."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import clips
import cv2
import numpy as np

from engine.video.encode import write_clip

SIZE = (480, 270)
#: Where an actor's left upper corner is on a frame; None: not in the picture.
Way = Callable[[int], tuple[float, float] | None]


@lru_cache
def head(tint: tuple[float, float, float] = (1.0, 1.0, 1.0), width: int = 150) -> np.ndarray:
    """uint8 (h, w, 3) RGB: a portrait in other light; other tints look like other people."""
    small = cv2.resize(clips.portrait(), (width, width * 330 // 390), interpolation=cv2.INTER_AREA)
    return np.clip(small * np.array(tint), 0, 255).astype(np.uint8)


@lru_cache
def background() -> np.ndarray:
    rng = np.random.default_rng(3)
    coarse = rng.integers(70, 150, (9, 16, 3), dtype=np.uint8)
    return cv2.resize(coarse, SIZE, interpolation=cv2.INTER_CUBIC)


def scene(count: int, actors: list[tuple[np.ndarray, Way]]) -> Iterator[np.ndarray]:
    """Frames; later actors stand in front of earlier ones."""
    for number in range(count):
        picture = background().copy()
        for tile, way in actors:
            at = way(number)
            if at is None:
                continue
            x, y = round(at[0]), round(at[1])
            left, top = max(0, -x), max(0, -y)
            part = tile[top : SIZE[1] - y, left : SIZE[0] - x]
            picture[
                max(0, y) : max(0, y) + part.shape[0], max(0, x) : max(0, x) + part.shape[1]
            ] = part
        yield picture


def clip_of(path: Path, count: int, actors: list[tuple[np.ndarray, Way]]) -> Path:
    write_clip(path, scene(count, actors), 25, options={"crf": "20", "preset": "veryfast"})
    return path
