"""Facts of the file and its streams, and apart from them observations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.video.fact_sheet import fact_sheet
from forensics_gui.evidence.observations import ObservationList
from forensics_gui.evidence.sizes import Sizes
from forensics_gui.language import decimal, shortest, tr, whole
from forensics_gui.session import Session
from forensics_gui.workers.host import EngineHost


@dataclass(frozen=True)
class _Row:
    """One line of the panel: what it says, and the widgets that say it."""

    section: QLabel
    text: str
    widgets: tuple[QWidget, ...]


class EvidencePanel(QWidget):
    """Observations, then one line a fact, to be searched and copied; beside them the bit rate."""

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session = session
        self.sizes = Sizes(session, host)
        self._rows: list[_Row] = []
        self._form: QFormLayout | None = None
        self.search = QLineEdit(placeholderText=tr("Search in the facts"))
        self.search.setAccessibleName(tr("Search in the facts of the file"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.copy_button = QPushButton(tr("Copy"))
        self.copy_button.setToolTip(tr("Copy everything that is shown here"))
        self.copy_button.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.shown_text())
        )
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(tr("Facts"))
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 8, 0)
        top.addWidget(self.search, 1)
        top.addWidget(self.copy_button)
        facts = QWidget()
        inner = QVBoxLayout(facts)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(top)
        inner.addWidget(self._scroll, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(facts, tr("Facts"))
        self.tabs.addTab(self.sizes, tr("Bit rate"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        session.started.connect(self._show)
        session.clip_opened.connect(self._clear)
        self._clear()

    def shown_text(self) -> str:
        """The facts that pass the search, as text, with the heading of each section."""
        lines: list[str] = []
        section: QLabel | None = None
        for row in self._found():
            if row.section is not section:
                section = row.section
                lines += ["", section.text()]
            lines.append(row.text)
        return "\n".join(lines).strip()

    def _found(self) -> list[_Row]:
        wanted = self.search.text().casefold()
        return [row for row in self._rows if wanted in row.text.casefold()]

    def _filter(self, _: str = "") -> None:
        if self._form is None:
            return
        found = self._found()
        for row in self._rows:
            for widget in row.widgets:
                self._form.setRowVisible(widget, row in found)
        for section in {row.section for row in self._rows}:
            self._form.setRowVisible(section, any(row.section is section for row in found))

    def _clear(self, _: object = None) -> None:
        self._rows, self._form = [], None
        self._scroll.setWidget(QWidget())
        self.search.setEnabled(False)
        self.copy_button.setEnabled(False)

    def _show(self) -> None:
        clip = self._session.analysis.clip
        detector = self._session.analysis.detector
        rows = [
            (tr("File"), Path(clip.path).name),
            ("SHA-256", clip.sha256),
            (tr("Size"), tr("{count} bytes").format(count=whole(clip.size))),
            (tr("Container"), clip.container),
            (tr("Codec"), f"{clip.codec} {clip.profile}, {clip.pixel_format}"),
            (
                tr("Picture"),
                tr("{width} × {height} px, rotation flag {angle}°").format(
                    width=clip.width, height=clip.height, angle=clip.rotation
                ),
            ),
            (
                tr("Frames"),
                tr("{frames} at {rate} a second, {seconds} s").format(
                    frames=clip.frames, rate=shortest(clip.fps), seconds=decimal(clip.duration, 2)
                ),
            ),
            (tr("Bit rate"), f"{whole(clip.bit_rate / 1000)} kbit/s"),
            (tr("Sound"), clip.audio or tr("none")),
            *((tr("Tag {name}").format(name=key), value) for key, value in clip.metadata.items()),
        ]
        content = QWidget()
        self._rows = []
        self._form = QFormLayout(content)
        self._form.setVerticalSpacing(1)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        found = clip.examination
        if found is not None:
            heading = self._heading(tr("Observations about the file"))
            observations = ObservationList(self._session, found.observations)
            self._form.addRow(observations)
            self._rows.append(_Row(heading, observations.text(), (observations,)))
        self._add_section(tr("File"), rows)
        for section in fact_sheet(found) if found is not None else ():
            self._add_section(section.title, section.rows)
        self._add_section(
            tr("Detector"), [(tr("Name"), detector.name), ("SHA-256", detector.digest)]
        )
        self._scroll.setWidget(content)
        self.search.setEnabled(True)
        self.copy_button.setEnabled(True)
        self._filter()

    def _heading(self, text: str) -> QLabel:
        assert self._form is not None
        label = QLabel(text)
        label.setObjectName("section")
        label.setWordWrap(True)
        self._form.addRow(label)
        return label

    def _add_section(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        assert self._form is not None
        heading = self._heading(title)
        for name, text in rows:
            caption, value = QLabel(name), _value(name, text)
            caption.setObjectName("hint")
            self._form.addRow(caption, value)
            self._rows.append(_Row(heading, f"{name}: {text}", (value,)))


def _value(name: str, text: str) -> QWidget:
    """A value to read and copy; long ones without spaces scroll in their line."""
    if len(text) > 40 and " " not in text:
        line = QLineEdit(text, readOnly=True, frame=False)
        line.setAccessibleName(name)
        line.setCursorPosition(0)
        line.setToolTip(text)
        return line
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
