"""Colours of scores and tracks, told apart by the colour-blind too."""

from __future__ import annotations

from engine.analysis.scale import verbal_scale
from engine.analysis.verdict import Outcome

OUTCOME = {
    Outcome.FORGED: "#c1440e",
    Outcome.PRISTINE: "#2166ac",
    Outcome.INCONCLUSIVE: "#6a6f78",
}
UNSCORED = "#f2c14e"
#: log10 LR from which on a graded colour is full.
_FULL = 2.0
#: Dots on eyes, nose and mouth.
LANDMARKS = "#56d4e0"
#: Around and behind pictures; marks on it; the range between two marks.
DARK, ON_DARK, RANGE = "#15171a", "#c9ced6", "#e0a526"
#: Curves and markers of tracks, after Okabe and Ito, without the blue and red of verdicts.
TRACKS = ("#00795a", "#b3578c", "#c98a00", "#3d3d3d", "#7a5cb8", "#7f6b3a")


def of_llr(llr: float | None) -> str:
    """Colour of a log10 likelihood ratio; amber where there is none yet."""
    if llr is None:
        return UNSCORED
    if abs(llr) < verbal_scale().undecided:
        return OUTCOME[Outcome.INCONCLUSIVE]
    return OUTCOME[Outcome.FORGED if llr > 0 else Outcome.PRISTINE]


def graded(llr: float | None) -> str:
    """Like `of_llr`, the paler the weaker the evidence: full at a ratio of 100 to 1."""
    undecided = verbal_scale().undecided
    if llr is None or abs(llr) < undecided:
        return of_llr(llr)
    strength = 0.4 + 0.6 * min(1.0, (abs(llr) - undecided) / (_FULL - undecided))
    grey, full = _channels(OUTCOME[Outcome.INCONCLUSIVE]), _channels(of_llr(llr))
    mixed = (round(g + (f - g) * strength) for g, f in zip(grey, full, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def of_track(number: int) -> str:
    return TRACKS[(number - 1) % len(TRACKS)]
