"""One decoded picture with its place in time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.video.picture import Picture


@dataclass(frozen=True)
class Frame:
    """A frame in presentation order.

    Attributes:
        index: 0, 1, ... in presentation order.
        pts: presentation time stamp in the stream's time base.
        restated: the container states no such time stamp, see `FrameIndex.restated`.
        time: seconds after the first frame.
        picture: the picture as decoded.
    """

    index: int
    pts: int
    time: float
    picture: Picture
    restated: bool = False

    @property
    def stamp(self) -> str:
        """The time stamp as text, marked where the container does not state it."""
        return f"{self.pts} (restated)" if self.restated else str(self.pts)

    @property
    def width(self) -> int:
        """Pixels of the upright picture, which has square pixels."""
        return self.picture.width

    @property
    def height(self) -> int:
        return self.picture.height

    def turned(self, quarters: int) -> Frame:
        """This frame turned clockwise by `quarters` quarter turns."""
        return replace(self, picture=self.picture.turned(quarters))

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
