"""Embeddings of labelled faces as they are and as codecs leave them, computed once and kept."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from engine.detector.kinds import kind_of
from engine.embedding.embedder import Embedder
from engine.training.crops import CropSet
from engine.training.degrade import degraded
from engine.training.evaluation.evaluate import terms_of
from engine.training.features import key_of
from engine.training.loop import Run
from engine.training.records import PRISTINE, FaceRecord
from engine.training.samples import face_samples
from engine.training.scoring import embed_samples

#: Worn copies of each face: small data sets come more often.
_COPIES, _WANTED = 3, 4000
#: Faces of each data set and method at most, and of a data set that is pristine only.
MOST, MOST_ALONE = 2000, 400


@dataclass(frozen=True)
class WornFaces:
    """N faces.

    Attributes:
        records: N.
        embeddings: float32 (N, D), of the detector that is extended.
        features: float32 (N, F), of the frozen backbone.
        terms: float64 (N, 3), see `engine.detector.calibration.quality_terms`.
        worn: bool (N,), whether the picture was degraded.
    """

    records: list[FaceRecord]
    embeddings: np.ndarray
    features: np.ndarray
    terms: np.ndarray
    worn: np.ndarray

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def kinds(self) -> np.ndarray:
        """str (N,): key of each face's kind of forgery, "" for pristine ones."""
        return np.array([kind_of(r.kind, r.method) if r.label else "" for r in self.records])

    @cached_property
    def origins(self) -> np.ndarray:
        """str (N,): name of each face's data set."""
        return np.array([r.origin for r in self.records])

    @cached_property
    def methods(self) -> np.ndarray:
        """str (N,): what made each face, "pristine" or a manipulation."""
        return np.array([r.method for r in self.records])

    def take(self, rows: np.ndarray) -> WornFaces:
        """The rows, int64 (M,) or bool (N,)."""
        rows = np.flatnonzero(rows) if rows.dtype == bool else rows
        return WornFaces(
            [self.records[i] for i in rows],
            self.embeddings[rows],
            self.features[rows],
            self.terms[rows],
            self.worn[rows],
        )


def chosen_records(records: list[FaceRecord], split: str, seed: int) -> list[FaceRecord]:
    """Those of a split that are learned from: forgeries of a known kind, and pristine faces.

    A forgery is drawn together with the pristine clip that it was made from.
    """
    rng = np.random.default_rng(seed)
    sources = sorted({r.source for r in records})
    place = dict(zip(sources, rng.permutation(len(sources)).tolist(), strict=True))
    forged = {r.origin for r in records if r.label != PRISTINE}
    kept: Counter[tuple[str, str]] = Counter()
    chosen = []
    for record in sorted(records, key=lambda r: (place[r.source], r.name)):
        known = record.label == PRISTINE or kind_of(record.kind, record.method)
        most = MOST if record.origin in forged else MOST_ALONE
        if record.split == split and known and kept[record.origin, record.method] < most:
            kept[record.origin, record.method] += 1
            chosen.append(record)
    return chosen


def worn_faces(
    crops: CropSet, trunk: Embedder, generic: Embedder, name: str, seed: int, run: Run
) -> WornFaces:
    """Every face as it is, and one to three times degraded by a chain drawn for it.

    Args:
        crops: of one split.
        trunk, generic: what embeds them, see `WornFaces`.
        name: of the split, for what is kept in the run's shared folder.

    Raises:
        As `engine.training.degrade.degraded`.
    """
    sizes = Counter(r.origin for r in crops.records)
    copies = {o: int(np.clip(round(_WANTED / n), 1, _COPIES)) for o, n in sizes.items()}
    parts = []
    for number in range(_COPIES + 1):
        here = {origin for origin, most in copies.items() if number <= most}
        some = crops.only(lambda r, here=here: r.origin in here)  # type: ignore[misc]
        if not some.records:
            continue
        made = [trunk.spec.to_json(), generic.spec.to_json(), name, number, seed,
                [r.name for r in some.records]]  # fmt: skip

        def compute(some: CropSet = some, number: int = number) -> dict[str, np.ndarray]:
            if number:
                some = degraded(some, None, seed + number, run.progress, run.cancel)
            samples = face_samples(some)
            return {
                "embeddings": embed_samples(trunk, samples, run.progress, run.cancel),
                "features": embed_samples(generic, samples, run.progress, run.cancel),
                "terms": terms_of(some.facts),
            }

        folder = run.shared_part("worn").work
        found = _kept(folder / f"{key_of(made)}.npz", compute)
        parts.append(
            WornFaces(
                some.records,
                found["embeddings"],
                found["features"],
                found["terms"],
                np.full(len(some.records), number > 0),
            )
        )
    return WornFaces(
        [record for part in parts for record in part.records],
        *(np.concatenate([getattr(part, column) for part in parts])
          for column in ("embeddings", "features", "terms", "worn")),
    )  # fmt: skip


def _kept(path: Path, compute: Callable[[], dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.npz")
        np.savez(part, **compute())  # type: ignore[arg-type]
        part.replace(path)
    with np.load(path) as file:
        return {name: file[name] for name in file.files}
