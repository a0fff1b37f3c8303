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
#: Tracks that an analyst excluded.
EXCLUDED = "#707680"
#: Curves and markers of tracks, after Okabe and Ito, without the blue and red of verdicts.
TRACKS = ("#00795a", "#b3578c", "#c98a00", "#3d3d3d", "#7a5cb8", "#7f6b3a")


def of_llr(llr: float | None) -> str:
    """Colour of a log10 likelihood ratio; amber where there is none yet."""
    if llr is None:
        return UNSCORED
    if abs(llr) < verbal_scale().undecided:
        return OUTCOME[Outcome.INCONCLUSIVE]
    return OUTCOME[Outcome.FORGED if llr > 0 else Outcome.PRISTINE]


def of_track(number: int) -> str:
    return TRACKS[(number - 1) % len(TRACKS)]
