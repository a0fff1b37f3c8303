"""Out-of-distribution test: distance of a face to the training faces in the embedding.

Sources: Lee et al. 2018 (Mahalanobis distance to class means with one covariance for all);
Ledoit & Wolf 2004 (shrinkage of the covariance).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import safetensors.numpy

#: Percentage of validation faces within the threshold.
PERCENTILE = 99.0
#: Fewest faces for which a class mean is useful.
LEAST_FACES = 5


@dataclass(frozen=True)
class OutOfDistribution:
    """Distribution of training faces, and a distance threshold.

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
            float32 (N,), from 0; above 1 a face is out-of-distribution.
        """
        return _distances(embeddings, self.means, self.whitening) / np.float32(self.threshold)

    def pack(self) -> bytes:
        """Serialize to safetensors."""
        return safetensors.numpy.save(
            {
                "means": self.means,
                "whitening": self.whitening,
                "threshold": np.array([self.threshold], np.float32),
            }
        )

    @classmethod
    def unpack(cls, data: bytes) -> OutOfDistribution:
        """Inverse of `pack`.

        Raises:
            ValueError, KeyError, SafetensorError: parts are missing or inconsistent.
        """
        parts = safetensors.numpy.load(data)
        return cls(parts["means"], parts["whitening"], float(parts["threshold"].item()))


def fit_out_of_distribution(
    train: np.ndarray, classes: Sequence[str], val: np.ndarray
) -> OutOfDistribution:
    """Fit class means and a shared covariance on training faces; set the threshold on validation.

    Args:
        train: float32 (N, D), embeddings of the detector's training faces.
        classes: N names; classes with fewer than `LEAST_FACES` faces are merged into one.
        val: float32 (V, D), embeddings of other faces of the same sources, V > 0.
    """
    from sklearn.covariance import LedoitWolf

    names, codes, counts = np.unique(classes, return_inverse=True, return_counts=True)
    codes = np.where(counts[codes] < LEAST_FACES, len(names), codes)
    used, codes = np.unique(codes, return_inverse=True)
    points = np.asarray(train, np.float64)
    means = np.stack([points[codes == k].mean(0) for k in range(len(used))])
    spread = LedoitWolf(assume_centered=True).fit(points - means[codes])
    # A direction without variance would put every face at infinite distance.
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
