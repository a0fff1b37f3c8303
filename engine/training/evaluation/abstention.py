"""Abstention: error rate against coverage as stronger evidence is required."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.analysis.verbal_scale import verbal_scale
from engine.training.evaluation.scored import Scored

#: Maximum number of points of a curve.
_POINTS = 101


@dataclass(frozen=True)
class Abstention:
    """Points of the curve; both classes have equal weight.

    Attributes:
        demanded: float64 (K,), minimum absolute log10 likelihood ratio, rising from 0.
        coverage: float64 (K,), share of items with a decision, falling.
        error: float64 (K,), share of decisions on the wrong side of the stored threshold; NaN
            without decisions.
        pristine, forged: int64 (K,), items with a decision.
        false_alarms, misses: int64 (K,), wrong decisions of each class.
    """

    demanded: np.ndarray
    coverage: np.ndarray
    error: np.ndarray
    pristine: np.ndarray
    forged: np.ndarray
    false_alarms: np.ndarray
    misses: np.ndarray


def abstention(
    scored: Scored,
    threshold: float,
    familiar_only: bool = False,
    demands: np.ndarray | None = None,
) -> Abstention:
    """Abstention curve of samples or clips of both classes.

    Args:
        threshold: score from which an item is called forged.
        familiar_only: also abstain on out-of-distribution items; coverage refers to all items.
        demands: float (K,), rising; by default quantiles of the observed ratios.

    Raises:
        ValueError: `familiar_only`, but the detector has no out-of-distribution measure.
    """
    strength = np.abs(np.asarray(scored.llr, np.float64))
    if demands is None:
        demands = np.unique(np.r_[0.0, np.quantile(strength, np.linspace(0, 1, _POINTS - 1))])
    kept = np.ones(len(scored), bool)
    if familiar_only:
        if scored.novelty is None:
            raise ValueError("the detector does not know what is unfamiliar")
        kept = scored.novelty <= 1
    forged, called = scored.labels == 1, np.asarray(scored.scores) >= threshold
    # Axis 0: demands.
    answered = kept & (strength >= np.asarray(demands, np.float64)[:, None])
    counts = {
        "pristine": (answered & ~forged).sum(1),
        "forged": (answered & forged).sum(1),
        "false_alarms": (answered & ~forged & called).sum(1),
        "misses": (answered & forged & ~called).sum(1),
    }
    share_pristine, share_forged = 0.5 / (~forged).sum(), 0.5 / forged.sum()
    coverage = counts["pristine"] * share_pristine + counts["forged"] * share_forged
    wrong = counts["false_alarms"] * share_pristine + counts["misses"] * share_forged
    error = np.full(len(coverage), np.nan)
    np.divide(wrong, coverage, out=error, where=coverage > 0)
    return Abstention(np.asarray(demands, np.float64), coverage, error, **counts)


def abstention_table(scored: Scored, threshold: float) -> list[dict[str, Any]]:
    """Rows at the edges of the verbal scale, JSON-ready.

    Each has "familiar_only", "words" (the weakest step that is accepted), "demanded" and the other
    columns of `Abstention`. Rows without decisions are left out.
    """
    steps = verbal_scale().steps
    demands = np.log10([step.lower for step in steps])
    rows = []
    for familiar in (False, True) if scored.novelty is not None else (False,):
        curve = abstention(scored, threshold, familiar, demands)
        for i, step in enumerate(steps):
            if curve.coverage[i] > 0:
                rows.append({
                    "familiar_only": familiar,
                    "words": step.words,
                    "demanded": round(float(curve.demanded[i]), 4),
                    "coverage": round(float(curve.coverage[i]), 4),
                    "error": round(float(curve.error[i]), 4),
                    **{name: int(getattr(curve, name)[i])
                       for name in ("pristine", "forged", "false_alarms", "misses")},
                })  # fmt: skip
    return rows
