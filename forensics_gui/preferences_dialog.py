"""Dialog for language, text size and theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QWidget,
)

from forensics_gui import language, theme
from forensics_gui.language import tr
from forensics_gui.preferences import Preferences
from forensics_gui.widgets.dialogs import ok_or_cancel
from forensics_gui.widgets.labels import hint, name_choice


class PreferencesDialog(QDialog):
    """Applies the theme at once, the rest at the next start.

    Args:
        preferences: store of the choices.
        look: the window's theme.
    """

    def __init__(self, parent: QWidget, preferences: Preferences, look: theme.Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self._preferences, self._look = preferences, look
        languages = {language.SYSTEM: tr("System"), **language.NAMES}
        self.language = _choices(tr("Language"), languages)
        _choose(self.language, preferences.get(language.KEY, language.SYSTEM))
        sizes = {percent: tr("{share}%").format(share=percent) for percent in theme.TEXT_SIZES}
        self.text_size = _choices(tr("Text size"), sizes)
        _choose(self.text_size, preferences.get(theme.TEXT_SIZE, theme.USUAL_TEXT_SIZE))
        looks = {
            theme.SYSTEM: tr("System"),
            theme.LIGHT: tr("Light"),
            theme.DARK: tr("Dark"),
        }
        self.look = _choices(tr("Theme"), looks)
        _choose(self.look, look.choice)
        note = hint(tr("Language and text size change at the next start."))
        buttons = ok_or_cancel(self)
        form = QFormLayout(self)
        form.addRow(tr("&Language"), self.language)
        form.addRow(tr("&Text size"), self.text_size)
        form.addRow(tr("T&heme"), self.look)
        form.addRow(note)
        form.addRow(buttons)

    def accept(self) -> None:
        """Store the choices."""
        self._preferences.set(language.KEY, self.language.currentData())
        self._preferences.set(theme.TEXT_SIZE, self.text_size.currentData())
        self._look.use(self.look.currentData())
        super().accept()


def _choices(name: str, words: Mapping[Any, str]) -> QComboBox:
    box = QComboBox()
    name_choice(box, name)
    for kept, text in words.items():
        box.addItem(text, kept)
    return box


def _choose(box: QComboBox, kept: object) -> None:
    box.setCurrentIndex(max(0, box.findData(kept)))
