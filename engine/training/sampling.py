"""Which crops share a batch: each forgery beside the pristine face it was made from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.training.records import FORGED, PRISTINE, FaceRecord


class PairedBatches:
    """Batches half pristine and half forged, forgeries with their own originals.

    A forgery's original is its hardest and most telling negative: the same person, light
    and camera. Where none is known, any pristine crop of the same data set stands in.

    Args:
        records: of all crops.
        rows: int64, the rows that may be used.
        batch: crops in a batch, even.
    """

    def __init__(self, records: list[FaceRecord], rows: np.ndarray, batch: int) -> None:
        self._pairs = batch // 2
        self._forged = np.array([i for i in rows if records[i].label == FORGED], np.int64)
        pristine = [int(i) for i in rows if records[i].label == PRISTINE]
        by_source: dict[str, list[int]] = {}
        by_origin: dict[str, list[int]] = {}
        for i in pristine:
            by_source.setdefault(records[i].source, []).append(i)
            by_origin.setdefault(records[i].origin, []).append(i)
        self._partners = {
            int(i): np.array(
                by_source.get(records[i].source) or by_origin.get(records[i].origin) or pristine,
                np.int64,
            )
            for i in self._forged
        }

    def __len__(self) -> int:
        """Batches in an epoch: every forgery once."""
        return max(1, len(self._forged) // self._pairs)

    def epoch(self, rng: np.random.Generator) -> Iterator[np.ndarray]:
        """int64 (batch,) rows for each batch."""
        order = rng.permutation(self._forged)
        for number in range(len(self)):
            forged = order[number * self._pairs : (number + 1) * self._pairs]
            pristine = [rng.choice(self._partners[int(i)]) for i in forged]
            yield np.concatenate([np.array(pristine, np.int64), forged])
