"""Brightness, contrast and gamma of the pictures on screen; saved frames are not changed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QPushButton, QSlider, QWidget

from forensics_gui.language import tr
from forensics_gui.theme import scaled
from forensics_gui.widgets.labels import hint

#: Steps of each slider to both sides of its neutral middle.
_STEPS = 100


class Levels(QObject):
    """Shared by all canvases of a player.

    Signals:
        changed(): other values apply.

    Attributes:
        table: uint8 (256,), replaces each value of a channel; None if all values are neutral.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: np.ndarray | None = None

    def set(self, brightness: float, contrast: float, gamma: float) -> None:
        """Set the values, each -1 to 1; 0 is neutral.

        Brightness shifts by up to half the range. Contrast multiplies the distance from middle grey
        by a quarter to four, and gamma lies between 1/4 and 4; positive values brighten shadows.
        """
        neutral = not (brightness or contrast or gamma)
        self.table = None if neutral else _table(brightness, contrast, gamma)
        self.changed.emit()

    def apply(self, pixels: np.ndarray) -> np.ndarray:
        """Adjusted copy of uint8 (H, W, 3) RGB, or the pixels themselves."""
        return pixels if self.table is None else self.table[pixels]


def _table(brightness: float, contrast: float, gamma: float) -> np.ndarray:
    values = np.linspace(0, 1, 256) ** 4.0**-gamma
    values = (values - 0.5) * 4.0**contrast + 0.5 + brightness / 2
    return np.asarray((np.clip(values, 0, 1) * 255).round(), np.uint8)


class LevelsPanel(QWidget):
    """Sliders and a button that resets them."""

    def __init__(self, levels: Levels) -> None:
        super().__init__()
        self._levels = levels
        self.sliders: list[QSlider] = []
        form = QFormLayout(self)
        for name in (tr("Brightness"), tr("Contrast"), tr("Gamma")):
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(-_STEPS, _STEPS)
            slider.setMinimumWidth(scaled(180))
            slider.setAccessibleName(name)
            slider.valueChanged.connect(self._set)
            self.sliders.append(slider)
            form.addRow(name, slider)
        self.button = QPushButton(tr("Reset"))
        self.button.clicked.connect(self.reset)
        form.addRow(self.button)
        form.addRow(hint(tr("Changes the view only, not scores or saved frames.")))

    def _set(self, _: int = 0) -> None:
        self._levels.set(*(slider.value() / _STEPS for slider in self.sliders))

    def reset(self) -> None:
        """Set all values to neutral."""
        for slider in self.sliders:
            slider.setValue(0)
