"""The scored faces of a clip as columns, one row a point of the scatter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.result import Analysis
from forensics_gui.language import signed, tr
from forensics_gui.tracks.titles import title_of


@dataclass(frozen=True)
class ClipFaces:
    """All scored faces, track by track, in order of time.

    Attributes:
        tracks, frames: int64 (N,).
        times: float64 (N,), seconds.
        llr: float64 (N,), log10 likelihood ratio of each by itself.
        embeddings: float32 (N, D).
        titles: by track number, with the analyst's name for it.
    """

    tracks: np.ndarray
    frames: np.ndarray
    times: np.ndarray
    llr: np.ndarray
    embeddings: np.ndarray
    titles: dict[int, str]

    @classmethod
    def of(cls, analysis: Analysis) -> ClipFaces:
        """The faces that an analysis scored so far."""
        scores = [s for _, s in sorted(analysis.scores.items())]
        if not scores:
            none = np.zeros(0)
            whole = np.zeros(0, np.int64)
            return cls(whole, whole, none, none, np.zeros((0, 0), np.float32), {})
        return cls(
            np.concatenate([np.full(len(s.frames), s.track, np.int64) for s in scores]),
            np.concatenate([s.frames for s in scores]),
            np.concatenate([s.times for s in scores]),
            np.concatenate([s.llr for s in scores]),
            np.concatenate([s.embeddings for s in scores]),
            {s.track: title_of(analysis, s.track) for s in scores},
        )

    def __len__(self) -> int:
        return len(self.tracks)

    def place(self, row: int) -> tuple[int, int]:
        """Track and frame of a face."""
        return int(self.tracks[row]), int(self.frames[row])

    def describe(self, row: int) -> str:
        """Track, frame and score of a face, in one line."""
        return ", ".join(self.lines(row))

    def lines(self, row: int) -> tuple[str, str, str]:
        """Track, frame and score of a face."""
        title = self.titles[int(self.tracks[row])]
        frame = tr("frame {number}").format(number=self.frames[row])
        return title, frame, tr("log10 LR {ratio}").format(ratio=signed(self.llr[row]))

    def nearest(self, track: int, frame: int) -> int | None:
        """Row of the track's scored face nearest to a frame; None for a track without one."""
        rows = np.flatnonzero(self.tracks == track)
        return int(rows[np.argmin(np.abs(self.frames[rows] - frame))]) if len(rows) else None

    def runs(self, rows: np.ndarray) -> list[np.ndarray]:
        """Rising rows, parted where a scored face between two is left out or the track ends."""
        parted = (np.diff(rows) != 1) | (np.diff(self.tracks[rows]) != 0)
        return np.split(rows, np.flatnonzero(parted) + 1) if len(rows) else []
