"""Labelled embeddings that ship with a detector."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import safetensors.numpy


@dataclass(frozen=True)
class Reference:
    """Labelled embeddings shown together with those of a clip.

    Attributes:
        embeddings: float32 (R, D).
        labels: int64 (R,), 0 pristine, 1 forged.
        methods: R names, "pristine" or a manipulation.
    """

    embeddings: np.ndarray
    labels: np.ndarray
    methods: list[str]


@dataclass(frozen=True)
class Rehearsal:
    """Labelled faces of old data, one half for retraining, the other to measure forgetting.

    Attributes:
        embeddings: float32 (R, D), of the detector's own network.
        labels: int64 (R,), 0 pristine, 1 forged.
        methods: R names, "data set: method".
        sources: int64 (R,), faces of one source clip or person share a number.
        held: bool (R,), True if the face is only for measuring.
    """

    embeddings: np.ndarray
    labels: np.ndarray
    methods: list[str]
    sources: np.ndarray
    held: np.ndarray

    def __post_init__(self) -> None:
        count = len(self.embeddings)
        columns = (self.labels, self.methods, self.sources, self.held)
        if self.embeddings.ndim != 2 or any(len(column) != count for column in columns):
            raise ValueError("the parts of the rehearsal do not fit together")
        if not set(np.unique(self.labels)) <= {0, 1}:
            raise ValueError("a label of the rehearsal is neither 0 nor 1")
        if set(self.sources[self.held]) & set(self.sources[~self.held]):
            raise ValueError("a source of the rehearsal is learned from and measured on")

    def part(self, held: bool) -> Rehearsal:
        """Select the half for measuring (`held`), or the half for training."""
        rows = np.flatnonzero(self.held == held)
        methods = [self.methods[i] for i in rows]
        return Rehearsal(
            self.embeddings[rows], self.labels[rows], methods, self.sources[rows], self.held[rows]
        )

    @property
    def both_classes(self) -> bool:
        return len(np.unique(self.labels)) == 2

    def pack(self) -> bytes:
        """Serialize to safetensors: embeddings in half precision, methods as indices of `names`."""
        names = self.names
        return safetensors.numpy.save(
            {
                "embeddings": self.embeddings.astype(np.float16),
                "labels": self.labels.astype(np.int64),
                "methods": np.array([names.index(name) for name in self.methods], np.int64),
                "sources": self.sources.astype(np.int64),
                "held": self.held.astype(np.uint8),
            }
        )

    @property
    def names(self) -> list[str]:
        """Distinct methods, sorted."""
        return sorted(set(self.methods))

    @classmethod
    def unpack(cls, data: bytes, names: list[str]) -> Rehearsal:
        """Inverse of `pack`.

        Raises:
            ValueError, KeyError, IndexError, SafetensorError: parts are missing or inconsistent.
        """
        parts = safetensors.numpy.load(data)
        codes = parts["methods"]
        if len(codes) and not (codes.min() >= 0 and codes.max() < len(names)):
            raise ValueError("the rehearsal names methods that are not there")
        return cls(
            parts["embeddings"].astype(np.float32),
            parts["labels"].astype(np.int64),
            [names[code] for code in codes],
            parts["sources"].astype(np.int64),
            parts["held"].astype(bool),
        )


def rehearsal_from_reference(reference: Reference, seed: int) -> Rehearsal:
    """Build a rehearsal from the reference, split in halves by seed, for bundles without one.

    Each method is split separately. Shared sources of faces are unknown, so each face counts as
    its own source.
    """
    rng = np.random.default_rng(seed)
    held = np.zeros(len(reference.labels), bool)
    methods = np.array(reference.methods)
    for name in np.unique(methods):
        rows = rng.permutation(np.flatnonzero(methods == name))
        held[rows[: len(rows) // 2]] = True
    return Rehearsal(
        reference.embeddings, reference.labels, reference.methods, np.arange(len(held)), held
    )
