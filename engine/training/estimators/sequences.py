"""A recurrent head on the features of a network that was first trained end to end.

Paper section III-C: LSTM or GRU over 16 or 32 faces, on the last pooled features or on the
512-d layer under the classifier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import msgspec
import numpy as np

from engine.detector.sequence import SequenceHead, SequenceSpec
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork, feature_width
from engine.training.crops import CropSet
from engine.training.estimators.contract import Estimator
from engine.training.estimators.frames import FrameClassifier, core_of, identity
from engine.training.estimators.learners import FeatureLearner, Recurrent
from engine.training.features import key_of, stored
from engine.training.loop import Run, learn
from engine.training.samples import Samples, window_samples
from engine.training.scoring import each_face, window_features


class SequenceClassifier(Estimator):
    """Faces to features, features in order to one score."""

    def samples(self, crops: CropSet) -> Samples:
        sequence = self.experiment.sequence
        return window_samples(crops, sequence.window, sequence.motion)

    def _fit(self, train: Samples, val: Samples, run: Run) -> None:
        frames = FrameClassifier(self.experiment)
        frames.fit(each_face(train), each_face(val), run)
        assert frames.embedder is not None
        self.embedder = self._features(frames.embedder.network, run)
        name = f"{key_of(core_of(self.experiment).to_json())}-{self.experiment.sequence.features}"
        features = [stored(run, name, samples, self._compute(run)) for samples in (train, val)]
        spec = SequenceSpec(
            features[0].shape[2], self.experiment.sequence.cell, self.experiment.sequence.window
        )
        learner = FeatureLearner(
            Recurrent(SequenceHead(spec)),
            (features[0], features[1]),
            train,
            val,
            self.experiment,
            False,
            "Training the recurrent head",
        )
        learning = msgspec.structs.replace(
            self.experiment.learning,
            optimiser="nadam",
            learning_rate=self.experiment.sequence.learning_rate,
            epochs=self.experiment.sequence.epochs,
            schedule="constant",
            weight_decay=0.0,
        )
        self.curves = dict(frames.curves)
        self.curves[learner.stage] = learn(
            learner,
            learning,
            self.experiment.seed,
            identity(self.experiment, train),
            run.part("head"),
        )
        self.scorer = cast(Recurrent, learner.module).head.cpu().eval()

    def _compute(self, run: Run) -> Callable[[Samples], np.ndarray]:
        embedder = self._fitted()
        return lambda samples: window_features(embedder, samples, run.progress, run.cancel)

    def _features(self, network: EmbeddingNetwork, run: Run) -> Embedder:
        if self.experiment.sequence.features == "dense":
            return Embedder(network, run.device)
        width = feature_width(network.backbones[0])
        bare = EmbeddingNetwork(replace(network.spec, head="none", dimension=width))
        bare.backbones.load_state_dict(network.backbones.state_dict())
        return Embedder(bare, run.device)
