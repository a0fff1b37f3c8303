"""A frame to draw on, with the mouse or the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

from forensics_gui.annotate.shapes import Point, Shape, Tool, draw
from forensics_gui.colours import ANNOTATION, DARK
from forensics_gui.language import tr

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
# Frame pixels that the cross moves with Shift, and without.
_FAR, _NEAR = 20, 1
# Largest magnification, and its change at a step.
_MOST, _STEP = 16.0, 1.25


class AnnotationPicture(QGraphicsView):
    """Drag to draw a shape, or move the cross with the arrow keys and press Return twice.

    Signals:
        drawn(Shape): a shape was finished; a text has no words yet.
        pointed(Shape): the shape in progress, or an empty one at the cross or pointer.

    Attributes:
        tool: kind of the next shape.
        shapes: finished ones; `show_shapes` replaces them.
    """

    drawn = Signal(object)
    pointed = Signal(object)

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.tool = Tool.ARROW
        self.shapes: tuple[Shape, ...] = ()
        self._size = image.size()
        self._start: Point | None = None
        self._at: Point = (image.width() // 2, image.height() // 2)
        self._fitted = True
        # Whether the keyboard draws; it needs a cross in place of the pointer.
        self._by_keys = False
        scene = QGraphicsScene(self)
        scene.addPixmap(QPixmap.fromImage(image))
        scene.setSceneRect(QRectF(QPointF(), QSizeF(image.size())))
        self.setScene(scene)
        self.setBackgroundBrush(QColor(DARK))
        self.setMouseTracking(True)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Picture to draw on"))
        self.setAccessibleDescription(
            tr("Arrow keys move the cross, with Shift farther. Return starts and ends a shape.")
        )

    def show_shapes(self, shapes: tuple[Shape, ...]) -> None:
        """Show finished shapes."""
        self.shapes = shapes
        self.viewport().update()

    def drop(self) -> bool:
        """Drop the shape in progress; False if there is none."""
        begun, self._start = self._start is not None, None
        self.viewport().update()
        return begun

    # --- zoom ---

    def fit(self) -> None:
        """Show the whole picture."""
        self._fitted = True
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom_pixels(self) -> None:
        """Show one frame pixel per screen pixel."""
        self._zoom(1 / self.transform().m11() / self.devicePixelRatioF())

    def zoom_in(self) -> None:
        self._zoom(_STEP)

    def zoom_out(self) -> None:
        self._zoom(1 / _STEP)

    def _zoom(self, factor: float) -> None:
        scale = self.transform().m11()
        factor = min(max(scale * factor, 0.05), _MOST) / scale
        self._fitted = False
        self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(_STEP ** (event.angleDelta().y() / 120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fitted:
            self.fit()

    # --- drawing ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._by_keys = False
            self._go(self._pixel(event.position().toPoint()))
            self._begin()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._by_keys = False
        self._go(self._pixel(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go(self._pixel(event.position().toPoint()))
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = _FAR if far else _NEAR
            across, down = _STEPS[key]
            self._by_keys = True
            self._go(self._within(self._at[0] + step * across, self._at[1] + step * down))
            self.ensureVisible(QRectF(QPointF(*self._at), QSizeF(1, 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._by_keys = True
            if self._start is None:
                self._begin()
                if self.tool is Tool.TEXT:
                    self._end()
            else:
                self._end()
        elif key != Qt.Key.Key_Escape or not self.drop():
            event.ignore()

    def _within(self, x: int, y: int) -> Point:
        return min(max(x, 0), self._size.width()), min(max(y, 0), self._size.height())

    def _pixel(self, place: QPoint) -> Point:
        at = self.mapToScene(place)
        return self._within(round(at.x()), round(at.y()))

    def _go(self, at: Point) -> None:
        self._at = at
        self.pointed.emit(Shape(self.tool, self._start or at, at))
        self.viewport().update()

    def _begin(self) -> None:
        self._start = self._at

    def _end(self) -> None:
        start, self._start = self._start, None
        if start is not None and (start != self._at or self.tool is Tool.TEXT):
            self.drawn.emit(Shape(self.tool, start, self._at))
        self.viewport().update()

    def drawForeground(self, painter: QPainter, _: QRectF | QRect) -> None:
        begun = self._start is not None and self.tool is not Tool.TEXT
        unfinished = [Shape(self.tool, self._start or self._at, self._at)] if begun else []
        draw(painter, [*self.shapes, *unfinished], QSizeF(self._size))
        if self._by_keys and self.hasFocus():
            self._draw_cross(painter)

    def _draw_cross(self, painter: QPainter) -> None:
        arm, at = 12 / self.transform().m11(), QPointF(*self._at)
        for colour, thickness in ((DARK, 4), (ANNOTATION, 2)):
            pen = QPen(QColor(colour), thickness)
            pen.setCosmetic(True)
            painter.setPen(pen)
            for reach in (QPointF(arm, 0), QPointF(0, arm)):
                painter.drawLine(at - reach, at + reach)
