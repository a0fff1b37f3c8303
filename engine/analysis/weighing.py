"""What a verdict rests on: the frames that speak for it and against it, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.result import Analysis
from engine.analysis.verbal_scale import verbal_scale
from engine.analysis.verdict import Reason, set_aside

#: Moments named on either side.
_NAMED = 3
#: Seconds that named moments lie apart, so that they show more than one second of the clip.
_APART = 0.5


@dataclass(frozen=True)
class Moment:
    """One scored face: its frame, seconds after the first frame, and log10 likelihood ratio."""

    frame: int
    time: float
    llr: float


@dataclass(frozen=True)
class Weighing:
    """The scored faces of one track, sorted by what they say.

    Attributes:
        track: its number.
        forged, pristine, undecided: usable faces that by themselves speak for manipulation, for
            a recording, or for neither.
        for_forged, for_pristine: the moments that speak most for either, strongest first, some
            way apart; faces that count as undecided are not among them.
        set_aside: why scored faces could not be used, and how many each.
        seen: frames in which the face was found or followed.
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
    """The moments of a clip that speak most for manipulation, strongest first.

    Usable faces of all tracks that count, whatever their ratio is; those of one track lie some way
    apart.

    Returns:
        Track and moment, at most `count`.
    """
    faces = [
        (number, Moment(int(scores.frames[row]), float(scores.times[row]), float(scores.llr[row])))
        for number, scores in sorted(analysis.scores.items())
        if number not in analysis.excluded
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
    """Sort the scored faces of a track.

    Raises:
        KeyError: the track is not scored.
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
