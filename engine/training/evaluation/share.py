"""How large a part of some clips is called something, with an interval over whole people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.detector.proportion import wilson
from engine.training.evaluation.bootstrap import draw_counts, interval
from engine.training.records import FaceRecord


@dataclass(frozen=True)
class Share:
    """`count` of `total` clips, and the 95 % interval of their share."""

    count: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.count / self.total

    def to_json(self) -> dict[str, Any]:
        low, high = round(self.low, 4), round(self.high, 4)
        return {"count": self.count, "share": round(self.value, 4), "low": low, "high": high}


def share_of(called: np.ndarray, records: list[FaceRecord]) -> Share:
    """The share of clips that are called so.

    The interval is from draws of whole people. Where no clip or every clip is called so, draws
    cannot vary, and Wilson's interval over the source clips takes their place.

    Args:
        called: bool (N,), N at least 1.
        records: one a clip, N.
    """
    count, total = int(called.sum()), len(called)
    people, codes = np.unique([r.identity for r in records], return_inverse=True)
    if count in (0, total):
        sources = len({r.source for r in records})
        return Share(count, total, *wilson(sources if count else 0, sources))
    draws = draw_counts(len(people))
    size = draws @ np.bincount(codes, minlength=len(people))
    hits = draws @ np.bincount(codes, weights=called, minlength=len(people))
    drawn = np.divide(hits, size, out=np.full(len(size), np.nan), where=size > 0)
    return Share(count, total, *interval("share", count / total, drawn, len(people)))
