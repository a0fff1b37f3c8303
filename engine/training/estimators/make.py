"""From an experiment to its estimator."""

from __future__ import annotations

from engine.training.config import Experiment
from engine.training.estimators.contract import Estimator
from engine.training.estimators.frames import FrameClassifier, VolumeClassifier
from engine.training.estimators.panel import Panel
from engine.training.estimators.sequences import SequenceClassifier
from engine.training.estimators.triplets import RawEmbedding, TripletEstimator

ESTIMATORS: dict[str, type[Estimator]] = {
    "frames": FrameClassifier,
    "triplets": TripletEstimator,
    "raw": RawEmbedding,
    "sequence": SequenceClassifier,
    "volume": VolumeClassifier,
}


def make_estimator(experiment: Experiment) -> Estimator:
    """The estimator that an experiment describes, not fitted."""
    if experiment.panel:
        return Panel(experiment)
    return ESTIMATORS[experiment.model.kind](experiment)
