"""Notice of a written file, with buttons that open it and its folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from forensics_gui.language import tr
from forensics_gui.widgets.labels import plain


class WrittenFile(QWidget):
    """Hidden until a file was written; shows the last one."""

    def __init__(self) -> None:
        super().__init__()
        self._path = Path()
        self.open_button, self.folder_button = QPushButton(), QPushButton()
        for button, words, does in (
            (self.open_button, tr("Open file"), self._open),
            (self.folder_button, tr("Show in folder"), self._show_folder),
        ):
            button.setText(words)
            button.setObjectName("link")
            button.clicked.connect(does)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self.open_button)
        row.addWidget(self.folder_button)
        self.hide()

    def show_file(self, path: Path) -> None:
        """Offer to open a file."""
        self._path = path
        for button in (self.open_button, self.folder_button):
            button.setToolTip(plain(str(path)))
        self.show()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
