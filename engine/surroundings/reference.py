"""Distribution of the statistics over pristine faces, and the rates measured with its limit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
import numpy as np

from engine.coding.rates import Count
from engine.shipped import read_json, resource

#: Smallest side of a face that is enlarged to the reference's size, in pixels.
SMALLEST_FACE = 100


class SurroundingsReference(msgspec.Struct, frozen=True):
    """Result of a measurement.

    Attributes:
        faces: number of pristine faces that the distribution is made of.
        mean, covariance: of the statistics, in the order of STATISTICS.
        limit: distance that one in twenty of these faces exceeds.
        pristine: pristine test faces that exceed it.
        forged: forged test faces that exceed it, by method.
        pristine_clips, forged_clips: test clips with a face that exceeds it.
    """

    faces: int
    mean: list[float]
    covariance: list[list[float]]
    limit: float
    pristine: Count
    forged: dict[str, Count]
    pristine_clips: Count
    forged_clips: Count

    @property
    def forged_total(self) -> Count:
        """Forged test faces of all methods that exceed the limit."""
        counts = self.forged.values()
        return Count(sum(c.found for c in counts), sum(c.of for c in counts))

    def deviations(self, statistics: np.ndarray) -> np.ndarray:
        """Statistics (..., 4) as standard deviations from the mean of pristine faces."""
        spread = np.sqrt(np.diag(np.array(self.covariance)))
        return np.asarray((statistics - np.array(self.mean)) / spread)

    def distance(self, statistics: np.ndarray) -> np.ndarray:
        """Mahalanobis distance of statistics (..., 4) from pristine faces; NaN stays."""
        away = statistics - np.array(self.mean)
        weighed = away @ np.linalg.inv(np.array(self.covariance))
        return np.asarray(np.sqrt(np.maximum((weighed * away).sum(-1), 0)))

    def to_json(self) -> dict[str, Any]:
        """Export as JSON-ready data."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


@lru_cache(maxsize=1)
def shipped_reference() -> SurroundingsReference:
    """The reference that comes with the program.

    Raises:
        ResourceError: the file is missing or damaged.
    """
    return read_json(resource("surroundings.json"), SurroundingsReference)
