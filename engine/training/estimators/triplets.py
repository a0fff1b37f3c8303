"""Metric learning: triplets on FaceNet or any backbone, then a classifier.

Paper sections III-E, III-F and IV-B. A frozen backbone runs once over the data and only its head
is trained, in about a minute on a laptop; "finetune" trains the whole network.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from engine.detector.classifier import fit_classifier, join_votes
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork, feature_width
from engine.embedding.weights import load_pretrained
from engine.errors import TrainingDataError, TrainingError
from engine.training.estimators.contract import Estimator
from engine.training.estimators.end_to_end import identity
from engine.training.estimators.learners import FeatureLearner, PictureLearner, as_head, limit_trunk
from engine.training.loop import Run, learn
from engine.training.records import FORGED
from engine.training.samples import Samples
from engine.training.scoring import embed_samples, key_of, stored
from engine.wording import mark


class TripletEstimator(Estimator):
    """A triplet embedding with a classifier, or a bag of them.

    A bag divides the forgeries; each member is trained on one part and all pristine samples.
    """

    def _fit(self, train: Samples, val: Samples, run: Run) -> None:
        experiment = self.experiment
        network = EmbeddingNetwork(experiment.spec, experiment.model.drop_path)
        load_pretrained(network, experiment.model.weights, run.progress)
        members = experiment.bag.members
        parts = [train] if members == 1 else bag_parts(train, members, experiment.seed)
        if experiment.model.trunk == "frozen":
            points = self._fit_heads(network, train, parts, val, run)
        else:
            self._fit_networks(network, parts, val, run)
            round_to_half(network)
            points = embed_samples(Embedder(network, run.device), train, run.progress, run.cancel)
        self.embedder = Embedder(network, run.device)
        self.scorer = self._classifiers(points, train, parts)

    def _fit_heads(
        self,
        network: EmbeddingNetwork,
        train: Samples,
        parts: list[Samples],
        val: Samples,
        run: Run,
    ) -> np.ndarray:
        """Train the heads; returns the embeddings of `train`."""
        if self.experiment.learning.made:
            raise TrainingError(
                mark("A frozen backbone cannot learn from forgeries that are made on the spot."),
                mark('Set learning.made to 0, or model.trunk to "finetune".'),
            )
        # Round the backbone before it runs, and the heads after training.
        round_to_half(network)
        source = self.experiment.model.weights
        features = backbone_features(network, [train, val], source, run)
        guides = self.experiment.triplets.guide > 0
        for number, (part, own) in enumerate(zip(parts, _places(train, parts), strict=True)):
            learner = FeatureLearner(
                as_head(network, number, guides),
                (features[0][own], features[1]),
                part,
                val,
                self.experiment,
                True,
                _stage(number, parts),
            )
            self._learn(learner, part, run.part(f"member{number + 1}"), number)
        round_to_half(network)
        network.eval().cpu()
        with torch.inference_mode():
            points = network.from_pooled([torch.from_numpy(features[0])])
        return points.numpy()

    def _fit_networks(
        self, network: EmbeddingNetwork, parts: list[Samples], val: Samples, run: Run
    ) -> None:
        single = replace(network.spec, members=1, shared=True)
        for number, part in enumerate(parts):
            member = EmbeddingNetwork(single, self.experiment.model.drop_path)
            member.backbones[0].load_state_dict(network.backbones[number].state_dict())
            limit_trunk(member, self.experiment.model.trunk)
            learner = PictureLearner(
                member, part, val, self.experiment, True, _stage(number, parts), run.loaders
            )
            self._learn(learner, part, run.part(f"member{number + 1}"), number)
            network.backbones[number].load_state_dict(member.backbones[0].state_dict())
            network.heads[number].load_state_dict(member.heads[0].state_dict())

    def _learn(
        self, learner: FeatureLearner | PictureLearner, part: Samples, run: Run, number: int
    ) -> None:
        experiment = self.experiment
        self.curves[learner.stage] = learn(
            learner, experiment.learning, experiment.seed + number, identity(experiment, part), run
        )

    def _classifiers(self, points: np.ndarray, train: Samples, parts: list[Samples]) -> Any:
        """One classifier, or a bag's; `points` are the embeddings of `train`."""
        experiment = self.experiment
        width = experiment.model.dimension
        fitted = []
        for number, (part, own) in enumerate(zip(parts, _places(train, parts), strict=True)):
            columns = slice(number * width, (number + 1) * width)
            fitted.append(
                fit_classifier(
                    experiment.classifier.kind,
                    points[own][:, columns],
                    part.labels,
                    experiment.seed,
                    balance(part),
                    experiment.classifier.options,
                )
            )
        if len(fitted) == 1:
            return fitted[0]
        return join_votes(fitted, width, experiment.bag.vote)


