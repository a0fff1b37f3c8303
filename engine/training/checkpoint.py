"""Checkpoints: resumed only by a run with the same settings and data."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn

from engine.errors import OutputError
from engine.wording import mark


@dataclass
class Place:
    """Progress of a run.

    Attributes:
        epoch: current epoch, from 0.
        step: finished steps of the epoch.
        total: sum of their losses.
        best: best validation AUC so far.
        since_best: epochs since then.
        history: "train_loss" and validation metrics of each finished epoch.
    """

    epoch: int = 0
    step: int = 0
    total: float = 0.0
    best: float = -1.0
    since_best: int = 0
    history: list[dict[str, float]] = field(default_factory=list)

    def finish_epoch(self, loss: float, metrics: dict[str, float]) -> None:
        """Advance to the next epoch.

        Args:
            loss: mean over the epoch's steps.
            metrics: on validation data; "auc" selects the best epoch.
        """
        auc = metrics["auc"]
        self.history.append({"epoch": self.epoch + 1, "train_loss": loss, **metrics})
        self.since_best = 0 if auc > self.best else self.since_best + 1
        self.best = max(self.best, auc)
        self.epoch, self.step, self.total = self.epoch + 1, 0, 0.0

    def finished(self, patience: int) -> bool:
        """Whether early stopping ends the run."""
        return 0 < patience <= self.since_best


class Checkpoint:
    """State and best weights of one run.

    Files are replaced atomically: a kill at any moment leaves the previous or the new state.

    Args:
        folder: created if missing.
        identity: JSON-ready; a stored state with a different identity is ignored.
    """

    def __init__(self, folder: Path, identity: dict[str, Any]) -> None:
        self._folder = folder
        self._identity = json.loads(json.dumps(identity))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _full(folder, error) from error

    def resume(self, parts: dict[str, Any]) -> Place:
        """Load the stored state into the parts; start from the beginning if there is none."""
        path = self._folder / "state.pt"
        if not path.exists():
            return Place()
        stored = torch.load(path, map_location="cpu", weights_only=True)
        if json.loads(stored["identity"]) != self._identity:
            return Place()
        for name, part in parts.items():
            part.load_state_dict(stored[name])
        return Place(**stored["place"])

    def write(self, parts: dict[str, Any], place: Place) -> None:
        """Write the state.

        Raises:
            OutputError: the disk is full or the folder is gone; the previous state stays.
        """
        state = {name: part.state_dict() for name, part in parts.items()}
        self._save(
            {**state, "identity": json.dumps(self._identity), "place": asdict(place)}, "state.pt"
        )

    def keep(self, module: nn.Module) -> None:
        """Store the current weights as the best."""
        self._save(module.state_dict(), "best.pt")

    def load_best(self, module: nn.Module) -> None:
        """Load the best weights into the module."""
        device = next(module.parameters()).device
        path = self._folder / "best.pt"
        module.load_state_dict(torch.load(path, map_location=device, weights_only=True))

    def _save(self, state: dict[str, Any], name: str) -> None:
        part = self._folder / f"{name}.part"
        try:
            with part.open("wb") as file:
                torch.save(state, file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._folder / name)
        except (OSError, RuntimeError) as error:
            part.unlink(missing_ok=True)
            raise _full(self._folder, error) from error


def _full(folder: Path, error: Exception) -> OutputError:
    return OutputError(
        mark("The training state could not be written to '{folder}'."),
        mark("Free some disk space and start again: it resumes from the last saved state."),
        str(error),
        folder=folder,
    )
