"""Frame sizes with a readout, loaded on demand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.container.gop import KINDS, SizeSeries
from forensics_gui.colours import of_frame_kind
from forensics_gui.language import tr
from forensics_gui.session import Session
from forensics_gui.widgets.labels import Label
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

if TYPE_CHECKING:
    from forensics_gui.evidence.size_plot import SizePlot


class SizePanel(QWidget):
    """Shows a placeholder until the sizes are known.

    Signals:
        failed(EngineError).
    """

    failed = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session, self._host = session, host
        self._known = False
        self.told = Label()
        self.legend = Label()
        for label in (self.told, self.legend):
            label.setObjectName("hint")
            label.setWordWrap(True)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(2)
        layout.addWidget(self.legend)
        layout.addWidget(self.told, 0, Qt.AlignmentFlag.AlignTop)
        session.clip_opened.connect(self._clear)
        session.started.connect(self._ask)
        session.frame_changed.connect(self._move)
        self._clear()

    @cached_property
    def plot(self) -> SizePlot:
        """Created after the window is on screen, because plots are slow to import."""
        from forensics_gui.evidence.size_plot import SizePlot

        plot = SizePlot()
        plot.hide()
        plot.seek.connect(self._session.go_to_time)
        plot.pointed.connect(self._tell)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, plot, 1)
        return plot

    def _clear(self, _: object = None) -> None:
        if self._known:
            self.plot.clear_sizes()
            self.plot.hide()
        self._known = False
        self.legend.clear()
        self.told.setText(tr("The sizes of frames are shown once the clip is read."))

    def _ask(self) -> None:
        path = self._session.path
        if path is None:
            return

        def done(series: SizeSeries) -> None:
            times = self._session.times
            if self._session.path == path and len(series) == len(times) > 0:
                self._known = True
                self.plot.show_sizes(times, series)
                self.plot.show()
                self._label()
                self._move(self._session.frame)

        host = self._host
        tasks.run(self, lambda: host.sizes(path), done, self.failed.emit)

    def _move(self, frame: int) -> None:
        if self._known:
            self.plot.show_moment(float(self._session.times[frame]))
            self._tell(None)

    def _tell(self, frame: int | None) -> None:
        if self._known:
            text = self.plot.describe(self._session.frame if frame is None else frame)
            self.told.setText(text)

    def _label(self) -> None:
        words = (f'<span style="color:{of_frame_kind(k)}">■</span> {k}' for k in KINDS)
        self.legend.setText(tr("Frames {kinds}").format(kinds=" &nbsp; ".join(words)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._known:
            self._label()
