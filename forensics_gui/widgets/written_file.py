"""Notice of a written file, with buttons that open it and its folder, and to drag it out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from forensics_gui.language import tr
from forensics_gui.widgets.labels import plain


class WrittenFile(QWidget):
    """Hidden until a file was written; shows the last one.

    Signals:
        drag_wanted(Path): the user drags the file out.
    """

    drag_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._path = Path()
        self._pressed = QPointF()
        self.open_button, self.folder_button = QPushButton(), QPushButton()
        for button, words, does in (
            (self.open_button, tr("Open file"), self._open),
            (self.folder_button, tr("Show in folder"), self._show_folder),
        ):
            button.setText(words)
            button.setObjectName("link")
            button.clicked.connect(does)
            button.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self.open_button)
        row.addWidget(self.folder_button)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and isinstance(watched, QPushButton):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed = event.position()
            held = event.buttons() & Qt.MouseButton.LeftButton
            if event.type() == QEvent.Type.MouseMove and held:
                far = (event.position() - self._pressed).manhattanLength()
                if far > QApplication.startDragDistance():
                    # Otherwise the button stays pressed, as the drag takes the release.
                    watched.setDown(False)
                    self.drag_wanted.emit(self._path)
                    return True
        return super().eventFilter(watched, event)

    def show_file(self, path: Path) -> None:
        """Offer to open a file."""
        self._path = path
        for button in (self.open_button, self.folder_button):
            button.setToolTip(plain(tr("{file}. Drag it to copy it.").format(file=path)))
        self.show()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
