"""Curves of a detector's performance, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.stats import norm


@dataclass(frozen=True)
class Roc:
    """Points of the ROC curve, from (0, 0) to (1, 1).

    Attributes:
        false_alarms: float64 (K,), share of pristine items called forged, rising.
        hits: float64 (K,), share of forged items called forged, rising.
        thresholds: float64 (K,), falling; the first is infinite.
    """

    false_alarms: np.ndarray
    hits: np.ndarray
    thresholds: np.ndarray


def roc(scores: np.ndarray, labels: np.ndarray) -> Roc:
    """ROC of scores (N,) of two classes; collinear points are dropped."""
    from sklearn.metrics import roc_curve

    return Roc(*roc_curve(labels, scores))


@dataclass(frozen=True)
class Det:
    """Error rates as normal deviates: Gaussian scores give a straight line.

    Attributes:
        false_alarms, misses: float64 (K,), deviates; rates of 0 and 1 are clipped by half an item.
    """

    false_alarms: np.ndarray
    misses: np.ndarray


def det(scores: np.ndarray, labels: np.ndarray) -> Det:
    """Detection error trade-off (Martin et al. 1997)."""
    curve = roc(scores, labels)
    forged = int(labels.sum())
    return Det(
        _deviates(curve.false_alarms, len(labels) - forged), _deviates(1 - curve.hits, forged)
    )


def _deviates(rates: np.ndarray, count: int) -> np.ndarray:
    half = 0.5 / count
    deviates: np.ndarray = norm.ppf(np.clip(rates, half, 1 - half))
    return deviates


@dataclass(frozen=True)
class Tippett:
    """Cumulative likelihood ratios of each class.

    Attributes:
        llr: float64 (K,), log10, rising.
        pristine, forged: float64 (K,), share of the class at or above.
    """

    llr: np.ndarray
    pristine: np.ndarray
    forged: np.ndarray


def tippett(llr: np.ndarray, labels: np.ndarray) -> Tippett:
    """Shares of both classes at every observed ratio."""
    values = np.unique(llr)
    shares = [
        1 - np.searchsorted(np.sort(llr[labels == label]), values) / (labels == label).sum()
        for label in (0, 1)
    ]
    return Tippett(values, *shares)


@dataclass(frozen=True)
class CrossEntropy:
    """Empirical cross-entropy: the remaining uncertainty of a decision-maker, by prior.

    Attributes:
        prior: float64 (K,), log10 prior odds of "forged".
        given: float64 (K,), bits, with the detector's ratios.
        calibrated: the same after the optimal monotonic calibration.
        silent: the same with a ratio of 1 for everything.
    """

    prior: np.ndarray
    given: np.ndarray
    calibrated: np.ndarray
    silent: np.ndarray


def cross_entropy(
    scores: np.ndarray, llr: np.ndarray, labels: np.ndarray, reach: float = 3.0
) -> CrossEntropy:
    """ECE for log10 prior odds from -reach to reach; at 0, `given` is Cllr.

    Source: Ramos & Gonzalez-Rodriguez 2008.
    """
    prior = np.linspace(-reach, reach, 121)
    best = _best_ratios(scores, labels)
    return CrossEntropy(
        prior,
        _entropy(np.asarray(llr, np.float64), labels, prior),
        _entropy(best, labels, prior),
        _entropy(np.zeros(len(labels)), labels, prior),
    )


def _entropy(llr: np.ndarray, labels: np.ndarray, prior: np.ndarray) -> np.ndarray:
    odds = prior * np.log(10)
    natural = llr * np.log(10)
    forged, pristine = natural[labels == 1], natural[labels == 0]
    cost_forged = np.array([np.logaddexp(0, -(forged + o)).mean() for o in odds])
    cost_pristine = np.array([np.logaddexp(0, pristine + o).mean() for o in odds])
    share = 1 / (1 + np.exp(-odds))
    bits: np.ndarray = (share * cost_forged + (1 - share) * cost_pristine) / np.log(2)
    return bits


def _best_ratios(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """float64 (N,), log10 ratios by pool adjacent violators; infinite where classes separate."""
    _, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    forged = np.bincount(place, labels)
    posterior = isotonic_regression(forged / count, weights=count).x
    prior = np.log10(labels.sum() / (labels == 0).sum())
    with np.errstate(divide="ignore"):
        ratios: np.ndarray = np.log10(posterior) - np.log10(1 - posterior) - prior
    return ratios[place]


@dataclass(frozen=True)
class Reliability:
    """Calibration curve: predicted probability against observed frequency.

    Attributes:
        said: float64 (K,), mean predicted probability of each group at equal priors.
        seen: float64 (K,), observed share of forged items, with equal class weights.
        low, high: float64 (K,), 95 % interval of `seen` (Wilson).
        count: int64 (K,), items of each group.
    """

    said: np.ndarray
    seen: np.ndarray
    low: np.ndarray
    high: np.ndarray
    count: np.ndarray


def reliability(llr: np.ndarray, labels: np.ndarray, groups: int = 10) -> Reliability:
    """Reliability over groups of about equal size, ordered by ratio.

    Items with the same ratio stay in one group, so there may be fewer groups.
    """
    edges = np.unique(np.quantile(llr, np.linspace(0, 1, groups + 1)[1:-1]))
    group = np.unique(np.searchsorted(edges, llr, side="left"), return_inverse=True)[1]
    said = 1 / (1 + 10.0 ** -np.asarray(llr, np.float64))
    weight = np.where(labels == 1, 1 / labels.sum(), 1 / (labels == 0).sum())
    total = np.bincount(group, weight)
    mean = np.bincount(group, weight * said) / total
    seen = np.bincount(group, weight * labels) / total
    # Effective sample size of weighted items (Kish).
    worth = total**2 / np.bincount(group, weight**2)
    z = 1.96
    middle = (seen + z**2 / (2 * worth)) / (1 + z**2 / worth)
    reach = z / (1 + z**2 / worth) * np.sqrt(seen * (1 - seen) / worth + z**2 / (4 * worth**2))
    low, high = np.minimum(middle - reach, seen), np.maximum(middle + reach, seen)
    return Reliability(mean, seen, np.clip(low, 0, 1), np.clip(high, 0, 1), np.bincount(group))


def confusion(scores: np.ndarray, labels: np.ndarray, threshold: float) -> np.ndarray:
    """Confusion matrix int64 (2, 2): rows true, columns predicted; pristine, forged."""
    called = (scores >= threshold).astype(np.int64)
    return np.bincount(2 * labels + called, minlength=4).reshape(2, 2)
