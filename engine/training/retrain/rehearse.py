"""Select faces of a bundle's own data for rehearsal and for measuring forgetting."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.detector.detector import Detector
from engine.detector.reference import Rehearsal
from engine.errors import TrainingError
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import CropSet, crops_for
from engine.training.datasets import load_records
from engine.training.samples import face_samples
from engine.training.scoring import embed_samples


def rehearsal_from(
    detector: Detector,
    data: Path,
    crops: Path,
    most: int,
    workers: int = 1,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Rehearsal:
    """Embed faces of "val" for rehearsal and of "test" for measuring forgetting.

    The network was trained on neither, so they are distributed like new faces.

    Args:
        data: training data of the detector, see `engine.training.datasets.load_records`.
        crops: folder of the face cache.
        most: maximum of each method and half.

    Raises:
        TrainingError: the detector judges sequences.
        TrainingDataError: the data are unusable.
    """
    if detector.window > 1:
        raise TrainingError(
            "Only detectors that judge faces one by one can rehearse.",
            "Use a bundle of another kind.",
        )
    records = [r for r in load_records(data) if r.split in ("val", "test")]
    found = crops_for(detector, records, crops, progress, cancel, workers)
    return rehearsal_of(detector, found, most, progress, cancel)


def rehearsal_of(
    detector: Detector,
    crops: CropSet,
    most: int,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Rehearsal:
    """Like `rehearsal_from`, for extracted crops."""
    names = np.array([f"{r.origin}: {r.method}" for r in crops.records])
    splits = np.array([r.split for r in crops.records])
    rng = np.random.default_rng(0)
    rows: list[int] = []
    for name in np.unique(names):
        for split in ("val", "test"):
            members = np.flatnonzero((names == name) & (splits == split))
            rows.extend(np.sort(rng.permutation(members)[:most]).tolist())
    samples = face_samples(crops).take(np.array(rows, np.int64))
    people = [f"{r.origin}/{r.identity}" for r in samples.records]
    sources = np.unique(people, return_inverse=True)[1].astype(np.int64)
    held = splits[rows] == "test"
    # A person in both splits, kept with a reason, counts as trained on.
    held &= ~np.isin(sources, sources[~held])
    return Rehearsal(
        embed_samples(detector.embedder, samples, progress, cancel),
        samples.labels,
        names[rows].tolist(),
        sources,
        held,
    )
