"""Labelled faces by kind of forgery, original and degraded: pixels and embeddings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.detector.kinds import kind_of
from engine.embedding.embedder import Embedder
from engine.training.crops import CropSet
from engine.training.degrade import degraded
from engine.training.evaluation.evaluate import terms_of
from engine.training.loop import Run
from engine.training.records import PRISTINE, FaceRecord, kinds_of
from engine.training.samples import face_samples
from engine.training.scoring import embed_samples, key_of, stored

#: Maximum number of degraded copies of a face, and target number of faces of a data set.
_COPIES, _WANTED = 3, 4000
#: Maximum number of faces of each data set and method, and of an all-pristine data set.
MOST, MOST_ALONE = 6000, 400


def origin_weights(origins: np.ndarray) -> np.ndarray:
    """Sampling weights that make a data set count by the square root of its size.

    Args:
        origins: str (N,), data set of each face.

    Returns:
        float64 (N,), sum 1.
    """
    counts = Counter(origins.tolist())
    weights = np.array([counts[origin] ** -0.5 for origin in origins.tolist()])
    normed: np.ndarray = weights / weights.sum()
    return normed


def chosen_records(
    records: list[FaceRecord], split: str, seed: int, most: int = MOST
) -> list[FaceRecord]:
    """Training records of a split: forgeries of a known kind, and pristine faces.

    A forgery is selected together with its pristine source.

    Args:
        most: maximum number of faces of each data set and method.
    """
    rng = np.random.default_rng(seed)
    sources = sorted({r.source for r in records})
    place = dict(zip(sources, rng.permutation(len(sources)).tolist(), strict=True))
    forged = {r.origin for r in records if r.label != PRISTINE}
    kept: Counter[tuple[str, str]] = Counter()
    chosen = []
    for record in sorted(records, key=lambda r: (place[r.source], r.name)):
        known = record.label == PRISTINE or kind_of(record.kind, record.method)
        limit = most if record.origin in forged else min(most, MOST_ALONE)
        if record.split == split and known and kept[record.origin, record.method] < limit:
            kept[record.origin, record.method] += 1
            chosen.append(record)
    return chosen


class Copies:
    """Faces of one split, original and degraded.

    Args:
        sets: the first holds the original faces, each of the others degraded copies of some.

    Attributes:
        number, row: int64 (N,), set of each face and row in it.
        records: N.
        kinds, origins: str (N,).
    """

    def __init__(self, sets: Sequence[CropSet]) -> None:
        self.sets = list(sets)
        self.number = np.concatenate([np.full(len(s.records), n) for n, s in enumerate(sets)])
        self.row = np.concatenate([np.arange(len(s.records)) for s in sets])
        self.records = [record for s in sets for record in s.records]
        self.kinds = kinds_of(self.records)
        self.origins = np.array([r.origin for r in self.records])

    def __len__(self) -> int:
        return len(self.records)

    def picture(self, face: int) -> np.ndarray:
        """uint8 (side, side, 3) RGB, in the geometry of the store."""
        return self.sets[self.number[face]].picture(self.row[face])

    def only(self, keep: Callable[[FaceRecord], bool]) -> Copies:
        """Faces whose record passes `keep`."""
        return Copies([s.only(keep) for s in self.sets])


def copies_of(crops: CropSet, split: str, seed: int, workers: int, run: Run) -> Copies:
    """Original faces and one to three degraded copies of each, with random chains.

    Args:
        crops: of one split.
        split: its name, for the cache.
        workers: number of processes.

    Raises:
        As `engine.training.degrade.degraded`.
    """
    folder = run.shared_part("copies").work
    folder.mkdir(parents=True, exist_ok=True)
    sizes = Counter(r.origin for r in crops.records)
    copies = {o: int(np.clip(round(_WANTED / n), 1, _COPIES)) for o, n in sizes.items()}
    sets = [crops]
    for number in range(1, max(copies.values()) + 1):
        some = crops.only(lambda r, number=number: copies[r.origin] >= number)  # type: ignore[misc]
        key = key_of([split, number, seed, crops.alignment.side, [r.name for r in some.records]])
        file = folder / f"{key}.rgb"
        sets.append(degraded(some, None, seed + number, run.progress, run.cancel, file, workers))
    return Copies(sets)


@dataclass(frozen=True)
class Embedded:
    """Embeddings of N faces.

    Attributes:
        records: N.
        embeddings: float32 (N, D), of the detector's networks.
        features: float32 (N, F), of the frozen backbone.
        terms: float64 (N, 3), see `engine.detector.calibration.quality_terms`.
        degraded: bool (N,).
    """

    records: list[FaceRecord]
    embeddings: np.ndarray
    features: np.ndarray
    terms: np.ndarray
    degraded: np.ndarray

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def kinds(self) -> np.ndarray:
        """str (N,): key of each face's kind of forgery, "" for pristine ones."""
        return kinds_of(self.records)

    @cached_property
    def origins(self) -> np.ndarray:
        """str (N,): name of each face's data set."""
        return np.array([r.origin for r in self.records])

    @cached_property
    def methods(self) -> np.ndarray:
        """str (N,): "pristine" or the manipulation."""
        return np.array([r.method for r in self.records])

    def take(self, rows: np.ndarray) -> Embedded:
        """Select rows, int64 (M,) or bool (N,)."""
        rows = np.flatnonzero(rows) if rows.dtype == bool else rows
        return Embedded(
            [self.records[i] for i in rows],
            self.embeddings[rows],
            self.features[rows],
            self.terms[rows],
            self.degraded[rows],
        )


def embedded(
    faces: Copies, networks: Embedder, generic: Embedder, source: str, split: str, run: Run
) -> Embedded:
    """Embed faces, using the cache.

    Args:
        networks, generic: the two embedders, see `Embedded`.
        source: identifies the networks' weights.
        split: of the faces.
    """
    parts: dict[str, list[np.ndarray]] = {"embeddings": [], "features": []}
    for number, some in enumerate(faces.sets):
        for column, embedder, weights in (
            ("embeddings", networks, source),
            ("features", generic, "imagenet"),
        ):
            name = key_of([embedder.spec.to_json(), weights, split, number])
            parts[column].append(
                stored(
                    run, name, face_samples(some),
                    lambda s, by=embedder: embed_samples(by, s, run.progress, run.cancel),  # type: ignore[misc]
                )
            )  # fmt: skip
    return Embedded(
        faces.records,
        np.concatenate(parts["embeddings"]),
        np.concatenate(parts["features"]),
        np.concatenate([terms_of(s.facts) for s in faces.sets]),
        faces.number > 0,
    )
