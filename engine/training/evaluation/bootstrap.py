"""Cluster bootstrap over source clips or people: metrics of many resamples at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.sparse import csr_array

from engine.detector.calibration import wilson_interval
from engine.training.records import FaceRecord

RANKED = ("auc", "eer", "average_precision", "cllr_min")
COUNTED = (
    "cllr",
    "accuracy",
    "accuracy_plain",
    "precision",
    "recall",
    "f1",
    "specificity",
)
NAMES = RANKED + COUNTED

#: Cells of the scores x draws table processed at once; bounds the memory.
_CELLS = 1_500_000


@dataclass(frozen=True)
class Items:
    """Scored frames or clips.

    Attributes:
        scores: float (N,), higher is more forged.
        llr: float (N,), log10 likelihood ratio of "forged".
        labels: int64 (N,), 0 pristine, 1 forged.
        clusters: int64 (N,), 0 to C - 1; resampled as a whole.
        threshold: score from which an item is called forged.
    """

    scores: np.ndarray
    llr: np.ndarray
    labels: np.ndarray
    clusters: np.ndarray
    threshold: float


def weighted_figures(
    items: Items, counts: np.ndarray, wanted: Collection[str] = NAMES
) -> dict[str, np.ndarray]:
    """Metrics with each cluster counted a given number of times.

    Args:
        items: N items in C clusters.
        counts: int (B, C), count of each cluster in each of B draws.
        wanted: which of `NAMES`.

    Returns:
        float64 (B,) for each name; NaN if undefined: a class is missing, or (precision) nothing is
        called forged.
    """
    found = _counted(items, counts)
    if set(RANKED) & set(wanted):
        found |= _ranked(items, counts, "cllr_min" in wanted)
    return {name: found[name] for name in NAMES if name in wanted}


def _counted(items: Items, counts: np.ndarray) -> dict[str, np.ndarray]:
    forged = items.labels == 1
    called = items.scores >= items.threshold
    natural = np.asarray(items.llr, np.float64) * np.log(10)
    cost = np.logaddexp(0, np.where(forged, -natural, natural)) / np.log(2)
    columns = (
        forged, ~forged, forged & called, ~forged & called, forged * cost, ~forged * cost,
    )  # fmt: skip
    clusters = counts.shape[1]
    sums = [np.bincount(items.clusters, column, clusters) for column in columns]
    p, n, hits, alarms, cost_forged, cost_pristine = (counts @ s for s in sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        recall, specificity = hits / p, (n - alarms) / n
        found = {
            "cllr": (cost_forged / p + cost_pristine / n) / 2,
            "accuracy": (recall + specificity) / 2,
            "accuracy_plain": (hits + n - alarms) / (p + n),
            "precision": hits / (hits + alarms),
            "recall": recall,
            "f1": 2 * hits / (p + hits + alarms),
            "specificity": specificity,
        }
    whole = (p > 0) & (n > 0)
    return {name: np.where(whole, values, np.nan) for name, values in found.items()}


def _ranked(items: Items, counts: np.ndarray, with_minimum: bool) -> dict[str, np.ndarray]:
    values, place = np.unique(items.scores, return_inverse=True)
    shape = (len(values), counts.shape[1])
    at = [
        csr_array(((items.labels == label) * 1.0, (place, items.clusters)), shape=shape)
        for label in (0, 1)
    ]
    step = max(1, _CELLS // len(values))
    parts = []
    for start in range(0, len(counts), step):
        drawn = counts[start : start + step].T.astype(np.float64)
        parts.append(_of_tables(at[0] @ drawn, at[1] @ drawn, with_minimum))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _of_tables(
    pristine: np.ndarray, forged: np.ndarray, with_minimum: bool
) -> dict[str, np.ndarray]:
    """Rank metrics from counts of each class at the u-th score, both float64 (U, B)."""
    below0, below1 = pristine.cumsum(0), forged.cumsum(0)
    n, p = below0[-1], below1[-1]
    whole = (p > 0) & (n > 0)
    above1, above0 = p - below1 + forged, n - below0 + pristine
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {
            "auc": (forged * (below0 - pristine / 2)).sum(0) / (p * n),
            "average_precision": (forged * np.nan_to_num(above1 / (above1 + above0))).sum(0) / p,
            "eer": _eer(below1 / p, below0 / n),
        }
    if with_minimum:
        found["cllr_min"] = np.array(
            [minimum_cllr(pristine[:, j], forged[:, j]) for j in range(len(p))]
        )
    return {name: np.where(whole, values, np.nan) for name, values in found.items()}


def _eer(missed: np.ndarray, passed: np.ndarray) -> np.ndarray:
    """Equal error rate by linear interpolation of the ROC curve.

    Args:
        missed, passed: float64 (U, B), share of forged and pristine items at or below each score.
    """
    start = np.zeros((1, missed.shape[1]))
    missed, passed = np.vstack([start, missed]), np.vstack([start, passed])
    gap = missed - (1 - passed)
    k = np.argmax(gap >= 0, axis=0)
    draws = np.arange(missed.shape[1])
    before, after = gap[k - 1, draws], gap[k, draws]
    share = -before / (after - before)
    rates: np.ndarray = missed[k - 1, draws] * (1 - share) + missed[k, draws] * share
    return rates


def minimum_cllr(pristine: np.ndarray, forged: np.ndarray) -> float:
    """Cllr in bits after the optimal monotonic calibration.

    Args:
        pristine, forged: float64 (U,), count of each class at the u-th smallest score.

    Returns:
        NaN if a class is missing.

    Source: Brummer & du Preez 2006 (pool adjacent violators).
    """
    n, p = pristine.sum(), forged.sum()
    if min(n, p) == 0:
        return float("nan")
    there = (pristine + forged) > 0
    a, b = pristine[there], forged[there]
    posterior = isotonic_regression(b / (a + b), weights=a + b).x
    weight_forged, weight_pristine = posterior / p, (1 - posterior) / n
    both = weight_forged + weight_pristine
    some_b, some_a = b > 0, a > 0
    cost_forged = (b[some_b] * np.log2(both[some_b] / weight_forged[some_b])).sum() / p
    cost_pristine = (a[some_a] * np.log2(both[some_a] / weight_pristine[some_a])).sum() / n
    return float(cost_forged + cost_pristine) / 2


#: Units of resampling and their names. Items of one source resemble each other, and so do clips
#: of one person; drawing people gives wider intervals.
UNITS = {"source": "source clips", "person": "people"}

#: Interval reported if the data do not determine one; NaN: unbounded.
LIMITS = {"cllr": (0.0, float("nan"))}
_SHARE = (0.0, 1.0)


def draw_counts(clusters: int, draws: int = 500, seed: int = 0) -> np.ndarray:
    """int64 (draws, clusters): how often each cluster is drawn, with replacement."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws)


