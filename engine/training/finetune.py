"""Fine-tuning the embedding network with the triplet loss (paper sections III-E, IV-B)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from timm.utils import ModelEmaV2
from torch import nn

from engine.device import pick_device
from engine.embedding.embedder import to_batch
from engine.embedding.network import EmbedderSpec, EmbeddingNetwork
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.augment import augment, centre
from engine.training.crops import CropSet
from engine.training.mining import random_triplets, semi_hard_triplets, triplet_loss
from engine.training.sampling import PairedBatches


@dataclass(frozen=True)
class FinetuneSettings:
    """How the embedding is learned.

    Attributes:
        epochs: passes over all forgeries.
        batch: crops in a batch, half of them pristine.
        margin: alpha of the triplet loss on the unit sphere, squared distance.
        mining: "semi-hard" or "random".
        guide: weight of a cross-entropy term on a linear head that is thrown away after
            training; it keeps the first epochs from collapsing. 0 is the pure triplet loss.
        learning_rate: peak of a one-cycle schedule (AdamW).
        seed: of every random draw.
        device: a name of `engine.device.DEVICES`.
    """

    epochs: int = 8
    batch: int = 32
    margin: float = 0.2
    mining: str = "semi-hard"
    guide: float = 1.0
    learning_rate: float = 6e-4
    seed: int = 7
    device: str = "auto"


class _Run(nn.Module):
    """What is optimised: the network and its guide head."""

    def __init__(self, network: EmbeddingNetwork) -> None:
        super().__init__()
        self.network = network
        self.guide = nn.Linear(network.spec.dimension, 1)

    def forward(self, batch: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        embeddings = self.network(batch)
        return embeddings, self.guide(embeddings * 8.0).flatten()


def finetune(
    crops: CropSet,
    spec: EmbedderSpec,
    settings: FinetuneSettings,
    work: Path,
    progress: ProgressCallback,
    cancel: CancelToken,
    log: Callable[[dict[str, Any]], None],
) -> EmbeddingNetwork:
    """Train on the split "train", keep the epoch that ranks the split "val" best.

    A checkpoint is written after each epoch; a later call with the same settings and data
    goes on from it.

    Returns:
        The network of the best epoch (exponential moving average of the weights).
    """
    device = pick_device(settings.device)
    torch.manual_seed(settings.seed)
    run = _Run(EmbeddingNetwork(spec, pretrained=True)).to(device)
    run = run.to(memory_format=torch.channels_last)
    train = crops.rows(lambda r: r.split == "train")
    batches = PairedBatches(crops.records, train, settings.batch)
    average = ModelEmaV2(run, decay=0.998)
    optimiser = torch.optim.AdamW(run.parameters(), settings.learning_rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, settings.learning_rate, settings.epochs * len(batches), pct_start=0.15
    )
    state = _Checkpoint(work / "checkpoint.pt", {**asdict(settings), "crops": len(train)})
    parts = {"run": run, "average": average, "optimiser": optimiser, "schedule": schedule}
    first, best = state.resume(parts)
    for epoch in range(first, settings.epochs):
        started = time.monotonic()
        loss = _epoch(run, average, optimiser, schedule, crops, batches, settings, epoch, device,
                      progress, cancel)  # fmt: skip
        auc = _validation_auc(average.module, crops, device)
        if auc > best:
            best = auc
            torch.save(average.module.state_dict(), work / "best.pt")
        state.write(parts, epoch + 1, best)
        log({"epoch": epoch + 1, "loss": round(loss, 4), "val_auc": round(auc, 4),
             "seconds": round(time.monotonic() - started)})  # fmt: skip
    run.load_state_dict(torch.load(work / "best.pt", map_location=device, weights_only=True))
    return run.network.eval()


def _epoch(
    run: _Run,
    average: ModelEmaV2,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.OneCycleLR,
    crops: CropSet,
    batches: PairedBatches,
    settings: FinetuneSettings,
    epoch: int,
    device: str,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> float:
    run.train()
    rng = np.random.default_rng((settings.seed, epoch))
    draws = torch.Generator().manual_seed(settings.seed + epoch)
    size = run.network.spec.alignment.size
    labels_all = crops.labels
    total = 0.0
    for number, rows in enumerate(batches.epoch(rng)):
        cancel.check()
        pictures = np.stack([augment(crops.picture(i), size, rng) for i in rows])
        labels = torch.from_numpy(labels_all[rows]).to(device)
        embeddings, logits = run(to_batch(pictures, run.network.spec).to(device))
        if settings.mining == "random":
            triplets = random_triplets(labels.cpu(), 4 * len(rows), draws)
        else:
            triplets = semi_hard_triplets(embeddings.detach(), labels, settings.margin)
        loss = triplet_loss(embeddings, labels, triplets, settings.margin)
        if settings.guide:
            target = labels.float() * 0.9 + 0.05
            loss = loss + settings.guide * nn.functional.binary_cross_entropy_with_logits(
                logits, target
            )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(run.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        average.update(run)
        total += float(loss.detach())
        progress(Progress(f"Epoch {epoch + 1} of {settings.epochs}", number + 1, len(batches)))
    return total / len(batches)


def _validation_auc(run: nn.Module, crops: CropSet, device: str) -> float:
    """Mean over data sets of the AUC on "val"; sets with one class do not count."""
    from sklearn.metrics import roc_auc_score

    run.eval()
    assert isinstance(run, _Run)
    rows = crops.rows(lambda r: r.split == "val")
    size = run.network.spec.alignment.size
    logits = []
    with torch.inference_mode():
        for start in range(0, len(rows), 64):
            part = np.stack([centre(crops.picture(i), size) for i in rows[start : start + 64]])
            logits.append(run(to_batch(part, run.network.spec).to(device))[1].cpu().numpy())
    scores = np.concatenate(logits)
    labels = crops.labels[rows]
    origins = np.array([crops.records[i].origin for i in rows])
    aucs = [
        roc_auc_score(labels[origins == origin], scores[origins == origin])
        for origin in np.unique(origins)
        if len(np.unique(labels[origins == origin])) == 2
    ]
    return float(np.mean(aucs)) if aucs else 0.5


class _Checkpoint:
    """State on disk after each epoch, taken up only by a run with the same settings."""

    def __init__(self, path: Path, settings: dict[str, Any]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._note = path.with_suffix(".json")
        self._settings = json.loads(json.dumps(settings))

    def resume(self, parts: dict[str, Any]) -> tuple[int, float]:
        """Load the parts; returns the epoch to begin with and the best AUC so far."""
        if not (self._path.exists() and self._note.exists()):
            return 0, -1.0
        note = json.loads(self._note.read_text("utf-8"))
        if note["settings"] != self._settings:
            return 0, -1.0
        stored = torch.load(self._path, map_location="cpu", weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(stored[name])
        return int(note["epoch"]), float(note["best"])

    def write(self, parts: dict[str, Any], epoch: int, best: float) -> None:
        half = self._path.with_suffix(".part")
        torch.save({name: part.state_dict() for name, part in parts.items()}, half)
        half.replace(self._path)
        note = {"settings": self._settings, "epoch": epoch, "best": best}
        self._note.write_text(json.dumps(note), "utf-8")
