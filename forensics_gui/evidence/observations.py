"""Observations about the file, apart from its facts and from the verdict on its faces."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.video.examination import ATTENTION, Observation
from forensics_gui.language import tr
from forensics_gui.session import Session

#: Frames of one observation that are offered to go to.
_LINKS = 8


class ObservationList(QWidget):
    """One block an observation; its frames can be clicked to go there."""

    def __init__(self, session: Session, observations: tuple[Observation, ...]) -> None:
        super().__init__()
        self._session = session
        self._said: list[str] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 6)
        self._layout.setSpacing(2)
        for seen in observations:
            self._add(seen)
        if not observations:
            self._label(tr("Nothing was noticed."))

    def text(self) -> str:
        """All that is said."""
        return "\n".join(self._said)

    def _add(self, seen: Observation) -> None:
        mark = "▲ " if seen.severity == ATTENTION else ""
        title = self._label(mark + seen.title)
        title.setObjectName("observation")
        self._label(seen.sentence)
        for text in (
            tr("Can mean: {reading}").format(reading=seen.may_mean),
            tr("Innocently: {reading}").format(reading=seen.innocent),
        ):
            self._label(text).setObjectName("hint")
        if seen.frames:
            self._links(seen.frames)

    def _label(self, text: str) -> QLabel:
        self._said.append(text)
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout.addWidget(label)
        return label

    def _links(self, frames: tuple[int, ...]) -> None:
        links = ", ".join(f'<a href="{frame}">{frame}</a>' for frame in frames[:_LINKS])
        label = QLabel(
            tr("Frames {links}").format(links=links) + (" …" if len(frames) > _LINKS else "")
        )
        label.setWordWrap(True)
        label.linkActivated.connect(lambda frame: self._session.go_to(int(frame)))
        self._layout.addWidget(label)
