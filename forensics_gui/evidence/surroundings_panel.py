"""The Surroundings tab: each face against the picture around it, as a curve over time."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.analysis.events import SurroundingsCompared
from engine.surroundings.findings import SurroundingsFindings
from forensics_gui.evidence.fact_view import FactView, observed
from forensics_gui.evidence.request import Request
from forensics_gui.language import decimal, tr
from forensics_gui.session import Session
from forensics_gui.widgets.accessibility import set_role
from forensics_gui.widgets.labels import hint
from forensics_gui.workers.engine_host import EngineHost


class SurroundingsPanel(QWidget):
    """Works on request, because it decodes frames of the whole clip.

    Signals:
        compared(SurroundingsCompared): new findings, to be kept in the case.
        failed(EngineError).
    """

    compared = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session, self._host = session, host
        self._request = Request(self)
        self.button = QPushButton()
        self.button.clicked.connect(self._toggle)
        self.told = hint()
        self.results = FactView()
        self.results.frame_wanted.connect(session.go_to)
        top = QHBoxLayout()
        top.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.told, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 4)
        layout.addLayout(top)
        layout.addWidget(self.results, 1)
        layout.addStretch()
        self._request.changed.connect(self._refresh)
        self._request.progressed.connect(self.told.setText)
        self._request.failed.connect(self.failed)
        session.clip_opened.connect(self._leave)
        for signal in (session.started, session.clip_judged, session.findings_added,
                       session.corrected):  # fmt: skip
            signal.connect(self._refresh)
        session.track_selected.connect(lambda _: self._draw())
        session.frame_changed.connect(self._move)
        self._refresh()

    @cached_property
    def plot(self) -> Any:
        """Created when first needed, because plots are slow to import."""
        import pyqtgraph as pg

        from forensics_gui.widgets.axis import axes

        plot = pg.PlotWidget(enableMenu=False, axisItems=axes())
        plot.hideButtons()
        plot.setMouseEnabled(x=True, y=False)
        plot.setFixedHeight(110)
        self._curve = plot.plot([], [])
        self._limit, self._cursor = pg.InfiniteLine(angle=0), pg.InfiniteLine(0)
        plot.addItem(self._limit)
        plot.addItem(self._cursor, ignoreBounds=True)
        set_role(plot, QAccessible.Role.Chart)
        plot.setAccessibleName(tr("Distance of the face from pristine faces over time"))
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, plot)
        return plot

    def _leave(self, _: object) -> None:
        self._request.stop()
        self._refresh()

    def _toggle(self) -> None:
        if self._request.busy:
            self._request.stop()
            return
        path, tracks = self._session.path, list(self._session.analysis.tracks.values())
        host = self._host

        def done(found: SurroundingsFindings) -> None:
            if self._session.path == path:
                compared = SurroundingsCompared(found)
                self._session.add(compared)
                self.compared.emit(compared)

        if path is not None:
            self._request.run(lambda *how: host.examine_surroundings(path, tracks, *how), done)

    def _refresh(self) -> None:
        analysis = self._session.analysis
        found = analysis.surroundings
        self.button.setText(tr("Stop") if self._request.busy else tr("Compare faces"))
        self.button.setEnabled(self._session.finished and bool(analysis.tracks))
        if not self._request.busy:
            self.told.setText(
                tr("Compares noise, sharpness, compression and colour in the middle of each face "
                   "with the head around it. The verdict does not change.")
            )  # fmt: skip
        self.results.setVisible(found is not None)
        if found is not None:
            section = tr("Surroundings, beside the verdict")
            self.results.show_facts(observed(found.observations, section))
        self._draw()

    def _draw(self) -> None:
        """Draw the curve of the selected track, or of the first that was measured."""
        found = self._session.analysis.surroundings
        tracks = {track.track: track for track in found.tracks} if found is not None else {}
        if not tracks or found is None:
            if "plot" in self.__dict__:
                self.plot.hide()
            return
        number = self._session.selected if self._session.selected in tracks else min(tracks)
        track = tracks[number]
        self.plot.show()
        self._curve.setData(np.array(track.times), np.array(track.distances), symbol="o")
        self._limit.setValue(found.limit)
        self.plot.setYRange(0, 1.1 * max(found.limit, *track.distances))
        told = tr("Track {number}: distance {distance}, limit {limit} (dashed)")
        self.told.setText(
            told.format(
                number=number, distance=decimal(track.distance, 1), limit=decimal(found.limit, 1)
            )
        )
        self._restyle()
        self._move(self._session.frame)

    def _move(self, frame: int) -> None:
        if "plot" in self.__dict__ and frame < len(self._session.times):
            self._cursor.setValue(float(self._session.times[frame]))

    def _restyle(self) -> None:
        import pyqtgraph as pg

        palette = self.palette()
        self.plot.setBackground(palette.color(QPalette.ColorRole.Base))
        link, quiet = palette.color(QPalette.ColorRole.Link), palette.color(QPalette.ColorRole.Dark)
        self._curve.setPen(pg.mkPen(link, width=1.5))
        self._curve.setSymbolSize(4)
        self._curve.setSymbolBrush(link)
        self._curve.setSymbolPen(None)
        self._limit.setPen(pg.mkPen(quiet, style=Qt.PenStyle.DashLine))
        self._cursor.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Text)))
        for side in ("left", "bottom"):
            self.plot.getAxis(side).setPen(pg.mkPen(palette.color(QPalette.ColorRole.Mid)))
            self.plot.getAxis(side).setTextPen(pg.mkPen(quiet))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and "plot" in self.__dict__:
            self._restyle()
