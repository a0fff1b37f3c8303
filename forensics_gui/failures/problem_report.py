"""Problem reports: versions, settings and the end of the log, reviewed before saving."""

from __future__ import annotations

import io
import os
import platform
import sys
import zipfile
from datetime import datetime
from importlib import metadata
from pathlib import Path

import psutil
from PySide6.QtCore import QLocale, Signal, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine import __version__
from engine.errors import OutputError
from engine.files import write_atomic
from engine.log import last_lines
from forensics_gui.failures import problem_report
from forensics_gui.language import tr
from forensics_gui.preferences import Preferences
from forensics_gui.widgets.labels import Label

#: Number of log lines.
LINES = 500
#: Preferences without personal data; no others are reported.
_PLAIN = (
    "face_strip/", "faces/", "language", "overlays/", "player/", "scatter/", "shortcuts",
    "text_size", "theme",
)  # fmt: skip
#: Packages whose versions matter.
_PACKAGES = (
    "av", "numpy", "onnxruntime", "opencv-python-headless", "PySide6_Essentials", "pyqtgraph",
    "scikit-learn", "scipy", "torch", "typst", "umap-learn",
)  # fmt: skip


def versions() -> str:
    """Versions of program, packages and machine; imports nothing."""
    screens = [
        f"{s.size().width()} × {s.size().height()} at {s.devicePixelRatio():g}"
        for s in QGuiApplication.screens()
    ]
    rows = {
        "Deepfake forensics": __version__,
        "Packaged": "yes" if getattr(sys, "frozen", False) else "no",
        "Python": platform.python_version(),
        "Qt": f"{qVersion()}, {QGuiApplication.platformName()}",
        "System": platform.platform(),
        "Locale": QLocale.system().name(),
        "Processor": f"{platform.machine()}, {os.cpu_count()} cores",
        "Memory": f"{psutil.virtual_memory().total / 2**30:.1f} GiB",
        "Screens": "; ".join(screens),
        **{name: _version(name) for name in _PACKAGES},
    }
    return "\n".join(f"{name}: {value}" for name, value in rows.items())


def settings(preferences: Preferences) -> str:
    """Preferences without personal data, one a line."""
    kept = sorted(preferences.everything().items())
    return "\n".join(f"{key}: {value}" for key, value in kept if key.startswith(_PLAIN))


def log() -> str:
    """End of the log, without the name of the home folder."""
    return last_lines(LINES).replace(str(Path.home()), "~")


def write(texts: dict[str, str], target: Path) -> None:
    """Write a ZIP of text files.

    Args:
        texts: content by file name.

    Raises:
        OutputError: it cannot be written.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    write_atomic(target, file.getvalue())


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


class ProblemDialog(QDialog):
    """Shows every text of the report for review, editing and saving as one ZIP.

    Signals:
        saved(Path): the report was written.
        failed(EngineError): it could not be written.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Report a problem"))
        about = Label(
            tr("This is the whole report. It contains nothing of your clips, but the log names "
               "their paths. Edit or delete what you want to keep private. Nothing is sent: save "
               "the report and attach it to your message.")
        )  # fmt: skip
        about.setWordWrap(True)
        self.story = QPlainTextEdit()
        self.story.setTabChangesFocus(True)
        self.story.setPlaceholderText(
            tr("What did you do, what did you expect, and what happened?")
        )
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
        """Ask for a name and write the report as shown."""
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
