"""Labels as pages of the window use them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel


def hint(text: str = "") -> QLabel:
    """A quiet label that wraps."""
    label = QLabel(text)
    label.setObjectName("hint")
    label.setWordWrap(True)
    return label


def heading(text: str) -> QLabel:
    """Above a part of a page."""
    label = QLabel(text)
    label.setObjectName("section")
    return label
