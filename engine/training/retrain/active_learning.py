"""Which clips an analyst should label first: those that a detector is unsure of, unlike each other.

Greedy k-centre (Sener & Savarese 2018) with distances weighted by the entropy of the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.detector.detector import Detector
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import CropSet
from engine.training.evaluation import by_clip
from engine.training.records import FaceRecord
from engine.training.scoring import detector_scores, embed_samples, samples_for

#: From how many bits on the detector is called unsure: below 3 to 1 for either side.
UNSURE = 0.8
#: From which distance on something is called unlike what is known, in the unit of `Help`.
UNLIKE = 0.2


@dataclass(frozen=True)
class Help:
    """How much the label of something would help.

    Attributes:
        llr: log10 likelihood ratio that it has now.
        entropy: of "forged" at equal priors, in bits, 0 to 1.
        distance: to the nearest face that is known or was proposed before it, in units of the
            median distance between what is proposed.
    """

    llr: float
    entropy: float
    distance: float

    @property
    def unsure(self) -> bool:
        return self.entropy >= UNSURE

    @property
    def unlike(self) -> bool:
        return self.distance >= UNLIKE


@dataclass(frozen=True)
class Wanted:
    """A clip whose label would help; `record` is that of its first face."""

    record: FaceRecord
    help: Help


def propose(
    detector: Detector,
    crops: CropSet,
    count: int,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> list[Wanted]:
    """The clips to label first, the most helpful first.

    Args:
        crops: of clips without labels; those of their records are not looked at.
        count: at most so many.
    """
    clips = described(detector, crops, progress, cancel)
    ranks = ranked(clips.points, clips.llr, detector.reference.embeddings, count)
    return [Wanted(clips.records[row], help) for row, help in ranks]


@dataclass(frozen=True)
class Described:
    """Clips as a detector sees them.

    Attributes:
        records: N, of the first face of each.
        points: float32 (N, D), mean embeddings.
        llr: float64 (N,), log10 likelihood ratios.
    """

    records: list[FaceRecord]
    points: np.ndarray
    llr: np.ndarray


def described(
    detector: Detector,
    crops: CropSet,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Described:
    """The clips of crops, of which there must be one at least."""
    samples = samples_for(detector, crops)
    embeddings = embed_samples(detector.embedder, samples, progress, cancel)
    clips = by_clip(detector_scores(detector, samples, progress, cancel), samples.records)
    points = np.stack([embeddings[rows].mean(0) for rows in clips.rows])
    return Described(clips.records, points, detector.calibration.llr(clips.scores))


def ranked(
    points: np.ndarray, llr: np.ndarray, known: np.ndarray, count: int
) -> list[tuple[int, Help]]:
    """Rows in the order in which their labels help most, each with how much.

    Args:
        points: float32 (N, D).
        llr: float64 (N,), log10 likelihood ratios.
        known: float32 (K, D), embeddings with labels; K may be 0.
        count: at most so many.
    """
    entropy = entropy_of(llr)
    found = zip(*most_helpful(points, entropy, known, count), strict=True)
    return [
        (row, Help(float(llr[row]), float(entropy[row]), float(distance)))
        for row, distance in found
    ]


def entropy_of(llr: np.ndarray) -> np.ndarray:
    """float64, bits: what is not known of an item at equal priors, from its log10 ratio."""
    forged = 1 / (1 + 10.0 ** -np.asarray(llr, np.float64))
    parts = np.stack([forged, 1 - forged])
    return -(parts * np.log2(np.clip(parts, 1e-12, 1))).sum(0)


def most_helpful(
    points: np.ndarray, entropy: np.ndarray, known: np.ndarray, count: int
) -> tuple[list[int], list[float]]:
    """Rows in the order in which labels help most, and how far each was from what is known.

    Args:
        points: float32 (N, D), an embedding a clip.
        entropy: float64 (N,), how unsure the detector is of each, from 0.
        known: float32 (K, D), embeddings with labels; K may be 0.
        count: at most so many.
    """
    points = np.asarray(points, np.float64)
    unit = _median_distance(points)
    nearest = np.full(len(points), np.inf)
    for one in np.asarray(known, np.float64):
        nearest = np.minimum(nearest, np.linalg.norm(points - one, axis=1))
    nearest /= unit
    rows: list[int] = []
    distances: list[float] = []
    left = np.ones(len(points), bool)
    while len(rows) < min(count, len(points)):
        # Where nothing is known yet, all are equally far.
        far = np.where(np.isfinite(nearest), nearest, 1.0)
        row = int(np.argmax(np.where(left, (entropy + 1e-9) * far, -1.0)))
        rows.append(row)
        distances.append(float(far[row]))
        left[row] = False
        nearest = np.minimum(nearest, np.linalg.norm(points - points[row], axis=1) / unit)
    return rows, distances


def _median_distance(points: np.ndarray) -> float:
    """Between neighbours in a fixed shuffle, which is enough for a scale."""
    order = np.random.default_rng(0).permutation(len(points))
    apart = np.linalg.norm(points[order] - points[np.roll(order, 1)], axis=1)
    return max(float(np.median(apart)), 1e-9) if len(points) > 1 else 1.0
