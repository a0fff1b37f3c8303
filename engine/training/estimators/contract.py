"""What every estimator promises."""

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
    """`embed` or `score` was called before `fit`."""


class Estimator(ABC):
    """A model of labelled faces.

    Args:
        experiment: all its settings.

    Attributes:
        embedder: samples to embeddings, once fitted.
        scorer: embeddings to scores, once fitted: a scikit-learn classifier or a
            `SequenceHead`.
        curves: by stage the learning curve, see `engine.training.loop.learn`.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.embedder: Embedder | None = None
        self.scorer: Any = None
        self.curves: dict[str, list[dict[str, float]]] = {}

    def fit(self, train: Samples, val: Samples, run: Run) -> None:
        """Learn from `train`; `val` only chooses among epochs.

        A run that was stopped goes on from `run.work`.

        Raises:
            TrainingError, TrainingDataError, OutputError, CancelledError, WeightsError.
        """
        # Layers that begin at random must begin alike in every run.
        torch.manual_seed(self.experiment.seed)
        run.progress(Progress("Preparing to learn", 0, None))
        self._fit(train, val, run)

    @abstractmethod
    def _fit(self, train: Samples, val: Samples, run: Run) -> None:
        """As `fit`; sets `embedder` and `scorer`."""

    def samples(self, crops: CropSet) -> Samples:
        """The samples that this model takes from crops."""
        return face_samples(crops)

    def embed(self, samples: Samples) -> np.ndarray:
        """float32 (N, D), one row a sample.

        Raises:
            NotFittedError: before `fit`.
        """
        return model_embeddings(self._fitted(), self.scorer, samples)

    def score(self, samples: Samples) -> np.ndarray:
        """float32 (N,), log-odds of "forged", not calibrated; higher is more forged.

        Raises:
            NotFittedError: before `fit`.
        """
        return model_scores(self._fitted(), self.scorer, samples)[:, 0]

    def _fitted(self) -> Embedder:
        if self.embedder is None:
            raise NotFittedError(f"{type(self).__name__} is not fitted")
        return self.embedder
