"""Fingerprint of a camera's sensor, and its bytes in a case."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_STORED = np.dtype("<f2")


@dataclass(frozen=True)
class Source:
    """A file that a fingerprint was estimated from: its name and SHA-256, hexadecimal."""

    name: str
    sha256: str


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """Noise pattern of a sensor, in the orientation in which pictures are stored.

    Attributes:
        pattern: float32 (H, W), mean about 0, standard deviation 1.
        pictures: number of pictures used.
        left_out: pictures that were too dark or saturated.
        agreement: peak-to-correlation energy of the patterns of every other file and of the rest,
            in place; None from one file.
        sources: files, in the order given.
    """

    pattern: np.ndarray
    pictures: int
    left_out: int
    agreement: float | None
    sources: tuple[Source, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pattern.shape[1], self.pattern.shape[0]

    def pattern_bytes(self) -> bytes:
        """The pattern row by row in half precision, little-endian."""
        return self.pattern.astype(_STORED).tobytes()


def pattern_from(data: bytes, width: int, height: int) -> np.ndarray:
    """Restore the pattern of `Fingerprint.pattern_bytes`, float32 (H, W).

    Raises:
        ValueError: the number of bytes does not fit the size, or a value is not finite.
    """
    pattern = np.frombuffer(data, _STORED).reshape(height, width).astype(np.float32)
    if not np.isfinite(pattern).all():
        raise ValueError("a sensor pattern that is not finite")
    return pattern
