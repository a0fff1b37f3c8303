"""Plot of quantiser, block shares and noise over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QPalette

from engine.container.gop import KINDS
from forensics_gui.colours import alarm, of_frame_kind
from forensics_gui.language import tr
from forensics_gui.theme import scaled
from forensics_gui.widgets.accessibility import set_role
from forensics_gui.widgets.axis import axes

if TYPE_CHECKING:
    from engine.coding.examine import CodingColumns

_AXIS = 44
#: Columns of the three rows.
_QUANTISER, _SHARES, _NOISE = range(3)


class CodingPlot(pg.GraphicsLayoutWidget):
    """Quantiser by frame type above, shares of intra and skipped blocks, and the noise level.

    The wheel zooms time; dragging pans. Dashed lines mark possible joins.

    Signals:
        seek(float): clicked time in seconds.
    """

    seek = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._columns: CodingColumns | None = None
        self._joins: list[Any] = []
        self.ci.layout.setSpacing(6)
        self.ci.layout.setContentsMargins(0, 0, 0, 0)
        self.rows = [self._row(number) for number in range(3)]
        for row in self.rows[1:]:
            row.setXLink(self.rows[0])
        for row in self.rows[:-1]:
            row.getAxis("bottom").setStyle(showValues=False)
        self.quantisers = {letter: self._curve(_QUANTISER) for letter in KINDS}
        self.intra, self.skipped = self._curve(_SHARES), self._curve(_SHARES)
        self.noise = self._curve(_NOISE)
        self._cursors = [pg.InfiniteLine(0) for _ in self.rows]
        for row, cursor in zip(self.rows, self._cursors, strict=True):
            row.addItem(cursor, ignoreBounds=True)
        self.scene().sigMouseClicked.connect(self._clicked)
        set_role(self, QAccessible.Role.Chart)
        self.setAccessibleName(tr("Quantiser, block types and noise over time"))
        self._restyle()

    def _row(self, number: int) -> Any:
        row = self.addPlot(row=number, col=0, enableMenu=False, axisItems=axes())
        row.hideButtons()
        row.setMouseEnabled(x=True, y=False)
        axis = row.getAxis("left")
        axis.enableAutoSIPrefix(False)
        axis.setWidth(scaled(_AXIS))
        return row

    def _curve(self, row: int) -> Any:
        curve = pg.PlotDataItem(connect="finite")
        curve.setDownsampling(auto=True, method="peak")
        curve.setClipToView(True)
        self.rows[row].addItem(curve)
        return curve

    def _restyle(self) -> None:
        palette = self.palette()
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        words = palette.color(QPalette.ColorRole.Dark)
        for row in self.rows:
            for side in ("left", "bottom"):
                row.getAxis(side).setPen(pg.mkPen(palette.color(QPalette.ColorRole.Mid)))
                row.getAxis(side).setTextPen(pg.mkPen(words))
        for cursor in self._cursors:
            cursor.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Text)))
        for letter in KINDS:
            self.quantisers[letter].setPen(pg.mkPen(of_frame_kind(letter), width=1.5))
        self.intra.setPen(pg.mkPen(of_frame_kind("I"), width=1.5))
        self.skipped.setPen(pg.mkPen(words, width=1.5))
        self.noise.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Link), width=1.5))
        for line in self._joins:
            line.setPen(pg.mkPen(alarm(), style=Qt.PenStyle.DashLine))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Also sent while the base class is constructed.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_cursors"):
            self._restyle()

    def show_columns(self, columns: CodingColumns, joins: list[float]) -> None:
        """Plot a clip.

        Args:
            columns: of its frames.
            joins: seconds of possible joins.
        """
        self._columns = columns
        series, times = columns.series, columns.times
        for letter in KINDS:
            rows = (series.kinds == ord(letter)) & np.isfinite(series.quantisers)
            self.quantisers[letter].setData(times[rows], series.quantisers[rows])
        self.intra.setData(times, 100 * series.intra)
        self.skipped.setData(times, 100 * series.skipped)
        self.noise.setData(times, columns.pictures.noise)
        for line in self._joins:
            line.getViewBox().removeItem(line)
        self._joins = [pg.InfiniteLine(at) for at in joins for _ in self.rows]
        for number, line in enumerate(self._joins):
            self.rows[number % len(self.rows)].addItem(line, ignoreBounds=True)
        end = float(times[-1]) if len(times) > 1 else 1.0
        for number, row in enumerate(self.rows):
            row.setLimits(xMin=-0.01 * end, xMax=1.01 * end)
            row.setVisible(number != _SHARES or bool(np.isfinite(series.skipped).any()))
        self.rows[0].setVisible(bool(np.isfinite(series.quantisers).any()))
        self.rows[0].setXRange(0, end, padding=0)
        self._restyle()

    def show_moment(self, seconds: float) -> None:
        """Mark the current time."""
        for cursor in self._cursors:
            cursor.setValue(seconds)

    def _clicked(self, event: Any) -> None:
        for row in self.rows:
            box = row.getViewBox()
            inside = box.sceneBoundingRect().contains(event.scenePos())
            if self._columns is not None and inside and event.button() == Qt.MouseButton.LeftButton:
                self.seek.emit(float(box.mapSceneToView(event.scenePos()).x()))
