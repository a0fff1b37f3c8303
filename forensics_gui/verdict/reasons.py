"""Why a verdict is what it is: sentences with links to the frames that weigh most."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.analysis import phrases
from engine.analysis.verdict import Outcome
from engine.analysis.weighing import Moment, Weighing, weigh
from forensics_gui.session import Session


class Reasons(QWidget):
    """Explains the selected track, or the one that decided.

    Signals:
        face_wanted(track, frame): a link was followed.
    """

    face_wanted = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._labels: list[QLabel] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.setAccessibleName("Why")
        session.clip_opened.connect(self._clear)
        session.clip_judged.connect(self._show)
        session.track_selected.connect(self._show)
        session.corrected.connect(self._show)

    def text(self) -> str:
        """All that is said, without its links."""
        return "\n".join(label.text() for label in self._labels)

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
        unseen = phrases.not_examined(analysis.stopped, analysis.settings.quick)
        if unseen:
            self._section("Not examined")
            self._say(unseen)

    def _explain(self, found: Weighing, several: bool) -> None:
        verdict = self._session.analysis.verdicts.get(found.track)
        title = self._session.analysis.title_of(found.track)
        of = f" ({title[0].lower()}{title[1:]})" if several else ""
        self._section(f"Why{of}")
        if several and verdict is not None:
            self._say(f"{phrases.headline(verdict)}. {phrases.advice(verdict)}".strip())
        self._say(phrases.weighed(found))
        forged = verdict is None or verdict.outcome is not Outcome.PRISTINE
        sides = (("for", found.for_forged), ("against", found.for_pristine))
        (name, most), (other, least) = sides if forged else sides[::-1]
        if most:
            self._say(f"Most {name} manipulation: {self._links(found.track, most)}.")
        self._section(f"What speaks the other way{of}")
        if least:
            self._say(f"Most {other} manipulation: {self._links(found.track, least)}.")
        else:
            self._say(f"No usable face speaks {other} manipulation by itself.")
        self._say(phrases.basis(found))

    def _others(self, shown: int | None) -> None:
        analysis = self._session.analysis
        others = [n for n in sorted(analysis.verdicts) if n != shown]
        if not others:
            return
        self._section("Other faces")
        for number in others:
            frame = int(analysis.tracks[number].frames[0])
            words = phrases.headline(analysis.verdicts[number])
            title = escape(analysis.title_of(number))
            self._say(f'<a href="{number}:{frame}">{title}</a>: {words}')

    def _links(self, track: int, moments: Iterable[Moment]) -> str:
        return ", ".join(
            f'<a href="{track}:{m.frame}">{m.time:.2f} s</a> (log10 LR {m.llr:+.2f})'
            for m in moments
        )

    def _section(self, title: str) -> None:
        label = QLabel(title)
        label.setObjectName("section")
        self._add(label)

    def _say(self, html: str) -> None:
        label = QLabel(html)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        label.linkActivated.connect(self._follow)
        self._add(label)

    def _add(self, label: QLabel) -> None:
        self._labels.append(label)
        self._layout.addWidget(label)

    def _follow(self, link: str) -> None:
        track, _, frame = link.partition(":")
        self.face_wanted.emit(int(track), int(frame))
