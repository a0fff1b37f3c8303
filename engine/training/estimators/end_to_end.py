"""Networks trained end to end: Xception on frames, 3-D convolution and recurrent heads on windows.

Paper sections III-B to III-D. Any timm backbone can replace Xception.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import msgspec
import numpy as np

from engine.detector.classifier import linear_layer
from engine.detector.sequence import SequenceHead, SequenceSpec
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork, feature_width
from engine.embedding.weights import load_pretrained
from engine.training.config import Experiment, SequenceConfig
from engine.training.crops import CropSet
from engine.training.estimators.contract import Estimator
from engine.training.estimators.learners import (
    FeatureLearner,
    Guided,
    PictureLearner,
    Recurrent,
    limit_trunk,
)
from engine.training.loop import Run, learn
from engine.training.samples import Samples, window_samples
from engine.training.scoring import each_face, key_of, stored, window_features


class FrameClassifier(Estimator):
    """A network whose last layer classifies each face.

    The layer below the last gives the embedding; the last layer becomes the scorer.
    """

    def _fit(self, train: Samples, val: Samples, run: Run) -> None:
        core = core_of(self.experiment)
        network = EmbeddingNetwork(core.spec, core.model.drop_path)
        load_pretrained(network, core.model.weights, run.progress)
        limit_trunk(network, core.model.trunk)
        learner = PictureLearner(network, train, val, core, False, "Training frames", run.loaders)
        own = run.shared_part(f"frames-{key_of(core.to_json())}")
        self.curves[learner.stage] = learn(
            learner, core.learning, core.seed, identity(core, train), own
        )
        self.embedder = Embedder(network, run.device)
        self.scorer = linear_layer(*cast(Guided, learner.module).linear())


class VolumeClassifier(FrameClassifier):
    """3-D convolution over windows of a track's faces."""

    def samples(self, crops: CropSet) -> Samples:
        sequence = self.experiment.sequence
        return window_samples(crops, sequence.window, sequence.motion)


def core_of(experiment: Experiment) -> Experiment:
    """Settings that affect the backbone: shared by a frames model and all heads on it."""
    window = experiment.sequence.window if experiment.model.kind == "volume" else None
    kind = "volume" if window else "frames"
    return Experiment(
        seed=experiment.seed,
        model=msgspec.structs.replace(experiment.model, kind=kind),
        learning=experiment.learning,
        sequence=SequenceConfig(window=window) if window else SequenceConfig(),
    )


def identity(experiment: Experiment, train: Samples) -> dict[str, Any]:
    """What a checkpoint must match beside the loop's settings."""
    return {
        "experiment": experiment.to_json(),
        "samples": len(train),
        "forged": int(train.labels.sum()),
    }


class SequenceClassifier(Estimator):
    """A recurrent head over the features of consecutive faces."""

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
