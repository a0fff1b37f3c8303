"""Shares of a count, with what so few items can say about them."""

from __future__ import annotations

import math

#: Of the normal distribution, for intervals of 95 %.
_Z = 1.959964


def wilson(count: float, total: float) -> tuple[float, float]:
    """95 % interval of a share; its upper end is about 4 / total where nothing was counted.

    Args:
        count: how often it happened, 0 to `total`.
        total: how often it could have; 0 gives the whole range.

    Source: Wilson 1927.
    """
    if total <= 0:
        return 0.0, 1.0
    share, square = count / total, _Z * _Z / total
    middle = (share + square / 2) / (1 + square)
    reach = math.sqrt(share * (1 - share) * square + square * square / 4) / (1 + square)
    low = 0.0 if count <= 0 else max(0.0, middle - reach)
    high = 1.0 if count >= total else min(1.0, middle + reach)
    return low, high
