"""Estimated time and memory of each retraining method, from a short measurement."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import torch

from engine.detector.detector import Detector
from engine.device import one_core, pick_device
from engine.embedding.embedder import BATCH
from engine.embedding.network import EmbeddingNetwork, to_batch
from engine.embedding.spec import EmbedderSpec
from engine.errors import EngineError, TrainingDataError, TrainingError
from engine.training.config import Experiment
from engine.training.crops import faces_config
from engine.training.datasets.media import CLIPS
from engine.training.experiments import find_experiment
from engine.training.records import FORGED, PRISTINE, FaceRecord
from engine.training.retrain.fine_tune import fine_tuning
from engine.training.retrain.learned import JUDGES, LEAST
from engine.training.retrain.new_head import FITS
from engine.training.retrain.plan import Preset, RetrainPlan
from engine.wording import mark

TITLES: dict[Preset, str] = {
    "recalibrate": mark("Recalibrate on pristine clips"),
    "new head": mark("New head on the present embedding"),
    "fine-tune": mark("Fine-tune the embedding"),
    "experiment": mark("Train an experiment"),
}
WORDS: dict[Preset, str] = {
    "recalibrate": mark(
        "Adjusts the calibration so that clips like yours cause no more false alarms than "
        "others. Detects nothing new."
    ),
    "new head": mark(
        "Trains a new classifier on the present embedding, with rehearsal of old faces. Fast, "
        "but limited to what the embedding represents."
    ),
    "fine-tune": mark(
        "Trains the network itself with a small learning rate. Slow. Forgetting can only be "
        "measured with the old data."
    ),
    "experiment": mark(
        "Trains one of the shipped configurations, including the paper's, from scratch. Slowest; "
        "learns only from the data you give."
    ),
}
#: Pictures in the measured training step.
_STEP = 4
#: Assumed seconds for fitting a head on a thousand faces.
_FIT_SECONDS = 0.03


@dataclass(frozen=True)
class Option:
    """A retraining method.

    Attributes:
        preset, title, words: its name and description.
        seconds: estimated time after faces are extracted.
        memory: estimated bytes in addition to the program's own.
        impossible: why it is unavailable; None if it is available.
    """

    preset: Preset
    title: str
    words: str
    seconds: float = 0.0
    memory: int = 0
    impossible: EngineError | None = None


def options(plan: RetrainPlan, detector: Detector, records: list[FaceRecord]) -> list[Option]:
    """All methods with their estimates, measured on the plan's device."""
    device = pick_device(plan.device)
    faces = [faces_config(detector.card).per_clip if _is_clip(r) else 1 for r in records]
    learned = sum(n for n, r in zip(faces, records, strict=True) if r.split != JUDGES)
    pristine = sum(r.label == PRISTINE and r.split != JUDGES for r in records)
    size = detector.alignment.size
    seconds = _embedding_seconds(detector, size)
    small = int(_activations(detector.embedder.spec) * BATCH * 0.5)
    found = [
        _option("recalibrate", pristine * seconds, small,
                None if pristine >= 10 else TrainingDataError(
                    mark("At least ten pristine clips are needed."), mark("Add labelled clips."))),
        _option("new head", sum(faces) * seconds + FITS * _FIT_SECONDS * (1 + learned / 1000),
                small, _why_no_head(detector, records)),
    ]  # fmt: skip
    for preset in ("fine-tune", "experiment"):
        try:
            experiment = (
                fine_tuning(detector, plan.seed, tuple(plan.changes))
                if preset == "fine-tune"
                else find_experiment(plan.experiment, tuple(plan.changes))
            )
            epoch = _in_an_epoch(experiment, records, faces)
            took, memory = _training(experiment, epoch, sum(faces) - learned, device)
            found.append(_option(preset, took, memory, None))
        except EngineError as error:
            found.append(_option(preset, 0.0, 0, error))
    return found


