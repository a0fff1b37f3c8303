"""The File panel: observations, facts, and frame sizes."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from engine.analysis.result import Analysis
from engine.coding.findings import KindSummary
from engine.container.fact_sheet import fact_sheet
from engine.container.gop import KINDS, SizeSeries
from forensics_gui.colours import of_frame_kind
from forensics_gui.evidence.camera_panel import CameraPanel
from forensics_gui.evidence.coding_panel import CodingPanel
from forensics_gui.evidence.fact_view import Fact, FactView, captioned, observed
from forensics_gui.evidence.surroundings_panel import SurroundingsPanel
from forensics_gui.language import WORDING, decimal, shortest, tr, whole
from forensics_gui.session import Session
from forensics_gui.structure.panel import StructurePanel
from forensics_gui.widgets.labels import hint
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

if TYPE_CHECKING:
    from forensics_gui.evidence.size_plot import SizePlot


class SizePanel(QWidget):
    """Bit rate over time; reads the sizes of frames when it is first visible.

    Signals:
        failed(EngineError).
    """

    failed = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session, self._host = session, host
        self._asked = self._known = False
        self.told = hint()
        self.legend = hint()
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
        self._asked = self._known = False
        self.legend.clear()
        self.told.setText(tr("Frame sizes appear when the clip has been read."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        path = self._session.path
        begun = self._session.analysis.started is not None
        if path is None or not begun or self._asked or not self.isVisible():
            return
        self._asked = True

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


class EvidencePanel(QWidget):
    """Observations and facts, searchable and copyable, and tabs on what the file and faces show.

    Signals:
        failed(EngineError): from any tab.
    """

    failed = Signal(object)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session = session
        self.sizes = SizePanel(session, host)
        self.coding = CodingPanel(session, host)
        self.camera = CameraPanel(session, host)
        self.surroundings = SurroundingsPanel(session, host)
        self.structure = StructurePanel(session, host)
        for tab in (self.structure, self.sizes, self.coding, self.camera, self.surroundings):
            tab.failed.connect(self.failed)
        self._known: list[Fact] = []
        self.search = QLineEdit(placeholderText=tr("Search facts"))
        self.search.setAccessibleName(tr("Search the facts of the file"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.copy_button = QPushButton(tr("Copy"))
        self.copy_button.setToolTip(tr("Copy everything shown here"))
        self.copy_button.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.shown_text())
        )
        self.facts = FactView()
        self.facts.frame_wanted.connect(session.go_to)
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 8, 0)
        top.addWidget(self.search, 1)
        top.addWidget(self.copy_button)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(top)
        inner.addWidget(self.facts, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(page, tr("Facts"))
        self.tabs.addTab(self.structure, tr("Structure"))
        self.tabs.addTab(self.sizes, tr("Bit rate"))
        self.tabs.addTab(self.coding, tr("Coding"))
        self.tabs.addTab(self.camera, tr("Camera"))
        self.tabs.addTab(self.surroundings, tr("Surroundings"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        for signal in (session.started, session.findings_added, session.corrected):
            signal.connect(lambda: self._show(facts_of(session.analysis)))
        session.clip_opened.connect(lambda _: self._show([]))
        self._show([])

    def shown_text(self) -> str:
        """Text of the facts that match the search, with headings."""
        return "\n\n".join(
            "\n".join([section, *(fact.text for fact in group)])
            for section, group in groupby(self._found(), lambda fact: fact.section)
        )

    def _found(self) -> list[Fact]:
        wanted = self.search.text().casefold()
        return [fact for fact in self._known if wanted in fact.text.casefold()]

    def _show(self, facts: list[Fact]) -> None:
        self._known = facts
        self.search.setEnabled(bool(facts))
        self.copy_button.setEnabled(bool(facts))
        self._filter()

    def _filter(self, _: str = "") -> None:
        found = self._found()
        if not found:
            missed = tr("No matches.")
            empty = tr("Open a clip to see its hash, container, streams and observations.")
            self.facts.setPlaceholderText(missed if self._known else empty)
        self.facts.show_facts(found)


def facts_of(analysis: Analysis) -> list[Fact]:
    """Findings beside the verdict, observations, facts of the file by section, the detector."""
    clip, detector, found = analysis.clip, analysis.detector, analysis.clip.examination
    picture = tr("{width} × {height} px, rotation flag {angle}°").format(
        width=clip.width, height=clip.height, angle=clip.rotation
    )
    frames = tr("{frames} at {rate} per second, {seconds} s").format(
        frames=clip.frames, rate=shortest(clip.fps), seconds=decimal(clip.duration, 2)
    )
    file = [
        (tr("File"), Path(clip.path).name),
        ("SHA-256", clip.sha256),
        (tr("Size"), tr("{count} bytes").format(count=whole(clip.size))),
        (tr("Container"), clip.container),
        (tr("Codec"), f"{clip.codec} {clip.profile}, {clip.pixel_format}"),
        (tr("Picture"), picture),
        (tr("Frames"), frames),
        (tr("Bit rate"), f"{whole(clip.bit_rate / 1000)} kbit/s"),
        (tr("Sound"), clip.audio or tr("none")),
        *((tr("Tag {name}").format(name=key), value) for key, value in clip.metadata.items()),
    ]
    judge = [(tr("Name"), detector.name), ("SHA-256", detector.digest)]
    sections = [(tr("File"), file)]
    if found is not None:
        sections += [(section.title, list(section.rows)) for section in fact_sheet(found, WORDING)]
    sections.append((tr("Detector"), judge))
    facts = [captioned(title, name, text) for title, rows in sections for name, text in rows]
    if found is not None:
        facts = observed(found.observations, tr("Observations about the file")) + facts
    if analysis.surroundings is not None:
        section = tr("Surroundings, beside the verdict")
        facts = observed(analysis.surroundings.observations, section) + facts
    if analysis.camera is not None:
        facts = observed(analysis.camera.observations, tr("Camera, beside the verdict")) + facts
    if analysis.coding is not None:
        section = tr("Coding, beside the verdict")
        kinds = [captioned(section, kind.kind, _of_kind(kind)) for kind in analysis.coding.kinds]
        facts = observed(analysis.coding.observations, section) + kinds + facts
    return facts


def _of_kind(kind: KindSummary) -> str:
    """Number, mean size, quantiser and block shares of the frames of a type."""
    told = [tr("%n frame(s)", "", kind.count), tr("{size} bytes").format(size=whole(kind.size))]
    if kind.quantiser is not None:
        told.append(tr("quantiser {mean}").format(mean=decimal(kind.quantiser, 1)))
    if kind.intra is not None and kind.skipped is not None:
        words = tr("{intra}% intra, {skipped}% skipped")
        told.append(words.format(intra=whole(100 * kind.intra), skipped=whole(100 * kind.skipped)))
    return ", ".join(told)
