"""Detector: an embedder with a classifier and calibration on its embeddings."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.detector.bundle.format import (
    BundleParts,
    is_sequence,
    mismatched_parts_error,
    read_bundle,
    write_bundle,
)
from engine.detector.calibration import Calibration
from engine.detector.classifier import score
from engine.detector.out_of_distribution import OutOfDistribution
from engine.detector.reference import Reference, Rehearsal
from engine.embedding.embedder import Embedder
from engine.faces.align import Alignment

logger = logging.getLogger(__name__)


@dataclass
class Detector:
    """Score aligned crops.

    Attributes:
        name: shown to users.
        embedder: crops to embeddings.
        classifier: a `LinearClassifier` or a scikit-learn model on the embedding, or a
            `SequenceHead` over a track's embeddings.
        calibration: scores and quality to log10 likelihood ratios, by kind of forgery.
        threshold: the `ranking` at which validation data has equal error rates.
        reference: background of the embedding scatter.
        card: the model card: purpose, data, measured figures, limits.
        digest: SHA-256 of its bundle, "" if it was not loaded from one.
        out_of_distribution: flags faces unlike the training faces; None if not fitted.
        rehearsal: labelled faces for training a later head; None if the bundle has none.
        exact: its bundle holds weights in single precision instead of half.
    """

    name: str
    embedder: Embedder
    classifier: Any
    calibration: Calibration
    threshold: float
    reference: Reference
    card: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    out_of_distribution: OutOfDistribution | None = None
    rehearsal: Rehearsal | None = None
    exact: bool = False

    @property
    def alignment(self) -> Alignment:
        """Geometry of the crops that it expects."""
        return self.embedder.spec.alignment

    @property
    def window(self) -> int:
        """Number of faces judged together; above 1, pass a track complete and in order of time."""
        if is_sequence(self.classifier):
            return int(self.classifier.spec.window)
        return self.embedder.spec.window

    @property
    def takes_torch(self) -> bool:
        """Whether the detector needs torch because ONNX Runtime alone cannot run it here."""
        return self.embedder.graph is None or is_sequence(self.classifier)

    def embed(self, crops: np.ndarray) -> np.ndarray:
        """float32 (N, D): embeddings of crops, uint8 (N, S, S, 3) RGB; see `Embedder.embed`."""
        return self.embedder.embed(crops)

    def score(self, embeddings: np.ndarray) -> np.ndarray:
        """float32 (N, K): uncalibrated log-odds of each kind; see `classifier.score`."""
        return score(self.classifier, embeddings)

    def ranking(self, scores: np.ndarray, terms: np.ndarray | None = None) -> np.ndarray:
        """float64 (...): a single number that increases with how forged a face looks.

        The score if the detector knows one kind, else the log10 ratio of the mixture.

        Args:
            scores: float (..., K).
            terms: float (..., 3), see `quality_terms`; None for reference quality.
        """
        if len(self.calibration.kinds) == 1:
            return np.asarray(scores, np.float64)[..., 0]
        return self.calibration.llr(scores, terms)

    def out_of_distribution_distance(self, embeddings: np.ndarray) -> np.ndarray:
        """float32 (N,): see `OutOfDistribution.of`; NaN if the detector does not measure it."""
        if self.out_of_distribution is None:
            return np.full(len(embeddings), np.nan, np.float32)
        return self.out_of_distribution.of(embeddings)

    def evidence_direction(self, kind: str = "") -> np.ndarray:
        """float32 (D,), length 1: direction in which embeddings look more forged.

        The normal of a linear classifier; otherwise the line between the reference classes.
        Grad-CAM traces it back to the picture.

        Args:
            kind: key of the kind of forgery; the first kind if the detector does not know it.
        """
        keys = self.calibration.keys
        if hasattr(self.classifier, "coef_"):
            row = keys.index(kind) if kind in keys else 0
            direction = np.asarray(self.classifier.coef_[row], np.float32)
        else:
            points, labels = self.reference.embeddings, self.reference.labels
            direction = points[labels == 1].mean(0) - points[labels == 0].mean(0)
        return direction / max(float(np.linalg.norm(direction)), 1e-9)

    def save(self, folder: Path | str) -> str:
        """Write a bundle atomically; return its digest.

        Weights are rounded to half precision unless the detector is `exact`.

        Raises:
            OutputError: the folder cannot be written, or holds something that is not a bundle.
        """
        parts = BundleParts(
            self.name,
            self.embedder.spec,
            self.embedder.weights,
            self.classifier,
            self.calibration,
            self.threshold,
            self.reference,
            self.card,
            self.out_of_distribution,
            self.rehearsal,
            self.exact,
        )
        return write_bundle(parts, Path(folder))

    @classmethod
    def load(cls, folder: Path | str, device: str = "auto") -> Detector:
        """Load a detector from a bundle folder.

        Args:
            folder: a bundle, such as `default_bundle()`.
            device: "auto", "cpu", "cuda" or "mps".

        Raises:
            BundleError: parts are missing, damaged or altered, or the format is newer.
        """
        parts, digest = read_bundle(Path(folder))
        try:
            embedder = Embedder.from_weights(parts.spec, parts.state, device)
            embedder.warm_up()
        except (RuntimeError, ValueError) as error:
            raise mismatched_parts_error(Path(folder), error) from error
        logger.info("Loaded detector %s, SHA-256 %s, from %s", parts.name, digest, folder)
        return cls(
            parts.name,
            embedder,
            parts.classifier,
            parts.calibration,
            parts.threshold,
            parts.reference,
            parts.card,
            digest,
            parts.out_of_distribution,
            parts.rehearsal,
            parts.exact,
        )
