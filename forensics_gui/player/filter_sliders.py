"""Sliders for the parameters of the second picture's filter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from forensics_gui.language import mark, shortest, tr
from forensics_gui.theme import scaled
from forensics_gui.widgets.icons import icon
from forensics_gui.widgets.labels import Label

#: Steps of a slider.
_STEPS = 100
#: Labels of the parameters of `engine.analysis.picture_filters`.
_WORDS = {
    "quality": mark("JPEG quality"),
    "gain": mark("Amplification"),
    "amount": mark("Strength"),
    "radius": mark("Radius"),
    "size": mark("Size of details"),
}


class FilterSliders(QWidget):
    """One slider for each parameter; values of each filter are kept while the program runs.

    Signals:
        changed(): other values apply.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self._kept: dict[str, dict[str, float]] = {}
        self.sliders: dict[str, QSlider] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 0, 0, 0)
        self._row.setSpacing(6)
        self.hide()

    @property
    def values(self) -> tuple[tuple[str, float], ...]:
        """Name and value of each parameter that was changed."""
        return tuple(self._kept.get(self._kind, {}).items())

    def show_for(self, kind: str) -> None:
        """Show the sliders of a filter; "" and filters without parameters hide them."""
        if kind == self._kind:
            return
        self._kind = kind
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.sliders = {}
        if kind:
            # Imports OpenCV, which is needed only here.
            from engine.analysis.picture_filters import FILTERS

            parameters = FILTERS[kind].parameters if kind in FILTERS else ()
            for one in parameters:
                self._add(one.name, one.low, one.high, one.usual)
        self.setVisible(bool(self.sliders))
        if self.sliders:
            reset = QToolButton()
            reset.setIcon(icon("undo"))
            reset.setAccessibleName(tr("Reset"))
            reset.setToolTip(tr("Reset"))
            reset.setAutoRaise(True)
            reset.clicked.connect(self.reset)
            self._row.addWidget(reset)

    def _add(self, name: str, low: float, high: float, usual: float) -> None:
        slider, said = QSlider(Qt.Orientation.Horizontal), Label()
        words = tr(_WORDS.get(name, name))
        slider.setAccessibleName(words)
        slider.setRange(0, _STEPS)
        slider.setFixedWidth(scaled(72))
        said.setMinimumWidth(said.fontMetrics().horizontalAdvance("00.0"))
        slider.setProperty("usual", round(_STEPS * (usual - low) / (high - low)))
        place = self._kept.get(self._kind, {}).get(name, usual)
        slider.setValue(round(_STEPS * (place - low) / (high - low)))
        said.setText(shortest(round(place, 1)))

        def moved(value: int, kind: str) -> None:
            # The usual value may lie between two steps.
            given = low + (high - low) * value / _STEPS
            if value == slider.property("usual"):
                given = usual
            self._kept.setdefault(kind, {})[name] = given
            said.setText(shortest(round(given, 1)))
            self.changed.emit()

        slider.valueChanged.connect(partial(moved, kind=self._kind))
        self.sliders[name] = slider
        for widget in (Label(words), slider, said):
            self._row.addWidget(widget)

    def reset(self) -> None:
        """Set all values of the filter to their usual ones."""
        for slider in self.sliders.values():
            slider.setValue(slider.property("usual"))
