"""Training data of the present detector, if available."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.errors import TrainingDataError
from engine.training.datasets import load_records
from engine.training.datasets.checks import leaking
from engine.training.records import FaceRecord

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
            f"{len(shared)} people of the new clips are in another split of the old data, for "
            f"example {shared[0]}.",
            "Take them out of the new clips, or put them into the same split.",
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
