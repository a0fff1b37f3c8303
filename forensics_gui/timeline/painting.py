"""Draws a timeline: ruler, marks, cuts, range and lanes."""

from __future__ import annotations

import time
from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from engine.analysis.verdict import Outcome
from forensics_gui.colours import RANGE, of_outcome
from forensics_gui.language import tr
from forensics_gui.session import Session
from forensics_gui.theme import scaled
from forensics_gui.timeline.lane_painter import LanePainter
from forensics_gui.timeline.lanes import Lanes
from forensics_gui.timeline.marks import Mark, MarkKind
from forensics_gui.timeline.time_axis import TimeAxis, clock

_SIZE = 5.0


def draw_ruler(painter: QPainter, plane: TimeAxis, palette: QPalette) -> None:
    """Draw times, and the label of the strip of marks."""
    whole = QRectF(0, 0, plane.labels + plane.width, plane.head)
    painter.fillRect(whole, palette.color(palette.ColorRole.Window))
    dark, text = palette.dark().color(), palette.text().color()
    ticks, step = plane.ticks()
    for tick in ticks:
        x = plane.x_of(tick)
        painter.setPen(dark)
        painter.drawLine(QPointF(x, plane.ruler - 4), QPointF(x, plane.ruler))
        painter.setPen(text)
        place = QRectF(x - scaled(40), 0, scaled(80), plane.ruler - 3)
        if place.left() < plane.labels:
            place.moveLeft(x + 2)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, clock(tick, step)
            )
        elif place.right() < plane.labels + plane.width:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, clock(tick, step))
    painter.setPen(palette.mid().color())
    edge = plane.head - 0.5
    painter.drawLine(QPointF(0, edge), QPointF(plane.labels + plane.width, edge))


def draw_cuts(
    painter: QPainter, plane: TimeAxis, times: Iterable[float], bottom: float, palette: QPalette
) -> None:
    """Draw a dotted line through all lanes at each cut."""
    painter.setPen(QPen(palette.dark().color(), 1, Qt.PenStyle.DotLine))
    for x in {round(plane.x_of(moment)) for moment in times}:
        if plane.labels <= x <= plane.labels + plane.width:
            painter.drawLine(x, plane.ruler, x, round(bottom))


def draw_range(painter: QPainter, plane: TimeAxis, begin: float, end: float, bottom: float) -> None:
    """Draw the player's range: a bar in the strip and a veil over the lanes.

    Args:
        begin, end: seconds.
        bottom: y of the veil's lower end.
    """
    left = max(plane.x_of(begin), plane.labels)
    right = min(plane.x_of(end), plane.labels + plane.width)
    if right < left:
        return
    colour = QColor(RANGE)
    painter.fillRect(QRectF(left, plane.ruler, max(2.0, right - left), 3), colour)
    colour.setAlpha(34)
    painter.fillRect(
        QRectF(left, plane.ruler, max(2.0, right - left), bottom - plane.ruler), colour
    )


def draw_marks(
    painter: QPainter, plane: TimeAxis, marks: list[Mark], times: np.ndarray, palette: QPalette
) -> None:
    """Draw the marks; of overlapping ones, the first of each kind."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawn: set[tuple[MarkKind, int]] = set()
    y = plane.ruler + plane.marks / 2 + 1
    for mark in marks:
        x = plane.x_of(float(times[mark.frame]))
        place = (mark.kind, round(x / 2))
        if plane.labels - _SIZE <= x <= plane.labels + plane.width + _SIZE and place not in drawn:
            drawn.add(place)
            _sign(painter, mark.kind, x, y, palette)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _sign(painter: QPainter, kind: MarkKind, x: float, y: float, palette: QPalette) -> None:
    size = _SIZE
    painter.setPen(Qt.PenStyle.NoPen)
    if kind is MarkKind.CUT:
        painter.setBrush(palette.dark())
        points = [(0, 0), (size * 0.8, -size), (-size * 0.8, -size)]
    elif kind is MarkKind.BOOKMARK:
        painter.setBrush(palette.highlight())
        points = [(-4, -6), (4, -6), (4, 6), (0, 2.5), (-4, 6)]
    elif kind is MarkKind.NOTE:
        painter.setBrush(palette.highlight())
        points = [(-5, -4), (5, -4), (5, 3), (0, 3), (-3, 6), (-3, 3), (-5, 3)]
    elif kind is MarkKind.ATTENTION:
        painter.setBrush(QColor(of_outcome(Outcome.FORGED)))
        points = [(0, -size), (size, size - 0.5), (-size, size - 0.5)]
    else:
        painter.setBrush(palette.dark())
        points = [(0, -size), (size, 0), (0, size), (-size, 0)]
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))


#: Seconds after which no further curve is created in one repaint.
_LONG = 0.02


class Drawing:
    """One repaint of a timeline.

    Args:
        painter: of the whole widget.
        height: of the widget, in pixels.
    """

    def __init__(self, painter: QPainter, plane: TimeAxis, palette: QPalette, height: int) -> None:
        self._painter, self._plane, self._palette = painter, plane, palette
        self._bottom = height

    def lanes(self, lanes: Lanes, session: Session, scrolled: int) -> bool:
        """Draw the visible lanes and the ruler.

        Missing curves are skipped once creating them has taken too long.

        Args:
            scrolled: scroll offset of the lanes in pixels.

        Returns:
            Whether all curves were drawn.
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
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tr("Each face gets a lane here"))
        draw_ruler(painter, self._plane, self._palette)
        return whole

    def range(self, times: np.ndarray, first: int, last: int) -> None:
        """Draw the player's range, frames `first` to `last`."""
        end = float(times[min(last + 1, len(times) - 1)])
        draw_range(self._painter, self._plane, float(times[first]), end, self._bottom)

    def marks(self, marks: list[Mark], times: np.ndarray) -> None:
        """Draw the marks, and lines at cuts."""
        cuts = [float(times[m.frame]) for m in marks if m.kind is MarkKind.CUT]
        draw_cuts(self._painter, self._plane, cuts, self._bottom, self._palette)
        draw_marks(self._painter, self._plane, marks, times, self._palette)
