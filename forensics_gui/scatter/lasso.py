"""A line drawn by hand around points of a plot."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal

#: Corners that a drawn line is thinned to: as good as the hand that drew it.
_CORNERS = 128


class LassoBox(pg.ViewBox):
    """A view that is panned by dragging; with Shift, or once switched over, a line is drawn.

    Signals:
        drawn(ndarray): float64 (C, 2), the line so far.
        closed(ndarray): the whole line, when the button is let go.
    """

    drawn = Signal(object)
    closed = Signal(object)

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.lasso = False
        self._line: list[tuple[float, float]] = []

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        left = event.button() == Qt.MouseButton.LeftButton
        if not left or not (self._line or self.lasso or shift):
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        if event.isStart():
            self._line = [self._place(event.buttonDownPos())]
        self._line.append(self._place(event.pos()))
        line = np.array(self._line)
        if event.isFinish():
            self._line = []
            self.closed.emit(line)
        else:
            self.drawn.emit(line)

    def _place(self, position: Any) -> tuple[float, float]:
        at = self.mapToView(position)
        return at.x(), at.y()


def inside(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Which points a closed line goes around an odd number of times.

    Args:
        points: float (N, 2).
        line: float (C, 2), its corners; the last is joined to the first.

    Returns:
        bool (N,).
    """
    found = np.zeros(len(points), bool)
    if len(line) < 3:
        return found
    line = line[:: -(-len(line) // _CORNERS)]
    low, high = line.min(0), line.max(0)
    rows = np.flatnonzero(((points >= low) & (points <= high)).all(1))
    x, y = points[rows].astype(np.float64).T
    odd = np.zeros(len(rows), bool)
    for (x0, y0), (x1, y1) in zip(line, np.roll(line, -1, 0), strict=True):
        if y0 != y1:
            crosses = (y0 > y) != (y1 > y)
            odd ^= crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    found[rows] = odd
    return found
