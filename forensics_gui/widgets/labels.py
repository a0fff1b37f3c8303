"""Labels and tooltips that show text from any source as plain text.

By default, Qt interprets text that looks like HTML and loads the pictures it names.
"""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QComboBox, QLabel


class Label(QLabel):
    """A plain-text label. Labels with HTML set the format themselves and escape their parts."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def hint(text: str = "") -> Label:
    """A subdued label that wraps."""
    label = Label(text)
    label.setObjectName("hint")
    label.setWordWrap(True)
    return label


def heading(text: str = "") -> Label:
    """Heading of a section."""
    label = Label(text)
    label.setObjectName("section")
    return label


def plain(text: str) -> str:
    """Escape text for tooltips and standard dialogs, so that it is shown literally."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def name_choice(box: QComboBox, name: str) -> None:
    """Set a combo box's accessible name.

    On Linux, screen readers read the current choice as the name; the description names the box.
    """
    box.setAccessibleName(name)
    box.setAccessibleDescription(name)
