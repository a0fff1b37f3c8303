"""Scored faces of a clip as columns, one row for each point of the scatter, and colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from PySide6.QtGui import QColor

from engine.analysis.result import Analysis
from engine.analysis.verbal_scale import verbal_scale
from engine.analysis.verdict import Outcome
from forensics_gui.colours import graded, of_outcome, of_track, over_time, rgb_of
from forensics_gui.language import mark, suspicion_words, tr
from forensics_gui.session import title_of


@dataclass(frozen=True)
class ClipFaces:
    """All scored faces by track and time.

    Attributes:
        tracks, frames: int64 (N,).
        times: float64 (N,), seconds.
        suspicion: float64 (N,), see `Analysis.suspicion`.
        calibrated: whether these are log10 likelihood ratios.
        embeddings: float32 (N, D).
        titles: by track number, including the analyst's name.
    """

    tracks: np.ndarray
    frames: np.ndarray
    times: np.ndarray
    suspicion: np.ndarray
    embeddings: np.ndarray
    titles: dict[int, str]
    calibrated: bool = True

    @classmethod
    def of(cls, analysis: Analysis) -> ClipFaces:
        """Faces scored so far in an analysis."""
        scores = [s for _, s in sorted(analysis.scores.items())]
        if not scores:
            none = np.zeros(0)
            whole = np.zeros(0, np.int64)
            return cls(whole, whole, none, none, np.zeros((0, 0), np.float32), {})
        return cls(
            np.concatenate([np.full(len(s.frames), s.track, np.int64) for s in scores]),
            np.concatenate([s.frames for s in scores]),
            np.concatenate([s.times for s in scores]),
            np.concatenate([analysis.suspicion(s.track) for s in scores]),
            np.concatenate([s.embeddings for s in scores]),
            {s.track: title_of(analysis, s.track) for s in scores},
            analysis.calibrated,
        )

    @property
    def llr(self) -> np.ndarray:
        """float64 (N,): log10 likelihood ratios; 0 if the detector is not calibrated."""
        return self.suspicion if self.calibrated else np.zeros_like(self.suspicion)

    def __len__(self) -> int:
        return len(self.tracks)

    def place(self, row: int) -> tuple[int, int]:
        """Track and frame of a face."""
        return int(self.tracks[row]), int(self.frames[row])

    def describe(self, row: int) -> str:
        """Describe a face in one line."""
        return ", ".join(self.lines(row))

    def lines(self, row: int) -> tuple[str, str, str]:
        """Track, frame and score of a face."""
        title = self.titles[int(self.tracks[row])]
        frame = tr("frame {number}").format(number=self.frames[row])
        return title, frame, suspicion_words(self.suspicion[row], self.calibrated)

    def nearest(self, track: int, frame: int) -> int | None:
        """Row of the track's scored face nearest to a frame; None for a track without one."""
        rows = np.flatnonzero(self.tracks == track)
        return int(rows[np.argmin(np.abs(self.frames[rows] - frame))]) if len(rows) else None

    def runs(self, rows: np.ndarray) -> list[np.ndarray]:
        """Split rising rows where a scored face is skipped or the track ends."""
        parted = (np.diff(rows) != 1) | (np.diff(self.tracks[rows]) != 0)
        return np.split(rows, np.flatnonzero(parted) + 1) if len(rows) else []


#: Resolution of the score's colour in log10 LR.
_STEP = 0.05


class ColourBy(StrEnum):
    """Meaning of the colours; values are stored in the preferences."""

    TRACK = mark("Track")
    SCORE = mark("Score")
    TIME = mark("Time")
    LABEL = mark("Label")


def colours_of(faces: ClipFaces, by: ColourBy) -> np.ndarray:
    """Colour of each face, uint8 (N, 3) RGB."""
    match by:
        case ColourBy.TRACK:
            return _each(faces.tracks, lambda number: of_track(int(number)))
        case ColourBy.SCORE:
            steps = np.round(np.clip(faces.llr, -2, 2) / _STEP)
            return _each(steps, lambda step: graded(float(step) * _STEP))
        case ColourBy.LABEL:
            undecided = verbal_scale().undecided
            signs = np.where(np.abs(faces.llr) < undecided, 0, np.sign(faces.llr))
            return _each(signs, lambda sign: of_outcome(_OUTCOMES[int(sign)]))
        case ColourBy.TIME:
            last = float(faces.times.max(initial=0.0))
            return over_time(faces.times / last if last > 0 else faces.times)


_OUTCOMES = {-1: Outcome.PRISTINE, 0: Outcome.INCONCLUSIVE, 1: Outcome.FORGED}


def labels_in_colour(labels: np.ndarray) -> np.ndarray:
    """Colours of reference faces, 0 pristine and 1 forged; uint8 (R, 3) RGB."""
    kinds = [rgb_of(QColor(of_outcome(o))) for o in (Outcome.PRISTINE, Outcome.FORGED)]
    return np.array(kinds, np.uint8)[labels]


def legend(faces: ClipFaces, by: ColourBy) -> str:
    """Legend as rich text."""
    pristine, forged = of_outcome(Outcome.PRISTINE), of_outcome(Outcome.FORGED)
    known = tr("Small: reference, {dot1} pristine {dot2} forged.").format(
        dot1=_dot(pristine), dot2=_dot(forged)
    )
    match by:
        case ColourBy.TRACK:
            numbers = np.unique(faces.tracks)[:6].tolist()
            clip = " ".join(
                f"{_dot(of_track(n))} " + tr("track {number}").format(number=n) for n in numbers
            )
        case ColourBy.SCORE:
            clip = tr("{dot1} for manipulation {dot2} neutral {dot3} against").format(
                dot1=_dot(graded(2.0)), dot2=_dot(graded(0.0)), dot3=_dot(graded(-2.0))
            )
        case ColourBy.LABEL:
            grey = of_outcome(Outcome.INCONCLUSIVE)
            clip = tr("{dot1} as forged {dot2} undecided {dot3} as pristine").format(
                dot1=_dot(forged), dot2=_dot(grey), dot3=_dot(pristine)
            )
        case ColourBy.TIME:
            stops = over_time(np.linspace(0, 1, 5))
            dots = "".join(_dot(QColor(*map(int, c)).name()) for c in stops)
            clip = tr("first {dots} last").format(dots=dots)
    large = tr("Large: this clip, {clip}.").format(clip=clip or tr("no faces"))
    return f"{known}<br>{large}"


def _dot(colour: str) -> str:
    return f'<span style="color:{colour}">●</span>'


def _each(values: np.ndarray, colour: Callable[[float], str]) -> np.ndarray:
    """Colour of each value, computed once for equal values."""
    found, places = np.unique(values, return_inverse=True)
    table = np.array([rgb_of(QColor(colour(v))) for v in found], np.uint8)
    return table.reshape(-1, 3)[places]
