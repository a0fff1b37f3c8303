"""Learners: the module, batches and loss of each kind of model for the training loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import torch
from torch import nn

from engine.detector.sequence import SequenceHead
from engine.embedding.network import EmbeddingNetwork, to_batch
from engine.embedding.spec import FACENET
from engine.errors import TrainingError
from engine.training.augment import paint_over
from engine.training.batch_sampler import Batches
from engine.training.config import Experiment
from engine.training.distributed import Processes
from engine.training.evaluation.figures import equal_error_rate
from engine.training.mining import LOSSES
from engine.training.on_the_fly import WithForgeries
from engine.training.prefetch import prefetch_jobs
from engine.training.samples import Samples
from engine.wording import mark

#: Scale of unit-sphere embeddings, so that a linear layer can reach confident logits.
_GAIN = 8.0
_VALIDATION_BATCH = 64


def mean_auc(scores: np.ndarray, labels: np.ndarray, origins: np.ndarray) -> float:
    """Mean AUC over data sets with both classes; 0.5 if there are none."""
    from sklearn.metrics import roc_auc_score

    aucs = [
        roc_auc_score(labels[origins == origin], scores[origins == origin])
        for origin in np.unique(origins)
        if len(np.unique(labels[origins == origin])) == 2
    ]
    return float(np.mean(aucs)) if aucs else 0.5


def limit_trunk(network: EmbeddingNetwork, trunk: str) -> None:
    """Freeze what the experiment does not train of the backbones.

    Args:
        trunk: see `engine.training.config.ModelConfig`.

    Raises:
        TrainingError: "layernorm", and the backbones have no layer normalisation.
    """
    if trunk == "finetune":
        return
    network.backbones.requires_grad_(False)
    if trunk == "layernorm":
        norms = [m for m in network.backbones.modules() if isinstance(m, nn.LayerNorm)]
        if not norms:
            raise TrainingError(
                mark("'{architecture}' has no layer normalisation to train."),
                mark("Choose a transformer or ConvNeXt, or set model.trunk to 'finetune'."),
                architecture=network.spec.architecture,
            )
        for norm in norms:
            norm.requires_grad_(True)


def cross_entropy(logits: torch.Tensor, labels: torch.Tensor, smooth: float) -> torch.Tensor:
    """Binary cross-entropy of log-odds (N,) with label smoothing."""
    target = labels.float() * (1 - 2 * smooth) + smooth
    return nn.functional.binary_cross_entropy_with_logits(logits.float(), target)


class Guided(nn.Module):
    """An embedding network with an auxiliary linear classifier.

    Batch (N, 3, S, S) or windows -> embeddings (N, D) and log-odds (N,).

    Args:
        network: the embedder.
        guides: whether the classifier's gradient reaches the network.
    """

    def __init__(self, network: EmbeddingNetwork, guides: bool = True) -> None:
        super().__init__()
        self.network = network
        self._guides = guides
        self.out = nn.Linear(network.spec.width, 1)
        self._gain = _GAIN if network.spec.head in ("projection", "unit_sphere") else 1.0
        # FaceNet's normalisation statistics are better than any small batch's, or folded away.
        self._still = network.spec.architecture == FACENET

    def forward(self, batch: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        embeddings = self.network(batch)
        seen = embeddings if self._guides else embeddings.detach()
        return embeddings, self.out(seen * self._gain).flatten()

    def train(self, mode: bool = True) -> Guided:
        super().train(mode)
        if self._still:
            for layer in self.network.backbones.modules():
                if isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d):
                    layer.eval()
        return self

    def linear(self) -> tuple[np.ndarray, float]:
        """Weight (D,) and bias of the log-odds, applied to the embedding."""
        weight = self.out.weight.detach()[0].cpu().numpy() * self._gain
        return weight, float(self.out.bias.detach())


class _BatchLearner:
    """Batches and loss shared by all learners."""

    module: nn.Module

    def __init__(
        self,
        train: Samples,
        val: Samples,
        experiment: Experiment,
        metric: bool,
        stage: str,
        made: WithForgeries | None = None,
    ) -> None:
        learning = experiment.learning
        self.stage = stage
        self._train, self._val = train, val
        self._labels = made.labels if made else train.labels
        self._experiment, self._metric = experiment, metric
        self._batches = Batches(
            train.records,
            learning.batch,
            learning.sampling,
            learning.samples,
            made.originals if made else None,
            learning.made,
        )

    def epoch(self, number: int, rng: np.random.Generator) -> Sequence[np.ndarray]:
        return self._batches.epoch(rng)

    def loss(
        self,
        call: nn.Module,
        samples: tuple[torch.Tensor, torch.Tensor],
        processes: Processes,
        generator: torch.Generator,
    ) -> tuple[torch.Tensor, dict[str, float]]:
        device = next(call.parameters()).device
        batch = self._as_input(samples[0], device)
        labels = samples[1].to(device, non_blocking=True)
        embeddings, logits = call(batch)
        return metric_and_guide(
            embeddings, logits, labels, self._experiment, self._metric, processes, generator
        )

    def _as_input(self, loaded: torch.Tensor, device: torch.device) -> torch.Tensor:
        """Move the result of `load` to the device in the module's format."""
        return loaded.to(device, non_blocking=True)


