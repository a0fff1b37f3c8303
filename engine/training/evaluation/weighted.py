"""Every figure of a set of scores under many weightings at once, as a bootstrap needs them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.sparse import csr_array

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

#: Cells of the table "scores x draws" that are worked on at once; bounds the memory.
_CELLS = 1_500_000


@dataclass(frozen=True)
class Items:
    """What was scored, by frame or by clip.

    Attributes:
        scores: float (N,), higher is more forged.
        llr: float (N,), log10 likelihood ratio of "forged".
        labels: int64 (N,), 0 pristine, 1 forged.
        clusters: int64 (N,), 0 to C - 1; what shares a cluster is drawn together.
        threshold: the score from which an item is called forged.
    """

    scores: np.ndarray
    llr: np.ndarray
    labels: np.ndarray
    clusters: np.ndarray
    threshold: float


def weighted_figures(
    items: Items, counts: np.ndarray, wanted: Collection[str] = NAMES
) -> dict[str, np.ndarray]:
    """Figures with each cluster counted a given number of times.

    Args:
        items: N of them in C clusters.
        counts: int (B, C), times that each cluster counts, in each of B draws.
        wanted: which of `NAMES`.

    Returns:
        float64 (B,) for each name; NaN where a draw leaves the figure undefined: a class is
        missing, or (precision) nothing is called forged.
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
    """Figures of ranks; both float64 (U, B): how many of each class have the u-th score."""
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
    """Where misses equal false alarms on the straight lines between the points of the ROC.

    Both float64 (U, B): shares of forged and of pristine at or below each score.
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
    """Cllr in bits after the best non-decreasing map from score to likelihood ratio.

    Args:
        pristine, forged: float64 (U,), how many of each class have the u-th smallest score.

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
