"""Simple dialogs: errors with details, text entry, and pages of text."""

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
from forensics_gui.language import WORDING, mark, tr
from forensics_gui.widgets.labels import plain

if TYPE_CHECKING:
    from engine.container.examination import ClipExamination

CLIP_FILES = mark(
    "Clips (*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.mpg *.mpeg *.ts *.mts *.m2ts *.3gp *.wmv *.flv)"
    ";;Pictures (*.jpg *.jpeg *.png *.heic *.avif *.webp *.tif *.tiff *.bmp);;All files (*)"
)


def ask_stream(parent: QWidget, examination: ClipExamination | None) -> int | None:
    """Ask for a video stream; returns its index, or None if there is no choice."""
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
    check: Callable[[], None] | None = None,
) -> QMessageBox:
    """Message box with cause, advice and copyable details.

    Args:
        more: opens the guide at this kind of error.
        report: opens a problem report.
        check: opens the system check.
    """
    what, advice = error.said(WORDING)
    box = QMessageBox(
        QMessageBox.Icon.Warning, tr("Deepfake forensics"), plain(what), parent=parent
    )
    box.setInformativeText(plain(advice))
    if error.details:
        box.setDetailedText(error.details)
    # In English, for the maintainers.
    text = f"{type(error).__name__}: {error.what}\n{error.advice}\n{error.details}"
    add_button(box, tr("Copy details"), lambda: QGuiApplication.clipboard().setText(text))
    if check is not None:
        add_button(box, tr("Check the system …"), check)
    if report is not None:
        add_button(box, tr("Report a problem …"), report)
    if more is not None:
        add_button(box, tr("Guide"), more, QMessageBox.ButtonRole.HelpRole)
    agree = box.addButton(QMessageBox.StandardButton.Ok)
    box.setDefaultButton(agree)
    # With several buttons, Qt knows none that Esc presses.
    box.setEscapeButton(agree)
    return box


def add_button(
    box: QMessageBox,
    text: str,
    does: Callable[[], object],
    role: QMessageBox.ButtonRole = QMessageBox.ButtonRole.ActionRole,
) -> None:
    """Add a button that does not close the box."""
    button = box.addButton(text, role)
    button.clicked.disconnect()
    button.clicked.connect(lambda: does())


def ask_words(parent: QWidget, title: str, about: str, text: str = "") -> str | None:
    """Ask for a text of several lines; None if the user cancels.

    Return starts a new line; Ctrl+Return accepts.
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


def ok_or_cancel(dialog: QDialog) -> QDialogButtonBox:
    """Buttons that accept and reject a dialog."""
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


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
