"""One store of crops for models of several geometries."""

from __future__ import annotations

import cv2
import numpy as np

from engine.faces.align import Alignment


class View:
    """From stored crops to those that a model sees.

    Args:
        stored: geometry of the store, border included.
        wanted: geometry of the model's crops.

    Attributes:
        matrix: float64 (2, 3), pixels of a stored crop to pixels of the wanted one.
    """

    def __init__(self, stored: Alignment, wanted: Alignment) -> None:
        self.stored, self.wanted = stored, wanted
        scale = wanted.eye_distance * wanted.size / (stored.eye_distance * stored.size)
        start = (np.array([0.5, stored.eye_height]) + stored.margin) * stored.size
        end = (np.array([0.5, wanted.eye_height]) + wanted.margin) * wanted.size
        self.matrix = np.column_stack([np.eye(2) * scale, end - start * scale])

    def plain(self, crop: np.ndarray) -> np.ndarray:
        """What the model sees outside training.

        Args:
            crop: uint8 (S, S, 3), of the store.

        Returns:
            uint8 (s, s, 3); where the geometries differ by a whole shift only, the very pixels.
        """
        scale, (x, y) = self.matrix[0, 0], -self.matrix[:, 2]
        side = self.wanted.side
        whole = np.allclose((x, y), np.round((x, y)), atol=1e-6) and min(x, y) >= -1e-6
        if abs(scale - 1) < 1e-9 and whole and max(x, y) + side <= crop.shape[0]:
            left, top = round(x), round(y)
            return np.asarray(crop[top : top + side, left : left + side])
        return self.warp(crop, np.eye(2, 3))

    def warp(self, crop: np.ndarray, change: np.ndarray) -> np.ndarray:
        """As `plain`, with a further change of the wanted crop.

        Args:
            change: float64 (2, 3), pixels of the wanted crop to pixels of the result.
        """
        full = np.vstack([self.matrix, [0, 0, 1]])
        matrix = change @ full
        shrink = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
        source = crop
        if shrink < 0.6:
            # Averaging first keeps high frequencies from aliasing.
            side = max(8, round(crop.shape[0] * shrink * 1.3))
            source = cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA)
            matrix = matrix.copy()
            matrix[:, :2] *= crop.shape[0] / side
        side = self.wanted.side
        return cv2.warpAffine(source, matrix, (side, side), borderMode=cv2.BORDER_REFLECT_101)
