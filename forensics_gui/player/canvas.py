"""The picture with boxes, and Grad-CAM laid over it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from forensics_gui.colours import EXCLUDED, UNSCORED, of_llr
from forensics_gui.session import Session


def to_image(pixels: np.ndarray) -> QImage:
    """A QImage of uint8 (H, W, 3) RGB or (H, W, 4) RGBA pixels, with its own memory."""
    height, width, channels = pixels.shape
    kind = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    pixels = np.ascontiguousarray(pixels)
    return QImage(pixels.data, width, height, channels * width, kind).copy()


class Canvas(QWidget):
    """Draws one frame; a click selects the face under it."""

    face_clicked = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._picture: QImage | None = None
        self._heat: QImage | None = None
        self._shown = 0
        self._size = (1, 1)
        self.opacity = 0.6
        self.setMinimumSize(320, 200)
        self.setAccessibleName("Video picture")

    def clear(self) -> None:
        self._picture = self._heat = None
        self.update()

    def set_size(self, width: int, height: int) -> None:
        """Full size of the clip's picture, which boxes refer to."""
        self._size = (width, height)

    def show_picture(self, index: int, pixels: np.ndarray) -> None:
        self._picture, self._shown, self._heat = to_image(pixels), index, None
        self.update()

    @property
    def shown(self) -> int:
        """Index of the frame on screen."""
        return self._shown

    def show_heat(self, pixels: np.ndarray | None) -> None:
        """Lay RGBA heat over the picture; None takes it away."""
        self._heat = None if pixels is None else to_image(pixels)
        self.update()

    @property
    def has_heat(self) -> bool:
        return self._heat is not None

    def _target(self) -> QRectF:
        width, height = self._size
        scale = min(self.width() / width, self.height() / height)
        w, h = width * scale, height * scale
        return QRectF((self.width() - w) / 2, (self.height() - h) / 2, w, h)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#15171a"))
        if self._picture is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        target = self._target()
        painter.drawImage(target, self._picture)
        if self._heat is not None:
            painter.setOpacity(self.opacity)
            painter.drawImage(target, self._heat)
            painter.setOpacity(1.0)
        for track, row in self._session.tracks_at(self._shown):
            self._draw_box(painter, target, track.number, track.boxes[row],
                           float(track.probabilities[row]), bool(track.detected[row]))  # fmt: skip
        if self._shown == 0 and not self._session.analysis.tracks:
            painter.setPen(QPen(QColor(UNSCORED), 2))
            for box in self._session.first_faces:
                painter.drawRect(self._on_screen(target, box))

    def _draw_box(
        self, painter: QPainter, target: QRectF, number: int, box: np.ndarray,
        probability: float, detected: bool,
    ) -> None:  # fmt: skip
        rect = self._on_screen(target, box)
        llr = self._session.llr_of(number)
        analysis = self._session.analysis
        colour = QColor(EXCLUDED if number in analysis.excluded else of_llr(llr))
        known = f"{number} {analysis.names.get(number, '')}".strip()
        pen = QPen(colour, 3 if number == self._session.selected else 2)
        if not detected:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        score = "" if llr is None else f"  LR {llr:+.2f}"
        text = f" {known}{score}  face {probability:.0%} "
        painter.setFont(QFont(self.font().family(), 9))
        width = painter.fontMetrics().horizontalAdvance(text)
        if width > 2.2 * rect.width() and number != self._session.selected:
            # In a crowd, long labels would cover the neighbours.
            text = f" {number} " if llr is None else f" {number}  {llr:+.2f} "
            width = painter.fontMetrics().horizontalAdvance(text)
        height = painter.fontMetrics().height() + 4
        top = rect.top() - height if rect.top() - height > target.top() else rect.bottom()
        left = min(rect.left(), target.right() - width)
        label = QRectF(left, top, width, height)
        painter.fillRect(label, colour)
        painter.setPen(QColor("white" if llr is not None else "#222222"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)

    def _on_screen(self, target: QRectF, box: np.ndarray) -> QRectF:
        scale = target.width() / self._size[0]
        x0, y0, x1, y1 = (float(v) * scale for v in box)
        return QRectF(QPointF(x0, y0), QPointF(x1, y1)).translated(target.topLeft())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for track, row in self._session.tracks_at(self._shown):
            if self._on_screen(self._target(), track.boxes[row]).contains(event.position()):
                self.face_clicked.emit(track.number)
                return
