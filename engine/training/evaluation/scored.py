"""Scored samples and clips, and the subsets to measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.detector.calibration import Calibration
from engine.training.records import PRISTINE, FaceRecord

#: Range in pixels of the face's shorter side, and its label.
BANDS = (
    (0.0, 64.0, "faces under 64 px"),
    (64.0, 128.0, "faces of 64 to 128 px"),
    (128.0, float("inf"), "faces of 128 px and more"),
)


@dataclass(frozen=True)
class Scored:
    """Samples (faces or windows of faces) or clips with a detector's output.

    Attributes:
        scores: float (N,), see `Detector.ranking`.
        llr: float64 (N,), log10 likelihood ratios.
        records: N.
        face_size: float (N,), pixels, shorter side of the face in its source; the median over the
            faces of a sample.
        tone: float (N,), degrees, see `error_rates.typology_angle`; NaN if unknown.
        calibration: maps scores to ratios; without it, the ratio of a clip is the mean over its
            samples.
        novelty: float32 (N,), above 1 a face is out-of-distribution, see
            `OutOfDistribution.of`; the median for a clip. None if the detector does not measure it.
        kinds: float (N, K), uncalibrated scores of each kind; None if `scores` are those of the
            only kind.
        terms: float64 (N, 3), see `quality_terms`; None for reference quality.
    """

    scores: np.ndarray
    llr: np.ndarray
    records: list[FaceRecord]
    face_size: np.ndarray
    tone: np.ndarray
    calibration: Calibration | None = None
    novelty: np.ndarray | None = None
    kinds: np.ndarray | None = None
    terms: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.records)

    @property
    def labels(self) -> np.ndarray:
        """int64 (N,), 0 pristine, 1 forged."""
        return np.array([r.label for r in self.records], np.int64)

    def clusters(self, unit: str = "source") -> np.ndarray:
        """str (N,): unit of resampling of each row, see `bootstrap.UNITS`."""
        return np.array([r.identity if unit == "person" else r.source for r in self.records])

    def take(self, rows: np.ndarray) -> Scored:
        """Select rows, int64 (M,)."""
        return Scored(
            self.scores[rows],
            self.llr[rows],
            [self.records[i] for i in rows],
            self.face_size[rows],
            self.tone[rows],
            self.calibration,
            None if self.novelty is None else self.novelty[rows],
            None if self.kinds is None else self.kinds[rows],
            None if self.terms is None else self.terms[rows],
        )

    def clips(self) -> Scored:
        """Aggregate by clip: the mean score, and the ratio that a verdict gives for it."""
        clips = by_clip(self.scores, self.records)
        scores, kinds, terms = clips.scores, self.kinds, self.terms
        if terms is not None:
            terms = np.stack([terms[rows].mean(axis=0) for rows in clips.rows])
        if self.calibration is None:
            llr = np.array([self.llr[rows].mean() for rows in clips.rows])
        else:
            every = self.scores[:, None] if kinds is None else kinds
            kinds = np.stack([every[rows].mean(axis=0) for rows in clips.rows])
            llr = self.calibration.llr(kinds, terms)
            scores = kinds[:, 0] if kinds.shape[1] == 1 else llr
        sizes = np.array([np.median(self.face_size[rows]) for rows in clips.rows])
        novelty = self.novelty
        if novelty is not None:
            novelty = np.array([np.median(novelty[rows]) for rows in clips.rows], np.float32)
        tones = np.array([middle_of(self.tone[rows]) for rows in clips.rows])
        return Scored(
            scores, llr, clips.records, sizes, tones, self.calibration, novelty, kinds, terms
        )


@dataclass(frozen=True)
class ClipScores:
    """Mean scores of C clips.

    Attributes:
        scores: float (C,) or (C, K).
        labels: int64 (C,).
        records: of the first sample of each.
        rows: int64 each, the samples of each.
    """

    scores: np.ndarray
    labels: np.ndarray
    records: list[FaceRecord]
    rows: list[np.ndarray]


def by_clip(scores: np.ndarray, records: list[FaceRecord]) -> ClipScores:
    """Mean score of each clip, as verdicts compute it for a track.

    Args:
        scores: float (N,) or (N, K).
    """
    clips: dict[str, list[int]] = {}
    for i, record in enumerate(records):
        clips.setdefault(record.clip, []).append(i)
    rows = [np.array(found, np.int64) for found in clips.values()]
    first = [records[found[0]] for found in rows]
    return ClipScores(
        np.array([scores[found].mean(axis=0) for found in rows]),
        np.array([r.label for r in first], np.int64),
        first,
        rows,
    )


def middle_of(values: np.ndarray) -> float:
    """Median of the known values; NaN if there are none."""
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) else float("nan")


def sets_of(records: list[FaceRecord], face_size: np.ndarray) -> dict[str, np.ndarray]:
    """Rows of each set: "all", each data set, and subsets of a data set.

    A data set is divided by method (each with all its pristine items), by compression and by face
    size, where it holds at least two of them. A clip belongs to the size band of its median.

    Args:
        records: N.
        face_size: float (N,), pixels.

    Returns:
        int64 rows by name: "all", "origin" or "origin / part".
    """
    sizes = _of_clips(records, face_size)
    origins = np.array([r.origin for r in records])
    sets = {"all": np.arange(len(records))}
    for origin in sorted(set(origins.tolist())):
        rows = np.flatnonzero(origins == origin)
        sets[origin] = rows
        for part, inside in _parts([records[i] for i in rows], sizes[rows]):
            sets[f"{origin} / {part}"] = rows[inside]
    return sets


def _parts(records: list[FaceRecord], sizes: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Name and mask, bool (N,), of each subset of a data set."""
    pristine = np.array([r.label == PRISTINE for r in records])
    methods = np.array([r.method for r in records])
    compressions = np.array([r.compression for r in records])
    found = sorted(set(methods[~pristine].tolist()))
    if len(found) > 1:
        yield from ((method, pristine | (methods == method)) for method in found)
    found = sorted(set(compressions.tolist()) - {""})
    if len(found) > 1:
        yield from ((compression, compressions == compression) for compression in found)
    bands = [(words, (sizes >= low) & (sizes < high)) for low, high, words in BANDS]
    bands = [(words, inside) for words, inside in bands if inside.any()]
    if len(bands) > 1:
        yield from bands


def _of_clips(records: list[FaceRecord], face_size: np.ndarray) -> np.ndarray:
    """Median face size of each item's clip, float64 (N,)."""
    _, clip = np.unique([r.clip for r in records], return_inverse=True)
    order = np.argsort(clip, kind="stable")
    parts = np.split(face_size[order], np.cumsum(np.bincount(clip))[:-1])
    return np.array([np.median(part) for part in parts])[clip]
