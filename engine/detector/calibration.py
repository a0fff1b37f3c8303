"""Calibrate scores and quality to likelihood ratios by kind of forgery, and measure Cllr.

Sources: Brummer & du Preez 2006 (Cllr); Morrison 2013 (logistic-regression calibration).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.detector.kinds import known_kinds

#: Quality measures that a ratio depends on besides the score, in the order of `quality_terms`.
MEASURES = ("size", "sharpness", "blockiness")
#: Assumed share of forgeries that look pristine, if it was not measured: ratios for "pristine"
#: stay just below 10 (weak support).
ASSUMED_UNSEEN = 10**-0.99
#: A score is uninformative if the slope at its quality is below this share of the slope at
#: reference quality.
WORTHLESS = 0.2

#: scikit-learn's C for a fit with almost no penalty.
_FREE = 1e6

#: Unit, origin and range of each measure; 0 is reference quality and 1 is one step away.
_SIZE, _SIZE_RANGE = 112.0, (-2.0, 1.0)
_SHARPNESS, _SHARPNESS_STEP, _SHARPNESS_RANGE = 0.3, 0.1, (-2.5, 2.0)
_BLOCKINESS, _BLOCKINESS_STEP, _BLOCKINESS_RANGE = 0.03, 0.05, (-1.0, 4.0)


def quality_terms(sizes: np.ndarray, sharpness: np.ndarray, blockiness: np.ndarray) -> np.ndarray:
    """Quality of faces in steps from the reference: 112 px, sharpness 0.3, blockiness 0.03.

    Args:
        sizes, sharpness, blockiness: float (...), as in `engine.faces.quality.FaceQuality`.

    Returns:
        float64 (..., 3), in the order of `MEASURES`: size in octaves, -2 to 1; sharpness in
        steps of 0.1, -2.5 to 2; blockiness in steps of 0.05, -1 to 4. 0 where not measured.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.log2(np.asarray(sizes, np.float64) / _SIZE)
    sharp = (np.asarray(sharpness, np.float64) - _SHARPNESS) / _SHARPNESS_STEP
    blocks = (np.asarray(blockiness, np.float64) - _BLOCKINESS) / _BLOCKINESS_STEP
    ranges = (_SIZE_RANGE, _SHARPNESS_RANGE, _BLOCKINESS_RANGE)
    terms = [np.clip(term, *ends) for term, ends in zip((size, sharp, blocks), ranges, strict=True)]
    return np.nan_to_num(np.stack(np.broadcast_arrays(*terms), axis=-1), nan=0.0)


