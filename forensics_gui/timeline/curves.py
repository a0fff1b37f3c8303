"""Precomputed curves of tracks that draw fast at any zoom."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.analysis.events import FrameScores
from engine.analysis.settings import AnalysisSettings
from engine.analysis.track_statistics import QualityStretches, quality_stretches
from engine.faces.track import FaceTrack

#: Number of points whose extremes are precomputed together.
_BLOCK = 8
#: Drawn duration in seconds of a track with a single frame.
_ALONE = 0.04


@dataclass(frozen=True)
class Curve:
    """Data of one track.

    Attributes:
        track: positions of the face.
        scores: None while nothing is scored.
        values: float64 (F,), what is drawn of them, see `Analysis.suspicion`.
        line: values of usable faces; None without one.
        dips: ranges in which the face cannot carry a verdict.
        until: float64 (T,), end of each row's frame in seconds.
        seen, interpolated, dipped: int64 (T + 1,), cumulative counts.
    """

    track: FaceTrack
    scores: FrameScores | None
    values: np.ndarray
    line: Line | None
    dips: tuple[QualityStretches, ...]
    until: np.ndarray = field(repr=False)
    seen: np.ndarray = field(repr=False)
    interpolated: np.ndarray = field(repr=False)
    dipped: np.ndarray = field(repr=False)

    @classmethod
    def of(
        cls,
        track: FaceTrack,
        scores: FrameScores | None,
        values: np.ndarray,
        settings: AnalysisSettings,
    ) -> Curve:
        """Prepare a track; `values` as in `Curve`."""
        dips = quality_stretches(track, settings)
        steps = np.zeros(len(track) + 1, np.int64)
        for dip in dips:
            np.add.at(steps, dip.first, 1)
            np.add.at(steps, dip.last + 1, -1)
        dipped = np.cumsum(steps[:-1]) > 0
        usable = scores.usable if scores is not None else np.zeros(0, bool)
        line = Line(scores.times[usable], values[usable]) if scores and usable.any() else None
        seen, interpolated = _counts(track.detected), _counts(~track.detected)
        return cls(
            track, scores, values, line, dips, _until(track), seen, interpolated, _counts(dipped)
        )

    def columns(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """State of the track in each interval between neighbouring edges.

        A face lasts from its frame to the next.

        Args:
            edges: float64 (W + 1,), seconds, rising.

        Returns:
            bool (W,) each: the face is visible, is interpolated, has a fault.
        """
        rows = np.searchsorted(self.track.times, edges, side="right")
        begins = np.maximum(rows[:-1] - 1, 0)
        # If frames are wider than a column, use the row that contains the column.
        within = (rows[:-1] > 0) & (edges[:-1] < self.until[begins])
        first = np.where(within, begins, rows[:-1])
        last = np.maximum(rows[1:], first + within)
        seen, interpolated, dipped = (
            counts[last] > counts[first] for counts in (self.seen, self.interpolated, self.dipped)
        )
        return seen, interpolated, dipped


def _until(track: FaceTrack) -> np.ndarray:
    """End of each frame of a track in seconds."""
    times, frames = track.times, track.frames
    if len(times) < 2:
        return times + _ALONE
    usual = float(np.median(np.diff(times[:64])))
    until: np.ndarray = np.where(np.diff(frames) == 1, times[1:], times[:-1] + usual)
    return np.append(until, times[-1] + usual)


def _counts(rows: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(rows, dtype=np.int64)])


class Line:
    """A curve of many points, reduced to the extremes of each pixel column.

    Args:
        times: float64 (N,), seconds, rising.
        values: float (N,).
    """

    def __init__(self, times: np.ndarray, values: np.ndarray) -> None:
        self.times, self.values = times, values
        begins = np.arange(0, len(values), _BLOCK)
        self._low = np.minimum.reduceat(values, begins) if len(values) else values
        self._high = np.maximum.reduceat(values, begins) if len(values) else values

    def rows(self, start: float, end: float) -> slice:
        """Points between two times, including one neighbour on either side."""
        first = int(np.searchsorted(self.times, start)) - 1
        last = int(np.searchsorted(self.times, end, side="right")) + 1
        return slice(max(0, first), min(len(self.times), last))

    def extremes(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Minimum and maximum of each column, including the point before it.

        Args:
            edges: float64 (W + 1,), starts of the columns in seconds, and the end.

        Returns:
            float (W,) each; NaN before the first point and after the last.
        """
        rows = np.searchsorted(self.times, edges)
        outside = (rows[1:] == 0) | (edges[:-1] > self.times[-1])
        first, last = np.maximum(rows[:-1] - 1, 0), np.maximum(rows[1:], 1)
        low, high = self.values, self.values
        if np.median(last - first) > 2 * _BLOCK:
            # Blocks exceed the columns by less than half a column.
            first, last = first // _BLOCK, -(-last // _BLOCK)
            low, high = self._low, self._high
        pairs = np.stack([first, np.maximum(last, first + 1)], 1).ravel()
        lowest = np.minimum.reduceat(np.append(low, np.inf), pairs)[::2]
        highest = np.maximum.reduceat(np.append(high, -np.inf), pairs)[::2]
        return np.where(outside, np.nan, lowest), np.where(outside, np.nan, highest)