class PictureLearner(_BatchLearner):
    """Trains on pictures: cross-entropy, triplets, or both.

    Args:
        network: with pretrained weights.
        train, val: samples.
        experiment: settings.
        metric: use the triplet loss, with cross-entropy as an auxiliary.
        stage: label of the progress.
        loaders: processes that load validation pictures, see
            `engine.training.prefetch.prefetch_jobs`.
    """

    def __init__(
        self,
        network: EmbeddingNetwork,
        train: Samples,
        val: Samples,
        experiment: Experiment,
        metric: bool,
        stage: str,
        loaders: int = 1,
    ) -> None:
        self._loaders = loaders
        made = WithForgeries(train) if experiment.learning.made else None
        super().__init__(train, val, experiment, metric, stage, made)
        self._source = made or train
        guides = not metric or experiment.triplets.guide > 0
        self.module = Guided(network, guides)
        if network.spec.window == 1:
            self.module = self.module.to(memory_format=torch.channels_last)
        self._spec = network.spec
        self._seen = network.spec.alignment

    def epoch(self, number: int, rng: np.random.Generator) -> Sequence[np.ndarray]:
        sizes = self._experiment.learning.sizes
        size = sizes[number] if number < len(sizes) else self._spec.alignment.size
        self._seen = replace(self._spec.alignment, size=size)
        return super().epoch(number, rng)

    def load(self, rows: np.ndarray, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """Pictures uint8 (N, s, s, 3), or (N, T, s, s, 3), and labels int64 (N,)."""
        learning, seen = self._experiment.learning, self._seen
        # The halves are partners, and draws do not depend on the pictures.
        halves = np.array_split(rows, 2) if learning.alike else [rows]
        seed = int(rng.integers(2**32))
        pictures = []
        for half in halves:
            draws = np.random.default_rng(seed)
            seen_now = self._source.pictures(half, seen, draws, learning.augment)
            pictures.append(paint_over(seen_now, learning.hide, draws))
        return torch.from_numpy(np.concatenate(pictures)), torch.from_numpy(self._labels[rows])

    def _as_input(self, loaded: torch.Tensor, device: torch.device) -> torch.Tensor:
        return to_batch(loaded, self._spec, device)

    def validate(self, module: nn.Module) -> dict[str, float]:
        return validation(self.outputs(module)[1], self._val, self._experiment)

    def outputs(self, module: nn.Module) -> tuple[torch.Tensor, torch.Tensor]:
        """Embeddings float32 (N, D) and log-odds float32 (N,) of the validation samples."""
        device = next(module.parameters()).device
        starts = range(0, len(self._val), _VALIDATION_BATCH)
        loaded = prefetch_jobs([partial(self._validated, start) for start in starts], self._loaders)
        with torch.inference_mode():
            parts = [module(self._as_input(pictures, device)) for pictures in loaded]
        embeddings, logits = (torch.cat(part).cpu().float() for part in zip(*parts, strict=True))
        return embeddings, logits

    def _validated(self, start: int) -> torch.Tensor:
        chosen = np.arange(start, min(start + _VALIDATION_BATCH, len(self._val)))
        return torch.from_numpy(self._val.pictures(chosen, self._spec.alignment))


class FeatureLearner(_BatchLearner):
    """Trains a head on the features of a frozen backbone.

    Args:
        module: features -> embeddings and log-odds.
        features: float32 (N, F) and (M, F), of the samples; (N, T, F) for windows.
        train, val, experiment, metric, stage: as for `PictureLearner`.
    """

    def __init__(
        self,
        module: nn.Module,
        features: tuple[np.ndarray, np.ndarray],
        train: Samples,
        val: Samples,
        experiment: Experiment,
        metric: bool,
        stage: str,
    ) -> None:
        super().__init__(train, val, experiment, metric, stage)
        self.module = module
        self._features = [torch.from_numpy(f) for f in features]

    def load(self, rows: np.ndarray, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        return self._features[0][rows], torch.from_numpy(self._labels[rows])

    def validate(self, module: nn.Module) -> dict[str, float]:
        device = next(module.parameters()).device
        with torch.inference_mode():
            _, logits = module(self._features[1].to(device))
        return validation(logits.cpu().float(), self._val, self._experiment)


class GuidedHead(nn.Module):
    """A head on features with an auxiliary linear classifier."""

    def __init__(self, head: nn.Module, dimension: int, gain: float, guides: bool) -> None:
        super().__init__()
        self.head = head
        self.out = nn.Linear(dimension, 1)
        self._gain, self._guides = gain, guides

    def forward(self, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        embeddings = self.head(features)
        seen = embeddings if self._guides else embeddings.detach()
        return embeddings, self.out(seen * self._gain).flatten()


class Recurrent(nn.Module):
    """Adapts a sequence head, features (N, T, F), to the learners' interface."""

    def __init__(self, head: SequenceHead) -> None:
        super().__init__()
        self.head = head

    def forward(self, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        state = self.head.state(features)
        return state, self.head.out(state).flatten()


def metric_and_guide(
    embeddings: torch.Tensor,
    logits: torch.Tensor,
    labels: torch.Tensor,
    experiment: Experiment,
    metric: bool,
    processes: Processes,
    generator: torch.Generator,
) -> tuple[torch.Tensor, dict[str, float]]:
    """Loss of one batch and its named parts."""
    entropy = cross_entropy(logits, labels, experiment.learning.smooth)
    if not metric:
        return entropy, {"cross-entropy": float(entropy.detach())}
    triplets = experiment.triplets
    everyone, all_labels = processes.gather(embeddings.float()), processes.gather(labels)
    loss, count = LOSSES[triplets.mining](everyone, all_labels, triplets.margin, generator)
    parts = {
        "triplet": float(loss.detach()),
        "triplets": float(count),
        "cross-entropy": float(entropy.detach()),
    }
    # Without guide, the classifier trains on detached embeddings: it still ranks the
    # validation samples.
    return loss + (triplets.guide or 1.0) * entropy, parts


def validation(logits: torch.Tensor, samples: Samples, experiment: Experiment) -> dict[str, float]:
    """AUC, equal error rate and cross-entropy of the validation samples."""
    labels = samples.labels
    origins = np.array([record.origin for record in samples.records])
    entropy = cross_entropy(logits, torch.from_numpy(labels), experiment.learning.smooth)
    found = {"auc": mean_auc(logits.numpy(), labels, origins), "loss": float(entropy)}
    if len(np.unique(labels)) == 2:
        found["eer"] = equal_error_rate(logits.numpy(), labels)[0]
    return found


def as_head(network: EmbeddingNetwork, number: int, guides: bool) -> GuidedHead:
    """One head of a network, to be trained on features."""
    gain = _GAIN if network.spec.head == "projection" else 1.0
    head = network.heads[number]
    return GuidedHead(head, network.spec.dimension, gain, guides)
