"""Draws one lane: label, score curve, presence and quality."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
)

from engine.analysis.result import FrameRange
from engine.analysis.verbal_scale import verbal_scale
from forensics_gui.colours import EXCLUDED, UNSCORED, of_outcome, of_track
from forensics_gui.language import signed, tr
from forensics_gui.theme import scaled
from forensics_gui.timeline.curves import Curve, Line
from forensics_gui.timeline.lanes import Lane
from forensics_gui.timeline.time_axis import TimeAxis

#: Heights of the strips below a curve, and the gaps around them.
PRESENCE, QUALITY, GAP = 4, 3, 2
STRIPS = PRESENCE + QUALITY + 2 * GAP
_POINT = 3.2
#: Columns required for drawing a point as a dot.
_ROOM = 4
#: Width of a label that is not available for text.
_SCALE = 42


class LanePainter:
    """Draws lanes with a common scale.

    Args:
        reach: log10 ratio at the top of a lane; its negative is at the bottom.
    """

    def __init__(self, painter: QPainter, plane: TimeAxis, palette: QPalette, reach: float) -> None:
        self._painter, self._plane, self._palette = painter, plane, palette
        self._reach = reach * 1.12
        self._edges = plane.edges()

    def y_of(self, ratio: float, top: float, height: float) -> float:
        """y of a log10 ratio in a lane."""
        middle = top + (height - STRIPS) / 2
        return middle - ratio * self._scale_of(height)

    def draw(
        self,
        lane: Lane,
        curve: Curve | None,
        top: float,
        height: float,
        selected: bool,
        left_out: tuple[FrameRange, ...],
    ) -> None:
        """Draw a lane; without a curve, only its surroundings."""
        painter, plane = self._painter, self._plane
        right = plane.labels + plane.width
        role = self._palette.ColorRole
        if selected:
            painter.fillRect(QRectF(0, top, right, height), self._palette.color(role.AlternateBase))
        self._label(lane, top, height, selected)
        painter.save()
        painter.setClipRect(QRectF(plane.labels, top, plane.width, height))
        self._grounds(top, height, lane.calibrated)
        if curve is not None:
            self._inside(lane, curve, top, height, selected, left_out)
        painter.restore()
        painter.setPen(self._palette.mid().color())
        painter.drawLine(QPointF(0, top + height - 0.5), QPointF(right, top + height - 0.5))

    def _inside(
        self,
        lane: Lane,
        curve: Curve,
        top: float,
        height: float,
        selected: bool,
        left_out: tuple[FrameRange, ...],
    ) -> None:
        painter, plane = self._painter, self._plane
        colour = QColor(EXCLUDED if lane.excluded is not None else of_track(lane.number))
        self._left_out(curve, left_out, top, height)
        self._strips(curve, colour, top + height - STRIPS)
        if curve.scores is not None:
            self._curve(curve, colour, top, height, 2.4 if selected else 1.3)
            if lane.ratio is not None and lane.outcome is not None and lane.excluded is None:
                y = self.y_of(lane.ratio, top, height)
                begin, end = (plane.x_of(float(curve.track.times[i])) for i in (0, -1))
                painter.setPen(QPen(QColor(of_outcome(lane.outcome)), 1, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(begin, y), QPointF(end, y))

    @property
    def _words(self) -> int:
        """Width of a label's text."""
        return self._plane.labels - scaled(_SCALE)

    def _label(self, lane: Lane, top: float, height: float, selected: bool) -> None:
        painter, palette = self._painter, self._palette
        swatch = QColor(EXCLUDED if lane.excluded is not None else of_track(lane.number))
        painter.fillRect(QRectF(0, top, 5, height), swatch)
        plain = painter.font()
        bold = QFont(plain)
        bold.setBold(True)
        line = QFontMetricsF(plain).height()
        words = QColor(of_outcome(lane.outcome)) if lane.outcome else palette.text().color()
        if lane.excluded is not None:
            words = palette.dark().color()
        text = palette.text().color()
        rows = [(lane.title, text, bold)]
        rows += [
            (part, words, plain) for part in _folded(lane.words, QFontMetricsF(plain), self._words)
        ]
        if lane.ratio is not None and lane.excluded is None:
            rows.append((tr("log10 LR {ratio}").format(ratio=signed(lane.ratio)), text, plain))
        room = int((height - 4) // line)
        y = top + max(2.0, (height - line * min(room, len(rows))) / 2)
        for said, colour, font in rows[:room]:
            painter.setFont(font)
            painter.setPen(colour)
            shown = QFontMetricsF(font).elidedText(said, Qt.TextElideMode.ElideRight, self._words)
            painter.drawText(
                QRectF(11, y, self._words + 2, line), Qt.AlignmentFlag.AlignVCenter, shown
            )
            y += line
        painter.setFont(plain)
        self._scale(top, height)

    def _scale(self, top: float, height: float) -> None:
        """Draw the ratios at the edges of the undecided band, and zero if there is room."""
        painter = self._painter
        small = QFont(painter.font())
        small.setPixelSize(scaled(10))
        plain = painter.font()
        painter.setFont(small)
        painter.setPen(self._palette.dark().color())
        top_value = int(self._reach)
        values = (top_value, 0, -top_value) if height >= 60 else (0,)
        for value in values:
            y = min(max(self.y_of(value, top, height), top + 7), top + height - 7)
            place = QRectF(self._plane.labels - scaled(30), y - 9, scaled(30) - 3, 18)
            aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, aligned, f"{value:+d}" if value else "0")
        painter.setFont(plain)

    def _grounds(self, top: float, height: float, calibrated: bool) -> None:
        """Draw the zero line, and the undecided band of ratios."""
        painter, undecided = self._painter, verbal_scale().undecided
        high, low = (self.y_of(v, top, height) for v in (undecided, -undecided))
        band = QColor(self._palette.dark().color())
        band.setAlpha(38)
        if calibrated:
            painter.fillRect(QRectF(self._plane.labels, high, self._plane.width, low - high), band)
        painter.setPen(self._palette.mid().color())
        zero = self.y_of(0, top, height)
        left = self._plane.labels
        painter.drawLine(QPointF(left, zero), QPointF(left + self._plane.width, zero))

    def _left_out(
        self, curve: Curve, ranges: tuple[FrameRange, ...], top: float, height: float
    ) -> None:
        track, hatched = curve.track, QColor(EXCLUDED)
        for one in ranges:
            rows = np.searchsorted(track.frames, (one.first, one.last + 1))
            first, last = rows[0], min(int(rows[1]), len(track) - 1)
            if first < len(track):
                left, right = (self._plane.x_of(float(track.times[r])) for r in (first, last))
                area = QRectF(left, top, max(2.0, right - left), height - STRIPS)
                self._painter.fillRect(area, QBrush(hatched, Qt.BrushStyle.BDiagPattern))

    def _strips(self, curve: Curve, colour: QColor, top: float) -> None:
        """Draw the strips for visible, interpolated and faulty ranges."""
        seen, interpolated, dipped = curve.columns(self._edges)
        pale = QColor(colour)
        pale.setAlpha(90)
        y = top + GAP
        self._runs(interpolated & ~seen, y, PRESENCE, pale)
        self._runs(seen, y, PRESENCE, colour)
        self._runs(dipped, y + PRESENCE + 1, QUALITY, QColor(UNSCORED))

    def _runs(self, columns: np.ndarray, y: float, height: float, colour: QColor) -> None:
        """Fill the columns that are True."""
        if columns.any():
            self._fill(columns[None], QRectF(self._plane.labels, y, len(columns), height), colour)

    def _fill(self, filled: np.ndarray, area: QRectF, colour: QColor) -> None:
        """Colour the True pixels of bool (H, W), stretched over an area."""
        height, width = filled.shape
        pixels = np.multiply(filled, np.uint32(_premultiplied(colour)), dtype=np.uint32)
        kind = QImage.Format.Format_ARGB32_Premultiplied
        self._painter.drawImage(area, QImage(pixels.data, width, height, 4 * width, kind))

    def _curve(self, curve: Curve, colour: QColor, top: float, height: float, width: float) -> None:
        scores, line = curve.scores, curve.line
        assert scores is not None
        painter, plane, span = self._painter, self._plane, self._plane.span
        if line is not None:
            rows = line.rows(span.start, span.end)
            count = rows.stop - rows.start
            if count * 2 <= plane.width:
                # Antialiased lines are slow for many points.
                few = count * _ROOM * 2 <= plane.width
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, few)
                painter.setPen(QPen(colour, width if few else 1))
                points = self._points(line.times[rows], line.values[rows], top, height)
                painter.drawPolyline(QPolygonF(points))
            else:
                self._dense(line, colour, top, height)
        first, last = np.searchsorted(scores.times, (span.start, span.end)).tolist()
        shown = slice(max(0, first - 1), last + 1)
        if len(scores.times[shown]) * _ROOM <= plane.width:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            places = self._points(scores.times[shown], curve.values[shown], top, height)
            painter.setPen(QPen(colour, 1.4))
            for place, full in zip(places, scores.usable[shown].tolist(), strict=True):
                painter.setBrush(colour if full else self._palette.base())
                painter.drawEllipse(place, _POINT, _POINT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _dense(self, line: Line, colour: QColor, top: float, height: float) -> None:
        """Draw a bar from minimum to maximum of each column."""
        low, high = line.extremes(self._edges)
        zero, scale = self.y_of(0, 0, height), self._scale_of(height)
        rows = np.arange(int(height - STRIPS), dtype=np.int16)[:, None]
        # Columns without a point get an empty bar.
        upper = np.nan_to_num(np.floor(zero - high * scale), nan=1).astype(np.int16)
        lower = np.nan_to_num(zero - low * scale, nan=0).astype(np.int16)
        filled = (rows >= upper) & (rows <= lower)
        self._fill(filled, QRectF(self._plane.labels, top, *filled.shape[::-1]), colour)

    def _scale_of(self, height: float) -> float:
        """Height of one unit of log10 ratio in pixels."""
        return (height - STRIPS) / 2 / self._reach

    def _points(
        self, times: np.ndarray, values: np.ndarray, top: float, height: float
    ) -> list[QPointF]:
        span = self._plane.span
        x = self._plane.labels + (times - span.start) / span.length * self._plane.width
        y = self.y_of(0, top, height) - values * self._scale_of(height)
        return [QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)]


def _folded(text: str, metrics: QFontMetricsF, width: int) -> list[str]:
    """Break a text into one or two lines."""
    words = text.split(" ")
    first = words.pop(0)
    while words and metrics.horizontalAdvance(f"{first} {words[0]}") <= width:
        first = f"{first} {words.pop(0)}"
    return [first, " ".join(words)] if words else [first]


def _premultiplied(colour: QColor) -> int:
    """ARGB, premultiplied."""
    alpha = colour.alpha()
    red, green, blue = (c * alpha // 255 for c in (colour.red(), colour.green(), colour.blue()))
    return alpha << 24 | red << 16 | green << 8 | blue
