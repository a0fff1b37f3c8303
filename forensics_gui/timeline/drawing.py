"""Draws a timeline: the lanes in sight, then ruler and marks over them."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette

from forensics_gui.language import tr
from forensics_gui.session import Session
from forensics_gui.timeline.head_painter import draw_cuts, draw_marks, draw_range, draw_ruler
from forensics_gui.timeline.lane_painter import LanePainter
from forensics_gui.timeline.lanes import Lanes
from forensics_gui.timeline.marks import Mark, MarkKind
from forensics_gui.timeline.plane import Plane

#: Seconds of making curves after which no further one is made for the same picture.
_LONG = 0.02


class Drawing:
    """One picture of a timeline.

    Args:
        painter: draws on all of the widget.
        height: of the widget, in pixels.
    """

    def __init__(self, painter: QPainter, plane: Plane, palette: QPalette, height: int) -> None:
        self._painter, self._plane, self._palette = painter, plane, palette
        self._bottom = height

    def lanes(self, lanes: Lanes, session: Session, scrolled: int) -> bool:
        """The lanes in sight, and the ruler above them.

        Curves that have to be made first are left out once that has taken long.

        Args:
            scrolled: pixels of the lanes that lie above the sight.

        Returns:
            Whether all curves are drawn.
        """
        making, whole = 0.0, True
        painter, height = self._painter, lanes.height
        painter.fillRect(painter.viewport(), self._palette.base())
        draw = LanePainter(painter, self._plane, self._palette, lanes.reach)
        first = scrolled // height
        count = -(-(self._bottom - self._plane.head) // height) + 1
        for place, number in enumerate(lanes.numbers[first : first + count], first):
            top = self._plane.head + place * height - scrolled
            left_out = session.analysis.left_out.get(number, ())
            selected = number == session.selected
            curve = lanes.known_curve(number)
            if curve is None and making < _LONG:
                began = time.perf_counter()
                curve = lanes.curve(number)
                making += time.perf_counter() - began
            draw.draw(lanes.label(number), curve, top, height, selected, left_out)
            whole = whole and curve is not None
        if not lanes.numbers:
            left, top = self._plane.labels, self._plane.head
            room = QRectF(left, top, self._plane.width, self._bottom - top)
            painter.setPen(self._palette.placeholderText().color())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignCenter, tr("Each face found has a lane here")
            )
        draw_ruler(painter, self._plane, self._palette)
        return whole

    def range(self, times: np.ndarray, first: int, last: int) -> None:
        """The player's range, frames `first` to `last`."""
        end = float(times[min(last + 1, len(times) - 1)])
        draw_range(self._painter, self._plane, float(times[first]), end, self._bottom)

    def marks(self, marks: list[Mark], times: np.ndarray) -> None:
        """Signs of the marks, and lines through the lanes at cuts."""
        cuts = [float(times[m.frame]) for m in marks if m.kind is MarkKind.CUT]
        draw_cuts(self._painter, self._plane, cuts, self._bottom, self._palette)
        draw_marks(self._painter, self._plane, marks, times, self._palette)
