"""Training data of the present detector: its records, and faces for rehearsal."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.detector.detector import Detector
from engine.detector.reference import Rehearsal
from engine.errors import TrainingDataError, TrainingError
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import CropSet, crops_for
from engine.training.datasets import load_records
from engine.training.datasets.checks import leaking
from engine.training.records import FaceRecord
from engine.training.samples import face_samples
from engine.training.scoring import embed_samples
from engine.wording import mark

#: Items of each method by split for rehearsal and evaluation.
MOST = {"train": 400, "val": 100, "test": 250}


def old_records(
    folder: Path, new: list[FaceRecord], seed: int, most: dict[str, int] | None = None
) -> list[FaceRecord]:
    """Draw items of the old data by seed.

    Args:
        most: maximum of each method by split; None for all.

    Raises:
        TrainingDataError: the data are unusable, or share people with another split of the new
            items.
    """
    records = load_records(folder)
    shared = sorted({r.identity for r in new} & set(leaking([*records, *new], "identity")))
    if shared:
        raise TrainingDataError(
            mark(
                "{count} people of the new clips are in another split of the old data, for example "
                "{shared}."
            ),
            mark("Take them out of the new clips, or put them into the same split."),
            count=len(shared),
            shared=shared[0],
        )
    if most is None:
        return records
    rng = np.random.default_rng(seed)
    keys = np.array([f"{r.split}\n{r.origin}\n{r.method}" for r in records])
    chosen: list[int] = []
    for key in np.unique(keys):
        rows = rng.permutation(np.flatnonzero(keys == key))
        chosen.extend(rows[: most[str(key).partition("\n")[0]]].tolist())
    return [records[i] for i in sorted(chosen)]


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
            mark("Only detectors that judge faces one by one can rehearse."),
            mark("Use a bundle of another kind."),
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
