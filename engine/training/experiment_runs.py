"""Cached experiment runs: train, calibrate, measure, and resume an interrupted series."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from engine.detector.detector import Detector
from engine.progress import CancelToken, ProgressCallback
from engine.training.config import Experiment
from engine.training.crops import CropSet
from engine.training.evaluation import measure, score_crops
from engine.training.events import Listener
from engine.training.loop import Run
from engine.training.records import FaceRecord
from engine.training.train import faces_of, fit_detector


@dataclass(frozen=True)
class Outcome:
    """Results of one experiment.

    Attributes:
        measured: of each seed, see `engine.training.evaluation.evaluate`.
        seconds: training time of all seeds.
        scores, labels: float32 and int64 (N,), of the measured split with the first seed.
        bundle: of the first seed.
    """

    measured: list[dict[str, Any]]
    seconds: float
    scores: np.ndarray
    labels: np.ndarray
    bundle: Path


@dataclass(frozen=True)
class Laboratory:
    """Runs experiments and caches their results.

    Attributes:
        work: folder of crops, states, bundles and results.
        device, workers: see `engine.training.train.train`.
        split: measured split; use "val" to choose between experiments.
    """

    work: Path
    device: str
    workers: int
    progress: ProgressCallback
    cancel: CancelToken
    listen: Listener
    split: str = "test"

    def carry_out(self, experiment: Experiment, records: list[FaceRecord], seeds: int) -> Outcome:
        """Train, calibrate and measure, or load the cached result.

        Raises:
            As `engine.training.train.train`.
        """
        home = self.work / "runs" / _key(experiment, records)
        measured, seconds = [], 0.0
        for number in range(seeds):
            seeded = msgspec.structs.replace(experiment, seed=experiment.seed + number)
            place = home / f"seed{number + 1}"
            seconds += self._train(seeded, records, place)
            measured.append(self._measure(seeded, records, place))
        arrays = np.load(home / "seed1" / f"scores-{self.split}.npz")
        bundle = home / "seed1" / "detector.bundle"
        return Outcome(measured, seconds, arrays["scores"], arrays["labels"], bundle)

    def _train(self, experiment: Experiment, records: list[FaceRecord], home: Path) -> float:
        """Write the bundle unless it exists; returns the training time in seconds."""
        note = home / "trained.json"
        if not note.exists():
            crops = self._crops(experiment, records)
            began = time.monotonic()
            run = Run(
                home / "state", self.device, self.progress, self.cancel, self.listen,
                shared=self.work / "shared",
            )  # fmt: skip
            detector = fit_detector(crops, experiment, run)
            seconds = time.monotonic() - began
            detector.save(home / "detector.bundle")
            _write(note, {"seconds": round(seconds, 1)})
        return float(json.loads(note.read_text("utf-8"))["seconds"])

    def _measure(
        self, experiment: Experiment, records: list[FaceRecord], home: Path
    ) -> dict[str, Any]:
        """Metrics of the split, computed once."""
        note = home / f"measured-{self.split}.json"
        if not note.exists():
            crops = self._crops(experiment, records)
            detector = Detector.load(home / "detector.bundle", self.device)
            scored = score_crops(detector, crops, self.split, self.progress, self.cancel)
            np.savez(home / f"scores-{self.split}.npz", scores=scored.scores, labels=scored.labels)
            sets = measure(scored, detector.threshold, self.progress, self.cancel)
            _write(note, {"split": self.split, "dropped": len(crops.dropped), "sets": sets})
        found: dict[str, Any] = json.loads(note.read_text("utf-8"))
        return found

    def _crops(self, experiment: Experiment, records: list[FaceRecord]) -> CropSet:
        return faces_of(
            records, experiment, self.work / "crops", self.workers, self.progress, self.cancel
        )


def _write(path: Path, data: dict[str, Any]) -> None:
    """Write JSON atomically; its presence marks the step as done."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(data), "utf-8")
    part.replace(path)


def _key(experiment: Experiment, records: list[FaceRecord]) -> str:
    digest = hashlib.sha256(json.dumps(experiment.to_json(), sort_keys=True).encode())
    for record in records:
        digest.update(f"{record.name}|{record.split}|{record.label}\n".encode())
    return digest.hexdigest()[:16]