@dataclass(frozen=True)
class KindCalibration:
    """Likelihood ratio of one kind of forgery against "pristine", by score and quality.

    With z from `quality_terms`, x = (slope + z . quality_slope) * score + intercept + z .
    quality_intercept, clipped to `bound`; the slope is at least 0. A share `unseen` of forgeries of
    this kind looks pristine to the detector, and for those the evidence has the ratio 1: the
    ratio is (1 - unseen) * 10**x + unseen, which cannot fall below `unseen`.

    Attributes:
        kind: key in `engine.detector.kinds`.
        slope, intercept: at reference quality.
        bound: largest absolute x that the validation data supports.
        pristine, forged: number of validation clips behind the line.
        unseen: 0 to 1, measured on forgeries by generators left out of training.
        quality_slope, quality_intercept: change per step of each of `MEASURES`; or empty.
    """

    kind: str
    slope: float
    intercept: float
    bound: float
    pristine: int
    forged: int
    unseen: float = 0.0
    quality_slope: tuple[float, ...] = ()
    quality_intercept: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in known_kinds().keys:
            raise ValueError(f"unknown kind of forgery {self.kind!r}")
        for name in ("quality_slope", "quality_intercept"):
            values = tuple(float(value) for value in getattr(self, name))
            if len(values) not in (0, len(MEASURES)):
                raise ValueError(f"{name} has {len(values)} numbers")
            # JSON gives lists, which do not compare equal to tuples.
            object.__setattr__(self, name, values)

    def slope_at(self, terms: np.ndarray) -> np.ndarray:
        """float64 (...), at least 0: slope of the line at a quality, float (..., 3)."""
        return np.maximum(self.slope + _weighted(terms, self.quality_slope), 0.0)

    def uninformative(self, terms: np.ndarray) -> np.ndarray:
        """bool (...): whether this quality reduces the slope to less than a fifth."""
        return self.slope_at(terms) < WORTHLESS * self.slope

    def llr(self, scores: np.ndarray, terms: np.ndarray) -> np.ndarray:
        """float64 (...): log10 ratios; exactly 0 if the quality makes scores uninformative.

        Args:
            scores: float (...).
            terms: float (..., 3), see `quality_terms`.
        """
        line = self.line(scores, terms) + self.intercept
        ratio = (1 - self.unseen) * 10 ** np.clip(line, -self.bound, self.bound) + self.unseen
        return np.where(self.uninformative(terms), 0.0, np.log10(ratio))

    def line(self, scores: np.ndarray, terms: np.ndarray) -> np.ndarray:
        """float64 (...): x without `intercept` and bounds; arguments as in `llr`."""
        scores = np.asarray(scores, np.float64)
        return self.slope_at(terms) * scores + _weighted(terms, self.quality_intercept)


def uninformative_from(part: KindCalibration) -> tuple[float | None, ...]:
    """Limit of each of `MEASURES` beyond which scores are uninformative, others at reference.

    Beyond means below for size and sharpness, and above for blockiness. None if no value makes
    scores uninformative.
    """
    steps = part.quality_slope or (0.0,) * len(MEASURES)
    z = [(WORTHLESS - 1) * part.slope / step if step else math.nan for step in steps]
    size, sharp, blocks = z
    return (
        _SIZE * 2**size if _SIZE_RANGE[0] <= size < 0 else None,
        _SHARPNESS + _SHARPNESS_STEP * sharp if _SHARPNESS_RANGE[0] <= sharp < 0 else None,
        _BLOCKINESS + _BLOCKINESS_STEP * blocks if 0 < blocks <= _BLOCKINESS_RANGE[1] else None,
    )


def _weighted(terms: np.ndarray, weights: tuple[float, ...]) -> np.ndarray:
    terms = np.asarray(terms, np.float64)
    return terms @ np.array(weights) if weights else np.zeros(terms.shape[:-1])


