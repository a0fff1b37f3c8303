"""Scores to likelihood ratios, and how good such ratios are.

Sources: Brummer & du Preez 2006 (Cllr); Morrison 2013 (logistic-regression calibration).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

#: Validation data hold no forgeries of kinds that the detector cannot see, and those look
#: pristine: whatever the data, ratios for "pristine" stay just under ten (weak support).
PRISTINE_BOUND = 0.99


@dataclass(frozen=True)
class Calibration:
    """A line from score to log10 likelihood ratio, with bounds.

    Attributes:
        slope, intercept: log10 LR = slope * score + intercept.
        bound: largest absolute log10 LR that the validation data can support.
        pristine, forged: validation clips behind the line.
        pristine_bound: largest log10 LR for "pristine", where `bound` is not smaller.
    """

    slope: float
    intercept: float
    bound: float
    pristine: int
    forged: int
    pristine_bound: float = PRISTINE_BOUND

    def llr(self, scores: np.ndarray) -> np.ndarray:
        """float64, log10 likelihood ratio of "forged" against "pristine"; any shape."""
        line = self.slope * np.asarray(scores, np.float64) + self.intercept
        return np.clip(line, -min(self.bound, self.pristine_bound), self.bound)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def fit_calibration(scores: np.ndarray, labels: np.ndarray) -> Calibration:
    """Logistic regression with both classes given equal weight.

    The bound is log10 of the smaller class's size: from n clips one cannot learn that
    something happens less often than about once in n. Toward "pristine" `PRISTINE_BOUND` holds too.

    Args:
        scores: float (N,), higher is more forged; one a clip.
        labels: int64 (N,), 0 pristine, 1 forged, both present.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6, class_weight="balanced", max_iter=1000)
    model.fit(np.asarray(scores, np.float64)[:, None], labels)
    forged = int(labels.sum())
    pristine = len(labels) - forged
    return Calibration(
        slope=float(model.coef_[0, 0]) / math.log(10),
        intercept=float(model.intercept_[0]) / math.log(10),
        bound=math.log10(max(2, min(forged, pristine))),
        pristine=pristine,
        forged=forged,
        pristine_bound=PRISTINE_BOUND,
    )


def cllr(llr: np.ndarray, labels: np.ndarray) -> float:
    """Cost of log-likelihood ratios, in bits.

    Args:
        llr: float (N,), log10 LR.
        labels: int64 (N,), 0 pristine, 1 forged.

    Returns:
        0 for perfect ratios, 1 for ratios that say nothing, above 1 for misleading ones.
    """
    natural = np.asarray(llr, np.float64) * math.log(10)
    forged, pristine = natural[labels == 1], natural[labels == 0]
    cost = np.logaddexp(0, -forged).mean() + np.logaddexp(0, pristine).mean()
    return float(cost / (2 * math.log(2)))


def recovered_calibration(scores: np.ndarray, llr: np.ndarray) -> Calibration:
    """The calibration behind some ratios, for results that do not keep it.

    Exact between the smallest and largest of the scores where two or more of the ratios lie
    between the bounds; else the line through the outermost ratios.

    Args:
        scores: float (N,), as given to `Calibration.llr`.
        llr: float64 (N,), what it returned.
    """
    scores, llr = np.asarray(scores, np.float64), np.asarray(llr, np.float64)
    if not len(llr):
        return Calibration(0.0, 0.0, 0.0, 0, 0)
    low, high = llr.min(), llr.max()
    # The extremes may lie on a bound, off the line.
    on_line = (llr > low) & (llr < high)
    if on_line.sum() < 2:
        on_line[:] = True
    first, last = np.argmin(scores[on_line]), np.argmax(scores[on_line])
    run = scores[on_line][last] - scores[on_line][first]
    rise = llr[on_line][last] - llr[on_line][first]
    slope = float(rise / run) if run else 0.0
    return Calibration(
        slope=slope,
        intercept=float(llr[on_line][first] - slope * scores[on_line][first]),
        bound=float(max(abs(low), abs(high))),
        pristine=0,
        forged=0,
        pristine_bound=float(max(0.0, -low)),
    )
