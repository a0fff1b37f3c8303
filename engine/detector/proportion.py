"""Shares of a count, with what so few items can say about them."""

from __future__ import annotations


def wilson(count: int, total: int) -> tuple[float, float]:
    """95 % interval of a share; its upper end is about 4 / total where nothing was counted.

    Args:
        count: how often it happened, 0 to `total`.
        total: how often it could have; 0 gives the whole range.

    Source: Wilson 1927.
    """
    from scipy.stats import binomtest

    if total <= 0:
        return 0.0, 1.0
    found = binomtest(count, total).proportion_ci(method="wilson")
    return float(found.low), float(found.high)
