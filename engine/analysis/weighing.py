"""Summarize the evidence behind a verdict: frames for and against it, and unusable frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.result import Analysis
from engine.analysis.verbal_scale import verbal_scale
from engine.analysis.verdict import Reason, set_aside

#: Moments listed on either side.
_NAMED = 3
#: Minimum gap between listed moments in seconds, so that they cover more than one second.
_APART = 0.5


@dataclass(frozen=True)
class Moment:
    """One scored face: its frame, seconds after the first frame, and log10 likelihood ratio."""

    frame: int
    time: float
    llr: float


@dataclass(frozen=True)
class Weighing:
    """The scored faces of one track, sorted by the side they support.

    Attributes:
        track: its number.
        forged, pristine, undecided: number of usable faces that on their own support
            manipulation, a recording, or neither.
        for_forged, for_pristine: the moments with the strongest support for either side,
            strongest first, separated in time; undecided faces are not included.
        set_aside: reasons for unusable scored faces, with counts.
        seen: number of frames in which the face was detected or followed.
    """

    track: int
    forged: int
    pristine: int
    undecided: int
    for_forged: tuple[Moment, ...]
    for_pristine: tuple[Moment, ...]
    set_aside: tuple[tuple[Reason, int], ...]
    seen: int

    @property
    def usable(self) -> int:
        return self.forged + self.pristine + self.undecided

    @property
    def scored(self) -> int:
        return self.usable + sum(count for _, count in self.set_aside)


def most_suspicious(analysis: Analysis, count: int = 10) -> tuple[tuple[int, Moment], ...]:
    """Moments of a clip with the strongest support for manipulation, strongest first.

    Includes usable faces of all tracks that count, regardless of their ratio; those of one track
    are separated in time.

    Returns:
        Track and moment, at most `count`.
    """
    faces = [
        (number, Moment(int(scores.frames[row]), float(scores.times[row]), float(values[row])))
        for number, scores in sorted(analysis.scores.items())
        if number not in analysis.excluded
        for values in (analysis.suspicion(number),)
        for row in np.flatnonzero(scores.usable)
    ]
    chosen: list[tuple[int, Moment]] = []
    for number, moment in sorted(faces, key=lambda face: -face[1].llr):
        if len(chosen) == count:
            break
        near = (abs(moment.time - m.time) < _APART for track, m in chosen if track == number)
        if not any(near):
            chosen.append((number, moment))
    return tuple(chosen)


def weigh(analysis: Analysis, track: int) -> Weighing:
    """Sort the scored faces of a track by the side they support.

    Raises:
        KeyError: the track has no scores.
    """
    scores = analysis.scores[track]
    edge = verbal_scale().undecided
    rows = np.flatnonzero(scores.usable)
    llr = scores.llr[rows]

    def strongest(sign: int) -> tuple[Moment, ...]:
        chosen: list[Moment] = []
        for place in np.argsort(-sign * llr, kind="stable"):
            row = rows[place]
            time = float(scores.times[row])
            if sign * scores.llr[row] < edge or len(chosen) == _NAMED:
                break
            if all(abs(time - other.time) >= _APART for other in chosen):
                chosen.append(Moment(int(scores.frames[row]), time, float(scores.llr[row])))
        return tuple(chosen)

    forged, pristine = int((llr >= edge).sum()), int((llr <= -edge).sum())
    return Weighing(
        track=track,
        forged=forged,
        pristine=pristine,
        undecided=len(rows) - forged - pristine,
        for_forged=strongest(1),
        for_pristine=strongest(-1),
        set_aside=tuple(set_aside(scores.facts, analysis.settings)),
        seen=len(analysis.tracks[track]),
    )
