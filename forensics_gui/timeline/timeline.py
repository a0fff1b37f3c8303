"""The likelihood ratio of each scored frame over time, one curve a track."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor

from engine.analysis.scale import verbal_scale
from forensics_gui.colours import EXCLUDED, of_track
from forensics_gui.session import Session


class Timeline(pg.PlotWidget):
    """Click to go to a moment; the line marks the frame on screen."""

    seek = Signal(float)

    def __init__(self, session: Session) -> None:
        super().__init__(background="white")
        self._session = session
        self._curves: dict[int, pg.PlotDataItem] = {}
        self.setMouseEnabled(x=True, y=False)
        self.hideButtons()
        self.setMenuEnabled(False)
        self.setLabel("left", "log10 LR")
        self.setLabel("bottom", "seconds")
        for side in ("left", "bottom"):
            self.getAxis(side).enableAutoSIPrefix(False)
        self.showGrid(y=True, alpha=0.25)
        self.setAccessibleName("Score over time")
        self.setToolTip("Above the grey band a frame speaks for manipulation, below it against")
        undecided = verbal_scale().undecided
        band = pg.LinearRegionItem(
            (-undecided, undecided), "horizontal", brush=QColor(120, 126, 138, 45),
            pen=pg.mkPen(None), movable=False,
        )  # fmt: skip
        self.addItem(band)
        self._cursor = pg.InfiniteLine(0, pen=pg.mkPen("#30343b", width=1))
        self.addItem(self._cursor)
        self.scene().sigMouseClicked.connect(self._clicked)
        session.clip_opened.connect(self._clear)
        session.track_scored.connect(self._draw)
        session.track_selected.connect(self._restyle)
        session.corrected.connect(self._draw_all)
        session.frame_changed.connect(self._move_cursor)
        self._clear()

    def _clear(self, _: object = None) -> None:
        for curve in self._curves.values():
            self.removeItem(curve)
        self._curves = {}
        self._cursor.setValue(0)
        self.setXRange(0, 1, padding=0.02)
        self.setYRange(-1, 1)

    def _draw_all(self) -> None:
        for curve in self._curves.values():
            self.removeItem(curve)
        self._curves = {}
        for number in self._session.analysis.scores:
            self._draw(number)

    def _colour(self, number: int) -> str:
        return EXCLUDED if number in self._session.analysis.excluded else of_track(number)

    def _draw(self, number: int) -> None:
        scores = self._session.analysis.scores[number]
        if number not in self._curves:
            self._curves[number] = self.plot([], [], name=str(number))
        colour = QColor(self._colour(number))
        hollow = pg.mkBrush("white")
        self._curves[number].setData(
            scores.times,
            scores.llr,
            symbol="o",
            symbolSize=7,
            symbolPen=pg.mkPen(colour),
            symbolBrush=[pg.mkBrush(colour) if usable else hollow for usable in scores.usable],
        )
        self._restyle(self._session.selected)
        shown = self._session.analysis.scores.values()
        reach = max(1.0, *(float(np.abs(s.llr).max(initial=0)) for s in shown))
        self.setYRange(-reach * 1.08, reach * 1.08, padding=0)
        self.setXRange(0, self._session.analysis.clip.duration, padding=0.02)

    def _restyle(self, selected: int) -> None:
        for number, curve in self._curves.items():
            width = 2.5 if number == selected else 1
            curve.setPen(pg.mkPen(self._colour(number), width=width))

    def _move_cursor(self, frame: int) -> None:
        if len(self._session.times):
            self._cursor.setValue(float(self._session.times[frame]))

    def _clicked(self, event: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            at = self.getPlotItem().vb.mapSceneToView(event.scenePos())
            self.seek.emit(max(0.0, float(at.x())))
