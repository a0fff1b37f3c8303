"""Boxes with a choice, as screen readers should tell them."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox


def name_choice(box: QComboBox, name: str) -> None:
    """Say what a choice is about.

    On Linux, screen readers are given what is chosen as a box's name: the description says of what.
    """
    box.setAccessibleName(name)
    box.setAccessibleDescription(name)
