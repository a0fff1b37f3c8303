"""Fine-tune the present embedding from its own weights with a small learning rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import msgspec
import numpy as np
import torch
from torch import nn

from engine.detector.classifier import fit_classifier, linear_layer
from engine.detector.detector import Detector
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.errors import TrainingError
from engine.training.config import Experiment
from engine.training.crops import CropSet
from engine.training.estimators.contract import Estimator
from engine.training.estimators.end_to_end import identity
from engine.training.estimators.learners import Guided, PictureLearner
from engine.training.estimators.triplets import balance, round_to_half
from engine.training.experiments import make_experiment, with_changes
from engine.training.loop import Run, learn
from engine.training.records import need_both_classes
from engine.training.retrain.learned import JUDGES, Learned, counted
from engine.training.retrain.old_data import rehearsal_of
from engine.training.retrain.snapshots import Album
from engine.training.samples import Samples
from engine.training.scoring import embed_samples
from engine.training.train import as_detector
from engine.wording import mark

#: Changes of the detector's own experiment for fine-tuning.
SMALLER = ("learning.learning_rate=5e-5", "learning.epochs=3", "learning.schedule=cosine",
           "learning.sizes=[]", "data.leave_out=[]", "data.share=1.0")  # fmt: skip
#: Tables and keys that may be changed; the detector and the data define the others.
_HEEDED = ("learning", "triplets", "classifier", "seed", "model.kind", "model.drop_path")
_KINDS = ("frames", "triplets")
#: Faces of each method kept for rehearsal.
_REMEMBERED = 250


class Watched(PictureLearner):
    """Stores a snapshot of the validation faces after each epoch.

    Args:
        album: of the snapshots.
        told: as for `PictureLearner`.
    """

    def __init__(self, album: Album, *told: Any) -> None:
        super().__init__(*told)
        self._album = album
        self._number = 0

    def epoch(self, number: int, rng: np.random.Generator) -> Sequence[np.ndarray]:
        self._number = number
        return super().epoch(number, rng)

    def outputs(self, module: nn.Module) -> tuple[torch.Tensor, torch.Tensor]:
        embeddings, logits = super().outputs(module)
        self._album.add(self._number + 1, self._val, embeddings.numpy(), logits.numpy())
        return embeddings, logits


class FineTuned(Estimator):
    """A network initialised with a detector's weights; its head is refitted at the end.

    Args:
        experiment: of `fine_tuning`.
        start: the detector; not modified.
    """

    def __init__(self, experiment: Experiment, start: Detector) -> None:
        super().__init__(experiment)
        self._start = start

    def _fit(self, train: Samples, val: Samples, run: Run) -> None:
        experiment, start = self.experiment, self._start
        network = EmbeddingNetwork(start.embedder.spec, experiment.model.drop_path)
        network.load_state_dict(start.embedder.network.state_dict())
        metric = experiment.model.kind == "triplets"
        learner = Watched(
            Album.of_run(run.work), network, train, val, experiment, metric,
            "Fine-tuning the embedding",
        )  # fmt: skip
        agreed = {**identity(experiment, train), "start": start.digest}
        self.curves[learner.stage] = learn(
            learner, experiment.learning, experiment.seed, agreed, run
        )
        round_to_half(network)
        self.embedder = Embedder(network, run.device)
        if metric:
            points = embed_samples(self.embedder, train, run.progress, run.cancel)
            self.scorer = fit_classifier(
                experiment.classifier.kind, points, train.labels, experiment.seed, balance(train),
                experiment.classifier.options,
            )  # fmt: skip
        else:
            self.scorer = linear_layer(*cast(Guided, learner.module).linear())


def fine_tuning(detector: Detector, seed: int, changes: tuple[str, ...] = ()) -> Experiment:
    """The experiment for fine-tuning a detector.

    Args:
        changes: "table.key=value", applied after `SMALLER`.

    Raises:
        TrainingError: its card does not describe its training, or its kind cannot be fine-tuned.
    """
    spec = detector.embedder.spec
    # A panel is fine-tuned as one network with the settings of its first member.
    panel = list((detector.card.get("members") or {}).values())
    told: Any = panel[0] if panel else detector.card.get("experiment")
    if not isinstance(told, dict):
        raise TrainingError(
            mark("The model card of '{name}' does not say how it was trained."),
            mark("Choose a new head, or train an experiment."),
            name=detector.name,
        )
    if spec.window > 1 or spec.adapted:
        raise _unsuited()
    own = (*SMALLER, f"model.size={spec.alignment.size}", f"seed={seed}")
    start, _ = with_changes(msgspec.to_builtins(told), own)
    _require_heeded(with_changes(start, changes)[1])
    experiment = make_experiment(start, changes, "fine-tuning")
    if experiment.model.kind not in _KINDS or experiment.bag.members > 1:
        raise _unsuited()
    return experiment


def _require_heeded(keys: list[str]) -> None:
    """Raise TrainingError for a change that the detector or its data define."""
    for key in keys:
        if not any(f"{key}.".startswith(f"{name}.") for name in _HEEDED):
            raise TrainingError(
                mark(
                    "'{key}' has no effect in fine-tuning: the network and the data stay as they "
                    "are."
                ),
                mark("Leave it out, or train an experiment."),
                key=key,
            )


def _unsuited() -> TrainingError:
    return TrainingError(
        mark("Only networks that judge faces one by one are learned further, and no bags."),
        mark("Choose a new head, or train an experiment."),
    )


def fine_tune(
    detector: Detector, crops: CropSet, seed: int, changes: tuple[str, ...], run: Run
) -> Learned:
    """Train on "train"; "val" selects the epoch and calibrates.

    An interrupted run resumes from `run.work`.

    Args:
        crops: new faces, and old ones if the old data are available.

    Raises:
        As `engine.training.train.train`.
    """
    experiment = fine_tuning(detector, seed, changes)
    for split in ("train", "val"):
        need_both_classes(
            [r for r in crops.records if r.split == split],
            mark("There are {pristine} pristine and {forged} forged items in the split '{split}'."),
            split=split,
        )
    estimator = FineTuned(experiment, detector)
    train = estimator.samples(crops.only(lambda r: r.split == "train"))
    val = estimator.samples(crops.only(lambda r: r.split == "val"))
    estimator.fit(train, val, run)
    made = as_detector(estimator, train, val)
    rest = crops.only(lambda r: r.split != "train")
    made.rehearsal = rehearsal_of(made, rest, _REMEMBERED, run.progress, run.cancel)
    learned = [r for r in crops.records if r.split != JUDGES]
    method = (
        f"The embedding of the detector '{detector.name}', learned further from {counted(learned)} "
        f"for {experiment.learning.epochs} epochs at most with a learning rate of "
        f"{experiment.learning.learning_rate:g}, and a new {experiment.classifier.kind} head on it."
    )
    card, made.card = made.card, {}
    return Learned(made, method, card, same_embedding=False)
