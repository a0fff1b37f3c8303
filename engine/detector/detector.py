"""Detector: an embedder with what was learned on its embeddings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.detector.calibration import Calibration
from engine.detector.classifier import score
from engine.embedding.embedder import Embedder
from engine.faces.align import Alignment


@dataclass(frozen=True)
class Reference:
    """Labelled embeddings that a clip's own are shown against.

    Attributes:
        embeddings: float32 (R, D).
        labels: int64 (R,), 0 pristine, 1 forged.
        methods: R names, "pristine" or a manipulation.
    """

    embeddings: np.ndarray
    labels: np.ndarray
    methods: list[str]


@dataclass
class Detector:
    """Scores aligned crops.

    Attributes:
        name: shown to users.
        embedder: crops to embeddings.
        classifier: a scikit-learn model on the embedding.
        calibration: scores to log10 likelihood ratios.
        threshold: the score at which validation data has equal error rates.
        reference: background of the embedding scatter.
        card: the model card: purpose, data, measured figures, limits.
        digest: SHA-256 of the bundle it was read from, "" if not from one.
    """

    name: str
    embedder: Embedder
    classifier: Any
    calibration: Calibration
    threshold: float
    reference: Reference
    card: dict[str, Any] = field(default_factory=dict)
    digest: str = ""

    @property
    def alignment(self) -> Alignment:
        return self.embedder.spec.alignment

    def embed(self, crops: np.ndarray) -> np.ndarray:
        """See `Embedder.embed`."""
        return self.embedder.embed(crops)

    def score(self, embeddings: np.ndarray) -> np.ndarray:
        """float32 (N,): uncalibrated log-odds of "forged"; see `classifier.score`."""
        return score(self.classifier, embeddings)

    def evidence_direction(self) -> np.ndarray:
        """float32 (D,), length 1: where embeddings move when they look more forged.

        The classifier's own normal where it is linear; the line between the reference
        classes otherwise. Grad-CAM follows it back to the picture.
        """
        if hasattr(self.classifier, "coef_"):
            direction = np.asarray(self.classifier.coef_[0], np.float32)
        else:
            points, labels = self.reference.embeddings, self.reference.labels
            direction = points[labels == 1].mean(0) - points[labels == 0].mean(0)
        return direction / max(float(np.linalg.norm(direction)), 1e-9)

    @classmethod
    def load(cls, path: Any, device: str = "auto") -> Detector:
        """The detector in a bundle folder; see `engine.detector.bundle.load_bundle`."""
        from engine.detector.bundle import load_bundle

        return load_bundle(path, device)
