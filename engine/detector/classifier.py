"""Classifiers on the embedding (paper section IV-C): fitting, scoring and safe storage."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import safetensors.numpy

from engine.errors import BundleError
from engine.wording import mark

#: The paper's two classifiers, and the others in its released code.
CLASSIFIERS = ("random_forest", "sgd", "logistic", "knn", "perceptron", "tree")
#: How the members of a bag vote.
VOTES = ("majority", "mean")

#: Linear models, by scikit-learn's names.
_LINEAR = ("LogisticRegression", "SGDClassifier", "Perceptron")
#: Node kinds that skops stores without a type.
_PLAIN = ("JsonNode", "NdArrayNode")

#: The only type that our classifiers need and skops does not trust by default.
_TRUSTED = frozenset({"sklearn.tree._tree.Tree"})


def fit_classifier(
    kind: str,
    embeddings: np.ndarray,
    labels: np.ndarray,
    seed: int,
    weights: np.ndarray | None,
    options: Mapping[str, Any] | None = None,
) -> Any:
    """Fit a scikit-learn classifier.

    Args:
        kind: one of `CLASSIFIERS`.
        embeddings: float32 (N, D).
        labels: int64 (N,), 0 pristine, 1 forged.
        seed: of every random draw.
        weights: float (N,) or None, weight of each sample; k-NN ignores it.
        options: scikit-learn's own parameters, which override our defaults.

    Raises:
        ValueError: an unknown kind or option.
    """
    model = _make(kind, seed)
    try:
        model.set_params(**(options or {}))
    except ValueError as error:
        raise ValueError(f"the classifier '{kind}' has no such option: {error}") from error
    if kind == "knn":
        return model.fit(embeddings, labels)
    return model.fit(embeddings, labels, sample_weight=weights)


def _make(kind: str, seed: int) -> Any:
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression, Perceptron, SGDClassifier
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.tree import DecisionTreeClassifier

    if kind == "random_forest":
        return RandomForestClassifier(100, min_samples_leaf=5, random_state=seed, n_jobs=-1)
    if kind == "sgd":
        return SGDClassifier(
            loss="log_loss", alpha=1e-3, max_iter=200, average=True, random_state=seed
        )
    if kind == "logistic":
        return LogisticRegression(C=1.0, max_iter=1000)
    if kind == "knn":
        return KNeighborsClassifier(10)
    if kind == "perceptron":
        return Perceptron(random_state=seed)
    if kind == "tree":
        return DecisionTreeClassifier(min_samples_leaf=5, random_state=seed)
    raise ValueError(f"unknown classifier {kind!r}")


def join_votes(members: list[Any], width: int, vote: str) -> Any:
    """Combine classifiers that each use their own part of a joined embedding.

    Args:
        members: fitted on `width` dimensions each.
        width: of one member's embedding.
        vote: one of `VOTES`; "majority" counts votes, "mean" averages probabilities.

    Source: paper section IV-B (bagging).
    """
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import VotingClassifier
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import LabelEncoder

    total = width * len(members)
    parts = []
    for number, member in enumerate(members):
        own = list(range(number * width, (number + 1) * width))
        columns = ColumnTransformer([("part", "passthrough", own)])
        columns.fit(np.zeros((2, total), np.float32))
        parts.append((f"member {number + 1}", Pipeline([("part", columns), ("member", member)])))
    joined = VotingClassifier(parts, voting="hard" if vote == "majority" else "soft")
    joined.estimators_ = [part for _, part in parts]
    joined.le_ = LabelEncoder().fit([0, 1])
    joined.classes_ = joined.le_.classes_
    return joined


def score(model: Any, embeddings: np.ndarray) -> np.ndarray:
    """Score how forged each embedding looks.

    Args:
        model: from `fit_classifier`, `join_votes` or `linear_layer`, or a `SequenceHead`.
        embeddings: float32 (N, D); for a sequence head those of one track in order of time.

    Returns:
        float32 (N, K): the classifier's log-odds of each kind of forgery, uncalibrated and
        clipped to -12 .. 12. K is 1 for all but a `LinearClassifier`.
    """
    if len(embeddings) == 0:
        return np.zeros((0, kind_count(model)), np.float32)
    if hasattr(model, "decision_function"):
        raw = model.decision_function(embeddings)
    else:
        hard = getattr(model, "voting", "") == "hard"
        shares = (
            model.transform(embeddings).mean(1) if hard else model.predict_proba(embeddings)[:, 1]
        )
        forged = np.clip(shares, 1e-3, 1 - 1e-3)
        raw = np.log(forged / (1 - forged))
    return bounded(np.reshape(raw, (len(embeddings), -1)))


def kind_count(model: Any) -> int:
    """Number of scores that a classifier gives per embedding."""
    return len(model.intercept_) if isinstance(model, LinearClassifier) else 1


def bounded(log_odds: np.ndarray) -> np.ndarray:
    """float32: log-odds clipped to -12 .. 12, the range in which classifiers are informative."""
    return np.clip(np.asarray(log_odds, np.float32), -12.0, 12.0)


@dataclass(frozen=True)
class LinearClassifier:
    """A linear classifier as plain numbers: one row for each kind of forgery.

    Attributes:
        coef_: float (K, D), in the precision of the fit; toward "forged".
        intercept_: float (K,), log-odds at the origin.
    """

    coef_: np.ndarray
    intercept_: np.ndarray

    def __post_init__(self) -> None:
        if self.coef_.ndim != 2 or self.intercept_.shape != self.coef_.shape[:1]:
            raise ValueError("coefficients and intercepts do not fit together")
        if not len(self.intercept_) or {self.coef_.dtype.kind, self.intercept_.dtype.kind} != {"f"}:
            raise ValueError("a linear classifier needs real numbers")

    def decision_function(self, embeddings: np.ndarray) -> np.ndarray:
        """float (N, K): log-odds of embeddings float32 (N, D)."""
        # Bit-identical to scikit-learn.
        return np.asarray(embeddings @ self.coef_.T + self.intercept_)

    def pack(self) -> bytes:
        """Serialize the numbers to safetensors without loss of precision."""
        numbers = {"coef": self.coef_, "intercept": self.intercept_}
        return safetensors.numpy.save(
            {name: np.require(array, requirements="C") for name, array in numbers.items()}
        )

    @classmethod
    def unpack(cls, data: bytes) -> LinearClassifier:
        """The inverse of `pack`; raises KeyError, ValueError or SafetensorError if damaged."""
        numbers = safetensors.numpy.load(data)
        return cls(numbers["coef"], numbers["intercept"])


def linear_layer(weight: np.ndarray, bias: float) -> LinearClassifier:
    """Wrap a network's last layer as a classifier of one kind.

    Args:
        weight: float32 (D,), toward "forged".
        bias: log-odds at the origin.
    """
    return LinearClassifier(np.asarray(weight, np.float64)[None], np.array([bias], np.float64))


def linear_of(model: Any) -> LinearClassifier | None:
    """Convert a fitted linear scikit-learn classifier to plain numbers; None for others."""
    if isinstance(model, LinearClassifier):
        return model
    if type(model).__name__ not in _LINEAR:
        return None
    return LinearClassifier(np.asarray(model.coef_), np.asarray(model.intercept_))


def pack(model: Any) -> bytes:
    """Serialize a classifier to skops bytes: no code, types listed."""
    # Import before skops, which looks up each of scipy's functions in all imported modules.
    import scipy.special  # noqa: F401
    import skops.io

    return bytes(skops.io.dumps(model))


def _read_linear(data: bytes) -> LinearClassifier | None:
    """Read a linear model's numbers from skops bytes, a ZIP of JSON and NPY; None for others."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            schema = json.loads(archive.read("schema.json"))
            if schema["__class__"] not in _LINEAR or not schema["__module__"].startswith(
                "sklearn."
            ):
                return None
            kept = schema["content"]["content"]
            if any(part["__loader__"] not in _PLAIN for part in kept.values()):
                return None
            coef, intercept = (
                np.load(io.BytesIO(archive.read(kept[name]["file"])), allow_pickle=False)
                for name in ("coef_", "intercept_")
            )
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, OSError, EOFError):
        return None
    try:
        found = LinearClassifier(coef, intercept)
    except ValueError:
        return None
    return found if kind_count(found) == 1 else None


def unpack(data: bytes) -> Any:
    """Load a classifier from skops bytes, as a `LinearClassifier` if it is linear.

    Raises:
        BundleError: damaged, or naming a type that no plain classifier contains.
    """
    return _read_linear(data) or read_skops(data)


def read_skops(data: bytes) -> Any:
    """Load a scikit-learn model from skops bytes after checking its types.

    Raises:
        BundleError: see `unpack`.
    """
    import skops.io

    try:
        named = skops.io.get_untrusted_types(data=data)
        strange = sorted(set(named) - _TRUSTED)
        if strange:
            raise BundleError(
                mark("The bundle's classifier contains the type '{strange}'."),
                mark("Do not use this bundle: only plain scikit-learn models are accepted."),
                strange=strange[0],
            )
        return skops.io.loads(data, trusted=named)
    except BundleError:
        raise
    except Exception as error:
        raise BundleError(
            mark("The bundle's classifier cannot be read."),
            mark("Get the bundle again from where it came, or train it again."),
            repr(error),
        ) from error
