"""The training loop for any learner, with checkpoints that resume exactly.

Every random draw of a step derives from (seed, epoch, step), so that a resumed run has the same
losses as an uninterrupted one.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from timm.utils import ModelEmaV3
from torch import nn

from engine.device import pick_device
from engine.errors import TrainingError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.checkpoint import Checkpoint
from engine.training.config import LearningConfig
from engine.training.distributed import Processes
from engine.training.events import EpochDone, Listener, StepDone
from engine.training.prefetch import prefetch_jobs
from engine.wording import mark


def ignore_event(_: Any) -> None:
    """Default listener."""


@dataclass
class Run:
    """Folders, device and callbacks of a run.

    Attributes:
        work: folder of checkpoints; a later run with the same settings resumes from them.
        device: a name of `engine.device.DEVICES`.
        checkpoint_seconds: maximum time between checkpoints; there is one after each epoch.
        shared: folder of stages that several experiments share; `work` if None.
        enough: stops the training early and keeps the best epoch so far.
        loaders: processes that load batches; see `engine.training.prefetch.prefetch_jobs`.
    """

    work: Path
    device: str = "auto"
    progress: ProgressCallback = ignore_progress
    cancel: CancelToken = field(default_factory=CancelToken)
    listen: Listener = ignore_event
    checkpoint_seconds: float = 60.0
    shared: Path | None = None
    enough: CancelToken = field(default_factory=CancelToken)
    loaders: int = 1

    def part(self, name: str) -> Run:
        """The same run with a subfolder for one of its stages."""
        return replace(self, work=self.work / name)

    def shared_part(self, name: str) -> Run:
        """Like `part`, in the shared folder."""
        return replace(self, work=(self.shared or self.work) / name)


class Learner(Protocol):
    """A model and its training data.

    Attributes:
        module: the module to optimise and store.
        stage: label of the progress.
    """

    module: nn.Module
    stage: str

    def epoch(self, number: int, rng: np.random.Generator) -> Sequence[np.ndarray]:
        """Batches of epoch `number`, from 0, as rows of the learner's data."""
        ...

    def load(self, rows: np.ndarray, rng: np.random.Generator) -> Any:
        """Load and augment the samples of a batch; runs in advance in another thread or process."""
        ...

    def loss(
        self,
        call: nn.Module,
        samples: Any,
        processes: Processes,
        generator: torch.Generator,
    ) -> tuple[torch.Tensor, dict[str, float]]:
        """Loss of a batch and its named parts; `call` is the module to run."""
        ...

    def validate(self, module: nn.Module) -> dict[str, float]:
        """Metrics on the validation split; "auc" selects the epoch to keep."""
        ...


def learn(
    learner: Learner, config: LearningConfig, seed: int, identity: dict[str, Any], run: Run
) -> list[dict[str, float]]:
    """Train; afterwards `learner.module` holds the weights of the best epoch.

    Args:
        identity: further settings and data that a checkpoint must match.

    Returns:
        The learning curve: for each epoch its number, mean training loss ("train_loss") and the
        validation metrics.

    Raises:
        TrainingError: the loss is not finite, or a checkpoint cannot be written.
        CancelledError: cancelled; the last checkpoint stays.
    """
    device = pick_device(run.device)
    processes = Processes(device)
    torch.manual_seed(seed)
    module = learner.module.to(device)
    call = processes.wrap(module)
    trained = [p for p in module.parameters() if p.requires_grad]
    # The schedule needs the number of steps in advance.
    steps = len(learner.epoch(0, np.random.default_rng((seed, 0))))
    average = ModelEmaV3(module, decay=config.average) if config.average else None
    optimiser = make_optimiser(config, trained)
    ends = sorted({min(end, config.epochs) for end in config.restarts} | {config.epochs})
    schedule = make_schedule(config, optimiser, ends[0] * steps)
    parts: dict[str, Any] = {"module": module, "optimiser": optimiser, "schedule": schedule}
    if average:
        parts["average"] = average
    checkpoint = Checkpoint(run.work, {"learning": _plain(config), "seed": seed, **identity})
    place = checkpoint.resume(parts)
    precision = Precision(config.precision, device)
    saved = time.monotonic()

    def enough() -> bool:
        return run.enough.cancelled and bool(place.history)

    while place.epoch < config.epochs and not place.finished(config.patience) and not enough():
        epoch, began = place.epoch, time.monotonic()
        if epoch in ends and place.step == 0:
            cycle = ends.index(epoch) + 1
            length = (ends[cycle] - epoch) * steps
            parts["schedule"] = schedule = make_schedule(config, optimiser, length, 0.5**cycle)
        module.train()
        batches = learner.epoch(epoch, np.random.default_rng((seed, epoch)))
        loaded = _loaded(learner, batches, processes, seed, epoch, place.step, run.loaders)
        for step, samples in loaded:
            run.cancel.check()
            if enough():
                break
            torch.manual_seed(hash_seed(seed, epoch, step))
            draws = torch.Generator().manual_seed(hash_seed(seed, epoch, step))
            with precision.context():
                loss, parts_of_loss = learner.loss(call, samples, processes, draws)
            value = float(loss.detach())
            if not math.isfinite(value):
                raise TrainingError(
                    mark("The loss is not a number in epoch {epoch}, step {step}."),
                    mark(
                        "Lower learning.learning_rate, or set learning.precision to fp32; the "
                        "checkpoint before it is kept."
                    ),
                    epoch=epoch + 1,
                    step=step + 1,
                )
            precision.step(loss, optimiser, trained, config.clip)
            schedule.step()
            if average:
                average.update(module)
            place.total += value
            place.step = step + 1
            run.listen(StepDone(epoch + 1, step + 1, len(batches), value, parts_of_loss))
            run.progress(
                Progress(
                    f"{learner.stage}: epoch {epoch + 1} of {config.epochs}", step + 1, len(batches)
                )
            )
            if processes.first and time.monotonic() - saved > run.checkpoint_seconds:
                checkpoint.write(parts, place)
                saved = time.monotonic()
        if enough():
            break
        kept = average.module if average else module
        kept.eval()
        metrics = learner.validate(kept)
        best = metrics["auc"] > place.best
        loss_mean = place.total / max(len(batches), 1)
        place.finish_epoch(loss_mean, metrics)
        if processes.first:
            if best:
                checkpoint.keep(kept)
            checkpoint.write(parts, place)
            saved = time.monotonic()
        processes.wait()
        run.listen(EpochDone(epoch + 1, loss_mean, metrics, best, time.monotonic() - began))
    checkpoint.load_best(module)
    module.eval()
    return place.history


