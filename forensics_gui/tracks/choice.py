"""Which faces the list shows, and in what order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.analysis.result import Analysis
from engine.analysis.track_statistics import TrackFacts, track_facts
from engine.analysis.verdict import Outcome
from forensics_gui.language import mark

#: Everything, or tracks of one outcome, or those that the analyst excluded.
ALL, EXCLUDED = "all", "excluded"
OUTCOMES = {
    ALL: mark("All faces"),
    Outcome.FORGED.value: mark("For manipulation"),
    Outcome.PRISTINE.value: mark("Against manipulation"),
    Outcome.INCONCLUSIVE.value: mark("Inconclusive"),
    EXCLUDED: mark("Excluded"),
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
    "score": lambda facts: _descending(facts.llr),
    "time": lambda facts: facts.start,
    "size": lambda facts: _descending(facts.size),
    "quality": lambda facts: _descending(facts.sharpness),
}


@dataclass(frozen=True)
class Choice:
    """What the analyst asked for.

    Attributes:
        order: one of ORDERS.
        outcome: one of OUTCOMES.
        text: words that are all to be found in a track's description.
    """

    order: str = "number"
    outcome: str = ALL
    text: str = ""

    def ordered(self, analysis: Analysis) -> list[int]:
        """All tracks in the order asked for, equal ones by number; excluded ones last by score."""
        key = _KEYS[self.order]
        last = analysis.excluded if self.order == "score" else ()
        return sorted(
            analysis.tracks,
            key=lambda number: (number in last, key(track_facts(analysis, number)), number),
        )

    def takes(self, analysis: Analysis, number: int, said: str) -> bool:
        """Whether a track is to be shown.

        Args:
            said: its description in the list.
        """
        if any(word not in said.casefold() for word in self.text.casefold().split()):
            return False
        if self.outcome == ALL:
            return True
        if self.outcome == EXCLUDED or number in analysis.excluded:
            return self.outcome == EXCLUDED and number in analysis.excluded
        verdict = analysis.verdicts.get(number)
        return verdict is not None and verdict.outcome == self.outcome
