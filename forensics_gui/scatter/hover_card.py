"""What is under the pointer in the scatter: a face with its place and score."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from forensics_gui.scatter.thumbnails import SIDE
from forensics_gui.widgets.labels import Label

_AWAY = 14


class HoverCard(QFrame):
    """Floats over its parent, beside the pointer, and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("note")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.picture = Label()
        self.picture.setFixedSize(SIDE, SIDE)
        self.words = Label()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.words)
        self.hide()

    def show_at(self, at: QPoint, words: str, picture: QPixmap | None, pictured: bool) -> None:
        """Show beside a place of the parent.

        Args:
            picture: the face, None while it is being made.
            pictured: there is a picture of it; reference faces have none.
        """
        self.words.setText(words)
        self.picture.setVisible(pictured)
        self.show_picture(picture)
        self.adjustSize()
        room = self._ground.size() - self.size()
        x = at.x() + _AWAY if at.x() + _AWAY <= room.width() else at.x() - _AWAY - self.width()
        y = at.y() + _AWAY if at.y() + _AWAY <= room.height() else at.y() - _AWAY - self.height()
        self.move(max(0, x), max(0, y))
        self.show()
        self.raise_()

    def show_picture(self, picture: QPixmap | None) -> None:
        """Put another picture in the place of what is shown; None leaves it blank."""
        if picture is None:
            self.picture.clear()
        else:
            self.picture.setPixmap(picture)
