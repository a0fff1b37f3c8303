"""Arrows, boxes, texts and measures in frame pixels, and how they are drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter, QPen

from forensics_gui.colours import ANNOTATION, DARK
from forensics_gui.language import decimal

Point = tuple[int, int]


class Tool(StrEnum):
    """Kinds of shapes."""

    ARROW = "arrow"
    BOX = "box"
    TEXT = "text"
    MEASURE = "measure"


@dataclass(frozen=True)
class Shape:
    """One annotation.

    Attributes:
        start, end: in frame pixels; an arrow points to its end, a text has its top left corner at
            the start.
        text: of a text.
    """

    tool: Tool
    start: Point
    end: Point
    text: str = ""

    @property
    def length(self) -> float:
        """Distance from start to end, pixels."""
        return math.dist(self.start, self.end)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.text.strip() if self.tool is Tool.TEXT else self.start == self.end

    def to_json(self) -> dict[str, Any]:
        """For the log of the case."""
        told = {"tool": str(self.tool), "start": list(self.start), "end": list(self.end)}
        return {**told, "text": self.text}


def annotated(image: QImage, shapes: Sequence[Shape]) -> QImage:
    """Return a copy of a frame with shapes drawn on it."""
    drawn = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    draw(painter, shapes, QSizeF(image.size()))
    painter.end()
    return drawn


def draw(painter: QPainter, shapes: Sequence[Shape], size: QSizeF) -> None:
    """Draw shapes in frame pixels, light with a dark edge, to be readable on any picture.

    Args:
        painter: in the coordinates of the frame.
        size: of the frame; lines and letters grow with it, and labels stay within.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(2.0, min(size.width(), size.height()) / 300)
    for shape in shapes:
        if shape.tool is Tool.TEXT:
            _label(painter, QPointF(*shape.start), shape.text, width, size)
            continue
        lines = _lines(shape, width)
        for colour, thickness in ((DARK, 2.4 * width), (ANNOTATION, width)):
            cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            painter.setPen(QPen(QColor(colour), thickness, Qt.PenStyle.SolidLine, cap, join))
            painter.drawLines(lines)
        if shape.tool is Tool.MEASURE:
            _length(painter, shape, width, size)


def _lines(shape: Shape, width: float) -> list[QLineF]:
    start, end = QPointF(*shape.start), QPointF(*shape.end)
    line = QLineF(start, end)
    if shape.tool is Tool.BOX:
        corners = start, QPointF(end.x(), start.y()), end, QPointF(start.x(), end.y())
        return [QLineF(a, b) for a, b in zip(corners, (*corners[1:], start), strict=True)]
    if shape.tool is Tool.ARROW:
        head = min(6 * width, line.length())
        barbs = [QLineF.fromPolar(head, line.angle() + turn) for turn in (155, -155)]
        return [line, *(barb.translated(end) for barb in barbs)]
    tick = line.normalVector().unitVector()
    across = QPointF(tick.dx(), tick.dy()) * 3 * width
    return [line, *(QLineF(at - across, at + across) for at in (start, end))]


def _length(painter: QPainter, shape: Shape, width: float, size: QSizeF) -> None:
    """Label of a measure: below a flat line, right of a steep one."""
    text = f"{decimal(shape.length, 1)} px"
    line = QLineF(QPointF(*shape.start), QPointF(*shape.end))
    needed, gap, at = _plate(_font(painter, width), text, width), 3 * width, line.center()
    if abs(line.dx()) >= abs(line.dy()):
        fall = abs(line.dy() / line.dx()) * needed.width() / 2 if line.dx() else 0.0
        at += QPointF(-needed.width() / 2, fall + gap)
    else:
        lean = abs(line.dx() / line.dy()) * needed.height() / 2
        at += QPointF(lean + gap, -needed.height() / 2)
    _label(painter, at, text, width, size)


def _font(painter: QPainter, width: float) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(max(13, round(8 * width)))
    return font


def _plate(font: QFont, text: str, width: float) -> QSizeF:
    metrics = QFontMetricsF(font)
    return QSizeF(metrics.horizontalAdvance(text) + 4 * width, metrics.height() + 2 * width)


def _label(painter: QPainter, at: QPointF, text: str, width: float, size: QSizeF) -> None:
    if not text:
        return
    font = _font(painter, width)
    needed = _plate(font, text, width)
    # Within the picture, as far as it has room.
    at.setX(max(0.0, min(at.x(), size.width() - needed.width())))
    at.setY(max(0.0, min(at.y(), size.height() - needed.height())))
    plate, colour = QRectF(at, needed), QColor(DARK)
    colour.setAlpha(215)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(plate, width, width)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font)
    painter.setPen(QColor(ANNOTATION))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def png_of(image: QImage) -> bytes:
    """Encode as PNG."""
    encoded = QBuffer()
    encoded.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(encoded, QByteArray(b"PNG")).write(image)
    return bytes(encoded.data().data())
