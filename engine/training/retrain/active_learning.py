"""Active learning: which clips to label next, by uncertainty and diversity.

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

#: Entropy in bits from which the detector counts as unsure: odds below 3 to 1.
UNSURE = 0.8
#: Distance, in the unit of `Help`, from which a clip counts as unlike the known ones.
UNLIKE = 0.2


@dataclass(frozen=True)
class Help:
    """Value of a label.

    Attributes:
        llr: current log10 likelihood ratio.
        entropy: of "forged" at equal priors, in bits, 0 to 1.
        distance: to the nearest known or previously proposed face, in units of the median
            distance between the candidates.
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
    """A clip to label; `record` is that of its first face."""

    record: FaceRecord
    help: Help


def propose(
    detector: Detector,
    crops: CropSet,
    count: int,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> list[Wanted]:
    """Select the clips to label, most useful first.

    Args:
        crops: of unlabelled clips; the labels of their records are ignored.
        count: maximum number.
    """
    clips = described(detector, crops, progress, cancel)
    ranks = ranked(clips.points, clips.llr, detector.reference.embeddings, count)
    return [Wanted(clips.records[row], help) for row, help in ranks]


@dataclass(frozen=True)
class Described:
    """Embeddings and ratios of clips.

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
    """Embed and score the clips of crops; at least one is required."""
    samples = samples_for(detector, crops)
    embeddings = embed_samples(detector.embedder, samples, progress, cancel)
    clips = by_clip(detector_scores(detector, samples, progress, cancel), samples.records)
    points = np.stack([embeddings[rows].mean(0) for rows in clips.rows])
    return Described(clips.records, points, detector.calibration.llr(clips.scores))


def ranked(
    points: np.ndarray, llr: np.ndarray, known: np.ndarray, count: int
) -> list[tuple[int, Help]]:
    """Rank rows by the value of their labels, with that value.

    Args:
        points: float32 (N, D).
        llr: float64 (N,), log10 likelihood ratios.
        known: float32 (K, D), labelled embeddings; K may be 0.
        count: maximum number.
    """
    entropy = entropy_of(llr)
    found = zip(*most_helpful(points, entropy, known, count), strict=True)
    return [
        (row, Help(float(llr[row]), float(entropy[row]), float(distance)))
        for row, distance in found
    ]


def entropy_of(llr: np.ndarray) -> np.ndarray:
    """Binary entropy at equal priors from log10 ratios; float64, bits."""
    forged = 1 / (1 + 10.0 ** -np.asarray(llr, np.float64))
    parts = np.stack([forged, 1 - forged])
    return -(parts * np.log2(np.clip(parts, 1e-12, 1))).sum(0)


def most_helpful(
    points: np.ndarray, entropy: np.ndarray, known: np.ndarray, count: int
) -> tuple[list[int], list[float]]:
    """Greedy selection: rows in order, and the distance of each from what was known.

    Args:
        points: float32 (N, D), one embedding a clip.
        entropy: float64 (N,), at least 0.
        known: float32 (K, D), labelled embeddings; K may be 0.
        count: maximum number.
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
        # Without known points, all are equally far.
        far = np.where(np.isfinite(nearest), nearest, 1.0)
        row = int(np.argmax(np.where(left, (entropy + 1e-9) * far, -1.0)))
        rows.append(row)
        distances.append(float(far[row]))
        left[row] = False
        nearest = np.minimum(nearest, np.linalg.norm(points - points[row], axis=1) / unit)
    return rows, distances


def _median_distance(points: np.ndarray) -> float:
    """Median distance between neighbours in a fixed shuffle; a sufficient estimate of scale."""
    order = np.random.default_rng(0).permutation(len(points))
    apart = np.linalg.norm(points[order] - points[np.roll(order, 1)], axis=1)
    return max(float(np.median(apart)), 1e-9) if len(points) > 1 else 1.0
