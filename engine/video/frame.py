"""One decoded picture with its place in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.video.picture import Picture


@dataclass(frozen=True)
class Frame:
    """A frame in presentation order.

    Attributes:
        index: 0, 1, ... in presentation order.
        pts: presentation time stamp in the stream's time base.
        time: seconds after the first frame.
        picture: the picture as decoded.
    """

    index: int
    pts: int
    time: float
    picture: Picture

    @property
    def width(self) -> int:
        """Pixels of the upright picture, which has square pixels."""
        return self.picture.width

    @property
    def height(self) -> int:
        return self.picture.height

    @property
    def width(self) -> int:
        """Pixels of the upright picture from left to right."""
        return int(self.picture.height if self.rotation in (90, 270) else self.picture.width)

    @property
    def height(self) -> int:
        """Pixels of the upright picture from top to bottom."""
        return int(self.picture.width if self.rotation in (90, 270) else self.picture.height)

    def region(self, x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
        """uint8 (h, w, 3) RGB: a part of the upright picture, clipped to it."""
        if self.rotation:
            return self.rgb()[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
        # Chroma planes are halved: the part must begin on an even pixel.
        left, top = max(0, x0) // 2 * 2, max(0, y0) // 2 * 2
        right, bottom = min(self.width, x1), min(self.height, y1)
        if right <= max(0, x0) or bottom <= max(0, y0):
            return np.zeros((0, 0, 3), np.uint8)
        name = self.picture.format.name
        if name not in ("yuv420p", "yuvj420p", "yuv444p", "yuvj444p"):
            return self.rgb()[max(0, y0) : bottom, max(0, x0) : right]
        import cv2

        wide, high = (right - left + 1) // 2 * 2, (bottom - top + 1) // 2 * 2
        y, u, v = (
            np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
            for plane in self.picture.planes
        )
        if name.endswith("444p"):
            u, v = u[::2, ::2], v[::2, ::2]
        stacked = np.concatenate(
            [
                y[top : top + high, left : left + wide].reshape(-1),
                u[top // 2 : (top + high) // 2, left // 2 : (left + wide) // 2].reshape(-1),
                v[top // 2 : (top + high) // 2, left // 2 : (left + wide) // 2].reshape(-1),
            ]
        ).reshape(high * 3 // 2, wide)
        part = cv2.cvtColor(stacked, cv2.COLOR_YUV2RGB_I420)
        return part[max(0, y0) - top : bottom - top, max(0, x0) - left : right - left]

    def small(self, max_side: int) -> np.ndarray:
        """uint8 (h, w, 3) RGB: the upright picture, made quickly, for searching."""
        if self.picture.format.name not in ("yuv420p", "yuvj420p", "yuv444p", "yuvj444p"):
            return self.rgb(max_side)
        import cv2

        scale = min(1.0, max_side / max(self.width, self.height))
        wide = max(2, round(self.picture.width * scale / 2) * 2)
        high = max(2, round(self.picture.height * scale / 2) * 2)
        parts = []
        for number, plane in enumerate(self.picture.planes):
            values = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
            values = values[:, : plane.width]
            size = (wide, high) if number == 0 else (wide // 2, high // 2)
            stride = max(1, plane.width // (4 * size[0]))
            values = values[::stride, ::stride]
            parts.append(cv2.resize(values, size, interpolation=cv2.INTER_AREA).reshape(-1))
        stacked = np.concatenate(parts).reshape(high * 3 // 2, wide)
        pixels = cv2.cvtColor(stacked, cv2.COLOR_YUV2RGB_I420)
        return np.ascontiguousarray(np.rot90(pixels, -self.rotation // 90))

    def rgb(self, max_side: int | None = None) -> np.ndarray:
        """The upright picture, colours converted as tagged.

        Args:
            max_side: shrink so that the longer side has at most so many pixels.

        Returns:
            uint8 (H, W, 3) RGB, contiguous.
        """
        return self.picture.rgb(max_side)

    def small(self, max_side: int) -> np.ndarray:
        """Like `rgb`, but quick: for searching and comparing, not for evidence."""
        return self.picture.small(max_side)

    def region(self, x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
        """A box of the upright picture at full resolution, cut at the picture's edges.

        Returns:
            uint8 (h, w, 3) RGB; empty where the box lies outside.
        """
        return self.picture.region(x0, y0, x1, y1)
