"""Batch sampling: each forgery next to the pristine face it was made from."""

from __future__ import annotations

import numpy as np

from engine.training.records import FORGED, PRISTINE, FaceRecord


class Batches:
    """Batches of one epoch.

    "paired": half pristine, half forged, each forgery with its own original. The original is the
    hardest negative of its forgery: same person, light and camera. If it is unknown, a pristine
    sample of the same data set replaces it. "balanced": half and half, drawn at random. "plain":
    all samples in random order.

    Args:
        records: of all samples.
        batch: batch size; even unless "plain".
        sampling: "paired", "balanced" or "plain".
        limit: maximum number of forged samples per epoch (of all samples if "plain"); 0 for all.
        originals: int64 (K,), row of the original of each on-the-fly forgery. These forgeries
            occupy the K rows after the records.
        made: number of on-the-fly forgeries per epoch, for each recorded forgery or, if there is
            none, for each pristine sample.
    """

    def __init__(
        self,
        records: list[FaceRecord],
        batch: int,
        sampling: str = "paired",
        limit: int = 0,
        originals: np.ndarray | None = None,
        made: float = 0.0,
    ) -> None:
        self._batch, self._sampling, self._limit = batch, sampling, limit
        self._count, self._made = len(records), made
        self._made_of = np.zeros(0, np.int64) if originals is None else originals
        of_origin: dict[str, list[int]] = {}
        for number, original in enumerate(self._made_of.tolist(), len(records)):
            of_origin.setdefault(records[original].origin, []).append(number)
        self._made_by_origin = [np.array(rows, np.int64) for rows in of_origin.values()]
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
        if len(self._made_of):
            most = round(self._made * len(order if len(order) else self._pristine))
            order = rng.permutation(np.concatenate([order, self._some_made(most, rng)]))
        count = max(1, len(order) // size)
        parts = [order[n * size : (n + 1) * size] for n in range(count)]
        if plain:
            return parts
        return [np.concatenate([self._originals(part, rng), part]) for part in parts]

    def _some_made(self, most: int, rng: np.random.Generator) -> np.ndarray:
        """Draw rows of on-the-fly forgeries, evenly over data sets."""
        by_origin = [rng.permutation(rows) for rows in self._made_by_origin]
        turns = np.concatenate([np.arange(len(rows)) for rows in by_origin])
        order = np.argsort(turns + rng.random(len(turns)), kind="stable")
        chosen: np.ndarray = np.concatenate(by_origin)[order[:most]]
        return chosen

    def _originals(self, forged: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        if self._sampling == "balanced":
            return rng.choice(
                self._pristine, len(forged), replace=len(self._pristine) < len(forged)
            )
        return np.array([self._original(int(i), rng) for i in forged], np.int64)

    def _original(self, forged: int, rng: np.random.Generator) -> int:
        if forged >= self._count:
            return int(self._made_of[forged - self._count])
        return int(rng.choice(self._partners[forged]))

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
