"""A small entry that goes to a frame, a time or a time stamp."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from forensics_gui.labels import Label
from forensics_gui.language import tr
from forensics_gui.player import places
from forensics_gui.session import Session


class GoTo(QFrame):
    """Opens above the widget it belongs to; Enter goes, Esc leaves things as they are."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._session = session
        self._owner = owner
        self.entry = QLineEdit()
        self.entry.setAccessibleName(tr("Frame, time or PTS to go to"))
        self.entry.setPlaceholderText(tr("Frame, time or PTS"))
        self.entry.setMinimumWidth(300)
        self.entry.returnPressed.connect(self.go)
        self.hint = Label(places.EXAMPLES)
        self.entry.textEdited.connect(lambda _: self.hint.setText(places.EXAMPLES))
        self.hint.setObjectName("hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 8)
        layout.addWidget(self.entry)
        layout.addWidget(self.hint)

    def ask(self) -> None:
        """Open with the frame shown, ready to be overwritten."""
        self.entry.setText(str(self._session.frame))
        self.entry.selectAll()
        self.hint.setText(places.EXAMPLES)
        self.adjustSize()
        corner = self._owner.mapToGlobal(QPoint(0, -self.height() - 4))
        self.move(corner)
        self.show()
        self.entry.setFocus()

    def go(self) -> None:
        """Go to what is written, or say why not."""
        try:
            frame = places.frame_of(self.entry.text(), self._session.times, self._session.pts)
        except ValueError as problem:
            self.hint.setText(str(problem))
            self.entry.selectAll()
            return
        self.hide()
        self._session.go_to(frame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
