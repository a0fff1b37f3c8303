"""Colours of scores and tracks, told apart by the colour-blind too, on light and on dark."""

from __future__ import annotations

from engine.analysis.scale import verbal_scale
from engine.analysis.verdict import Outcome
from forensics_gui.theme import is_dark

_OUTCOMES = {
    Outcome.FORGED: ("#c1440e", "#ff9066"),
    Outcome.PRISTINE: ("#2166ac", "#74b4ee"),
    Outcome.INCONCLUSIVE: ("#6a6f78", "#a9afb9"),
}
UNSCORED = "#f2c14e"
#: Curves and markers of tracks, after Okabe and Ito, without the blue and red of verdicts.
_TRACKS = (
    ("#00795a", "#2fc79c"), ("#b3578c", "#e08fbd"), ("#c98a00", "#e9b949"),
    ("#3d3d3d", "#d0d3d8"), ("#7a5cb8", "#b39ae6"), ("#7f6b3a", "#c4ab6b"),
)  # fmt: skip


def of_outcome(outcome: Outcome) -> str:
    """Colour of a verdict on the application's background."""
    return _OUTCOMES[outcome][is_dark()]


def on_picture(llr: float | None) -> str:
    """Fill of a label on the picture, for white words, whatever the theme; amber where unscored."""
    return UNSCORED if llr is None else _OUTCOMES[_outcome(llr)][0]


def of_track(number: int) -> str:
    return _TRACKS[(number - 1) % len(_TRACKS)][is_dark()]


def _outcome(llr: float) -> Outcome:
    if abs(llr) < verbal_scale().undecided:
        return Outcome.INCONCLUSIVE
    return Outcome.FORGED if llr > 0 else Outcome.PRISTINE
