"""What a comparison comes to, in words: one pure function."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.training.evaluation.bootstrap import UNITS

if TYPE_CHECKING:
    from engine.training.evaluation.compare import Difference

BETTER, WORSE, ALIKE, TOO_FEW = "better", "worse", "alike", "too few to tell"

#: A difference of AUC that is too small to matter.
SMALL = 0.01
#: Below so many source clips or people, draws of them say little about the spread.
LEAST_CLUSTERS = 10
#: Standard deviations between nothing and a difference that is found in 4 of 5 tries at 5 %.
_POWER = 1.96 + 0.8416


@dataclass(frozen=True)
class Recommendation:
    """Of detector B against detector A.

    Attributes:
        outcome: "better", "worse", "alike" or "too few to tell".
        words: sentences for a user.
        needed: about how many source clips (or people) would tell; None if these do, or if
            not even a guess can be made.
    """

    outcome: str
    words: str
    needed: int | None = None


def recommend(auc: Difference, cllr: Difference, clusters: int, unit: str) -> Recommendation:
    """Better or worse where the interval of the difference of AUC leaves out zero.

    Args:
        auc, cllr: differences B - A.
        clusters: source clips or people behind them.
        unit: see `bootstrap.UNITS`.
    """
    span = f"AUC {auc.difference:+.3f} (95 %: {auc.low:+.3f} to {auc.high:+.3f})"
    if clusters >= LEAST_CLUSTERS:
        if auc.low > 0:
            return Recommendation(BETTER, f"B is better than A: {span}. {_ratios(cllr, 1)}")
        if auc.high < 0:
            return Recommendation(WORSE, f"B is worse than A: {span}. {_ratios(cllr, -1)}")
        if auc.low > -SMALL and auc.high < SMALL:
            return Recommendation(
                ALIKE, f"B and A tell forged from pristine equally well: {span}. {_ratios(cllr, 0)}"
            )
    needed = _needed(auc, clusters)
    if needed is None:
        advice = f"Measure on clips of more {UNITS[unit]}."
    else:
        sought = max(abs(auc.difference), SMALL)
        advice = (
            f"About {needed} {UNITS[unit]} would be needed to find a difference of {sought:.3f} "
            "in four of five tries."
        )
    return Recommendation(
        TOO_FEW,
        f"Too few to tell (number of {UNITS[unit]}: {clusters}): {span}. Keep A for now. {advice}",
        needed,
    )


def _ratios(cllr: Difference, direction: int) -> str:
    """A sentence on likelihood ratios; low Cllr is good."""
    change = f"(Cllr {cllr.difference:+.3f} bits)"
    if cllr.low > 0:
        start = "But its" if direction > 0 else "B's"
        advice = "" if direction < 0 else ": calibrate it anew before use"
        return f"{start} likelihood ratios are worse {change}{advice}."
    if cllr.high < 0:
        start = "But its" if direction < 0 else "Its" if direction > 0 else "B's"
        return f"{start} likelihood ratios are better {change}."
    return f"No difference of the likelihood ratios is established {change}."


def _needed(auc: Difference, clusters: int) -> int | None:
    """Clusters at which the difference seen, or else a small one, would be found."""
    if not math.isfinite(auc.deviation) or clusters < 2:
        return None
    sought = max(abs(auc.difference), SMALL)
    count = clusters * (_POWER * auc.deviation / sought) ** 2
    return max(LEAST_CLUSTERS, clusters + 1, math.ceil(count))
