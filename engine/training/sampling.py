"""Which samples share a batch: each forgery beside the pristine face it was made from."""

from __future__ import annotations

import numpy as np

from engine.training.records import FORGED, PRISTINE, FaceRecord


class Batches:
    """Batches of one epoch.

    "paired": half pristine and half forged, forgeries with their own originals. An original
    is its forgery's hardest and most telling negative: the same person, light and camera.
    Where none is known, any pristine sample of the same data set stands in. "balanced": half
    and half at random. "plain": all samples in random order.

    Args:
        records: of all samples.
        batch: samples in a batch, even unless "plain".
        sampling: one of the three.
        limit: forged samples in an epoch at most (all samples at most if "plain"); 0 takes all.
    """

    def __init__(
        self, records: list[FaceRecord], batch: int, sampling: str = "paired", limit: int = 0
    ) -> None:
        self._batch, self._sampling, self._limit = batch, sampling, limit
        self._forged = np.array([i for i, r in enumerate(records) if r.label == FORGED], np.int64)
        self._pristine = np.array(
            [i for i, r in enumerate(records) if r.label == PRISTINE], np.int64
        )
        self._partners = self._find_partners(records) if sampling == "paired" else {}

    def epoch(self, rng: np.random.Generator) -> list[np.ndarray]:
        """int64 (batch,) rows for each batch; pristine first unless "plain"."""
        plain = self._sampling == "plain"
        size = self._batch if plain else self._batch // 2
        whole = np.concatenate([self._pristine, self._forged]) if plain else self._forged
        order = rng.permutation(whole)[: self._limit or None]
        count = max(1, len(order) // size)
        parts = [order[n * size : (n + 1) * size] for n in range(count)]
        if plain:
            return parts
        return [np.concatenate([self._originals(part, rng), part]) for part in parts]

    def _originals(self, forged: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        if self._sampling == "balanced":
            return rng.choice(
                self._pristine, len(forged), replace=len(self._pristine) < len(forged)
            )
        return np.array([rng.choice(self._partners[int(i)]) for i in forged], np.int64)

    def _find_partners(self, records: list[FaceRecord]) -> dict[int, np.ndarray]:
        by_source: dict[str, list[int]] = {}
        by_origin: dict[str, list[int]] = {}
        for i in self._pristine:
            by_source.setdefault(records[i].source, []).append(int(i))
            by_origin.setdefault(records[i].origin, []).append(int(i))
        return {
            int(i): np.array(
                by_source.get(records[i].source)
                or by_origin.get(records[i].origin)
                or self._pristine,
                np.int64,
            )
            for i in self._forged
        }
