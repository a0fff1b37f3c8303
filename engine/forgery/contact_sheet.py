"""Contact sheet of forgeries: original, forged, mask, after the distribution chain."""

from __future__ import annotations

import cv2
import numpy as np

from engine.forgery.face_geometry import SIDE, place
from engine.forgery.make import Forgery

_CELL, _HEAD, _BESIDE = 180, 22, 110
_TITLES = ("original", "forged", "mask", "after life")


class Sheet:
    """Rows of four face pictures; the first `most` are kept."""

    def __init__(self, most: int = 40) -> None:
        self._most = most
        self._rows: list[np.ndarray] = []

    def add(
        self, original: np.ndarray, landmarks: np.ndarray, forgery: Forgery, lived: np.ndarray
    ) -> None:
        """Add a forgery; pictures are uint8 (H, W, 3) RGB of one size."""
        if len(self._rows) >= self._most:
            return
        white = np.rint(forgery.mask * 255).astype(np.uint8)
        face = place(original, landmarks)
        # The canonical picture plus a sixth on each side.
        corner = face.rigid[:, :2] @ np.full(2, -SIDE / 6) + face.rigid[:, 2] + face.corner
        matrix = np.column_stack([face.rigid[:, :2] * (SIDE * 4 / 3 / _CELL), corner])
        cells = [
            cv2.warpAffine(p, matrix, (_CELL, _CELL), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
            for p in (original, forgery.picture, cv2.merge([white] * 3), lived)
        ]
        label = np.full((_CELL, _BESIDE, 3), 255, np.uint8)
        _write(label, forgery.kind, 20)
        for line, (key, value) in enumerate(list(forgery.details.items())[:8]):
            _write(label, f"{key}: {value}", 40 + 16 * line, 0.32)
        self._rows.append(np.hstack([label, *cells]))

    def picture(self) -> np.ndarray | None:
        """The sheet, uint8 (H, W, 3) RGB; None if it is empty."""
        if not self._rows:
            return None
        head = np.full((_HEAD, self._rows[0].shape[1], 3), 255, np.uint8)
        for column, title in enumerate(_TITLES):
            _write(head[:, _BESIDE + column * _CELL :], title, 16)
        return np.vstack([head, *self._rows])


def _write(picture: np.ndarray, text: str, y: int, size: float = 0.42) -> None:
    cv2.putText(picture, text, (4, y), cv2.FONT_HERSHEY_SIMPLEX, size, (0, 0, 0), 1, cv2.LINE_AA)
