"""How large the text of the window is, and what grows with it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

#: Preference: per cent of the usual size.
KEY = "text_size"
USUAL = 100
CHOICES = (80, 90, 100, 115, 130, 150, 175, 200)
_PIXELS = 13


def use(app: QApplication, percent: int) -> None:
    """Show text in a size; to be called before there is a window, which measures by it."""
    font = app.font()
    font.setPixelSize(round(_PIXELS * min(max(percent, CHOICES[0]), CHOICES[-1]) / 100))
    app.setFont(font)


def scaled(pixels: float) -> int:
    """Logical pixels of something that is to hold text, by its size at 100 per cent."""
    chosen = QApplication.font().pixelSize()
    # Below 0 where no size was chosen.
    return round(pixels * chosen / _PIXELS) if chosen > 0 else round(pixels)
