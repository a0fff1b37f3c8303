"""Create the estimator of an experiment."""

from __future__ import annotations

import numpy as np
import torch

from engine.detector.classifier import fit_classifier
from engine.embedding.network import EmbeddingNetwork
from engine.errors import TrainingError
from engine.training.config import Experiment
from engine.training.estimators.contract import Estimator
from engine.training.estimators.end_to_end import (
    FrameClassifier,
    SequenceClassifier,
    VolumeClassifier,
)
from engine.training.estimators.learners import limit_trunk
from engine.training.estimators.panel import Panel, joined_spec
from engine.training.estimators.triplets import RawEmbedding, TripletEstimator
from engine.training.experiments import members_of
from engine.wording import mark

ESTIMATORS: dict[str, type[Estimator]] = {
    "frames": FrameClassifier,
    "triplets": TripletEstimator,
    "raw": RawEmbedding,
    "sequence": SequenceClassifier,
    "volume": VolumeClassifier,
}


def make_estimator(experiment: Experiment) -> Estimator:
    """Create an experiment's unfitted estimator."""
    if experiment.panel:
        return Panel(experiment)
    return ESTIMATORS[experiment.model.kind](experiment)


def require_buildable(experiment: Experiment) -> None:
    """Raise TrainingError if the networks or classifiers of an experiment cannot be built.

    Takes a second: networks are built without memory, classifiers fitted on a few points.
    """
    members = members_of(experiment)
    for member in members:
        try:
            with torch.device("meta"):
                network = EmbeddingNetwork(member.spec, member.model.drop_path)
            limit_trunk(network, member.model.trunk)
            _require_size(network)
            if member.classifier.options:
                fit_classifier(
                    member.classifier.kind, _POINTS, np.arange(len(_POINTS)) % 2, 0, None,
                    member.classifier.options,
                )  # fmt: skip
        except (ValueError, TypeError) as error:
            raise TrainingError(
                mark("'{name}' cannot be built: {why}."),
                mark("Change that key of the experiment."),
                name=member.name,
                why=error,
            ) from error
    if experiment.panel:
        joined_spec(experiment, members)


def _require_size(network: EmbeddingNetwork) -> None:
    """Raise ValueError if a backbone takes only pictures of another size, as transformers do."""
    spec = network.spec
    shape = (1, 3, spec.window, spec.alignment.side, spec.alignment.side)
    batch = torch.empty(shape if spec.window > 1 else shape[:2] + shape[3:], device="meta")
    try:
        network.eval()(batch)
    except (AssertionError, RuntimeError) as error:
        raise ValueError(
            f"'{spec.architecture}' does not take pictures of {spec.alignment.side} px ({error})"
        ) from error


#: Points for trying a classifier's options.
_POINTS = np.random.default_rng(0).normal(size=(64, 4)).astype(np.float32)
