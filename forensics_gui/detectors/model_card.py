"""Model card viewer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from engine.files import write_atomic
from forensics_gui.language import tr
from forensics_gui.widgets.labels import plain
from forensics_gui.workers import tasks


class CardView(QTextBrowser):
    """Shows a model card, which may come from a stranger.

    It loads no resources and ignores HTML; a link opens in the browser after its full address was
    confirmed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Model card"))
        self.anchorClicked.connect(self.follow)

    def show_card(self, markdown: str) -> None:
        """Replace the page."""
        dialect = QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        self.document().setMarkdown(
            markdown, dialect | QTextDocument.MarkdownFeature.MarkdownNoHTML
        )

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        """Load nothing, not even local files."""
        return

    def follow(self, link: QUrl) -> None:
        """Ask before opening a web address; ignore other links."""
        if link.scheme() not in ("http", "https"):
            return
        address = link.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        question = tr("Open this address in the browser?") + f"\n\n{address}"
        box = QMessageBox(
            QMessageBox.Icon.Question, tr("Model card"), plain(question),
            QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel, self,
        )  # fmt: skip
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        if box.exec() == QMessageBox.StandardButton.Open:
            QDesktopServices.openUrl(link)


class CardDialog(QDialog):
    """A card in Markdown that can be saved.

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
        self.browser = CardView()
        self.browser.show_card(markdown)
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
            tasks.run(
                self, lambda: write_atomic(Path(name), data), lambda _: None, self.failed.emit
            )
