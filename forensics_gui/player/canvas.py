"""A zoomable, pannable picture with overlays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from forensics_gui.colours import DARK, ON_DARK
from forensics_gui.player.decode_requests import Box, Pixels
from forensics_gui.player.levels import Levels
from forensics_gui.player.viewport import Viewport
from forensics_gui.widgets.accessibility import set_role

#: Draws an overlay: painter, rectangle of the picture, frame, size in pixels.
Draw = Callable[[QPainter, QRectF, int, tuple[int, int]], None]
#: Logical pixels that the pointer moves before a drag starts.
_SLACK = 4
_NOTCH = 120
_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def to_image(pixels: np.ndarray) -> QImage:
    """Convert uint8 (H, W, 3) RGB or (H, W, 4) RGBA to a QImage with its own memory."""
    height, width, channels = pixels.shape
    kind = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    pixels = np.ascontiguousarray(pixels)
    return QImage(pixels.data, width, height, channels * width, kind).copy()


class Canvas(QWidget):
    """Shows one frame.

    Signals:
        clicked(QPointF): position in picture pixels.
        pressed_right(QPointF): likewise, before a context menu opens.
        pointed(QPointF or None): position under the pointer; None after it left.
        dragged_out(): the user drags the picture out: it is fitted, or Ctrl is down.
        resized(): the size changed, and possibly the picture's.

    Attributes:
        viewport: shared by canvases that move together.
        shown: index of the current frame.
        size_of: width and height of another clip's picture; None for the open clip's.
        pixels: of the current frame; None while a message is shown.
        message: shown while there is no picture.
    """

    clicked = Signal(object)
    pressed_right = Signal(object)
    pointed = Signal(object)
    dragged_out = Signal()
    resized = Signal()

    def __init__(
        self, viewport: Viewport, name: str, draw: Draw | None = None, levels: Levels | None = None
    ) -> None:
        super().__init__()
        self.viewport = viewport
        self.shown = 0
        self.size_of: tuple[int, int] | None = None
        self._draw = draw
        self._levels = levels or Levels(self)
        self._levels.changed.connect(self._convert)
        self.pixels: Pixels | None = None
        self._whole: QImage | None = None
        self._part: QImage | None = None
        self._cross: QPointF | None = None
        self.message = ""
        self._pressed: QPointF | None = None
        self._pointer: QPointF | None = None
        self._dragged = False
        self._turned = 0
        self.setMinimumSize(240, 160)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self, QAccessible.Role.Graphic)
        self.setAccessibleName(name)
        viewport.changed.connect(self.update)

    # --- what is shown ---

    @property
    def has_picture(self) -> bool:
        return self._whole is not None

    @property
    def has_full_resolution(self) -> bool:
        """Whether the visible part is drawn with the clip's own pixels."""
        return self._part is not None

    def clear(self, message: str = "") -> None:
        """Show a message instead of a picture."""
        self.pixels = self._whole = self._part = None
        self.message = message
        self.update()

    def show_picture(self, index: int, pixels: Pixels) -> None:
        self.pixels, self.shown = pixels, index
        self._convert()

    def _convert(self) -> None:
        """Draw the pixels with the current levels."""
        if self.pixels is None:
            return
        part = self.pixels.part
        self._whole = to_image(self._levels.apply(self.pixels.whole))
        has_part = part is not None and part.size
        self._part = to_image(self._levels.apply(part)) if has_part and part is not None else None
        self.update()

    def show_cross(self, place: QPointF | None) -> None:
        """Mark the pointer's position on the other canvas, in the clip's pixels."""
        self._cross = place
        self.update()

    @property
    def target(self) -> QRectF:
        """Rectangle of the whole picture on this canvas, in logical pixels."""
        return self.viewport.target(self.size(), self.devicePixelRatioF(), self.size_of)

    def wanted_part(self) -> Box | None:
        """Part needed at full resolution; None if the screen copy suffices."""
        width = (self.size_of or self.viewport.size)[0]
        if self.pixels is None or width <= self.pixels.whole.shape[1]:
            return None
        device = self.target.width() * self.devicePixelRatioF()
        if device <= self.pixels.whole.shape[1]:
            return None
        seen = self.viewport.visible(self.size(), self.devicePixelRatioF(), self.size_of)
        return seen.left(), seen.top(), seen.right() + 1, seen.bottom() + 1

    def colour_at(self, place: QPointF) -> tuple[tuple[int, int, int], bool] | None:
        """RGB of a pixel, and whether it is exact or from a downscaled copy."""
        if self.pixels is None:
            return None
        x, y = int(place.x()), int(place.y())
        part, (left, top) = self.pixels.part, self.pixels.at
        if part is not None and 0 <= y - top < part.shape[0] and 0 <= x - left < part.shape[1]:
            red, green, blue = part[y - top, x - left]
            return (int(red), int(green), int(blue)), True
        whole = self.pixels.whole
        width, height = self.size_of or self.viewport.size
        row = min(int(y * whole.shape[0] / height), whole.shape[0] - 1)
        column = min(int(x * whole.shape[1] / width), whole.shape[1] - 1)
        red, green, blue = whole[row, column]
        return (int(red), int(green), int(blue)), whole.shape[1] == width

    # --- drawing ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(DARK))
        if self._whole is None:
            painter.setPen(QColor(ON_DARK))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), flags, self.message)
            painter.end()
            return
        target = self.target
        size = self.size_of or self.viewport.size
        scale = target.width() / size[0]
        # Nearest neighbour from 1:1 up, smooth below.
        smooth = scale * self.devicePixelRatioF() < 1
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        self._draw_pixels(painter, target, size)
        if self._draw is not None:
            self._draw(painter, target, self.shown, size)
        if self._cross is not None:
            self._draw_cross(painter, target, scale)
        painter.end()

    def _draw_pixels(self, painter: QPainter, target: QRectF, size: tuple[int, int]) -> None:
        assert self._whole is not None
        assert self.pixels is not None
        seen = self.viewport.visible(self.size(), self.devicePixelRatioF(), self.size_of)
        scale = target.width() / size[0]
        have = QRect()
        if self._part is not None:
            have = QRect(*self.pixels.at, self._part.width(), self._part.height())
        if not have.contains(seen):
            across, down = self._whole.width() / size[0], self._whole.height() / size[1]
            source = QRectF(seen.x() * across, seen.y() * down,
                            seen.width() * across, seen.height() * down)  # fmt: skip
            painter.drawImage(_placed(seen, scale, target), self._whole, source)
        if self._part is not None:
            painter.drawImage(_placed(have, scale, target), self._part)

    def _draw_cross(self, painter: QPainter, target: QRectF, scale: float) -> None:
        assert self._cross is not None
        width, height = self.viewport.size
        at = target.topLeft() + QPointF(
            self._cross.x() / width * target.width(), self._cross.y() / height * target.height()
        )
        reach = max(6.0, scale)
        for colour, pen_width in ((DARK, 3), ("#ffffff", 1)):
            painter.setPen(QPen(QColor(colour), pen_width))
            painter.drawLine(at - QPointF(reach, 0), at + QPointF(reach, 0))
            painter.drawLine(at - QPointF(0, reach), at + QPointF(0, reach))

    # --- pointer ---

    def step_zoom(self, steps: int, at: QPointF | None = None) -> None:
        """Zoom around a point of this canvas, the pointer, or the centre."""
        at = at or self._pointer
        self.viewport.step_zoom(steps, self.size(), self.devicePixelRatioF(), at)

    def set_zoom(self, zoom: float) -> None:
        """Set device pixels per clip pixel, around the pointer or the centre."""
        self.viewport.set_zoom(zoom, self.size(), self.devicePixelRatioF(), self._pointer)

    def nudge(self, way: str) -> None:
        """Pan "left", "right", "up" or "down"."""
        across, down = _WAYS[way]
        by = QPointF(-across * self.width() / 8, -down * self.height() / 8)
        self.viewport.pan(by, self.size(), self.devicePixelRatioF())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned += event.angleDelta().y()
        # Touchpads send fractions of a step.
        steps = int(self._turned / _NOTCH)
        if steps:
            self._turned -= steps * _NOTCH
            self.step_zoom(steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed, self._dragged = event.position(), False
        elif event.button() == Qt.MouseButton.RightButton:
            place = self._place(event.position())
            if place is not None:
                self.pressed_right.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() != Qt.MouseButton.NoButton:
            by = event.position() - self._pressed
            if not self._dragged and by.manhattanLength() > _SLACK and self._drags_out(event):
                # A drag takes the release, so that nothing is pressed here any more.
                self._pressed = None
                self.dragged_out.emit()
            elif self._dragged or by.manhattanLength() > _SLACK:
                self._dragged = True
                self._pressed = event.position()
                if self.viewport.zoom is not None:
                    self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.viewport.pan(by, self.size(), self.devicePixelRatioF())
        self._pointer = event.position()
        self.pointed.emit(self._place(event.position()))

    def _drags_out(self, event: QMouseEvent) -> bool:
        # A fitted picture cannot be moved.
        free = self.viewport.zoom is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return bool(free and event.buttons() & Qt.MouseButton.LeftButton and self.has_picture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.unsetCursor()
        if self._pressed is not None and not self._dragged:
            place = self._place(event.position())
            if place is not None and event.button() == Qt.MouseButton.LeftButton:
                self.clicked.emit(place)
        self._pressed = None

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.pointed.emit(None)

    def _place(self, point: QPointF) -> QPointF | None:
        """Position in the open clip's pixels; None outside the picture."""
        target = self.target
        if self._whole is None or not target.contains(point):
            return None
        width, height = self.viewport.size
        return QPointF(
            min((point.x() - target.x()) / target.width() * width, width - 1e-6),
            min((point.y() - target.y()) / target.height() * height, height - 1e-6),
        )


def _placed(part: QRect, scale: float, target: QRectF) -> QRectF:
    """Rectangle of a part of the picture on the canvas."""
    return QRectF(
        target.x() + part.x() * scale, target.y() + part.y() * scale,
        part.width() * scale, part.height() * scale,
    )  # fmt: skip
