"""Shot cuts: where a track must end because the picture changed altogether."""

from __future__ import annotations

import cv2
import numpy as np


class CutFinder:
    """Compares each sampled picture with the one before.

    Args:
        threshold: colour-histogram correlation under which a cut is possible, -1 to 1.
        change: mean absolute difference of grey thumbnails, 0..255, that a cut exceeds.
    """

    def __init__(self, threshold: float = 0.6, change: float = 22.0) -> None:
        self._threshold = threshold
        self._change = change
        self._last: tuple[np.ndarray, np.ndarray] | None = None

    def is_cut(self, picture: np.ndarray) -> bool:
        """Whether a new shot began since the last call.

        Args:
            picture: uint8 (H, W, 3) RGB, small.
        """
        small = cv2.resize(picture, (48, 27), interpolation=cv2.INTER_AREA)
        hsv = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)
        histogram = cv2.calcHist([hsv], [0, 1, 2], None, [8, 4, 4], [0, 180, 0, 256, 0, 256])
        grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
        last, self._last = self._last, (histogram, grey)
        if last is None:
            return False
        alike = cv2.compareHist(last[0], histogram, cv2.HISTCMP_CORREL)
        return bool(alike < self._threshold and np.abs(last[1] - grey).mean() > self._change)