def _option(preset: Preset, seconds: float, memory: int, impossible: EngineError | None) -> Option:
    return Option(preset, TITLES[preset], WORDS[preset], round(seconds, 1), memory, impossible)


def _why_no_head(detector: Detector, records: list[FaceRecord]) -> EngineError | None:
    if detector.window > 1:
        return TrainingError(
            mark("The present detector judges sequences."), mark("Train an experiment instead.")
        )
    clips = {r.clip: r.label for r in records if r.split != JUDGES}
    pristine, forged = (sum(one == label for one in clips.values()) for label in (PRISTINE, FORGED))
    if min(pristine, forged) >= LEAST:
        return None
    return TrainingDataError(
        mark(
            "At least {least} pristine and {least} forged clips are needed beside those held out; "
            "there are {pristine} and {forged}."
        ),
        mark("Add labelled clips."),
        least=LEAST,
        pristine=pristine,
        forged=forged,
    )


def _is_clip(record: FaceRecord) -> bool:
    return record.member is None and record.path.suffix.lower() in CLIPS


def _embedding_seconds(detector: Detector, size: int) -> float:
    """Seconds a face, from a warm batch of noise."""
    crops = np.random.default_rng(0).integers(0, 255, (BATCH, size, size, 3), dtype=np.uint8)
    if detector.embedder.spec.window > 1:
        crops = crops[:1].repeat(detector.embedder.spec.window, 0)
    detector.embed(crops[:2])
    began = time.perf_counter()
    detector.embed(crops)
    return (time.perf_counter() - began) / len(crops)


def _in_an_epoch(experiment: Experiment, records: list[FaceRecord], faces: list[int]) -> int:
    """Number of training samples in an epoch."""
    counts = dict.fromkeys((PRISTINE, FORGED), 0)
    for count, record in zip(faces, records, strict=True):
        if record.split == "train":
            counts[record.label] += count
    most = experiment.learning.samples
    forged = min(counts[FORGED], most) if most else counts[FORGED]
    return 2 * max(forged, 1)


def _training(experiment: Experiment, epoch: int, judged: int, device: str) -> tuple[float, int]:
    """Estimated seconds and bytes of a training, from one step on a few pictures."""
    spec = experiment.spec
    if spec.window > 1:
        raise TrainingError(
            mark("What a model of sequences takes is not estimated."), mark("It may well be hours.")
        )
    network = EmbeddingNetwork(spec).to(device).train()
    shape = (_STEP, spec.alignment.size, spec.alignment.size, 3)
    batch = to_batch(np.random.default_rng(0).integers(0, 255, shape, dtype=np.uint8), spec)
    took = [_step(network, batch.to(device)) for _ in range(2)][-1] / _STEP
    learning = experiment.learning
    weights = sum(p.numel() for p in network.parameters()) * 4
    # Weights, gradients, two moments of the optimiser, and the moving average.
    memory = 5 * weights + _activations(spec) * learning.batch
    return learning.epochs * (epoch * took + judged * took / 3), int(memory)


def _step(network: EmbeddingNetwork, batch: torch.Tensor) -> float:
    began = time.perf_counter()
    with one_core():
        network(batch).square().sum().backward()
    if batch.is_cuda:
        torch.cuda.synchronize()
    return time.perf_counter() - began


def _activations(spec: EmbedderSpec) -> int:
    """Bytes of all activations for one picture, without computing them."""
    total = 0

    def count(_: object, __: object, given: object) -> None:
        nonlocal total
        if isinstance(given, torch.Tensor):
            total += given.numel() * 4

    with torch.device("meta"):
        network = EmbeddingNetwork(spec).eval()
        hooks = [
            layer.register_forward_hook(count)
            for layer in network.modules()
            if not list(layer.children())
        ]
        shape = (1, 3, spec.window, spec.alignment.size, spec.alignment.size)
        picture = torch.zeros(shape)
        network(picture if spec.window > 1 else picture[:, :, 0])
    for hook in hooks:
        hook.remove()
    return total
