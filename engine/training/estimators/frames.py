"""Networks trained end to end: Xception on frames, and 3-D convolution on windows.

Paper sections III-B and III-D. Any timm backbone can take Xception's place.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec

from engine.detector.classifier import linear_layer
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.weights import load_pretrained
from engine.training.config import Experiment, SequenceConfig
from engine.training.crops import CropSet
from engine.training.estimators.contract import Estimator
from engine.training.estimators.learners import Guided, PictureLearner
from engine.training.features import key_of
from engine.training.loop import Run, learn
from engine.training.samples import Samples, window_samples


class FrameClassifier(Estimator):
    """A network whose last layer calls each face pristine or forged.

    The layer under the last is the embedding; the last one becomes the scorer.
    """

    def _fit(self, train: Samples, val: Samples, run: Run) -> None:
        core = core_of(self.experiment)
        network = EmbeddingNetwork(core.spec, core.model.drop_path)
        load_pretrained(network, core.model.weights, run.progress)
        if core.model.trunk == "frozen":
            network.backbones.requires_grad_(False)
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
    """What the network itself depends on: the same for a frames model and all heads on it."""
    window = experiment.sequence.window if experiment.model.kind == "volume" else None
    kind = "volume" if window else "frames"
    return Experiment(
        seed=experiment.seed,
        model=msgspec.structs.replace(experiment.model, kind=kind),
        learning=experiment.learning,
        sequence=SequenceConfig(window=window) if window else SequenceConfig(),
    )


def identity(experiment: Experiment, train: Samples) -> dict[str, Any]:
    """What a checkpoint must agree on, beside the loop's own settings."""
    return {
        "experiment": experiment.to_json(),
        "samples": len(train),
        "forged": int(train.labels.sum()),
    }
