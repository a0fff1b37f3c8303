"""A box on the picture that the analyst draws, moves and resizes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from forensics_gui.colours import ANNOTATION, DARK
from forensics_gui.language import tr
from forensics_gui.player.canvas import Canvas
from forensics_gui.widgets.labels import Label

#: Logical pixels around a corner or an edge that take hold of it.
_GRIP = 8.0
#: Smallest side of a box in pixels of the clip.
_LEAST = 12.0
#: Pixels of the clip that an arrow key moves the box, with Shift and without.
_FAR, _NEAR = 10.0, 1.0
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_KEYS = (*_STEPS, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_INSIDE = "inside"


class BoxTool(QWidget):
    """Covers a canvas until the box is accepted or the tool is closed.

    Drag to draw a box, drag its inside to move it, an edge or a corner to resize it. Arrow keys
    move it, with Ctrl they resize it. Return accepts it, Escape closes the tool. The wheel and the
    middle button still zoom and move the picture.

    Args:
        canvas: with the picture.
        words: what to do.
        accept: label of the button that accepts the box.
        box: first box, in pixels of the clip; None to draw one.

    Signals:
        accepted(QRectF): in pixels of the clip.
        closed(): accepted or not.
    """

    accepted = Signal(object)
    closed = Signal()

    def __init__(self, canvas: Canvas, words: str, accept: str, box: QRectF | None) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.box = box
        self._hold = ""
        self._from = QPointF()
        self._before = QRectF()
        self._ended = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(words)
        self.accept_button, self.cancel_button = QPushButton(accept), QPushButton(tr("Cancel"))
        self.accept_button.setObjectName("primary")
        self.accept_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.end)
        bar = QFrame(self)
        bar.setObjectName("note")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 4, 6, 4)
        for widget in (Label(words), self.accept_button, self.cancel_button):
            row.addWidget(widget)
        for button in (self.accept_button, self.cancel_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bar.adjustSize()
        bar.move(8, 8)
        bar.setCursor(Qt.CursorShape.ArrowCursor)
        canvas.resized.connect(self._cover)
        canvas.viewport.changed.connect(self.update)
        self._cover()
        self._tell()
        self.show()
        self.setFocus()

    def _cover(self) -> None:
        self.setGeometry(self._canvas.rect())

    def accept(self) -> None:
        """Accept the box, if there is one, and close."""
        if self.box is not None and not self._ended:
            self.accepted.emit(self.box)
            self.end()

    def end(self) -> None:
        """Close the tool."""
        if not self._ended:
            self._ended = True
            self._canvas.setFocus()
            self.hide()
            self.closed.emit()
            self.deleteLater()

    # --- geometry ---

    def _scale(self) -> float:
        return self._canvas.target.width() / self._canvas.viewport.size[0]

    def _in_clip(self, place: QPointF) -> QPointF:
        """Position in pixels of the clip, within the picture."""
        width, height = self._canvas.viewport.size
        at = (place - self._canvas.target.topLeft()) / self._scale()
        return QPointF(min(max(at.x(), 0.0), width), min(max(at.y(), 0.0), height))

    def shown(self) -> QRectF:
        """The box on the canvas, in logical pixels; empty without one."""
        if self.box is None:
            return QRectF()
        scale, corner = self._scale(), self._canvas.target.topLeft()
        return QRectF(corner + self.box.topLeft() * scale, self.box.size() * scale)

    def _grip_at(self, place: QPointF) -> str:
        """Edges at a position, such as "left top"; "inside" or ""."""
        box = self.shown()
        if box.isEmpty() or not box.adjusted(-_GRIP, -_GRIP, _GRIP, _GRIP).contains(place):
            return ""
        edges = [
            name
            for name, off in (
                ("left", place.x() - box.left()), ("right", place.x() - box.right()),
                ("top", place.y() - box.top()), ("bottom", place.y() - box.bottom()),
            )
            if abs(off) <= _GRIP
        ]  # fmt: skip
        return " ".join(edges) or _INSIDE

    def _place(self, box: QRectF) -> None:
        """Show another box, within the picture and not too small."""
        width, height = self._canvas.viewport.size
        box = box.normalized()
        box.setWidth(min(max(box.width(), _LEAST), width))
        box.setHeight(min(max(box.height(), _LEAST), height))
        box.moveLeft(min(max(box.left(), 0.0), width - box.width()))
        box.moveTop(min(max(box.top(), 0.0), height - box.height()))
        self.box = box
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.accept_button.setEnabled(self.box is not None)
        if self.box is not None:
            said = tr("{width} × {height} px").format(
                width=round(self.box.width()), height=round(self.box.height())
            )
            self.setAccessibleDescription(said)

    # --- pointer and keys ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._hold = self._grip_at(event.position())
        self._from = self._in_clip(event.position())
        if not self._hold:
            self.box = None
            self._hold = "right bottom"
            self._before = QRectF(self._from, self._from)
        elif self.box is not None:
            self._before = QRectF(self.box)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            grip = self._grip_at(event.position())
            self.setCursor(_CURSORS.get(grip, Qt.CursorShape.CrossCursor))
            if event.buttons():
                event.ignore()
            return
        if not self._hold:
            return
        by = self._in_clip(event.position()) - self._from
        if self._hold == _INSIDE:
            self._place(self._before.translated(by))
        elif self.box is not None or by.manhattanLength() * self._scale() > _GRIP:
            self._place(_resized(self._before, self._hold, by))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hold = ""
        self._tell()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.end()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif key in _STEPS:
            self._nudge(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        # Otherwise arrow keys step through the clip.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def _nudge(self, event: QKeyEvent) -> None:
        far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        across, down = _STEPS[Qt.Key(event.key())]
        by = QPointF(across, down) * (_FAR if far else _NEAR)
        if self.box is None:
            width, height = self._canvas.viewport.size
            side = min(width, height) / 4
            self._place(QRectF((width - side) / 2, (height - side) / 2, side, side))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._place(_resized(self.box, "right bottom", by))
        else:
            self._place(self.box.translated(by))

    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.shown()
        if box.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((DARK, 4), (ANNOTATION, 2)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRect(box)
        painter.setBrush(QColor(ANNOTATION))
        for x in (box.left(), box.center().x(), box.right()):
            for y in (box.top(), box.center().y(), box.bottom()):
                if QPointF(x, y) != box.center():
                    painter.drawRect(QRectF(x - 3, y - 3, 6, 6))
        painter.end()


_CURSORS = {
    _INSIDE: Qt.CursorShape.SizeAllCursor,
    "left": Qt.CursorShape.SizeHorCursor,
    "right": Qt.CursorShape.SizeHorCursor,
    "top": Qt.CursorShape.SizeVerCursor,
    "bottom": Qt.CursorShape.SizeVerCursor,
    "left top": Qt.CursorShape.SizeFDiagCursor,
    "right bottom": Qt.CursorShape.SizeFDiagCursor,
    "right top": Qt.CursorShape.SizeBDiagCursor,
    "left bottom": Qt.CursorShape.SizeBDiagCursor,
}


def _resized(box: QRectF, edges: str, by: QPointF) -> QRectF:
    """Move some edges of a box, such as "left top"."""
    box = QRectF(box)
    if "left" in edges:
        box.setLeft(box.left() + by.x())
    if "right" in edges:
        box.setRight(box.right() + by.x())
    if "top" in edges:
        box.setTop(box.top() + by.y())
    if "bottom" in edges:
        box.setBottom(box.bottom() + by.y())
    return box
