"""Ensembles of the networks of several experiments."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.detector.classifier import linear_layer
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import EmbedderSpec
from engine.errors import TrainingError
from engine.training.config import Experiment
from engine.training.estimators.contract import Estimator
from engine.training.estimators.triplets import TripletEstimator
from engine.training.experiments import members_of
from engine.training.loop import Run
from engine.training.samples import Samples
from engine.wording import mark


class Panel(Estimator):
    """Concatenates the members' embeddings and averages their log-odds.

    Members are trained one after the other on the same samples, each by its own experiment.
    """

    def _fit(self, train: Samples, val: Samples, run: Run) -> None:
        experiments = members_of(self.experiment)
        spec = joined_spec(self.experiment, experiments)
        network = EmbeddingNetwork(spec)
        weights, biases = [], []
        for number, own in enumerate(experiments):
            member = TripletEstimator(own)
            member.fit(train, val, run.part(f"panel{number + 1}"))
            assert member.embedder is not None
            learned = member.embedder.network.cpu()
            network.backbones[number].load_state_dict(learned.backbones[0].state_dict())
            network.heads[number].load_state_dict(learned.heads[0].state_dict())
            weights.append(member.scorer.coef_[0])
            biases.append(float(member.scorer.intercept_[0]))
            self.curves |= {f"{own.name}: {s}": curve for s, curve in member.curves.items()}
        self.embedder = Embedder(network, run.device)
        self.scorer = linear_layer(np.concatenate(weights) / len(weights), float(np.mean(biases)))


def joined_spec(panel: Experiment, members: list[Experiment]) -> EmbedderSpec:
    """Spec of the network that contains every member.

    Raises:
        TrainingError: the members cannot be combined.
    """
    specs = [member.spec for member in members]
    first = replace(specs[0], alignment=panel.alignment)
    for member, spec in zip(members, specs, strict=True):
        view = replace(spec.alignment, size=panel.alignment.size)
        alike = replace(spec, architecture=first.architecture, alignment=view)
        if alike != first or spec.alignment.size > panel.alignment.size:
            raise TrainingError(
                mark(
                    "'{name}' cannot be a member of '{panel}': its network or its view of the face "
                    "is another."
                ),
                mark(
                    "Members have the head, dimension and scaling of the first, colours included, "
                    "and the panel's eye_distance and eye_height; no size may be above the panel's."
                ),
                name=member.name,
                panel=panel.name,
            )
        linear = member.classifier.kind in ("sgd", "logistic")
        if member.model.kind != "triplets" or spec.members > 1 or not linear or member.panel:
            raise TrainingError(
                mark("'{name}' cannot be a member of '{panel}'."),
                mark("Members are triplets models, no bags, with the classifier sgd or logistic."),
                name=member.name,
                panel=panel.name,
            )
    sizes = tuple(spec.alignment.size for spec in specs)
    names = tuple(spec.architecture for spec in specs)
    return replace(
        first,
        architectures=names if len(set(names)) > 1 else (),
        members=len(members),
        shared=False,
        sizes=sizes,
    )
