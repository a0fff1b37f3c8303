"""What a lane draws of a track, made ready to be drawn at any zoom in little time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.analysis.dips import Dips, quality_dips
from engine.analysis.events import FrameScores
from engine.analysis.settings import AnalysisSettings
from engine.faces.track import FaceTrack


@dataclass(frozen=True)
class Curve:
    """The columns of one track.

    Attributes:
        track: where the face is.
        scores: None while nothing is scored.
        dips: where it could not carry a verdict.
        seen, interpolated, dipped: int64 (T + 1,), how many of the rows before were.
    """

    track: FaceTrack
    scores: FrameScores | None
    dips: tuple[Dips, ...]
    seen: np.ndarray = field(repr=False)
    interpolated: np.ndarray = field(repr=False)
    dipped: np.ndarray = field(repr=False)

    @classmethod
    def of(cls, track: FaceTrack, scores: FrameScores | None, settings: AnalysisSettings) -> Curve:
        dips = quality_dips(track, settings)
        steps = np.zeros(len(track) + 1, np.int64)
        for dip in dips:
            np.add.at(steps, dip.first, 1)
            np.add.at(steps, dip.last + 1, -1)
        dipped = np.cumsum(steps[:-1]) > 0
        return cls(
            track, scores, dips, _counts(track.detected), _counts(~track.detected), _counts(dipped)
        )

    def columns(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What lies in each stretch of time between neighbouring edges.

        A face lasts from its frame to the next one's.

        Args:
            edges: float64 (W + 1,), seconds, rising.

        Returns:
            bool (W,) each: the face is seen, is interpolated, has a fault.
        """
        rows = np.searchsorted(self.track.times, edges)
        begins = np.searchsorted(self.track.times, edges[:-1], side="right") - 1
        # Where frames are wider than a column: the row that the column lies in.
        within = (begins >= 0) & (edges[:-1] < self._until(np.maximum(begins, 0)))
        first = np.where(within, np.maximum(begins, 0), rows[:-1])
        last = np.maximum(rows[1:], np.where(within, first + 1, 0))

        def any_of(counts: np.ndarray) -> np.ndarray:
            found: np.ndarray = counts[last] > counts[np.minimum(first, last)]
            return found

        return any_of(self.seen), any_of(self.interpolated), any_of(self.dipped)

    def _until(self, rows: np.ndarray) -> np.ndarray:
        """Seconds at which the pictures of some rows give way to the next frame."""
        times, frames = self.track.times, self.track.frames
        if len(times) < 2:
            return times[rows] + 0.04
        after = np.minimum(rows + 1, len(times) - 1)
        usual = float(np.median(np.diff(times[:64])))
        follows = frames[after] - frames[rows] == 1
        until: np.ndarray = np.where(follows, times[after], times[rows] + usual)
        return until


def _counts(rows: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(rows, dtype=np.int64)])


def envelope(
    times: np.ndarray, values: np.ndarray, start: float, end: float, width: int
) -> tuple[np.ndarray, np.ndarray]:
    """The part of a curve between two moments, thinned so that it looks the same.

    Where there are more than two points a column, the lowest and the highest of each column
    are kept.

    Args:
        times: float64 (N,), rising.
        values: float (N,).
        start, end: seconds; the nearest points outside are kept too.
        width: columns between them, > 0.

    Returns:
        times and values of the points to join, at most 4 a column.
    """
    first = max(0, int(np.searchsorted(times, start)) - 1)
    last = min(len(times), int(np.searchsorted(times, end, side="right")) + 1)
    times, values = times[first:last], values[first:last]
    if len(times) <= 2 * width:
        return times, values
    column = ((times - start) / (end - start) * width).astype(np.int64)
    begins = np.concatenate([[0], np.flatnonzero(np.diff(column)) + 1])
    low, high = np.minimum.reduceat(values, begins), np.maximum.reduceat(values, begins)
    ends = np.concatenate([begins[1:], [len(values)]]) - 1
    shown = np.stack([values[begins], low, high, values[ends]], 1).ravel()
    return np.repeat(times[begins], 4), shown
