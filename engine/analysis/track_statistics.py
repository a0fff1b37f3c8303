"""Statistics for comparing tracks: strength, time, size and sharpness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Fault, Reason, faults, pooled, stretch_rows
from engine.faces.track import FaceTrack


@dataclass(frozen=True)
class TrackFacts:
    """Key figures of a track.

    Attributes:
        suspicion: see `Analysis.track_suspicion`.
        start: seconds of its first frame.
        size: median over its scored faces of the box's shorter side, pixels; None without one.
        sharpness: likewise, see `engine.faces.quality.sharpness`.
    """

    suspicion: float | None
    start: float
    size: float | None
    sharpness: float | None


def track_facts(analysis: Analysis, number: int) -> TrackFacts:
    """Compute the key figures of one track.

    Raises:
        KeyError: there is no such track.
    """
    track, scores = analysis.tracks[number], analysis.scores.get(number)
    value, start = analysis.track_suspicion(number), float(track.times[0])
    if scores is None or not len(scores.frames):
        return TrackFacts(value, start, None, None)
    size, sharpness = (float(np.median(c)) for c in (scores.facts.sizes, scores.facts.sharpness))
    return TrackFacts(value, start, size, sharpness)


#: Bootstrap draws and their fixed seed, which makes reports reproducible.
_DRAWS, _SEED = 1000, 0
_MIDDLE = (0.025, 0.975)


def ratio_interval(analysis: Analysis, track: int) -> tuple[float, float] | None:
    """The middle 95 % of log10 likelihood ratios over draws of the track's usable faces.

    It does not include the uncertainty of the calibration.

    Returns:
        Lower and upper end; None with fewer than two usable faces, and in cases of earlier
        versions, whose calibration has another form.

    Raises:
        KeyError: the track has no scores.
    """
    scores, verdict = analysis.scores[track], analysis.verdicts.get(track)
    rows = np.flatnonzero(scores.usable)
    calibration = analysis.calibration
    if len(rows) < 2 or calibration is None or (verdict is not None and not verdict.kinds):
        return None
    columns = np.concatenate([scores.facts.scores, scores.facts.terms], axis=1, dtype=np.float64)
    rng = np.random.default_rng(_SEED)
    parts = stretch_rows(scores.times, rows, analysis.settings)
    rest = np.setdiff1d(rows, np.concatenate([rows[:0], *parts]))
    drawn = [columns[rng.choice(part, (_DRAWS, len(part)))] for part in [*parts, rest] if len(part)]
    kinds = len(calibration.kinds)
    whole, *each = (
        (mean[:, :kinds], mean[:, kinds:])
        for mean in (part.mean(axis=1) for part in (np.concatenate(drawn, axis=1), *drawn))
    )
    ratios = calibration.mixture(pooled(calibration, whole, each[: len(parts)]))
    low, high = np.quantile(ratios, _MIDDLE)
    return float(low), float(high)


@dataclass(frozen=True)
class QualityStretches:
    """Stretches of one track with one fault, as columns.

    Attributes:
        reason: the fault.
        first, last: int64 (R,), rows of the track, both inclusive.
        worst: float32 (R,), the measure farthest beyond the limit.
        limit: the measure beyond which a face is unusable.
    """

    reason: Reason
    first: np.ndarray
    last: np.ndarray
    worst: np.ndarray
    limit: float

    def at(self, row: int) -> int | None:
        """Index of the stretch that contains a row of the track, or None."""
        place = int(np.searchsorted(self.first, row, side="right")) - 1
        return place if place >= 0 and row <= self.last[place] else None


def quality_stretches(track: FaceTrack, settings: AnalysisSettings) -> tuple[QualityStretches, ...]:
    """Stretches of each fault of a track; stretches of different faults may overlap.

    Rows between two measured ones belong to a stretch if both are faulty. Tracks of versions
    that stored no quality have no stretches.
    """
    quality = track.quality
    if quality is None:
        return ()
    found = faults(quality.size, quality.sharpness, quality.yaw, quality.blockiness, settings)
    return tuple(_stretches(fault) for fault in found if fault.faulty.any())


def _stretches(fault: Fault) -> QualityStretches:
    rows = np.flatnonzero(np.isfinite(fault.values))
    faulty = np.concatenate([[False], fault.faulty[rows], [False]])
    edges = np.flatnonzero(faulty[1:] != faulty[:-1])
    begins, ends = edges[::2], edges[1::2]
    values = fault.values[rows]
    below = values[begins[0]] < fault.limit
    take = np.minimum if below else np.maximum
    # Every second segment lies between two stretches.
    inner = np.stack([begins, ends], 1).ravel()
    worst = take.reduceat(np.append(values, values[-1]), inner)[::2]
    return QualityStretches(fault.reason, rows[begins], rows[ends - 1], worst, fault.limit)
