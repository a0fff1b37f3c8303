"""Lanes of the timeline: tracks, labels, positions and cached curves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis import phrases
from engine.analysis.verdict import Outcome
from forensics_gui.language import WORDING, tr
from forensics_gui.session import Session, title_of
from forensics_gui.theme import scaled
from forensics_gui.timeline.curves import Curve

#: Heights in logical pixels.
_LOW, _HIGH = 34, 170


@dataclass(frozen=True)
class Lane:
    """A track and its label.

    Attributes:
        number: of the track.
        title: number and name.
        words: its verdict in a few words.
        ratio: log10 likelihood ratio, None without one.
        outcome: None while it is not judged.
        excluded: the analyst's reason, None if it counts.
        calibrated: whether its curve shows ratios, not scores.
    """

    number: int
    title: str
    words: str
    ratio: float | None
    outcome: Outcome | None
    excluded: str | None
    calibrated: bool = True


class Lanes:
    """Lanes of a session; curves are created when first drawn and cached.

    Attributes:
        numbers: of the tracks, from top to bottom.
        height: of each lane, in pixels.
        reach: largest absolute log10 ratio, or score, of any frame, at least 1.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._curves: dict[int, Curve] = {}
        self.numbers: list[int] = []
        self.height = scaled(_HIGH)
        self.reach = 1.0

    def refresh(self, room: int) -> None:
        """Update from the session.

        Args:
            room: height available without scrolling, in pixels.
        """
        self.numbers = sorted(self._session.analysis.tracks)
        self._curves = {n: c for n, c in self._curves.items() if n in self.numbers}
        analysis = self._session.analysis
        values = (analysis.suspicion(number) for number in analysis.scores)
        self.reach = max([1.0, *(float(abs(v).max()) for v in values if len(v))])
        self.height = min(max(room // max(1, len(self.numbers)), scaled(_LOW)), scaled(_HIGH))

    def top(self, number: int) -> int:
        """Position of a lane's top below the first lane's top, in pixels."""
        return self.numbers.index(number) * self.height

    def at(self, y: float) -> int:
        """Track number at a position below the first lane's top; 0 for none."""
        place = int(y // self.height)
        return self.numbers[place] if 0 <= place < len(self.numbers) else 0

    def label(self, number: int) -> Lane:
        """Label of a track."""
        analysis = self._session.analysis
        verdict, excluded = analysis.verdicts.get(number), analysis.excluded.get(number)
        words = phrases.headline(verdict, WORDING) if verdict is not None else tr("scoring …")
        if excluded is not None:
            words = tr("Excluded: {reason}").format(reason=excluded)
        return Lane(
            number,
            title_of(analysis, number),
            words,
            self._session.llr_of(number),
            verdict.outcome if verdict is not None else None,
            excluded,
            analysis.calibrated,
        )

    def known_curve(self, number: int) -> Curve | None:
        """Cached curve of a track, or None."""
        analysis, known = self._session.analysis, self._curves.get(number)
        track, scores = analysis.tracks[number], analysis.scores.get(number)
        holds = known is not None and known.track is track and known.scores is scores
        return known if holds else None

    def curve(self, number: int) -> Curve:
        """Curve of a track."""
        known = self.known_curve(number)
        if known is None:
            analysis = self._session.analysis
            track, scores = analysis.tracks[number], analysis.scores.get(number)
            values = np.zeros(0) if scores is None else analysis.suspicion(number)
            known = self._curves[number] = Curve.of(track, scores, values, analysis.settings)
        return known
