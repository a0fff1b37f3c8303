"""Reasons for a verdict, with links to the most important frames."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.analysis import phrases
from engine.analysis.verdict import Outcome
from engine.analysis.weighing import Moment, Weighing, most_suspicious, weigh
from engine.container.facts import truncation_note
from forensics_gui.language import WORDING, decimal, suspicion_words, tr
from forensics_gui.session import Session, named, title_of
from forensics_gui.widgets.labels import Label, heading


class Reasons(QWidget):
    """Explains the selected track, or the decisive one.

    Signals:
        face_wanted(track, frame): a link was clicked.
    """

    face_wanted = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._labels: list[QLabel] = []
        #: Last visited suspicious track and frame.
        self._suspicious = (0, -1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.setAccessibleName(tr("Why"))
        # Lets the verdict itself be drawn first.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)
        session.clip_opened.connect(self._clear)
        session.clip_judged.connect(self._soon.start)
        session.track_selected.connect(lambda _: self._soon.start())
        session.corrected.connect(self._show)

    def text(self) -> str:
        """All text without links."""
        return "\n".join(label.text() for label in self._labels)

    def go_to_suspicious(self) -> None:
        """Go to the most suspicious face, or from there to the next one."""
        found = [(track, m.frame) for track, m in most_suspicious(self._session.analysis)]
        if not found:
            return
        here = (self._session.selected, self._session.frame)
        place = found.index(here) + 1 if here == self._suspicious and here in found else 0
        self._suspicious = found[place % len(found)]
        self.face_wanted.emit(*self._suspicious)

    def _clear(self, _: object = None) -> None:
        for label in self._labels:
            label.deleteLater()
        self._labels = []

    def _show(self, _: object = None) -> None:
        self._clear()
        analysis = self._session.analysis
        verdict = analysis.verdict
        if verdict is None:
            return
        track = self._session.selected or verdict.track
        if track in analysis.scores:
            self._explain(weigh(analysis, track), len(analysis.tracks) > 1)
        self._others(track)
        unseen = phrases.not_examined(
            analysis.stopped,
            analysis.settings,
            analysis.turned,
            truncation_note(analysis.clip, WORDING),
            WORDING,
        )
        if unseen:
            self._section(tr("What was examined"))
            # The text may contain words from the file.
            self._say(escape(unseen, quote=False))

    def _explain(self, found: Weighing, several: bool) -> None:
        verdict = self._session.analysis.verdicts.get(found.track)
        title = named(self._session.analysis, found.track)
        of = f" ({title})" if several else ""
        self._section(tr("Why") + of)
        if several and verdict is not None:
            self._say(
                f"{phrases.headline(verdict, WORDING)}. {phrases.advice(verdict, WORDING)}".strip()
            )
        self._say(phrases.weighed(found, WORDING))
        forged = verdict is None or verdict.outcome is not Outcome.PRISTINE
        sides = (
            (tr("Most for manipulation: {moments}."), found.for_forged),
            (tr("Most against manipulation: {moments}."), found.for_pristine),
        )
        (own, most), (other, least) = sides if forged else sides[::-1]
        if most:
            self._say(own.format(moments=self._links(found.track, most)))
        self._section(tr("What speaks the other way") + of)
        if least:
            self._say(other.format(moments=self._links(found.track, least)))
        elif forged:
            self._say(tr("No usable face points against manipulation."))
        else:
            self._say(tr("No usable face points to manipulation."))
        self._say(phrases.basis(found, WORDING))

    def _others(self, shown: int | None) -> None:
        analysis = self._session.analysis
        others = [n for n in sorted(analysis.verdicts) if n != shown]
        if not others:
            return
        self._section(tr("Other faces"))
        for number in others:
            frame = int(analysis.tracks[number].frames[0])
            words = phrases.headline(analysis.verdicts[number], WORDING)
            title = escape(title_of(analysis, number))
            self._say(f'<a href="{number}:{frame}">{title}</a>: {words}')

    def _links(self, track: int, moments: Iterable[Moment]) -> str:
        return ", ".join(
            f'<a href="{track}:{m.frame}">{decimal(m.time, 2)} s</a> ('
            + suspicion_words(m.llr, self._session.analysis.calibrated)
            + ")"
            for m in moments
        )

    def _section(self, title: str) -> None:
        self._add(heading(title))

    def _say(self, html: str) -> None:
        label = Label(html)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        label.linkActivated.connect(self._follow)
        self._add(label)

    def _add(self, label: QLabel) -> None:
        self._labels.append(label)
        self._layout.addWidget(label)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Laid-out links keep their colours.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_labels"):
            self._show()

    def _follow(self, link: str) -> None:
        track, _, frame = link.partition(":")
        self.face_wanted.emit(int(track), int(frame))
