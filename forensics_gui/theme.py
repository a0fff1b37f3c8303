"""Theme: light and dark palettes, the style sheet, and the text size."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from engine.shipped import resource
from forensics_gui.preferences import Preferences

#: Preference key; the value is a percentage of the usual size.
TEXT_SIZE = "text_size"
USUAL_TEXT_SIZE = 100
TEXT_SIZES = (80, 90, 100, 115, 130, 150, 175, 200)
_PIXELS = 13


def set_text_size(app: QApplication, percent: int) -> None:
    """Set the text size; call before creating a window."""
    font = app.font()
    font.setPixelSize(round(_PIXELS * min(max(percent, TEXT_SIZES[0]), TEXT_SIZES[-1]) / 100))
    app.setFont(font)


def scaled(pixels: float) -> int:
    """Logical pixels scaled with the text size."""
    chosen = QApplication.font().pixelSize()
    # Negative if no size was set.
    return round(pixels * chosen / _PIXELS) if chosen > 0 else round(pixels)


SYSTEM, LIGHT, DARK = "system", "light", "dark"
_KEY = "theme"
#: Sizes in the style sheet that scale with the text.
_OF_TEXT = re.compile(r"(?<=font-size: )(\d+)px|(?<= height: )(\d+)px")
_ROLE = QPalette.ColorRole
_COLOURS = {
    LIGHT: {
        _ROLE.Window: "#f4f5f7", _ROLE.WindowText: "#1d1f23", _ROLE.Base: "#ffffff",
        _ROLE.AlternateBase: "#eef1f5", _ROLE.Text: "#1d1f23", _ROLE.Button: "#ffffff",
        _ROLE.ButtonText: "#1d1f23", _ROLE.BrightText: "#ffffff", _ROLE.Light: "#ffffff",
        _ROLE.Midlight: "#e6e8ec", _ROLE.Mid: "#b8bdc6", _ROLE.Dark: "#555b65",
        _ROLE.Shadow: "#d5d8dd", _ROLE.Highlight: "#1f5f99", _ROLE.HighlightedText: "#ffffff",
        _ROLE.Link: "#1f5f99", _ROLE.LinkVisited: "#5b4a8a", _ROLE.PlaceholderText: "#6a6f78",
        _ROLE.ToolTipBase: "#1d1f23", _ROLE.ToolTipText: "#ffffff",
    },
    DARK: {
        _ROLE.Window: "#202226", _ROLE.WindowText: "#e8eaed", _ROLE.Base: "#17191c",
        _ROLE.AlternateBase: "#26292e", _ROLE.Text: "#e8eaed", _ROLE.Button: "#2b2e34",
        _ROLE.ButtonText: "#e8eaed", _ROLE.BrightText: "#ffffff", _ROLE.Light: "#3a3e45",
        _ROLE.Midlight: "#2b2e34", _ROLE.Mid: "#4a4f57", _ROLE.Dark: "#a9afb9",
        _ROLE.Shadow: "#101214", _ROLE.Highlight: "#3f87c7", _ROLE.HighlightedText: "#ffffff",
        _ROLE.Link: "#7db8ea", _ROLE.LinkVisited: "#b9a5e6", _ROLE.PlaceholderText: "#979da7",
        _ROLE.ToolTipBase: "#e8eaed", _ROLE.ToolTipText: "#1d1f23",
    },
}  # fmt: skip
_GREYED = {LIGHT: "#9aa0a9", DARK: "#6a6f78"}


class Theme(QObject):
    """The application's theme: the user's choice or the system's.

    Palette and style sheet belong to the application, so there is one theme in a program.

    Args:
        preferences: store of the choice.

    Signals:
        changed(): other colours apply.
    """

    changed = Signal()

    def __init__(self, parent: QObject, preferences: Preferences) -> None:
        super().__init__(parent)
        self._preferences = preferences
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    @property
    def choice(self) -> str:
        """SYSTEM, LIGHT or DARK."""
        chosen = str(self._preferences.get(_KEY, SYSTEM))
        return chosen if chosen in _COLOURS else SYSTEM

    def use_system(self) -> None:
        self.use(SYSTEM)

    def use_light(self) -> None:
        self.use(LIGHT)

    def use_dark(self) -> None:
        self.use(DARK)

    def use(self, choice: str) -> None:
        """Apply SYSTEM, LIGHT or DARK."""
        self._preferences.set(_KEY, choice)
        self._apply()

    def _apply(self, _: object = None) -> None:
        system = self._app.styleHints().colorScheme()
        usual = DARK if system == Qt.ColorScheme.Dark else LIGHT
        name = self.choice if self.choice != SYSTEM else usual
        # Applying a theme lays out every widget again, which takes seconds with several windows.
        theme = f"{name} {scaled(100)}"
        if self._app.property("theme") == theme:
            return
        self._app.setProperty("theme", theme)
        if not self._app.styleSheet():
            # Qt may crash if the style is replaced below a style sheet.
            self._app.setStyle("Fusion")
        self._app.setPalette(_palette(name))
        # A style sheet resolves palette colours when it is set.
        sheet = resource("style/window.qss").read_text("utf-8")
        self._app.setStyleSheet(
            _OF_TEXT.sub(lambda size: f"{scaled(int(size[1] or size[2]))}px", sheet)
        )
        self.changed.emit()


def is_dark() -> bool:
    """Whether the dark theme is active."""
    return QGuiApplication.palette().color(_ROLE.Base).lightness() < 128


def _palette(name: str) -> QPalette:
    palette = QPalette()
    for role, colour in _COLOURS[name].items():
        palette.setColor(role, QColor(colour))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_GREYED[name]))
    return palette
