"""What tracks are compared by: how strong, when, how large and how sharp."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.result import Analysis


@dataclass(frozen=True)
class TrackFacts:
    """A track in a few numbers.

    Attributes:
        llr: log10 likelihood ratio of its verdict; of its frames' mean while it is not judged;
            None where nothing is scored.
        start: seconds of its first frame.
        size: median over its scored faces of the box's shorter side, pixels; None without one.
        sharpness: likewise, see `engine.faces.quality.sharpness`.
    """

    llr: float | None
    start: float
    size: float | None
    sharpness: float | None


def track_facts(analysis: Analysis, number: int) -> TrackFacts:
    """The numbers of one track.

    Raises:
        KeyError: there is no such track.
    """
    track, scores = analysis.tracks[number], analysis.scores.get(number)
    verdict = analysis.verdicts.get(number)
    llr = verdict.llr if verdict is not None else None
    start = float(track.times[0])
    if scores is None or not len(scores.llr):
        return TrackFacts(llr, start, None, None)
    if verdict is None:
        llr = float(scores.llr.mean())
    size, sharpness = (float(np.median(c)) for c in (scores.facts.sizes, scores.facts.sharpness))
    return TrackFacts(llr, start, size, sharpness)
