"""Labelled data made on the spot: tiny clips and pictures, each with content of its own."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import clips
import numpy as np
from PIL import Image

from engine.video.encode import write_clip


@lru_cache
def _base() -> list[np.ndarray]:
    return list(clips.faces(3, (160, 160)))


def clip(path: Path, number: int | None = None) -> Path:
    """A clip of three frames with a face; the number, or else the name, tints it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_clip(path, [_tinted(frame, path, number) for frame in _base()], 25)
    return path


def picture(path: Path, number: int | None = None) -> Path:
    """A PNG with a face."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png(_tinted(_base()[0], path, number)))
    return path


def png(pixels: np.ndarray) -> bytes:
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "png")
    return data.getvalue()


def _tinted(frame: np.ndarray, path: Path, number: int | None) -> np.ndarray:
    seed = number if number is not None else int.from_bytes(str(path).encode()[-24:], "big")
    tint = np.random.default_rng(seed).uniform(0.7, 1.1, 3)
    return np.clip(frame * tint, 0, 255).astype(np.uint8)


def stub(path: Path) -> Path:
    """A file that is named like a clip and holds its own name: enough to be listed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(f"not a clip: {path}".encode())
    return path
