"""One decoded picture with its place in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Frame:
    """A frame in presentation order.

    Attributes:
        index: 0, 1, ... in presentation order.
        pts: presentation time stamp in the stream's time base.
        time: seconds after the first frame.
        rotation: degrees clockwise that make it upright.
        picture: FFmpeg's frame, as decoded.
    """

    index: int
    pts: int
    time: float
    rotation: int
    picture: Any

    def rgb(self, max_side: int | None = None) -> np.ndarray:
        """The upright picture.

        Args:
            max_side: shrink so that the longer side has at most so many pixels.

        Returns:
            uint8 (H, W, 3) RGB, contiguous.
        """
        width, height = self.picture.width, self.picture.height
        longer = max(width, height)
        if max_side and longer > max_side:
            width = max(1, round(width * max_side / longer))
            height = max(1, round(height * max_side / longer))
        pixels = self.picture.to_ndarray(
            format="rgb24", width=width, height=height, interpolation="BILINEAR"
        )
        return np.ascontiguousarray(np.rot90(pixels, -self.rotation // 90))
