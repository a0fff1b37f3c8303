"""Is a face unlike all that the detector was trained on? Distance in its embedding.

Sources: Lee et al. 2018 (Mahalanobis distance to class means with one covariance for all);
Ledoit & Wolf 2004 (the covariance, shrunk).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import safetensors.numpy

#: Validation faces within the threshold, in percent.
PERCENTILE = 99.0
#: Classes with fewer faces have no mean worth knowing.
LEAST_FACES = 5


@dataclass(frozen=True)
class OutOfDistribution:
    """Where training faces lie, and how far from there is too far.

    Attributes:
        means: float32 (K, D), of the training classes.
        whitening: float32 (D, D); differences times this have the identity as covariance.
        threshold: squared distance to the nearest mean that one in a hundred validation
            faces exceeds, > 0.
    """

    means: np.ndarray
    whitening: np.ndarray
    threshold: float

    def __post_init__(self) -> None:
        width = self.means.shape[-1]
        if self.means.ndim != 2 or self.whitening.shape != (width, width):
            raise ValueError("means and whitening do not fit together")
        if not (np.isfinite(self.threshold) and self.threshold > 0):
            raise ValueError("the threshold is not a positive number")

    def of(self, embeddings: np.ndarray) -> np.ndarray:
        """Squared distance to the nearest class mean, in units of the threshold.

        Args:
            embeddings: float32 (N, D).

        Returns:
            float32 (N,), from 0; above 1 a face is unlike those of training.
        """
        return _distances(embeddings, self.means, self.whitening) / np.float32(self.threshold)

    def pack(self) -> bytes:
        """As safetensors."""
        return safetensors.numpy.save(
            {
                "means": self.means,
                "whitening": self.whitening,
                "threshold": np.array([self.threshold], np.float32),
            }
        )

    @classmethod
    def unpack(cls, data: bytes) -> OutOfDistribution:
        """The inverse of `pack`.

        Raises:
            ValueError, KeyError, SafetensorError: parts are missing or do not fit together.
        """
        parts = safetensors.numpy.load(data)
        return cls(parts["means"], parts["whitening"], float(parts["threshold"].item()))


def fit_out_of_distribution(
    train: np.ndarray, classes: Sequence[str], val: np.ndarray
) -> OutOfDistribution:
    """Class means and one covariance of training faces; the threshold of validation faces.

    Args:
        train: float32 (N, D), embeddings of faces that the detector learned from.
        classes: N names; those of fewer than `LEAST_FACES` faces become one class together.
        val: float32 (V, D), embeddings of other faces of the same sources, V > 0.
    """
    from sklearn.covariance import LedoitWolf

    names, codes, counts = np.unique(classes, return_inverse=True, return_counts=True)
    codes = np.where(counts[codes] < LEAST_FACES, len(names), codes)
    used, codes = np.unique(codes, return_inverse=True)
    points = np.asarray(train, np.float64)
    means = np.stack([points[codes == k].mean(0) for k in range(len(used))])
    spread = LedoitWolf(assume_centered=True).fit(points - means[codes])
    # A direction without any spread would make every face infinitely far.
    values, vectors = np.linalg.eigh(spread.covariance_)
    whitening = (vectors / np.sqrt(np.maximum(values, max(1e-6 * values.max(), 1e-12)))).astype(
        np.float32
    )
    means = means.astype(np.float32)
    distances = _distances(val, means, whitening)
    threshold = max(float(np.percentile(distances, PERCENTILE)), 1e-6)
    return OutOfDistribution(means, np.ascontiguousarray(whitening), threshold)


def _distances(embeddings: np.ndarray, means: np.ndarray, whitening: np.ndarray) -> np.ndarray:
    """float32 (N,): squared Mahalanobis distance to the nearest of the means."""
    points = np.asarray(embeddings, np.float32) @ whitening
    centres = means @ whitening
    nearest = np.full(len(points), np.inf, np.float32)
    for centre in centres:
        nearest = np.minimum(nearest, np.square(points - centre).sum(1))
    return nearest
