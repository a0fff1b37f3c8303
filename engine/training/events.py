"""Events of a training run, for the window, the command line and logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class StepDone:
    """A finished batch.

    Attributes:
        epoch, step: from 1; `step` counts within the epoch of `steps`.
        loss: of this batch.
        parts: named loss terms and counts, such as "triplets".
    """

    epoch: int
    step: int
    steps: int
    loss: float
    parts: Mapping[str, float]


@dataclass(frozen=True)
class EpochDone:
    """A finished and validated epoch.

    Attributes:
        epoch: from 1.
        loss: mean over the epoch.
        metrics: on the validation split; "auc" selects the epoch to keep.
        best: whether this is the best epoch so far.
        seconds: duration.
    """

    epoch: int
    loss: float
    metrics: Mapping[str, float]
    best: bool
    seconds: float


TrainingEvent = StepDone | EpochDone
Listener = Callable[[TrainingEvent], None]


def to_json(event: TrainingEvent) -> dict[str, Any]:
    """Fields of the event and its kind, JSON-ready."""
    kind = "step" if isinstance(event, StepDone) else "epoch"
    return {"event": kind, **asdict(event)}


@contextmanager
def write_tensorboard(folder: Path) -> Iterator[Listener]:
    """A listener that writes TensorBoard event files; they are complete on exit."""
    from tensorboardX import SummaryWriter

    writer = SummaryWriter(str(folder))

    def listen(event: TrainingEvent) -> None:
        if isinstance(event, StepDone):
            place = (event.epoch - 1) * event.steps + event.step
            writer.add_scalar("train/loss", event.loss, place)
            for name, value in event.parts.items():
                writer.add_scalar(f"train/{name}", value, place)
            return
        writer.add_scalar("epoch/loss", event.loss, event.epoch)
        for name, value in event.metrics.items():
            writer.add_scalar(f"val/{name}", value, event.epoch)

    try:
        yield listen
    finally:
        writer.close()
