"""Fine-tune a detector's first network by kind of forgery on original and degraded faces.

Source: Schroff et al. 2015 (semi-hard triplets); paper section III-E, with one class for each kind
of forgery instead of one for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import nn

from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork, to_batch
from engine.training.augment import augment, paint_over
from engine.training.config import LearningConfig
from engine.training.crops import View
from engine.training.distributed import Processes
from engine.training.estimators.triplets import round_to_half
from engine.training.kinds.faces import Copies, origin_weights
from engine.training.loop import Run, learn
from engine.training.mining import semi_hard_loss

#: Scale of unit-sphere embeddings, so that a linear layer can reach confident logits.
GAIN = 8.0
MARGIN, SMOOTH = 0.2, 0.05
#: Weight of the auxiliary cross-entropy.
_CROSS_ENTROPY_WEIGHT = 4.0
#: Share of a batch drawn from pristine faces of any data set.
_OTHER_PRISTINE = 0.125
#: Probability that a part of a picture is painted over.
_OCCLUSION = 0.2
#: Number of validation faces to compare epochs by.
_VALIDATED, _VALIDATION_BATCH = 2000, 64
#: Number of frozen stages of the backbone.
_FROZEN_STAGES = 3


@dataclass(frozen=True)
class FineTuning:
    """Duration of fine-tuning.

    Attributes:
        epochs: number of epochs.
        faces: drawn in each epoch.
        rate: peak learning rate.
    """

    epochs: int = 3
    faces: int = 9000
    rate: float = 3e-4

    @property
    def learning(self) -> LearningConfig:
        """Settings of the training loop."""
        return LearningConfig(
            learning_rate=self.rate, weight_decay=0.02, epochs=self.epochs, batch=64, average=0.0
        )


class KindClassifier(nn.Module):
    """A network with a linear classifier of kinds.

    Batch (N, 3, S, S) -> embeddings (N, D) and logits (N, 1 + K), pristine first.
    """

    def __init__(self, network: EmbeddingNetwork, kinds: int) -> None:
        super().__init__()
        self.network = network
        self.out = nn.Linear(network.spec.width, 1 + kinds)
        self._frozen = _first_stages(network.backbones[0])
        for parameter in self._frozen.parameters():
            parameter.requires_grad_(False)

    def forward(self, batch: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        embeddings = self.network(batch)
        return embeddings, self.out(embeddings * GAIN)

    def train(self, mode: bool = True) -> KindClassifier:
        super().train(mode)
        self._frozen.eval()
        return self


def _first_stages(backbone: nn.Module) -> nn.ModuleList:
    """Layers to freeze: stem and first stages of an EfficientNet, otherwise none.

    They process the largest maps and take most of the training time.
    """
    names = ("conv_stem", "bn1", "blocks")
    if not all(hasattr(backbone, name) for name in names):
        return nn.ModuleList()
    stem, norm, blocks = (getattr(backbone, name) for name in names)
    return nn.ModuleList([stem, norm, *list(blocks)[:_FROZEN_STAGES]])


class KindLearner:
    """Batches that pair each forgery with its own original, degraded alike.

    Args:
        network: one member of a detector's embedder.
        train, val: faces.
        keys: kinds to train.
        fine_tuning: duration.
    """

    stage = "Fine-tuning on kinds of forgery"

    def __init__(
        self,
        network: EmbeddingNetwork,
        train: Copies,
        val: Copies,
        keys: list[str],
        fine_tuning: FineTuning,
    ) -> None:
        self.module: nn.Module = KindClassifier(network, len(keys)).to(
            memory_format=torch.channels_last
        )
        self._spec, self._faces, self._batch = (
            network.spec,
            fine_tuning.faces,
            fine_tuning.learning.batch,
        )
        self._elsewhere = round(self._batch * _OTHER_PRISTINE)
        self._view = View(train.sets[0].alignment, network.spec.alignment)
        self._train, self._val = train, val
        classes = ["", *keys]
        self._labels, self._val_labels = (
            np.array([classes.index(kind) if kind in classes else -1 for kind in part.kinds])
            for part in (train, val)
        )
        order = np.random.default_rng(0).permutation(len(val))
        self._validated = np.sort(order[:_VALIDATED])
        self._weights = self._sampling_weights(len(keys))
        self._partners = self._originals()
        self._pristine = np.flatnonzero(self._labels == 0)
        self._chance = origin_weights(train.origins[self._pristine])

    def _sampling_weights(self, kinds: int) -> np.ndarray:
        """Sampling weights, float64 (N,), sum 1: equal over kinds, see `origin_weights`."""
        weights = np.zeros(len(self._train))
        for label in range(1, kinds + 1):
            own = self._labels == label
            weights[own] = origin_weights(self._train.origins[own]) / kinds
        return weights / weights.sum()

    def _originals(self) -> dict[tuple[int, str, str], list[int]]:
        """Rows of pristine faces by copy number, data set and source."""
        rows: dict[tuple[int, str, str], list[int]] = {}
        for face in np.flatnonzero(self._labels == 0).tolist():
            record, number = self._train.records[face], int(self._train.number[face])
            for source in (record.source, ""):
                rows.setdefault((number, record.origin, source), []).append(face)
        return rows

    def epoch(self, number: int, rng: np.random.Generator) -> Sequence[np.ndarray]:
        """Batches of rows: originals, their forgeries, and other pristine faces."""
        forged = (self._batch - self._elsewhere) // 2
        batches = []
        for _ in range(max(1, self._faces // self._batch)):
            chosen = rng.choice(len(self._train), forged, p=self._weights)
            originals = [self._original(face, rng) for face in chosen.tolist()]
            others = rng.choice(self._pristine, self._elsewhere, p=self._chance)
            batches.append(np.concatenate([originals, chosen, others]))
        return batches

    def _original(self, face: int, rng: np.random.Generator) -> int:
        record, number = self._train.records[face], int(self._train.number[face])
        for key in ((number, record.origin, record.source), (number, record.origin, "")):
            if key in self._partners:
                return int(rng.choice(self._partners[key]))
        return int(rng.choice(self._pristine, p=self._chance))

    def load(self, rows: np.ndarray, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """Pictures uint8 (N, s, s, 3) and labels int64 (N,)."""
        half = (len(rows) - self._elsewhere) // 2
        seed = int(rng.integers(2**32))
        pictures = []
        # The same draws for originals and forgeries, so that they differ by the forgery only.
        for part in (rows[:half], rows[half : 2 * half], rows[2 * half :]):
            draws = np.random.default_rng(seed)
            seen = np.stack([self._augmented(int(face), draws) for face in part])
            pictures.append(paint_over(seen, _OCCLUSION, draws))
        return torch.from_numpy(np.concatenate(pictures)), torch.from_numpy(self._labels[rows])

    def _augmented(self, face: int, rng: np.random.Generator) -> np.ndarray:
        kind = "graded" if self._train.number[face] == 0 else "moved"
        # A generator for each face, so that both partners consume the same draws.
        own = np.random.default_rng(int(rng.integers(2**32)))
        return augment(self._train.picture(face), self._view, own, kind)

    def loss(
        self,
        call: nn.Module,
        samples: tuple[torch.Tensor, torch.Tensor],
        processes: Processes,
        generator: torch.Generator,
    ) -> tuple[torch.Tensor, dict[str, float]]:
        """Semi-hard triplets of the kinds with an auxiliary cross-entropy."""
        device = next(call.parameters()).device
        labels = samples[1].to(device)
        embeddings, logits = call(to_batch(samples[0], self._spec, device))
        triplets, count = semi_hard_loss(
            processes.gather(embeddings.float()), processes.gather(labels), MARGIN
        )
        entropy = nn.functional.cross_entropy(logits.float(), labels, label_smoothing=SMOOTH)
        parts = {
            "triplet": float(triplets.detach()),
            "triplets": float(count),
            "cross-entropy": float(entropy.detach()),
        }
        return triplets + _CROSS_ENTROPY_WEIGHT * entropy, parts

    def validate(self, module: nn.Module) -> dict[str, float]:
        """Mean "auc" over kinds, data sets, and original and degraded faces."""
        from sklearn.metrics import roc_auc_score

        scores = self._log_odds(module)
        chosen = self._validated
        origins, copied = self._val.origins[chosen], self._val.number[chosen] > 0
        labels = self._val_labels[chosen]
        aucs = []
        for label in range(1, scores.shape[1] + 1):
            for origin in np.unique(origins):
                for degraded in (False, True):
                    here = (origins == origin) & (copied == degraded)
                    rows = here & np.isin(labels, (0, label))
                    truth = labels[rows] == label
                    if truth.any() and not truth.all():
                        aucs.append(roc_auc_score(truth, scores[rows, label - 1]))
        return {"auc": float(np.mean(aucs)) if aucs else 0.5}

    def _log_odds(self, module: nn.Module) -> np.ndarray:
        """Log-odds of each kind against pristine for the validation faces, float32 (N, K)."""
        parts = []
        for start in range(0, len(self._validated), _VALIDATION_BATCH):
            faces = self._validated[start : start + _VALIDATION_BATCH].tolist()
            pictures = np.stack([self._view.plain(self._val.picture(face)) for face in faces])
            with torch.inference_mode():
                logits = module(to_batch(pictures, self._spec))[1].float()
            parts.append((logits[:, 1:] - logits[:, :1]).numpy())
        return np.concatenate(parts)


def fine_tuned(
    base: Embedder,
    train: Copies,
    val: Copies,
    keys: list[str],
    fine_tuning: FineTuning,
    seed: int,
    run: Run,
) -> EmbeddingNetwork:
    """Fine-tune the first network of a detector.

    The other networks are kept: together they cover original and degraded faces, and training takes
    half the time.

    Args:
        base: not modified.
        train, val: faces; kinds of `keys` missing from either are skipped.

    Raises:
        As `engine.training.loop.learn`.
    """
    keys = [key for key in keys if key in set(train.kinds) & set(val.kinds)]
    network = EmbeddingNetwork(base.spec)
    network.load_state_dict(base.network.state_dict())
    spec = replace(
        base.spec, members=1, shared=True, architectures=(), heads=(), sizes=(),
        architecture=base.spec.architecture_of(0), head=base.spec.head_of_each[0],
    )  # fmt: skip
    member = EmbeddingNetwork(spec)
    member.backbones[0].load_state_dict(network.backbones[0].state_dict())
    member.heads[0].load_state_dict(network.heads[0].state_dict())
    learner = KindLearner(member, train, val, keys, fine_tuning)
    identity = {
        "spec": spec.to_json(), "keys": keys, "faces": fine_tuning.faces,
        "train": len(train), "val": len(val),
    }  # fmt: skip
    learn(learner, fine_tuning.learning, seed, identity, run.part("network"))
    network.backbones[0].load_state_dict(member.backbones[0].state_dict())
    network.heads[0].load_state_dict(member.heads[0].state_dict())
    round_to_half(network)
    return network.eval()
