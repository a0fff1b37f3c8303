"""Card with the face under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from forensics_gui.scatter.thumbnails import SIDE
from forensics_gui.widgets.labels import Label

_AWAY = 14


class HoverCard(QFrame):
    """Floats beside the pointer and ignores the mouse."""

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
        """Show the card.

        Args:
            picture: the face, None while it is loading.
            pictured: whether there is a picture; reference faces have none.
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
        """Replace the picture; None leaves it blank."""
        if picture is None:
            self.picture.clear()
        else:
            self.picture.setPixmap(picture)
