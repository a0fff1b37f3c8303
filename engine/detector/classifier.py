"""Classifiers on the embedding (paper section IV-C): score, and a form safe to store."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import BundleError

#: The paper's two, and logistic regression beside them.
CLASSIFIERS = ("sgd", "random_forest", "logistic")

_TRUSTED_PREFIXES = ("sklearn.", "numpy.")


def fit_classifier(
    kind: str, embeddings: np.ndarray, labels: np.ndarray, seed: int, weights: np.ndarray | None
) -> Any:
    """A fitted scikit-learn classifier.

    Args:
        kind: one of `CLASSIFIERS`.
        embeddings: float32 (N, D).
        labels: int64 (N,), 0 pristine, 1 forged.
        seed: of every random draw.
        weights: float (N,) or None, importance of each sample.
    """
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression, SGDClassifier

    model: Any
    if kind == "random_forest":
        model = RandomForestClassifier(100, min_samples_leaf=5, random_state=seed, n_jobs=2)
    elif kind == "sgd":
        model = SGDClassifier(
            loss="log_loss", alpha=1e-3, max_iter=200, average=True, random_state=seed
        )
    elif kind == "logistic":
        model = LogisticRegression(C=1.0, max_iter=1000)
    else:
        raise ValueError(f"unknown classifier {kind!r}")
    model.fit(embeddings, labels, sample_weight=weights)
    return model


def score(model: Any, embeddings: np.ndarray) -> np.ndarray:
    """How forged each embedding looks.

    Args:
        model: from `fit_classifier`.
        embeddings: float32 (N, D).

    Returns:
        float32 (N,): log-odds of "forged" as the classifier sees them, not calibrated;
        clipped to -12 .. 12.
    """
    if len(embeddings) == 0:
        return np.zeros(0, np.float32)
    if hasattr(model, "decision_function"):
        raw = model.decision_function(embeddings)
    else:
        forged = np.clip(model.predict_proba(embeddings)[:, 1], 1e-3, 1 - 1e-3)
        raw = np.log(forged / (1 - forged))
    return np.clip(np.asarray(raw, np.float32), -12.0, 12.0)


def pack(model: Any) -> bytes:
    """A classifier as skops bytes: no code, types listed."""
    import skops.io

    return bytes(skops.io.dumps(model))


def unpack(data: bytes) -> Any:
    """The classifier in skops bytes.

    Raises:
        BundleError: damaged, or naming a type outside scikit-learn and numpy.
    """
    import skops.io

    try:
        strange = [
            name
            for name in skops.io.get_untrusted_types(data=data)
            if not name.startswith(_TRUSTED_PREFIXES)
        ]
        if strange:
            raise BundleError(
                f"The bundle's classifier contains the type '{strange[0]}'.",
                "Do not use this bundle: only plain scikit-learn models are accepted.",
            )
        trusted = skops.io.get_untrusted_types(data=data)
        return skops.io.loads(data, trusted=trusted)
    except BundleError:
        raise
    except Exception as error:
        raise BundleError(
            "The bundle's classifier cannot be read.",
            "Get the bundle again from where it came, or train it anew.",
            repr(error),
        ) from error
