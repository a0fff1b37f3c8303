"""The position slider with the marked range, and the waveform."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from engine.audio.client import Waveform
from forensics_gui.colours import RANGE
from forensics_gui.language import tr
from forensics_gui.player.transport import Transport
from forensics_gui.session import Session
from forensics_gui.widgets.accessibility import set_role


class MarkedSlider(QSlider):
    """A slider that jumps to a click, with the range drawn on its groove."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._transport = transport
        transport.changed.connect(self.update)

    def groove(self) -> tuple[float, float]:
        """x of the first and last value, in logical pixels."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl
        groove = self.style().subControlRect(control, option, part.SC_SliderGroove, self)
        handle = self.style().subControlRect(control, option, part.SC_SliderHandle, self)
        half = handle.width() / 2
        return groove.left() + half, groove.right() + 1 - half

    def place_of(self, value: float) -> float:
        """x of a value."""
        left, right = self.groove()
        return left + (right - left) * value / max(1, self.maximum())

    def value_at(self, x: float) -> int:
        """Value at a position."""
        left, right = self.groove()
        return round(max(0.0, min(1.0, (x - left) / max(1.0, right - left))) * self.maximum())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setValue(self.value_at(event.position().x()))
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._transport.has_range:
            first, last = self._transport.range
            left, right = self.place_of(first), self.place_of(last)
            painter = QPainter(self)
            painter.fillRect(
                QRectF(left, 1, max(2.0, right - left), self.height() - 2), QColor(RANGE)
            )
            painter.end()
        super().paintEvent(event)


class Wave(QWidget):
    """Waveform of the clip's sound; a click goes there. Hidden without sound."""

    seek = Signal(int)

    def __init__(self, session: Session, slider: MarkedSlider) -> None:
        super().__init__()
        self._session = session
        self._slider = slider
        self._wave: Waveform | None = None
        self._drawn: QPixmap | None = None
        self.setFixedHeight(34)
        set_role(self, QAccessible.Role.Chart)
        self.setAccessibleName(tr("Sound"))
        self.setToolTip(tr("Loudness; click to go to a moment"))
        session.frame_changed.connect(lambda _: self.update())
        self.hide()

    def show_wave(self, wave: Waveform | None) -> None:
        """Show a waveform; None hides it."""
        self._wave, self._drawn = wave, None
        self.setVisible(wave is not None)
        self.update()

    def columns(self) -> tuple[np.ndarray, np.ndarray]:
        """Minimum and maximum sample of each pixel column, float32 (W,)."""
        assert self._wave is not None
        times = self._session.times
        left, right = self._slider.groove()
        count = max(1, int(right - left))
        frames = np.linspace(0, len(times) - 1, count + 1)
        return self._wave.between(np.interp(frames, np.arange(len(times)), times))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drawn = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.seek.emit(self._slider.value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.seek.emit(self._slider.value_at(event.position().x()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._wave is None or not len(self._session.times):
            return
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        at = self._slider.place_of(self._session.frame)
        painter.setPen(QPen(self.palette().text().color(), 1))
        painter.drawLine(round(at), 0, round(at), self.height())
        painter.end()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        middle, reach = self.height() / 2, self.height() / 2 - 1
        low, high = self.columns()
        # Normalised to the loudest sample, because quiet speech is a tenth of full scale.
        loudest = max(float(np.abs(low).max()), float(high.max()), 0.02)
        colour = self.palette().dark().color()
        left = int(self._slider.groove()[0])
        for column in range(len(low)):
            top = middle - float(high[column]) / loudest * reach
            bottom = middle - float(low[column]) / loudest * reach
            painter.fillRect(QRect(left + column, int(top), 1, max(1, round(bottom - top))), colour)
        painter.end()
        return drawn
