"""Colours of scores and tracks, told apart by the colour-blind too."""

from __future__ import annotations

from engine.analysis.verdict import UNDECIDED_LLR, Outcome

OUTCOME = {
    Outcome.FORGED: "#c1440e",
    Outcome.PRISTINE: "#2166ac",
    Outcome.INCONCLUSIVE: "#6a6f78",
}
UNSCORED = "#f2c14e"
#: Curves and markers of tracks, after Okabe and Ito.
TRACKS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#5d5d5d")


def of_llr(llr: float | None) -> str:
    """Colour of a log10 likelihood ratio; amber where there is none yet."""
    if llr is None:
        return UNSCORED
    if abs(llr) < UNDECIDED_LLR:
        return OUTCOME[Outcome.INCONCLUSIVE]
    return OUTCOME[Outcome.FORGED if llr > 0 else Outcome.PRISTINE]


def of_track(number: int) -> str:
    return TRACKS[(number - 1) % len(TRACKS)]