class RawEmbedding(TripletEstimator):
    """The pretrained embedding with a classifier: the baseline of triplet learning."""

    def _fit(self, train: Samples, val: Samples, run: Run) -> None:
        network = EmbeddingNetwork(self.experiment.spec)
        load_pretrained(network, self.experiment.model.weights, run.progress)
        round_to_half(network)
        self.embedder = Embedder(network, run.device)
        source = self.experiment.model.weights
        (points,) = backbone_features(network, [train], source, run)
        self.scorer = self._classifiers(points, train, [train])


def bag_parts(train: Samples, members: int, seed: int) -> list[Samples]:
    """Divide the forgeries into equal parts and add all pristine samples to each.

    Raises:
        TrainingDataError: fewer forgeries than parts.
    """
    labels = train.labels
    forged = np.random.default_rng(seed).permutation(np.flatnonzero(labels == FORGED))
    pristine = np.flatnonzero(labels != FORGED)
    if len(forged) < 2 * members:
        raise TrainingDataError(
            mark("{count} forged samples cannot be cut into {members} parts."),
            mark("Lower bag.members, or add forgeries."),
            count=len(forged),
            members=members,
        )
    return [
        train.take(np.sort(np.concatenate([pristine, part])))
        for part in np.array_split(forged, members)
    ]


def backbone_features(
    network: EmbeddingNetwork, sets: list[Samples], source: str, run: Run
) -> list[np.ndarray]:
    """Features of a frozen backbone without augmentation, float32 (N, F) for each set.

    Args:
        source: identifies the backbone's weights.
    """
    spec = network.spec
    width = feature_width(network.backbones[0])
    bare = EmbeddingNetwork(replace(spec, head="none", dimension=width, members=1, shared=True))
    bare.backbones[0].load_state_dict(network.backbones[0].state_dict())
    embedder = Embedder(bare, run.device)
    name = key_of([bare.spec.to_json(), source])
    return [
        stored(run, name, s, lambda s: embed_samples(embedder, s, run.progress, run.cancel))
        for s in sets
    ]


def _places(train: Samples, parts: list[Samples]) -> list[np.ndarray]:
    """Rows in `train` of each part's samples, int64."""
    places = {int(row): place for place, row in enumerate(train.rows[:, 0])}
    return [np.array([places[int(row)] for row in part.rows[:, 0]], np.int64) for part in parts]


def balance(samples: Samples) -> np.ndarray:
    """Sample weights, float64 (N,), equal for all (data set, label) pairs of a data set."""
    keys = [(record.origin, record.label) for record in samples.records]
    counts = Counter(keys)
    sets = Counter(origin for origin, _ in keys)
    return np.array([sets[key[0]] / (2 * counts[key]) for key in keys])


def round_to_half(network: torch.nn.Module) -> None:
    """Round to half precision, as stored in bundles, so that all later steps see these weights."""
    for tensor in network.state_dict().values():
        if tensor.is_floating_point():
            tensor.copy_(tensor.half().float())


def _stage(number: int, parts: list[Samples]) -> str:
    if len(parts) == 1:
        return "Learning the embedding"
    return f"Learning member {number + 1} of {len(parts)}"
