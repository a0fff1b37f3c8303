"""Orientation of stored pictures: rotation and mirroring from the display matrix."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

_ONE = 1 << 16


@dataclass(frozen=True)
class Orientation:
    """Mirror left to right first (if `mirrored`), then rotate clockwise by `turns` quarter turns.

    Attributes:
        turns: number of quarter turns, 0 to 3.
        mirrored: whether the stored picture is a mirror image.
    """

    turns: int = 0
    mirrored: bool = False

    @property
    def sideways(self) -> bool:
        """Whether width and height are swapped."""
        return self.turns % 2 == 1

    def turned(self, quarters: int) -> Orientation:
        """This orientation followed by `quarters` clockwise quarter turns."""
        return Orientation((self.turns + quarters) % 4, self.mirrored)

    def upright(self, pixels: np.ndarray) -> np.ndarray:
        """Make a stored picture (H, W, ...) upright; the result is contiguous."""
        if self.mirrored:
            pixels = pixels[:, ::-1]
        return np.ascontiguousarray(np.rot90(pixels, -self.turns))

    def stored_box(
        self, box: tuple[int, int, int, int], width: int, height: int
    ) -> tuple[int, int, int, int]:
        """Convert a box of the upright picture to stored coordinates.

        Args:
            box: x0, y0, x1, y1 in upright pixels.
            width, height: size of the stored picture.
        """
        x0, y0, x1, y1 = box
        for turn in range(self.turns, 0, -1):
            # The width before this quarter turn is the height after it.
            before = height if (turn - 1) % 2 == 0 else width
            x0, y0, x1, y1 = y0, before - x1, y1, before - x0
        if self.mirrored:
            x0, x1 = width - x1, width - x0
        return x0, y0, x1, y1


UPRIGHT = Orientation()


def orientation_of(matrix: bytes | None) -> Orientation:
    """Nearest of the eight right-angled orientations for a display matrix.

    Args:
        matrix: FFmpeg's side data, nine native int32, or None. A matrix that is not invertible
            is treated as None.

    Source: ISO/IEC 14496-12, 6.2.2; a point (x, y) maps to (ax + cy, bx + dy).
    """
    if matrix is None or len(matrix) < 36:
        return UPRIGHT
    a, b, _, c, d = (v / _ONE for v in np.frombuffer(matrix[:20], np.int32).tolist())
    determinant = a * d - b * c
    if abs(determinant) < 1e-6:
        return UPRIGHT
    mirrored = determinant < 0
    if mirrored:
        # After mirroring left to right, the remainder is a pure rotation.
        a, b = -a, -b
    turns = round(math.degrees(math.atan2(b, a)) / 90) % 4
    return Orientation(turns, mirrored)
