"""What a comparison comes to, in words: one pure function."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.training.evaluation.compare import Difference

BETTER, WORSE, ALIKE, TOO_FEW = "better", "worse", "alike", "too few to tell"

#: A difference of AUC that is too small to matter.
SMALL = 0.01
#: Below so many sources, draws of sources say little about the spread.
LEAST_SOURCES = 10
#: Standard deviations between nothing and a difference that is found in 4 of 5 tries at 5 %.
_POWER = 1.96 + 0.8416


@dataclass(frozen=True)
class Recommendation:
    """Of detector B against detector A.

    Attributes:
        outcome: "better", "worse", "alike" or "too few to tell".
        words: sentences for a user.
        sources_needed: about how many source clips would tell; None if these do, or if not
            even a guess can be made.
    """

    outcome: str
    words: str
    sources_needed: int | None = None


def recommend(auc: Difference, cllr: Difference, sources: int) -> Recommendation:
    """Better or worse where the interval of the difference of AUC leaves out zero.

    Args:
        auc, cllr: differences B - A.
        sources: source clips behind them.
    """
    span = f"AUC {auc.difference:+.3f} (95 %: {auc.low:+.3f} to {auc.high:+.3f})"
    if sources >= LEAST_SOURCES:
        if auc.low > 0:
            return Recommendation(BETTER, f"B is better than A: {span}. {_ratios(cllr, 1)}")
        if auc.high < 0:
            return Recommendation(WORSE, f"B is worse than A: {span}. {_ratios(cllr, -1)}")
        if auc.low > -SMALL and auc.high < SMALL:
            return Recommendation(
                ALIKE, f"B and A tell forged from pristine equally well: {span}. {_ratios(cllr, 0)}"
            )
    needed = _needed(auc, sources)
    if needed is None:
        advice = "Measure on clips of more sources."
    else:
        sought = max(abs(auc.difference), SMALL)
        advice = (
            f"About {needed} source clips would be needed to find a difference of {sought:.3f} "
            "in four of five tries."
        )
    return Recommendation(
        TOO_FEW,
        f"{sources} source clip{'s are' if sources != 1 else ' is'} too few to tell: {span}. "
        f"Keep A for now. {advice}",
        needed,
    )


def _ratios(cllr: Difference, direction: int) -> str:
    """A sentence on likelihood ratios; low Cllr is good."""
    change = f"(Cllr {cllr.difference:+.3f} bits)"
    if cllr.low > 0:
        start = "But its" if direction > 0 else "B's"
        return f"{start} likelihood ratios are worse {change}: calibrate it anew before use."
    if cllr.high < 0:
        start = "But its" if direction < 0 else "Its" if direction > 0 else "B's"
        return f"{start} likelihood ratios are better {change}."
    return f"No difference of the likelihood ratios is established {change}."


def _needed(auc: Difference, sources: int) -> int | None:
    """Sources at which the difference seen, or else a small one, would be found."""
    if not math.isfinite(auc.deviation) or sources < 2:
        return None
    sought = max(abs(auc.difference), SMALL)
    count = sources * (_POWER * auc.deviation / sought) ** 2
    return max(LEAST_SOURCES, sources + 1, math.ceil(count))
