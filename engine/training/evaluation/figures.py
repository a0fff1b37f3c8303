"""Metrics of a set of scores with bootstrap intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.training.evaluation.bootstrap import (
    NAMES,
    Items,
    draw_counts,
    interval,
    weighted_figures,
)

DRAWS = 500


@dataclass(frozen=True)
class Estimate:
    """A metric and its 95 % interval; NaN if undefined or unbounded."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Figures:
    """Metrics of frames or clips of one set.

    Attributes:
        pristine, forged: number of items.
        clusters: number of units of resampling: source clips, or people.
        estimates: by name.
            auc: area under the ROC curve, 0 to 1.
            eer: equal error rate, 0 to 1.
            cllr: cost of the likelihood ratios in bits; 0 is perfect, 1 uninformative. Measured
                on the bounded ratios that verdicts give (`Calibration.llr`).
            cllr_min: cost after the optimal monotonic calibration of the raw score. The
                difference to `cllr` is due to calibration and bounds.
            average_precision: mean precision over recall, 0 to 1.
            accuracy, accuracy_plain: at the bundle's threshold, with equal class weights and
                with equal item weights.
            precision, recall, f1, specificity: at the bundle's threshold; "forged" is positive.
    """

    pristine: int
    forged: int
    clusters: int
    estimates: Mapping[str, Estimate]

    def __getitem__(self, name: str) -> Estimate:
        return self.estimates[name]

    def to_json(self) -> dict[str, Any]:
        """Flat: "auc", "auc_low", "auc_high" and so on; undefined values are left out."""
        result: dict[str, Any] = {
            "pristine": self.pristine,
            "forged": self.forged,
            "clusters": self.clusters,
        }
        for name, estimate in self.estimates.items():
            for key, value in (("", estimate.value), ("_low", estimate.low),
                               ("_high", estimate.high)):  # fmt: skip
                if not math.isnan(value):
                    result[name + key] = round(value, 4)
        return result


def figures(
    scores: np.ndarray,
    llr: np.ndarray,
    labels: np.ndarray,
    clusters: np.ndarray,
    threshold: float,
    draws: int = DRAWS,
) -> Figures:
    """All metrics of one set of scores, with intervals from the same draws.

    Args:
        scores: float (N,), higher is more forged.
        llr: float (N,), log10 likelihood ratios. `cllr_min` uses the scores; it does not exceed
            `cllr` if the ratios are monotonic in the scores.
        labels: int64 (N,), 0 pristine, 1 forged, both present.
        clusters: (N,), source clip (or person) of each item.
        threshold: chosen on validation data, stored with the detector.
        draws: number of bootstrap draws.
    """
    names, codes = np.unique(clusters, return_inverse=True)
    items = Items(scores, llr, labels, codes, threshold)
    points = weighted_figures(items, np.ones((1, len(names)), np.int64))
    drawn = weighted_figures(items, draw_counts(len(names), draws))
    estimates = {}
    for name in NAMES:
        value = float(points[name][0])
        limits = interval(name, value, drawn[name], len(names))
        estimates[name] = Estimate(value, *(limits if not math.isnan(value) else (value, value)))
    forged = int((labels == 1).sum())
    return Figures(len(labels) - forged, forged, len(names), estimates)


def equal_error_rate(scores: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Rate at which misses equal false alarms, and the nearest score.

    Args:
        scores: float (N,), higher is more forged.
        labels: int64 (N,), 0 pristine, 1 forged, both present.
    """
    from sklearn.metrics import roc_curve

    false_alarms, hits, thresholds = roc_curve(labels, scores, drop_intermediate=False)
    misses = 1 - hits
    gap = misses - false_alarms
    nearest = thresholds[int(np.argmin(np.abs(gap)))]
    rate = float(np.interp(0.0, gap[::-1], misses[::-1]))
    return rate, float(np.clip(nearest, scores.min(), scores.max()))
