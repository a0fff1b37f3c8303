"""Fusion of several detectors that judge the same clip, and what they disagree about.

Each detector judges by itself. Logistic regression on labelled clips turns their values into one
likelihood ratio. Source: Brummer et al. 2007 (linear logistic regression fusion).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from engine.analysis.verbal_scale import verbal_scale
from engine.detector.calibration import ASSUMED_UNSEEN
from engine.errors import CalibrationError
from engine.files import read_small
from engine.wording import mark

FORMAT = 1
#: Clips of each class; fewer bound the ratio so closely that it says nothing.
LEAST_CLIPS = 10
#: scikit-learn's C; values are standardised, and a few dozen clips must not give large weights.
_PENALTY = 1.0


@dataclass(frozen=True)
class FusedDetector:
    """One detector of a fusion.

    Attributes:
        name: of the detector.
        sha256: of its bundle.
        weight: of its value in the fusion, in log10 LR for each unit of the value.
        slope, intercept: log10 LR of its value alone, on the same clips.
    """

    name: str
    sha256: str
    weight: float
    slope: float
    intercept: float


@dataclass(frozen=True)
class Fusion:
    """A fitted fusion.

    Attributes:
        detectors: two or more.
        intercept: log10 LR where every value is 0.
        pristine, forged: number of clips that it was fitted on, which bound the ratio.
        source: name of their folder.
    """

    detectors: tuple[FusedDetector, ...]
    intercept: float
    pristine: int
    forged: int
    source: str
    format: int = FORMAT

    def __post_init__(self) -> None:
        numbers = [self.intercept]
        for one in self.detectors:
            numbers += [one.weight, one.slope, one.intercept]
        if self.format != FORMAT:
            raise ValueError(f"format {self.format} is not {FORMAT}")
        if len(self.detectors) < 2 or len({one.sha256 for one in self.detectors}) < len(
            self.detectors
        ):
            raise ValueError("a fusion needs two or more different detectors")
        if min(self.pristine, self.forged) < LEAST_CLIPS:
            raise ValueError("the clips are too few")
        if not all(math.isfinite(number) for number in numbers):
            raise ValueError("a number is not finite")

    @property
    def bound(self) -> float:
        """Largest absolute log10 LR that the clips support."""
        return math.log10(min(self.pristine, self.forged))


@dataclass(frozen=True)
class FusedRatio:
    """Result of a fusion on one clip.

    Attributes:
        llr: log10 likelihood ratio of "forged" against "pristine".
        alone: log10 likelihood ratio by each detector alone, in the order of the fusion.
        low, high: the fused ratio and all of `alone` lie in this interval: the more the detectors
            disagree, the wider it is.
    """

    llr: float
    alone: tuple[float, ...]
    low: float
    high: float

    @property
    def contradictory(self) -> bool:
        """Whether one detector speaks for manipulation and another against it."""
        undecided = verbal_scale().undecided
        return self.low <= -undecided and self.high >= undecided


def fuse(fusion: Fusion, values: Sequence[float]) -> FusedRatio:
    """Fuse the values of one clip.

    Args:
        values: of each detector in order, see `engine.analysis.verdict.suspicion_of`.

    Raises:
        ValueError: another number of values.
    """
    pairs = list(zip(fusion.detectors, values, strict=True))
    alone = tuple(_bounded(one.slope * v + one.intercept, fusion.bound) for one, v in pairs)
    line = fusion.intercept + sum(one.weight * value for one, value in pairs)
    llr = _bounded(line, fusion.bound)
    return FusedRatio(llr, alone, min(llr, *alone), max(llr, *alone))


def _bounded(line: float, bound: float) -> float:
    """log10 of the ratio, with the assumed share of forgeries that look pristine."""
    ratio = 10 ** max(-bound, min(bound, line))
    return math.log10((1 - ASSUMED_UNSEEN) * ratio + ASSUMED_UNSEEN)


def fit_fusion(
    names: Sequence[tuple[str, str]], values: np.ndarray, labels: np.ndarray, source: str
) -> Fusion:
    """Fit the weights by logistic regression with equal weight for both classes.

    Args:
        names: name and SHA-256 of each of M detectors.
        values: float (N, M), one row a clip.
        labels: int64 (N,), 0 pristine, 1 forged.
        source: name of the clips' folder.

    Raises:
        CalibrationError: fewer than `LEAST_CLIPS` clips of a class.
    """
    forged = int(np.sum(labels))
    pristine = len(labels) - forged
    if min(pristine, forged) < LEAST_CLIPS:
        raise CalibrationError(
            mark(
                "{pristine} pristine and {forged} forged clips were judged by all detectors; at "
                "least {least} of each are needed."
            ),
            mark("Add labelled clips that show a clear face."),
            pristine=pristine,
            forged=forged,
            least=LEAST_CLIPS,
        )
    values = np.asarray(values, np.float64)
    weights, intercept = _line(values, labels)
    single = [_line(values[:, [i]], labels) for i in range(values.shape[1])]
    detectors = tuple(
        FusedDetector(name, sha256, float(weights[i]), float(single[i][0][0]), single[i][1])
        for i, (name, sha256) in enumerate(names)
    )
    return Fusion(detectors, intercept, pristine, forged, source)


def _line(values: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and intercept in log10 LR, of logistic regression on standardised values."""
    from sklearn.linear_model import LogisticRegression

    centre, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    model = LogisticRegression(C=_PENALTY, class_weight="balanced", max_iter=1000)
    model.fit((values - centre) / scale, labels)
    weights = model.coef_[0] / scale / math.log(10)
    intercept = float(model.intercept_[0]) / math.log(10) - float(weights @ centre)
    return weights, intercept


def to_plain(fusion: Fusion) -> dict[str, Any]:
    """Convert a fusion to JSON-ready data."""
    return asdict(fusion)


def from_plain(plain: Any) -> Fusion:
    """Read a fusion from JSON-ready data, and check every field.

    Raises:
        ValueError: a field is missing or invalid.
    """
    return msgspec.convert(plain, Fusion)


def fusion_bytes(fusion: Fusion) -> bytes:
    """Serialize a fusion to JSON in UTF-8."""
    return json.dumps(to_plain(fusion), indent=1, ensure_ascii=False).encode() + b"\n"


def read_fusion(path: Path) -> Fusion:
    """Read a fusion and check every field.

    Raises:
        CalibrationError: the file is missing or invalid.
    """
    try:
        return from_plain(msgspec.json.decode(read_small(path, 1 << 20), type=dict[str, Any]))
    except OSError as error:
        raise CalibrationError(
            mark("The fusion '{path}' cannot be read: {why}."),
            mark("Check the name."),
            path=path,
            why=error.strerror or error,
        ) from error
    except (ValueError, RecursionError) as error:
        raise CalibrationError(
            mark("'{path}' is not a fusion, or it is damaged."),
            mark("Make it again with 'forensics fusion fit'."),
            str(error),
            path=path,
        ) from error
