"""Plot of frame sizes and bit rate over time, reduced to screen resolution."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QPalette

from engine.container.gop import KINDS, BitRate, SizeSeries, bit_rate, largest_frames
from forensics_gui.colours import of_frame_kind
from forensics_gui.language import decimal, tr, whole
from forensics_gui.theme import scaled
from forensics_gui.widgets.accessibility import set_role
from forensics_gui.widgets.axis import axes

#: Maximum number of marked key frames in view.
_MARKED = 60
_AXIS = 44
#: Units; the plot is drawn in the first of each.
_SIZES, _RATES = ("kB", "MB"), ("kbit/s", "Mbit/s")
#: Maximum bar width in pixels; wide pens are slow.
_BAR = 9.0


class SizePlot(pg.GraphicsLayoutWidget):
    """One bar for each frame above, the bit rate below; the wheel zooms time, dragging pans.

    With more frames than pixels, each pixel shows the largest frame of each kind.

    Signals:
        seek(float): clicked time in seconds.
        pointed(object): frame under the pointer, or None.
    """

    seek = Signal(float)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._times = np.zeros(0)
        self._series: SizeSeries | None = None
        self.rate: BitRate | None = None
        self._duration = 0.0
        self.ci.layout.setSpacing(0)
        self.ci.layout.setContentsMargins(0, 0, 0, 0)
        self.sizes, self.rates = self._plot(0), self._plot(1)
        _set_height(self.sizes, 1, _SIZES)
        _set_height(self.rates, 1, _RATES)
        self.ci.layout.setRowStretchFactor(0, 3)
        self.ci.layout.setRowStretchFactor(1, 2)
        self.rates.setXLink(self.sizes)
        self.sizes.getAxis("bottom").setStyle(showValues=False)
        self.bars = {letter: pg.PlotCurveItem(connect="pairs") for letter in KINDS}
        # Drawn from large kinds to small ones, so that none hides another.
        for letter in KINDS:
            self.sizes.addItem(self.bars[letter], ignoreBounds=True)
        self.keys = pg.ScatterPlotItem(symbol="t1", size=7)
        self.sizes.addItem(self.keys, ignoreBounds=True)
        self._rate_line = pg.PlotCurveItem([0, 1], [0], stepMode="center")
        self.rates.addItem(self._rate_line, ignoreBounds=True)
        self._cursors = [pg.InfiniteLine(0) for _ in range(2)]
        for plot, cursor in zip((self.sizes, self.rates), self._cursors, strict=True):
            plot.addItem(cursor, ignoreBounds=True)
        self.sizes.sigXRangeChanged.connect(self._draw)
        self.scene().sigMouseClicked.connect(self._clicked)
        self.scene().sigMouseMoved.connect(self._moved)
        set_role(self, QAccessible.Role.Chart)
        self.setAccessibleName(tr("Sizes of frames and bit rate over time"))
        self._restyle()

    def _plot(self, row: int) -> Any:
        plot = self.addPlot(row=row, col=0, enableMenu=False, axisItems=axes())
        plot.hideButtons()
        plot.setMouseEnabled(x=True, y=False)
        plot.getViewBox().disableAutoRange()
        axis = plot.getAxis("left")
        axis.enableAutoSIPrefix(False)
        axis.setWidth(scaled(_AXIS))
        return plot

    def _restyle(self) -> None:
        palette = self.palette()
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        words = palette.color(QPalette.ColorRole.Dark)
        for plot in (self.sizes, self.rates):
            for side in ("left", "bottom"):
                plot.getAxis(side).setPen(pg.mkPen(palette.color(QPalette.ColorRole.Mid)))
                plot.getAxis(side).setTextPen(pg.mkPen(words))
        for cursor in self._cursors:
            cursor.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Text)))
        self._rate_line.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Link), width=1.5))
        self.keys.setPen(None)
        self.keys.setBrush(pg.mkBrush(of_frame_kind("I")))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Also sent while the base class is constructed.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_cursors"):
            self._restyle()

    # --- what is shown ---

    def clear_sizes(self) -> None:
        """Clear the plot."""
        self._series = self.rate = None
        for curve in (*self.bars.values(), self.keys):
            curve.setData([], [])
        self._rate_line.setData([0, 1], [0])

    def show_sizes(self, times: np.ndarray, series: SizeSeries) -> None:
        """Plot a clip's sizes.

        Args:
            times: float64 (F,), seconds of each frame.
            series: of F frames.
        """
        self._times, self._series = times, series
        step = float(np.median(np.diff(times))) if len(times) > 1 else 1.0
        self._duration = float(times[-1]) + step
        self.rate = bit_rate(times, series.sizes, self._duration)
        edges = np.append(self.rate.begins, self._duration)
        self._rate_line.setData(edges, self.rate.rates / 1000)
        _set_height(self.rates, max(1.0, self.rate.rates.max() / 1000), _RATES)
        _set_height(self.sizes, max(0.1, series.sizes.max() / 1000), _SIZES)
        for plot in (self.sizes, self.rates):
            # At least a few frames in view, and never outside the clip.
            plot.setLimits(xMin=-step, xMax=self._duration, minXRange=8 * step)
        self.sizes.setXRange(-step, self._duration, padding=0)
        self._draw()

    def show_moment(self, seconds: float) -> None:
        """Mark the current time."""
        for cursor in self._cursors:
            cursor.setValue(seconds)

    def describe(self, frame: int) -> str:
        """Describe a frame's size in one line."""
        assert self._series is not None
        assert self.rate is not None
        time = float(self._times[frame])
        kind = chr(self._series.kinds[frame])
        stretch = min(int(time / self.rate.step), len(self.rate.rates) - 1)
        told = tr("Frame {frame}, {seconds} s: {kind}, {size} bytes").format(
            frame=frame,
            seconds=decimal(time, 2),
            kind=kind,
            size=whole(self._series.sizes[frame]),
        )
        # Rate over one second, unless the clip is too long.
        rate = tr("%n second(s) here: {rate} kbit/s", "", int(self.rate.step)).format(
            rate=whole(self.rate.rates[stretch] / 1000)
        )
        return f"{told}; {rate}"

    def _draw(self, *_: object) -> None:
        if self._series is None:
            return
        low, high = self.sizes.getViewBox().viewRange()[0]
        first = int(np.searchsorted(self._times, low))
        last = int(np.searchsorted(self._times, high, side="right"))
        room = max(1, int(self.sizes.getViewBox().width()))
        width = max(1.0, min(_BAR, 0.8 * room / max(1, last - first)))
        drawn = largest_frames(self._series, first, last, room)
        for letter, (frames, sizes) in zip(KINDS, drawn, strict=True):
            pen = pg.mkPen(of_frame_kind(letter), width=width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            tops = np.stack([np.zeros(len(sizes)), sizes / 1000], 1).ravel()
            self.bars[letter].setData(np.repeat(self._times[frames], 2), tops, pen=pen)
        frames, sizes = drawn[0]
        shown = frames if len(frames) <= _MARKED else frames[:0]
        self.keys.setData(self._times[shown], np.zeros(len(shown)))

    # --- the mouse ---

    def _time_at(self, position: QPointF) -> float | None:
        for plot in (self.sizes, self.rates):
            box = plot.getViewBox()
            if self._series is not None and box.sceneBoundingRect().contains(position):
                return float(box.mapSceneToView(position).x())
        return None

    def _clicked(self, event: Any) -> None:
        time = self._time_at(event.scenePos())
        if time is not None and event.button() == Qt.MouseButton.LeftButton:
            self.seek.emit(float(self._times[self._frame_at(time)]))

    def _moved(self, position: QPointF) -> None:
        time = self._time_at(position)
        self.pointed.emit(None if time is None else self._frame_at(time))

    def _frame_at(self, time: float) -> int:
        """Frame with the nearest bar."""
        return int(np.argmin(np.abs(self._times - time)))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)


def _set_height(plot: Any, top: float, units: tuple[str, str]) -> None:
    """Set the range from 0 to `top`, in the larger unit from four digits."""
    unit, scale = (units[1], 0.001) if top >= 1000 else (units[0], 1)
    plot.setYRange(0, top, padding=0.05)
    plot.getAxis("left").setScale(scale)
    plot.setLabel("left", unit)
