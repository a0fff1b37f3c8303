"""The model card as a page to read and to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from engine.files import write_whole
from forensics_gui.language import tr
from forensics_gui.workers import tasks


class CardDialog(QDialog):
    """A card in Markdown; "Save as" writes it as it is.

    Signals:
        failed(EngineError): the file could not be written.
    """

    failed = Signal(object)

    def __init__(self, parent: QWidget, markdown: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About the detector"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._markdown = markdown
        self.browser = QTextBrowser()
        self.browser.setMarkdown(markdown)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save_button = buttons.addButton(
            tr("Save as …"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.save_button.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.browser)
        layout.addWidget(buttons)

    def sizeHint(self) -> QSize:
        return QSize(900, 680)

    def _save(self) -> None:
        suggested = str(Path.home() / "model-card.md")
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the model card"), suggested, tr("Markdown (*.md)")
        )
        if name:
            data = self._markdown.encode()
            tasks.run(self, lambda: write_whole(Path(name), data), lambda _: None, self.failed.emit)
