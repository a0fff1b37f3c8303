"""The Coding tab: findings on the clip's coding, and curves over time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from engine.analysis.events import CodingExamined
from engine.coding.findings import CodingFindings, KindSummary
from engine.container.gop import KINDS
from engine.progress import CancelToken, Progress
from forensics_gui.colours import of_frame_kind
from forensics_gui.evidence.fact_view import FactView, captioned, observed
from forensics_gui.language import decimal, tr, whole
from forensics_gui.session import Session
from forensics_gui.widgets.labels import hint
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

if TYPE_CHECKING:
    from engine.coding.examine import CodingColumns
    from forensics_gui.evidence.coding_plot import CodingPlot


class CodingPanel(QWidget):
    """Examines the coding on request, because it reads the whole clip.

    Signals:
        examined(CodingFindings): new findings, to be kept in the case.
        failed(EngineError).
    """

    examined = Signal(object)
    failed = Signal(object)
    _progress = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session, self._host = session, host
        self._cancel = CancelToken()
        self._busy = False
        self._plotted = False
        self.button = QPushButton()
        self.button.clicked.connect(self._toggle)
        self.told = hint()
        self.legend = hint()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.hide()
        self.facts = FactView()
        self.facts.setAccessibleName(tr("Findings on the coding"))
        self.facts.frame_wanted.connect(session.go_to)
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self.facts)
        top = QHBoxLayout()
        top.addWidget(self.button)
        top.addWidget(self.told, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 4)
        layout.addLayout(top)
        layout.addWidget(self.legend)
        layout.addWidget(self._parts, 1)
        self._progress.connect(self._tell)
        session.clip_opened.connect(self._clear)
        session.coding_examined.connect(self._show)
        session.corrected.connect(self._show)
        session.started.connect(self._refresh)
        session.frame_changed.connect(self._move)
        self._clear()

    @cached_property
    def plot(self) -> CodingPlot:
        """Created when first needed, because plots are slow to import."""
        from forensics_gui.evidence.coding_plot import CodingPlot

        plot = CodingPlot()
        plot.seek.connect(self._session.go_to_time)
        self._parts.insertWidget(0, plot)
        return plot

    @property
    def known(self) -> bool:
        """Whether findings are shown."""
        return self._session.analysis.coding is not None

    def _clear(self, _: object = None) -> None:
        self._cancel.cancel()
        self._busy = False
        if self._plotted:
            self.plot.hide()
        self._plotted = False
        self.legend.hide()
        self._show()

    def _refresh(self) -> None:
        self.button.setEnabled(self._session.analysis.started is not None)
        if self._busy:
            self.button.setText(tr("Stop"))
        else:
            self.button.setText(tr("Examine again") if self.known else tr("Examine coding"))
            self.told.setText(tr("Reads the whole clip once. The verdict does not change."))

    def _toggle(self) -> None:
        if self._busy:
            self._cancel.cancel()
            self._busy = False
            self._refresh()
            return
        path = self._session.path
        if path is None:
            return
        cancel = self._cancel = CancelToken()
        stream = self._session.analysis.clip.stream

        def done(result: tuple[CodingColumns, CodingFindings]) -> None:
            if self._cancel is not cancel or self._session.path != path:
                return
            columns, found = result
            self._busy = False
            self._draw(columns, found)
            self._session.add(CodingExamined(found))
            self.examined.emit(found)

        def failed(error: object) -> None:
            if self._cancel is cancel:
                self._busy = False
                self._refresh()
            self.failed.emit(error)

        def report(progress: Progress) -> None:
            if self._cancel is cancel:
                self._progress.emit(progress)

        host = self._host
        self._busy = True
        self._refresh()
        tasks.run(self, lambda: host.examine_coding(path, stream, report, cancel), done, failed)

    def _tell(self, progress: Progress) -> None:
        if self._busy and progress.total:
            words = tr("{done} of {total} frames")
            self.told.setText(words.format(done=whole(progress.done), total=whole(progress.total)))

    def _draw(self, columns: CodingColumns, found: CodingFindings) -> None:
        self.plot.show_columns(columns, [join.time for join in found.joins])
        self.plot.show()
        self._plotted = True
        self._parts.setSizes([3, 2])
        self._label()
        self.legend.show()
        self._move(self._session.frame)

    def _label(self) -> None:
        words = [f'<span style="color:{of_frame_kind(k)}">■</span> {k}' for k in KINDS]
        shares = tr("blocks: {mark} intra, {grey} skipped").format(
            mark=f'<span style="color:{of_frame_kind("I")}">■</span>',
            grey='<span style="color:gray">■</span>',
        )
        kinds = tr("Frames {kinds}").format(kinds=" &nbsp; ".join(words))
        self.legend.setText(f"{kinds} &nbsp; &nbsp; {shares}")

    def _show(self) -> None:
        coding = self._session.analysis.coding
        if coding is None:
            self.facts.setPlaceholderText(
                tr("Traces of an earlier compression, cuts and joins appear here.")
            )
            self.facts.show_facts([])
        else:
            section = tr("Frames by type")
            rows = [captioned(section, kind.kind, _summary(kind)) for kind in coding.kinds]
            self.facts.show_facts(observed(coding.observations, tr("Coding")) + rows)
        self._refresh()

    def _move(self, frame: int) -> None:
        if self._plotted and len(self._session.times):
            self.plot.show_moment(float(self._session.times[frame]))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_plotted", False):
            self._label()


def _summary(kind: KindSummary) -> str:
    """Number, mean size, quantiser and block shares of the frames of a type."""
    told = [tr("%n frame(s)", "", kind.count), tr("{size} bytes").format(size=whole(kind.size))]
    if kind.quantiser is not None:
        told.append(tr("quantiser {mean}").format(mean=decimal(kind.quantiser, 1)))
    if kind.intra is not None and kind.skipped is not None:
        words = tr("{intra}% intra, {skipped}% skipped")
        told.append(words.format(intra=whole(100 * kind.intra), skipped=whole(100 * kind.skipped)))
    return ", ".join(told)
