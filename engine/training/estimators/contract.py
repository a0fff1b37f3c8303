"""The interface of all estimators."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
import torch

from engine.embedding.embedder import Embedder
from engine.progress import Progress
from engine.training.config import Experiment
from engine.training.crops import CropSet
from engine.training.loop import Run
from engine.training.samples import Samples, face_samples
from engine.training.scoring import model_embeddings, model_scores


class NotFittedError(RuntimeError):
    """Raised if `embed` or `score` is called before `fit`."""


class Estimator(ABC):
    """A trainable model of faces.

    Args:
        experiment: all settings.

    Attributes:
        embedder: samples to embeddings, after fitting.
        scorer: embeddings to scores, after fitting: a scikit-learn classifier or a
            `SequenceHead`.
        curves: learning curve of each stage, see `engine.training.loop.learn`.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.embedder: Embedder | None = None
        self.scorer: Any = None
        self.curves: dict[str, list[dict[str, float]]] = {}

    def fit(self, train: Samples, val: Samples, run: Run) -> None:
        """Fit on `train`; `val` only selects the epoch.

        An interrupted run resumes from `run.work`.

        Raises:
            TrainingError, TrainingDataError, OutputError, CancelledError, WeightsError.
        """
        # Makes random initialisation reproducible.
        torch.manual_seed(self.experiment.seed)
        run.progress(Progress("Preparing to learn", 0, None))
        self._fit(train, val, run)

    @abstractmethod
    def _fit(self, train: Samples, val: Samples, run: Run) -> None:
        """Implements `fit`: sets `embedder` and `scorer`."""

    def samples(self, crops: CropSet) -> Samples:
        """Samples of crops in this model's form."""
        return face_samples(crops)

    def embed(self, samples: Samples) -> np.ndarray:
        """Embed samples, float32 (N, D).

        Raises:
            NotFittedError: before `fit`.
        """
        return model_embeddings(self._fitted(), self.scorer, samples)

    def score(self, samples: Samples) -> np.ndarray:
        """Uncalibrated log-odds of "forged", float32 (N,); higher is more forged.

        Raises:
            NotFittedError: before `fit`.
        """
        return model_scores(self._fitted(), self.scorer, samples)[:, 0]

    def _fitted(self) -> Embedder:
        if self.embedder is None:
            raise NotFittedError(f"{type(self).__name__} is not fitted")
        return self.embedder
