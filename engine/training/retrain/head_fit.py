"""Adaptive logistic regression: fit a linear head close to an existing one.

The penalty on the change is measured after whitening within kinds: a change along a direction in
which faces vary anyway, such as identity or sharpness, costs most. A few faces of a new kind then
determine what is new about it.

Source: Yang et al. 2007 (adaptive SVMs), with the logistic loss; Hatch et al. 2006 (within-class
covariance normalisation); Ledoit and Wolf 2004 (covariance estimate).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.detector.classifier import linear_layer

#: Minimum shrinkage of the covariance towards its mean variance.
_ALIKE = 0.05


@dataclass(frozen=True)
class Points:
    """Training faces of a head.

    Attributes:
        embeddings: float32 (N, D).
        labels: int64 (N,), 0 pristine, 1 forged.
        weights: float64 (N,), sample weights.
        groups: str (N,), never divided between folds.
        clips: str (N,).
    """

    embeddings: np.ndarray
    labels: np.ndarray
    weights: np.ndarray
    groups: np.ndarray
    clips: np.ndarray

    def take(self, rows: np.ndarray) -> Points:
        """Select rows, int64 (M,)."""
        return Points(*(column[rows] for column in vars(self).values()))


def joined(first: Points, second: Points) -> Points:
    """Concatenate two sets with equal total weight."""
    columns = zip(vars(first).values(), vars(second).values(), strict=True)
    both = Points(*(np.concatenate(pair) for pair in columns))
    halves = [part.weights / part.weights.sum() / 2 for part in (first, second)]
    return Points(both.embeddings, both.labels, np.concatenate(halves), both.groups, both.clips)


def evened(embeddings: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Whitening matrix of the within-kind covariance, float64 (D, D), symmetric.

    Args:
        embeddings: float32 (N, D).
        kinds: (N,), such as the methods of the faces.
    """
    from sklearn.covariance import ledoit_wolf_shrinkage

    apart = embeddings.astype(np.float64)
    for kind in np.unique(kinds):
        apart[kinds == kind] -= apart[kinds == kind].mean(0)
    variances, axes = np.linalg.eigh(apart.T @ apart / max(len(apart), 1))
    mean = float(variances.mean())
    if mean <= 0:
        return np.eye(len(variances))
    # The fewer the faces, the stronger the shrinkage.
    alike = max(_ALIKE, float(ledoit_wolf_shrinkage(apart, assume_centered=True)))
    variances = (1 - alike) * np.maximum(variances, 0) / mean + alike
    result: np.ndarray = (axes / np.sqrt(variances)) @ axes.T
    return result


def fit_near(start: Any, points: Points, strength: float, even: np.ndarray) -> Any:
    """Fit a linear head on the embedding.

    Args:
        start: the present head; ignored if it is not linear.
        strength: L2 penalty on the change, at unit deviation of the embeddings and a total weight
            of one, > 0.
        even: whitening matrix for the penalty, see `evened`.

    Returns:
        See `engine.detector.classifier.linear_layer`.
    """
    from scipy.optimize import minimize

    width = points.embeddings.shape[1]
    inputs = points.embeddings.astype(np.float64) @ even
    scale = 1.0 / max(float(inputs.std(0).mean()), 1e-6)
    inputs *= scale
    signs = points.labels * 2.0 - 1.0
    weights = points.weights / points.weights.sum()
    linear = hasattr(start, "coef_")
    direction = np.asarray(start.coef_[0], np.float64) if linear else np.zeros(width)
    direction = np.linalg.solve(even, direction)
    # Unit length makes its coefficient as easy to fit as the others.
    direction = direction / max(float(np.linalg.norm(direction)), 1e-12)
    present = inputs @ direction

    def cost(at: np.ndarray) -> tuple[float, np.ndarray]:
        margin = signs * (at[0] * present + at[1] + inputs @ at[2:])
        pull = -signs * weights * np.exp(-np.logaddexp(0, margin))
        loss = float(weights @ np.logaddexp(0, -margin) + strength / 2 * (at[2:] @ at[2:]))
        slope = np.concatenate([[pull @ present, pull.sum()], inputs.T @ pull + strength * at[2:]])
        return loss, slope

    begin = np.zeros(width + 2)
    begin[0] = float(linear)
    found = minimize(cost, begin, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return linear_layer(even @ (found[0] * direction + found[2:]) * scale, float(found[1]))
