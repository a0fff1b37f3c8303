"""List of a clip's faces with picture, verdict and likelihood ratio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from engine.analysis import phrases
from engine.analysis.result import Analysis
from engine.analysis.track_statistics import TrackFacts, track_facts
from engine.analysis.verdict import Outcome
from engine.errors import EngineError
from forensics_gui.colours import EXCLUDED, of_outcome, of_track
from forensics_gui.language import WORDING, decimal, mark, suspicion_words, tr
from forensics_gui.player.canvas import to_image
from forensics_gui.session import Session, title_of
from forensics_gui.widgets.labels import plain
from forensics_gui.widgets.thumbnail import unchanged
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

#: All tracks; only excluded ones. The other choices are outcomes.
ALL, EXCLUDED_ONLY = "all", "excluded"
OUTCOMES = {
    ALL: mark("All faces"),
    Outcome.FORGED.value: mark("For manipulation"),
    Outcome.PRISTINE.value: mark("Against manipulation"),
    Outcome.INCONCLUSIVE.value: mark("Inconclusive"),
    EXCLUDED_ONLY: mark("Excluded"),
}
ORDERS = {
    "number": mark("By number"),
    "score": mark("By suspicion"),
    "time": mark("By appearance"),
    "size": mark("By size"),
    "quality": mark("By sharpness"),
}
_LAST = float("inf")


def _descending(value: float | None) -> float:
    return _LAST if value is None else -value


_KEYS: dict[str, Callable[[TrackFacts], float]] = {
    "number": lambda facts: 0.0,
    "score": lambda facts: _descending(facts.suspicion),
    "time": lambda facts: facts.start,
    "size": lambda facts: _descending(facts.size),
    "quality": lambda facts: _descending(facts.sharpness),
}


@dataclass(frozen=True)
class TrackFilter:
    """Filter and order of the list.

    Attributes:
        order: one of ORDERS.
        outcome: one of OUTCOMES.
        text: words that must all occur in a track's description.
    """

    order: str = "number"
    outcome: str = ALL
    text: str = ""

    def ordered(self, analysis: Analysis) -> list[int]:
        """All tracks in order; excluded ones last by score, equal ones by number."""
        key = _KEYS[self.order]
        last = analysis.excluded if self.order == "score" else ()
        return sorted(
            analysis.tracks,
            key=lambda number: (number in last, key(track_facts(analysis, number)), number),
        )

    def takes(self, analysis: Analysis, number: int, said: str) -> bool:
        """Whether a track passes the filter.

        Args:
            said: its description in the list.
        """
        if any(word not in said.casefold() for word in self.text.casefold().split()):
            return False
        if self.outcome == ALL:
            return True
        if self.outcome == EXCLUDED_ONLY or number in analysis.excluded:
            return self.outcome == EXCLUDED_ONLY and number in analysis.excluded
        verdict = analysis.verdicts.get(number)
        return verdict is not None and verdict.outcome == self.outcome


_SIDE = 60


class TrackList(QListWidget):
    """Selecting a face selects its track; a double click or Enter goes to its first frame.

    Signals:
        filtered(count): number of hidden faces.
        drag_wanted(number): the user drags a face out.
    """

    filtered = Signal(int)
    drag_wanted = Signal(int)

    def __init__(self, session: Session, host: EngineHost) -> None:
        super().__init__()
        self._session = session
        self._host = host
        self._rows: dict[int, QListWidgetItem] = {}
        self._choice = TrackFilter()
        # Rows change in groups; sort once after all of them.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._arrange)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setSpacing(2)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setAccessibleName(tr("Faces"))
        self.setDragEnabled(True)
        session.clip_opened.connect(self._clear)
        session.track_found.connect(self._found)
        session.track_scored.connect(self._describe)
        session.track_judged.connect(self._describe)
        session.corrected.connect(self._correct)
        session.track_selected.connect(self._show_selected)
        self.currentItemChanged.connect(self._selected)
        self.itemActivated.connect(self._go_to)

    def startDrag(self, _: Qt.DropAction) -> None:
        """Let the face be dragged as a file; called by Qt."""
        item = self.currentItem()
        if item is not None:
            self.drag_wanted.emit(int(item.data(Qt.ItemDataRole.UserRole)))

    def _clear(self, _: object = None) -> None:
        self.clear()
        self._rows = {}
        self.filtered.emit(0)

    @property
    def words(self) -> str:
        """Placeholder shown without faces."""
        if self._session.finished:
            return tr("No face was found")
        return tr("Faces of the clip")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.count():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().placeholderText().color())
        room = self.viewport().rect().adjusted(12, 12, -12, -12)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
        painter.end()

    def choose(self, choice: TrackFilter) -> None:
        """Change filter and order."""
        self._choice = choice
        self._arrange()

    def _arrange(self) -> None:
        """Sort and hide rows, keeping the selection."""
        analysis, hidden = self._session.analysis, 0
        wanted = [number for number in self._choice.ordered(analysis) if number in self._rows]
        self.blockSignals(True)
        for place, number in enumerate(wanted):
            item = self._rows[number]
            if self.row(item) != place:
                self.insertItem(place, self.takeItem(self.row(item)))
        for number, item in self._rows.items():
            item.setHidden(not self._choice.takes(analysis, number, item.text()))
            hidden += item.isHidden()
        if self._session.selected in self._rows:
            self.setCurrentItem(self._rows[self._session.selected])
        self.blockSignals(False)
        self.filtered.emit(hidden)

    def _correct(self) -> None:
        """Update rows after a correction, reusing pictures."""
        for number in set(self._rows) - set(self._session.analysis.tracks):
            self.takeItem(self.row(self._rows.pop(number)))
        for number in sorted(self._session.analysis.tracks):
            self._found(number)
        self._show_selected(self._session.selected)

    def _found(self, number: int) -> None:
        if number not in self._rows:
            blank = QPixmap(_SIDE, _SIDE)
            blank.fill(QColor("#d5d8dd"))
            item = QListWidgetItem(_marked(blank, number), "")
            item.setData(Qt.ItemDataRole.UserRole, number)
            self._rows[number] = item
            self.addItem(item)
            self._fetch(number)
        self._describe(number)

    def _fetch(self, number: int) -> None:
        path, track = self._session.path, self._session.analysis.tracks[number]
        assert path is not None

        def done(pixels: np.ndarray) -> None:
            if self._session.path == path and number in self._rows:
                face = QPixmap.fromImage(to_image(pixels)).scaled(
                    _SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                    Qt.TransformationMode.SmoothTransformation,
                )  # fmt: skip
                self._rows[number].setIcon(_marked(face.copy(0, 0, _SIDE, _SIDE), number))

        def failed(_: EngineError) -> None:
            """Leave the face without a picture; the player reports damaged frames."""

        def fetch() -> np.ndarray:
            return self._host.thumbnail(Path(path), track)

        tasks.run(self, fetch, done, failed)

    def _describe(self, number: int) -> None:
        item = self._rows.get(number)
        track = self._session.analysis.tracks.get(number)
        if item is None or track is None:
            return
        analysis = self._session.analysis
        verdict, excluded = analysis.verdicts.get(number), analysis.excluded.get(number)
        words = phrases.headline(verdict, WORDING) if verdict else tr("scoring …")
        value = analysis.track_suspicion(number)
        apart = "\n" if number in analysis.names else "   "
        ratio = "" if value is None else apart + suspicion_words(value, analysis.calibrated)
        if excluded is not None:
            words, ratio = tr("Excluded: {reason}").format(reason=excluded), ""
        lines = [
            f"{title_of(analysis, number)}{ratio}",
            words,
            f"{decimal(track.times[0], 1)} – {decimal(track.times[-1], 1)} s",
        ]
        for one in analysis.left_out.get(number, ()):
            left_out = tr("Frames {first} – {last} excluded: {reason}")
            lines.append(left_out.format(first=one.first, last=one.last, reason=one.reason))
        item.setText("\n".join(lines))
        if excluded is not None:
            item.setForeground(QColor(EXCLUDED))
            item.setToolTip(tr("This face is excluded from the verdict on the clip"))
        elif verdict:
            item.setForeground(QColor(of_outcome(verdict.outcome)))
            said = f"{phrases.sentence(verdict, WORDING)} {phrases.advice(verdict, WORDING)}"
            item.setToolTip(plain(said.strip()))

        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_rows"):
            for number in self._rows:
                self._describe(number)

    def _show_selected(self, number: int) -> None:
        if number in self._rows:
            self.setCurrentItem(self._rows[number])

    def _selected(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._session.select(int(item.data(Qt.ItemDataRole.UserRole)))

    def _go_to(self, item: QListWidgetItem) -> None:
        number = int(item.data(Qt.ItemDataRole.UserRole))
        self._session.go_to(int(self._session.analysis.tracks[number].frames[0]))


def _marked(picture: QPixmap, number: int) -> QIcon:
    """Add the colour of the track's curve along the left edge."""
    painter = QPainter(picture)
    painter.fillRect(0, 0, 5, picture.height(), QColor(of_track(number)))
    painter.end()
    return unchanged(picture)
