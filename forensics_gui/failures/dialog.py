"""The report of a problem, as the user sees it before it is saved."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.errors import OutputError
from forensics_gui.failures import problem_report
from forensics_gui.labels import Label
from forensics_gui.language import tr
from forensics_gui.preferences import Preferences


class ProblemDialog(QDialog):
    """Every text of the report, to read, to change and to save as one ZIP.

    Signals:
        saved(Path): the report was written.
        failed(EngineError): it could not be.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Report a problem"))
        about = Label(
            tr("This is all that the report holds. It has nothing from your clips, but the log "
               "names their paths. Change or delete what you want to keep to yourself. Nothing "
               "is sent: save the report and attach it to your message.")
        )  # fmt: skip
        about.setWordWrap(True)
        self.story = QPlainTextEdit()
        self.story.setTabChangesFocus(True)
        self.story.setPlaceholderText(tr("What did you do, what did you expect, what happened?"))
        self.versions = _text(problem_report.versions())
        self.settings = _text(problem_report.settings(preferences))
        self.log = _text(problem_report.log())
        self.log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.log.moveCursor(QTextCursor.MoveOperation.End)
        self.log.moveCursor(QTextCursor.MoveOperation.StartOfLine)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.story, tr("What happened"))
        self.tabs.addTab(self.versions, tr("Versions"))
        self.tabs.addTab(self.settings, tr("Settings"))
        self.tabs.addTab(self.log, tr("Log"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addWidget(self.tabs)
        layout.addWidget(buttons)
        self.resize(860, 600)

    def accept(self) -> None:
        """Ask for a name and write the report as it stands."""
        name = f"forensics-problem-{datetime.now():%Y%m%d-%H%M}.zip"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save the report"), str(Path.home() / name), tr("ZIP archive (*.zip)")
        )
        if not chosen:
            return
        texts = {
            "what-happened.txt": self.story.toPlainText(),
            "versions.txt": self.versions.toPlainText(),
            "settings.txt": self.settings.toPlainText(),
            "log.txt": self.log.toPlainText(),
        }
        try:
            problem_report.write(texts, Path(chosen))
        except OutputError as error:
            self.failed.emit(error)
            return
        self.saved.emit(Path(chosen))
        super().accept()


def _text(text: str) -> QPlainTextEdit:
    edit = QPlainTextEdit(text)
    edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    edit.setTabChangesFocus(True)
    return edit
