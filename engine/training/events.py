"""What a training run tells while it goes on: drawn by windows, kept in files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class StepDone:
    """One batch was learned.

    Attributes:
        epoch, step: both from 1; `step` within the epoch of `steps`.
        loss: of this batch.
        parts: named parts of the loss and counts, such as "triplets".
    """

    epoch: int
    step: int
    steps: int
    loss: float
    parts: Mapping[str, float]


@dataclass(frozen=True)
class EpochDone:
    """One epoch was learned and validated.

    Attributes:
        epoch: from 1.
        loss: mean over the epoch.
        metrics: on the validation split; "auc" decides which epoch is kept.
        best: whether this epoch is the best so far.
        seconds: it took.
    """

    epoch: int
    loss: float
    metrics: Mapping[str, float]
    best: bool
    seconds: float


TrainingEvent = StepDone | EpochDone
Listener = Callable[[TrainingEvent], None]


def to_json(event: TrainingEvent) -> dict[str, Any]:
    """The event's fields, with its kind."""
    kind = "step" if isinstance(event, StepDone) else "epoch"
    return {"event": kind, **asdict(event)}


@contextmanager
def write_tensorboard(folder: Path) -> Iterator[Listener]:
    """A listener that writes TensorBoard's event files; they are complete when it is left."""
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