def _plain(config: LearningConfig) -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(config)
    return plain


def hash_seed(*parts: int) -> int:
    """Derive a seed from several numbers."""
    return int(np.random.SeedSequence(parts).generate_state(1, np.uint64)[0] >> 1)


def _loaded(
    learner: Learner,
    batches: Sequence[np.ndarray],
    processes: Processes,
    seed: int,
    epoch: int,
    first: int,
    loaders: int,
) -> Iterator[tuple[int, Any]]:
    """Load the remaining batches of an epoch, with prefetching."""

    def job(step: int) -> Callable[[], Any]:
        rng = np.random.default_rng((seed, epoch, step, processes.rank))
        return lambda: learner.load(processes.share(batches[step]), rng)

    steps = range(first, len(batches))
    yield from zip(steps, prefetch_jobs([job(step) for step in steps], loaders), strict=True)


def make_optimiser(config: LearningConfig, parameters: list[nn.Parameter]) -> torch.optim.Optimizer:
    """Create the configured optimiser."""
    rate, decay = config.learning_rate, config.weight_decay
    if config.optimiser == "adamw":
        return torch.optim.AdamW(parameters, rate, weight_decay=decay)
    if config.optimiser == "adam":
        return torch.optim.Adam(parameters, rate, weight_decay=decay)
    if config.optimiser == "nadam":
        return torch.optim.NAdam(parameters, rate, weight_decay=decay, momentum_decay=4e-3)
    return torch.optim.SGD(parameters, rate, momentum=0.9, nesterov=True, weight_decay=decay)


def make_schedule(
    config: LearningConfig, optimiser: torch.optim.Optimizer, steps: int, share: float = 1.0
) -> torch.optim.lr_scheduler.LRScheduler:
    """Learning-rate schedule over `steps` steps; its peak is scaled by `share`."""
    schedules = torch.optim.lr_scheduler
    peak = config.learning_rate * share
    for group in optimiser.param_groups:
        group["lr"] = group["initial_lr"] = peak
    if config.schedule == "one_cycle":
        return schedules.OneCycleLR(optimiser, peak, steps, pct_start=0.15)
    if config.schedule == "cosine":
        return schedules.CosineAnnealingLR(optimiser, steps)
    return schedules.ConstantLR(optimiser, factor=1.0)


class Precision:
    """Mixed precision for forward and backward passes.

    Args:
        wanted: see `LearningConfig.precision`. "auto" is fp32 on a CPU, unless the processor
            multiplies bf16 matrices: otherwise bf16 convolutions were slower.
        device: of the network.

    Raises:
        TrainingError: the device does not support it.
    """

    def __init__(self, wanted: str, device: str) -> None:
        self._kind = device.split(":")[0]
        cuda = self._kind == "cuda"
        if wanted == "auto":
            half = torch.bfloat16 if cuda and torch.cuda.is_bf16_supported() else torch.float16
            self._dtype = half if cuda else _cpu_dtype() if self._kind == "cpu" else None
        elif wanted == "fp16" and not cuda:
            raise TrainingError(
                mark("fp16 needs a CUDA device."),
                mark("Set learning.precision to auto, fp32 or bf16."),
            )
        else:
            self._dtype = {"fp32": None, "bf16": torch.bfloat16, "fp16": torch.float16}[wanted]
        self._scaler = torch.amp.GradScaler(
            self._kind, enabled=cuda and self._dtype == torch.float16
        )

    def context(self) -> contextlib.AbstractContextManager[Any]:
        """Context of a forward pass."""
        if self._dtype is None:
            return contextlib.nullcontext()
        return torch.autocast(self._kind, self._dtype)

    def step(
        self,
        loss: torch.Tensor,
        optimiser: torch.optim.Optimizer,
        parameters: list[nn.Parameter],
        clip: float,
    ) -> None:
        """Backward pass and optimiser step."""
        optimiser.zero_grad(set_to_none=True)
        self._scaler.scale(loss).backward()
        if clip:
            self._scaler.unscale_(optimiser)
            nn.utils.clip_grad_norm_(parameters, clip)
        self._scaler.step(optimiser)
        self._scaler.update()


def _cpu_dtype() -> torch.dtype | None:
    """bf16 if the processor multiplies bf16 matrices."""
    return torch.bfloat16 if torch.cpu._is_amx_tile_supported() else None
