"""The Coding tab: examines the clip's coding on request, and plots it over time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.analysis.events import CodingExamined
from engine.coding.findings import CodingFindings
from engine.container.gop import KINDS
from forensics_gui.colours import of_frame_kind
from forensics_gui.evidence.request import Request
from forensics_gui.language import decimal, tr, whole
from forensics_gui.session import Session
from forensics_gui.widgets.labels import hint
from forensics_gui.workers.engine_host import EngineHost

if TYPE_CHECKING:
    from engine.coding.examine import CodingColumns
    from forensics_gui.evidence.coding_plot import CodingPlot


class CodingPanel(QWidget):
    """Waits for the user, because examining reads the whole clip.

    Signals:
        examined(CodingExamined): new findings, to be kept in the case.
        failed(EngineError).

    Attributes:
        columns: of the clip, once examined here; else None.
    """

    examined = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session, self._host = session, host
        self._request = Request(self)
        self.columns: CodingColumns | None = None
        self.button = QPushButton()
        self.button.clicked.connect(self._toggle)
        self.told = hint()
        self.legend = hint()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        top = QHBoxLayout()
        top.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.told, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 4)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self.legend)
        layout.addStretch()
        self._request.changed.connect(self._refresh)
        self._request.progressed.connect(self.told.setText)
        self._request.failed.connect(self.failed)
        session.clip_opened.connect(self._clear)
        session.started.connect(self._refresh)
        session.frame_changed.connect(self._move)
        self._clear()

    @cached_property
    def plot(self) -> CodingPlot:
        """Created when first needed, because plots are slow to import."""
        from forensics_gui.evidence.coding_plot import CodingPlot

        plot = CodingPlot()
        plot.seek.connect(self._session.go_to_time)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(2, plot, 1)
        return plot

    def _clear(self, _: object = None) -> None:
        self._request.stop()
        if self.columns is not None:
            self.plot.hide()
        self.columns = None
        self.legend.hide()
        self._refresh()

    def _refresh(self) -> None:
        self.button.setEnabled(self._session.analysis.started is not None)
        self.button.setText(tr("Stop") if self._request.busy else tr("Examine coding"))
        self.button.setVisible(self.columns is None)
        if self.columns is None:
            self.told.setText(
                tr("Looks for an earlier compression, cuts and joins. Reads the whole clip once; "
                   "the verdict does not change.")
            )  # fmt: skip

    def _toggle(self) -> None:
        if self._request.busy:
            self._request.stop()
            return
        path = self._session.path
        if path is None:
            return
        stream = self._session.analysis.clip.stream

        def done(result: tuple[CodingColumns, CodingFindings]) -> None:
            if self._session.path == path:
                self._show(*result)

        host = self._host
        self._request.run(lambda *how: host.examine_coding(path, stream, *how), done)

    def _show(self, columns: CodingColumns, found: CodingFindings) -> None:
        self.columns = columns
        self.plot.show_columns(columns, [join.time for join in found.joins])
        self.plot.show()
        self._label()
        self.legend.show()
        self._refresh()
        self._move(self._session.frame)
        examined = CodingExamined(found)
        self._session.add(examined)
        self.examined.emit(examined)

    def _label(self) -> None:
        kinds = " ".join(_swatch(of_frame_kind(kind)) + kind for kind in KINDS)
        grey = self.palette().dark().color().name()
        link = self.palette().link().color().name()
        words = (
            tr("quantiser {kinds}").format(kinds=kinds),
            tr("blocks in %: {first} intra, {second} skipped").format(
                first=_swatch(of_frame_kind("I")), second=_swatch(grey)
            ),
            tr("{mark} noise").format(mark=_swatch(link)),
        )
        self.legend.setText("; ".join(words))

    def _move(self, frame: int) -> None:
        if self.columns is None or frame >= len(self.columns.series):
            return
        self.plot.show_moment(float(self.columns.times[frame]))
        series = self.columns.series
        told = [
            tr("Frame {frame}: {kind}, {size} bytes").format(
                frame=frame, kind=chr(series.kinds[frame]), size=whole(series.sizes[frame])
            )
        ]
        if np.isfinite(series.quantisers[frame]):
            told.append(tr("quantiser {mean}").format(mean=decimal(series.quantisers[frame], 1)))
        if np.isfinite(series.intra[frame]):
            told.append(
                tr("{intra}% intra, {skipped}% skipped").format(
                    intra=whole(100 * series.intra[frame]),
                    skipped=whole(100 * series.skipped[frame]),
                )
            )
        if np.isfinite(self.columns.pictures.noise[frame]):
            noise = decimal(self.columns.pictures.noise[frame], 2)
            told.append(tr("noise {level}").format(level=noise))
        self.told.setText(", ".join(told))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Also sent while the base class is constructed.
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "columns", None):
            self._label()


def _swatch(colour: str) -> str:
    return f'<span style="color:{colour}">■</span> '