def centred(point: float, draws: np.ndarray) -> np.ndarray:
    """Shift draws so that their median is the point estimate; undefined draws are dropped.

    Duplicated items agree with themselves, so metrics that adapt to the data (equal error rate,
    minimum Cllr) are optimistic in the draws. This keeps their spread and removes their bias.

    Args:
        point: metric of all items.
        draws: float64 (B,), NaN where undefined.
    """
    known = draws[~np.isnan(draws)]
    return known + (point - np.median(known)) if len(known) else known


def interval(name: str, point: float, draws: np.ndarray, clusters: int) -> tuple[float, float]:
    """95 % interval of a metric; its whole range if there is only one cluster.

    Args:
        name: of the metric, for its range.
        point: metric of all items.
        draws: float64 (B,), NaN where undefined.
    """
    lowest, highest = LIMITS.get(name, _SHARE)
    moved = centred(point, draws)
    if clusters < 2 or len(moved) == 0:
        return lowest, highest
    low, high = np.percentile(moved, (2.5, 97.5))
    return float(np.fmax(low, lowest)), float(np.fmin(high, highest))


@dataclass(frozen=True)
class Share:
    """`count` of `total` clips, and the 95 % interval of the share."""

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
    """Share of the clips for which `called` is true.

    The interval resamples people. If the share is 0 or 1, resampling cannot vary, and Wilson's
    interval over source clips is used instead.

    Args:
        called: bool (N,), N at least 1.
        records: one for each clip, N.
    """
    count, total = int(called.sum()), len(called)
    people, codes = np.unique([r.identity for r in records], return_inverse=True)
    if count in (0, total):
        sources = len({r.source for r in records})
        return Share(count, total, *wilson_interval(sources if count else 0, sources))
    draws = draw_counts(len(people))
    size = draws @ np.bincount(codes, minlength=len(people))
    hits = draws @ np.bincount(codes, weights=called, minlength=len(people))
    drawn = np.divide(hits, size, out=np.full(len(size), np.nan), where=size > 0)
    return Share(count, total, *interval("share", count / total, drawn, len(people)))
