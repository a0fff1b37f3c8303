"""Labels and tool tips as pages of the window use them: text is plain, whoever wrote it.

Qt takes text that looks like HTML for HTML, and loads the pictures that it names.
"""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QComboBox, QLabel


class Label(QLabel):
    """A label of plain text; one that shows HTML sets the format itself and escapes its parts."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def hint(text: str = "") -> Label:
    """A quiet label that wraps."""
    label = Label(text)
    label.setObjectName("hint")
    label.setWordWrap(True)
    return label


def heading(text: str) -> Label:
    """Above a part of a page."""
    label = Label(text)
    label.setObjectName("section")
    return label


def plain(text: str) -> str:
    """Text that tool tips and ready-made dialogs of Qt show as it is, whatever it looks like."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def name_choice(box: QComboBox, name: str) -> None:
    """Say what a choice is about.

    On Linux, screen readers are given what is chosen as a box's name: the description says of what.
    """
    box.setAccessibleName(name)
    box.setAccessibleDescription(name)
