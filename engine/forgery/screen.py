"""A picture filmed off a display: pixel grid and moire, gamma, colour cast, slanted view."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.forgery.colour import to_bytes


@dataclass(frozen=True)
class ScreenLook:
    """One display and camera.

    Attributes:
        corners: float, (4, 2) nested: how far the picture's corners move, in parts of its sides.
        pitch: display pixels per camera pixel, across and down; near a whole number they beat
            slowly, which is moire.
        grid: depth of the grid, 0 to 1.
        gamma: exponent of the tone curve.
        cast: factor of red, green and blue.
        blur: standard deviation of the lens's blur, pixels.
    """

    corners: tuple[tuple[float, float], ...]
    pitch: tuple[float, float]
    grid: float
    gamma: float
    cast: tuple[float, float, float]
    blur: float

    @classmethod
    def draw(cls, rng: np.random.Generator) -> ScreenLook:
        """A random display and camera."""
        corners = rng.uniform(-0.015, 0.015, (4, 2))
        pitch = rng.uniform(0.96, 1.04, 2)
        cast = np.exp(rng.normal(0, 0.04, 3))
        return cls(
            tuple((float(x), float(y)) for x, y in corners),
            (float(pitch[0]), float(pitch[1])),
            float(rng.uniform(0.015, 0.09)),
            float(rng.uniform(0.85, 1.2)),
            (float(cast[0]), float(cast[1]), float(cast[2])),
            float(rng.uniform(0.3, 0.8)),
        )

    def view(self, height: int, width: int) -> np.ndarray:
        """float64 (3, 3): pixels of the displayed picture to pixels of the filmed one."""
        square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
        size = np.array([width, height], np.float32)
        moved = square + np.array(self.corners, np.float32)
        return np.asarray(cv2.getPerspectiveTransform(square * size, moved * size))

    def film(self, picture: np.ndarray) -> np.ndarray:
        """uint8 (H, W, 3) RGB of the same size, as the camera sees it."""
        height, width = picture.shape[:2]
        view = self.view(height, width)
        seen = cv2.warpPerspective(
            picture, view, (width, height), flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT_101,
        )  # fmt: skip
        light = (seen.astype(np.float32) / 255) ** self.gamma * np.array(self.cast, np.float32)
        light *= self._grid(np.linalg.inv(view), height, width)
        return to_bytes(cv2.GaussianBlur(light, (0, 0), self.blur) * 255)

    def _grid(self, back: np.ndarray, height: int, width: int) -> np.ndarray:
        """float32 (H, W, 3): stripes of red, green and blue, sampled where the camera looks."""
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        m = back.astype(np.float32)
        depth = m[2, 0] * x + m[2, 1] * y + m[2, 2]
        across = self.pitch[0] * (m[0, 0] * x + m[0, 1] * y + m[0, 2]) / depth
        down = self.pitch[1] * (m[1, 0] * x + m[1, 1] * y + m[1, 2]) / depth
        thirds = np.arange(3, dtype=np.float32) / 3
        stripes = np.cos(2 * np.pi * (across[:, :, None] + thirds))
        rows = np.cos(2 * np.pi * down)[:, :, None]
        return np.asarray(1 + self.grid * (stripes + 0.5 * rows), np.float32)
