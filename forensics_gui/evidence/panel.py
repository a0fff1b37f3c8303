"""Facts of the file and its streams, and apart from them observations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QScrollArea, QWidget

from engine.video.fact_sheet import fact_sheet
from forensics_gui.evidence.observations import ObservationList
from forensics_gui.session import Session


class EvidencePanel(QScrollArea):
    """Observations first, then one line a fact; every value can be selected and copied."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        session.started.connect(self._show)
        session.clip_opened.connect(self._clear)

    def _clear(self, _: object = None) -> None:
        self.setWidget(QWidget())

    def _show(self) -> None:
        clip = self._session.analysis.clip
        detector = self._session.analysis.detector
        rows = [
            ("File", Path(clip.path).name),
            ("SHA-256", clip.sha256),
            ("Size", f"{clip.size:,} bytes"),
            ("Container", clip.container),
            ("Codec", f"{clip.codec} {clip.profile}, {clip.pixel_format}"),
            ("Picture", f"{clip.width} × {clip.height} px, rotation flag {clip.rotation}°"),
            ("Frames", f"{clip.frames} at {clip.fps:g} a second, {clip.duration:.2f} s"),
            ("Bit rate", f"{clip.bit_rate / 1000:,.0f} kbit/s"),
            ("Sound", clip.audio or "none"),
            *((f"Tag {key}", value) for key, value in clip.metadata.items()),
        ]
        content = QWidget()
        form = QFormLayout(content)
        form.setVerticalSpacing(1)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        found = clip.examination
        if found is not None:
            form.addRow(_heading("Observations about the file"))
            form.addRow(ObservationList(self._session, found.observations))
        _add_section(form, "File", rows)
        for section in fact_sheet(found) if found is not None else ():
            _add_section(form, section.title, section.rows)
        _add_section(form, "Detector", [("Name", detector.name), ("SHA-256", detector.digest)])
        self.setWidget(content)


def _add_section(form: QFormLayout, title: str, rows: Iterable[tuple[str, str]]) -> None:
    form.addRow(_heading(title))
    for name, value in rows:
        caption = QLabel(name)
        caption.setObjectName("hint")
        form.addRow(caption, _value(value))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("section")
    return label


def _value(text: str) -> QWidget:
    """A value to read and copy; long ones without spaces scroll in their line."""
    if len(text) > 40 and " " not in text:
        line = QLineEdit(text, readOnly=True, frame=False)
        line.setCursorPosition(0)
        line.setToolTip(text)
        return line
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
