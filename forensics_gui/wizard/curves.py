"""Plots of a training and its evaluation in the theme's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QPalette

from forensics_gui.colours import of_track
from forensics_gui.language import tr
from forensics_gui.widgets.accessibility import set_role
from forensics_gui.wizard.amounts import label_words

if TYPE_CHECKING:
    from engine.training.retrain.judge import Curves

_WIDTH = 2
_AXIS = 48


class Plot(pg.PlotWidget):
    """Static lines with a legend.

    Args:
        title: also the accessible name.
        bottom, left: axis labels.
        low: place the legend at the bottom.
    """

    def __init__(self, title: str, bottom: str, left: str, low: bool = False) -> None:
        super().__init__()
        set_role(self, QAccessible.Role.Chart)
        self.setAccessibleName(title)
        plot = self.getPlotItem()
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.setLabel("bottom", bottom)
        plot.setLabel("left", left)
        for side in ("bottom", "left"):
            plot.getAxis(side).enableAutoSIPrefix(False)
        plot.getAxis("left").setWidth(_AXIS)
        self._title = title
        self._legend = plot.addLegend(offset=(-8, -8 if low else 8))
        self._lines: dict[str, tuple[Any, int, Any]] = {}
        self._restyle()

    def draw(
        self, name: str, x: list[float], y: list[float], colour: int, dashed: bool = False,
        dots: bool = False,
    ) -> None:  # fmt: skip
        """Add or replace a line by name.

        Args:
            colour: track number whose colour is used.
        """
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        if name not in self._lines:
            symbol = {"symbol": "o", "symbolSize": 6} if dots else {}
            line = self.plot([], [], name=name, **symbol)
            self._lines[name] = (line, colour, style)
            self._restyle()
        self._lines[name][0].setData(x, y)

    def values(self, name: str) -> tuple[list[float], list[float]]:
        """x and y values of a line."""
        x, y = self._lines[name][0].getData()
        return list(x), list(y)

    def clear_lines(self) -> None:
        """Clear the plot."""
        for line, _, _ in self._lines.values():
            self.removeItem(line)
        self._lines = {}

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_lines"):
            self._restyle()

    def _restyle(self) -> None:
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.Text)
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        self.getPlotItem().setTitle(self._title, color=text, size="10pt")
        self._legend.setLabelTextColor(text)
        for side in ("bottom", "left"):
            axis = self.getPlotItem().getAxis(side)
            axis.setPen(palette.color(QPalette.ColorRole.Mid))
            axis.setTextPen(text)
        for line, colour, style in self._lines.values():
            line.setPen(pg.mkPen(of_track(colour), width=_WIDTH, style=style))
            line.setSymbolBrush(of_track(colour))
            line.setSymbolPen(None)


def draw_roc(plot: Plot, present: Curves, new: Curves) -> None:
    """Plot the ROC of two detectors."""
    plot.clear_lines()
    plot.draw(tr("present"), present.false_alarms, present.hits, 4, dashed=True)
    plot.draw(tr("new"), new.false_alarms, new.hits, 1)


def draw_tippett(plot: Plot, present: Curves, new: Curves) -> None:
    """Plot the shares of pristine and forged clips at or above each ratio, of two detectors."""
    plot.clear_lines()
    for name, curves, dashed in (
        (tr("present"), present, True), (tr("new"), new, False),
    ):  # fmt: skip
        forged, pristine = (f"{label_words(label)}, {name}" for label in (1, 0))
        plot.draw(forged, curves.llr, curves.forged, 3, dashed=dashed)
        plot.draw(pristine, curves.llr, curves.pristine, 5, dashed=dashed)
