"""The few dialogs: errors with details to copy, and texts to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from forensics_gui.language import mark, tr
from forensics_gui.widgets.labels import plain

if TYPE_CHECKING:
    from engine.container.examination import ClipExamination

CLIP_FILES = mark(
    "Clips (*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.mpg *.mpeg *.ts *.mts *.m2ts *.3gp *.wmv *.flv)"
    ";;Pictures (*.jpg *.jpeg *.png *.heic *.avif *.webp *.tif *.tiff *.bmp);;All files (*)"
)


def ask_stream(parent: QWidget, examination: ClipExamination | None) -> int | None:
    """Index of the video stream that the user chooses; None where there is nothing to choose."""
    streams = examination.streams if examination is not None else ()
    names = {
        f"{s.index}: {s.width} × {s.height}, {s.codec}": s.index
        for s in streams
        if s.kind == "video" and not s.cover
    }
    indices = list(names.values())
    if examination is None or examination.video not in indices:
        return None
    chosen, agreed = QInputDialog.getItem(
        parent,
        tr("Video stream"),
        tr("Stream to analyse"),
        list(names),
        indices.index(examination.video),
        editable=False,
    )
    return names[chosen] if agreed else None


def error_box(
    parent: QWidget | None,
    error: EngineError,
    more: Callable[[], None] | None = None,
    report: Callable[[], None] | None = None,
) -> QMessageBox:
    """A message that says what happened and what to do; details can be copied.

    Args:
        more: opens the guide at this kind of error.
        report: shows the report of a problem.
    """
    box = QMessageBox(
        QMessageBox.Icon.Warning, tr("Deepfake forensics"), plain(error.what), parent=parent
    )
    box.setInformativeText(plain(error.advice))
    if error.details:
        box.setDetailedText(error.details)
    text = f"{type(error).__name__}: {error.what}\n{error.advice}\n{error.details}"
    _add_button(box, tr("Copy details"), lambda: QGuiApplication.clipboard().setText(text))
    if report is not None:
        _add_button(box, tr("Report a problem …"), report)
    if more is not None:
        _add_button(box, tr("Guide"), more, QMessageBox.ButtonRole.HelpRole)
    box.addButton(QMessageBox.StandardButton.Ok)
    return box


def _add_button(
    box: QMessageBox,
    text: str,
    does: Callable[[], object],
    role: QMessageBox.ButtonRole = QMessageBox.ButtonRole.ActionRole,
) -> None:
    """A button that leaves the box open."""
    button = box.addButton(text, role)
    button.clicked.disconnect()
    button.clicked.connect(lambda: does())


def ask_words(parent: QWidget, title: str, about: str, text: str = "") -> str | None:
    """Some lines of text from the user; None if they thought better of it.

    Return begins another line; Ctrl+Return ends the dialog.
    """
    dialog = QInputDialog(parent)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setWindowTitle(title)
    keys = QKeySequence("Ctrl+Return")
    shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
    dialog.setLabelText(plain(tr("{about} ({keys} when done)").format(about=about, keys=shown)))
    dialog.setTextValue(text)
    QShortcut(keys, dialog, dialog.accept)
    agreed = dialog.exec()
    dialog.deleteLater()
    return dialog.textValue().strip() if agreed else None


class TextDialog(QDialog):
    """A page of text to read."""

    def __init__(self, parent: QWidget, title: str, html: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        browser = QTextBrowser()
        browser.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(browser)
        layout.addWidget(buttons)

    def sizeHint(self) -> QSize:
        return QSize(640, 520)