@dataclass(frozen=True)
class Calibration:
    """Convert a detector's scores to log10 likelihood ratios, by kind of forgery and in total.

    Attributes:
        kinds: in the order of the detector's scores; the generic kind stands alone.
    """

    kinds: tuple[KindCalibration, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", tuple(self.kinds))
        keys = self.keys
        if not keys or len(set(keys)) != len(keys):
            raise ValueError("a calibration needs kinds, each once")
        if known_kinds().generic.key in keys and len(keys) > 1:
            raise ValueError("the generic kind stands alone")

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each kind."""
        return tuple(part.kind for part in self.kinds)

    @classmethod
    def uncalibrated(cls) -> Calibration:
        """For a detector whose scores have no likelihood ratio: all ratios are 1."""
        part = KindCalibration(known_kinds().generic.key, 0.0, 0.0, 0.0, 0, 0, ASSUMED_UNSEEN)
        return cls((part,))

    @property
    def fitted(self) -> bool:
        """Whether it was fitted on forgeries, unlike `uncalibrated`."""
        return any(part.forged or part.slope > 0 for part in self.kinds)

    @cached_property
    def shares(self) -> np.ndarray:
        """float64 (K,): share of each kind among all forgeries."""
        return np.array([known_kinds().of(key).share for key in self.keys])

    def by_kind(self, scores: np.ndarray, terms: np.ndarray | None = None) -> np.ndarray:
        """float64 (..., K): log10 ratio of each kind against "pristine".

        Args:
            scores: float (..., K).
            terms: float (..., 3), see `quality_terms`; None for reference quality.

        Raises:
            ValueError: the number of kinds in `scores` differs.
        """
        scores, terms = _checked(scores, terms, len(self.kinds))
        return np.stack(
            [part.llr(scores[..., i], terms) for i, part in enumerate(self.kinds)], axis=-1
        )

    def llr(self, scores: np.ndarray, terms: np.ndarray | None = None) -> np.ndarray:
        """float64 (...): log10 ratio of the mixture of kinds; arguments as in `by_kind`."""
        return self.mixture(self.by_kind(scores, terms))

    def mixture(self, by_kind: np.ndarray) -> np.ndarray:
        """float64 (...): log10 ratio of the mixture, from those of its kinds, float (..., K).

        Kinds in the data file that this calibration does not cover have the ratio 1: they look like
        pristine faces to a detector that cannot see them, so its evidence is equally probable
        with and without them. The mixture's ratio cannot fall below their share.
        """
        ratio = (10 ** np.asarray(by_kind, np.float64)) @ self.shares
        return np.log10(ratio + max(0.0, 1 - float(self.shares.sum())))

    def uninformative(self, terms: np.ndarray) -> np.ndarray:
        """bool (..., K): kinds that are uninformative at a quality, float (..., 3)."""
        return np.stack([part.uninformative(terms) for part in self.kinds], axis=-1)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready form."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Calibration:
        """Parse a calibration from `to_json`, or from the line of bundles up to format 3.

        Raises:
            KeyError, TypeError, ValueError: fields are missing, unknown or invalid.
        """
        if "kinds" in plain:
            return cls(tuple(KindCalibration(**part) for part in plain["kinds"]))
        line = {key: value for key, value in plain.items() if key != "pristine_bound"}
        return cls((KindCalibration(known_kinds().generic.key, unseen=ASSUMED_UNSEEN, **line),))


def _checked(
    scores: np.ndarray, terms: np.ndarray | None, count: int
) -> tuple[np.ndarray, np.ndarray]:
    scores = np.asarray(scores, np.float64)
    if scores.ndim == 0 or scores.shape[-1] != count:
        raise ValueError(f"scores of the shape {scores.shape} for {count} kinds")
    if terms is None:
        terms = np.zeros((*scores.shape[:-1], len(MEASURES)))
    return scores, np.asarray(terms, np.float64)


def fit_calibration(
    scores: np.ndarray, labels: np.ndarray, unseen: float = ASSUMED_UNSEEN
) -> Calibration:
    """Fit a line for a detector that knows only pristine and forged; see `fit_kind`.

    Args:
        scores: float (N,), higher is more forged; one per clip.
        labels: int64 (N,), 0 pristine, 1 forged, both present.
        unseen: see `KindCalibration`.
    """
    return Calibration((fit_kind(known_kinds().generic.key, scores, labels, unseen=unseen),))


def fit_kind(
    kind: str,
    scores: np.ndarray,
    labels: np.ndarray,
    terms: np.ndarray | None = None,
    unseen: float = 0.0,
    ridge: float = 1.0,
) -> KindCalibration:
    """Fit a logistic regression with equal weight for both classes.

    The bound is log10 of the smaller class's size: n clips cannot show that something happens
    less often than about once in n. If forged clips score lower than pristine ones, the score says
    nothing, and every ratio is 1.

    Args:
        kind: key in `engine.detector.kinds`.
        scores: float (N,), higher is more forged; one per clip.
        labels: int64 (N,), 0 pristine, 1 forged, both present.
        terms: float (N, 3), see `quality_terms`; None for a line without quality terms.
        unseen: see `KindCalibration`.
        ridge: penalty on the quality terms; score and intercept have almost none.
    """
    from sklearn.linear_model import LogisticRegression

    scores = np.asarray(scores, np.float64)[:, None]
    columns = [scores]
    if terms is not None:
        terms = np.asarray(terms, np.float64)
        # scikit-learn has one penalty for all columns: smaller columns are penalized more.
        shrink = 1 / math.sqrt(_FREE * ridge)
        columns += [terms * shrink, terms * scores * shrink]
    # Newton steps do not depend on the scale of columns.
    solver = "lbfgs" if terms is None else "newton-cholesky"
    model = LogisticRegression(
        C=_FREE, class_weight="balanced", max_iter=1000, solver=solver, tol=1e-8
    )
    model.fit(np.concatenate(columns, axis=1), labels)
    found = model.coef_[0] / math.log(10)
    on_intercept, on_slope = np.split(found[1:], 2)
    forged = int(np.sum(labels))
    pristine = len(labels) - forged
    bound = math.log10(max(2, min(forged, pristine)))
    if found[0] <= 0:
        return KindCalibration(kind, 0.0, 0.0, bound, pristine, forged, unseen)
    quality = terms is not None
    return KindCalibration(
        kind=kind,
        slope=float(found[0]),
        intercept=float(model.intercept_[0]) / math.log(10),
        bound=bound,
        pristine=pristine,
        forged=forged,
        unseen=unseen,
        quality_slope=tuple((on_slope * shrink).tolist()) if quality else (),
        quality_intercept=tuple((on_intercept * shrink).tolist()) if quality else (),
    )


def cllr(llr: np.ndarray, labels: np.ndarray) -> float:
    """Log-likelihood-ratio cost (Cllr), in bits.

    Args:
        llr: float (N,), log10 LR.
        labels: int64 (N,), 0 pristine, 1 forged.

    Returns:
        0 for perfect ratios, 1 for uninformative ones, above 1 for misleading ones.
    """
    natural = np.asarray(llr, np.float64) * math.log(10)
    forged, pristine = natural[labels == 1], natural[labels == 0]
    cost = np.logaddexp(0, -forged).mean() + np.logaddexp(0, pristine).mean()
    return float(cost / (2 * math.log(2)))


def recovered_calibration(scores: np.ndarray, llr: np.ndarray) -> Calibration:
    """Recover the line behind some ratios, for results of earlier versions that do not store it.

    It is the line through the ratios between the bounds, with the assumed share of unseen
    forgeries.

    Args:
        scores: float (N,), of detectors with one kind.
        llr: float64 (N,), their log10 ratios, from a bounded line.
    """
    scores, llr = np.asarray(scores, np.float64), np.asarray(llr, np.float64)
    if not len(llr):
        return Calibration.uncalibrated()
    low, high = llr.min(), llr.max()
    # The extremes may be clipped to a bound, off the line.
    on_line = (llr > low) & (llr < high)
    if on_line.sum() < 2:
        on_line[:] = True
    first, last = np.argmin(scores[on_line]), np.argmax(scores[on_line])
    run = scores[on_line][last] - scores[on_line][first]
    rise = llr[on_line][last] - llr[on_line][first]
    slope = float(rise / run) if run else 0.0
    intercept = float(llr[on_line][first] - slope * scores[on_line][first])
    bound = float(max(abs(low), abs(high)))
    key = known_kinds().generic.key
    return Calibration((KindCalibration(key, slope, intercept, bound, 0, 0, ASSUMED_UNSEEN),))


def wilson_interval(count: int, total: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927); for a count of 0 it ends at about 4 / total.

    Args:
        count: number of occurrences, 0 to `total`.
        total: number of trials; 0 gives the whole range.
    """
    from scipy.stats import binomtest

    if total <= 0:
        return 0.0, 1.0
    found = binomtest(count, total).proportion_ci(method="wilson")
    return float(found.low), float(found.high)
