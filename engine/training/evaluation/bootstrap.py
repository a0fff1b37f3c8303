"""Draws of whole source clips or people, and intervals from them."""

from __future__ import annotations

import numpy as np

#: What is drawn as a whole, and its name: items of one source resemble each other, and so, where
#: people are filmed more than once, do those of one person; intervals are then wider.
UNITS = {"source": "source clips", "person": "people"}

#: What an interval is when the data cannot give one; NaN: without limit.
LIMITS = {"cllr": (0.0, float("nan"))}
_SHARE = (0.0, 1.0)


def draw_counts(clusters: int, draws: int = 500, seed: int = 0) -> np.ndarray:
    """int64 (draws, clusters): how often each cluster is drawn, with replacement."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws)


def centred(point: float, draws: np.ndarray) -> np.ndarray:
    """Draws moved so that their median is the figure itself; undefined draws are left out.

    An item that is drawn twice agrees with itself, so that figures which adapt to the data
    (the equal error rate, the minimum Cllr) come out too good in the draws: their spread is
    kept, their bias is not.

    Args:
        point: the figure of all items.
        draws: float64 (B,), NaN where undefined.
    """
    known = draws[~np.isnan(draws)]
    return known + (point - np.median(known)) if len(known) else known


def interval(name: str, point: float, draws: np.ndarray, clusters: int) -> tuple[float, float]:
    """95 % interval of a figure; the figure's whole range where one cluster is all there is.

    Args:
        name: of the figure, for its range.
        point: the figure of all items.
        draws: float64 (B,), NaN where undefined.
    """
    lowest, highest = LIMITS.get(name, _SHARE)
    moved = centred(point, draws)
    if clusters < 2 or len(moved) == 0:
        return lowest, highest
    low, high = np.percentile(moved, (2.5, 97.5))
    return float(np.fmax(low, lowest)), float(np.fmin(high, highest))
