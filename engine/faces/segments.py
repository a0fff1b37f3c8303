"""A clip in short runs of frames, each ending with a frame that is searched for faces."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.faces.cuts import CutFinder, Glance, glance_at
from engine.video.frame import Frame

#: Seconds between searches. A face that comes right after one is found a frame's time less
#: than this later: within 0.4 s.
INTERVAL = 0.4
#: Longer side of the pictures that cuts are sought in.
_GLANCE_SIDE = 64
#: Each so many-th pixel is looked at to see whether anything changed, and the mean difference
#: of their values, 0..255, that counts as a change.
_POINTS, _SAME = 12, 2.5
#: Pixels of the frames of one run that are held at once; 12 frames of 1080p.
_HELD_PIXELS = 12 * 1920 * 1080


@dataclass(frozen=True)
class Segment:
    """A run of frames of one shot.

    Attributes:
        frames: in order; the last is to be searched. Where frames are very many or very
            large, some before it are left out.
        cut: a new shot begins with the first of them.
    """

    frames: list[Frame]
    cut: bool


def segments(frames: Iterable[Frame], interval: float = INTERVAL) -> Generator[Segment, None, None]:
    """Runs of frames, as they arrive.

    The first and the last frame of the clip and of each shot are searched, and those between
    that are `interval` after the last one searched.

    Args:
        frames: in order of presentation.
        interval: seconds; 0 has every frame searched.
    """
    run: list[Frame] = []
    skipped = 0
    searched: float | None = None
    for frame, cut in _with_cuts(frames):
        if cut and run:
            yield Segment(run, False)
            run, skipped = [], 0
        if skipped:
            run[-1] = frame
        else:
            run.append(frame)
        skipped = (skipped + 1) % _stride(frame, interval)
        # A hair less: time stamps are rounded.
        if cut or searched is None or frame.time - searched >= interval - 1e-3:
            yield Segment(run, cut)
            run, skipped, searched = [], 0, frame.time
    if run:
        yield Segment(run, False)


def _with_cuts(frames: Iterable[Frame]) -> Iterator[tuple[Frame, bool]]:
    """Each frame, and whether a shot begins with it; the first frame begins none."""
    finder, glancer = CutFinder(), Glancer()
    waiting: deque[Frame] = deque()
    for frame in frames:
        waiting.append(frame)
        answer = finder.push(glancer.look(frame))
        if answer is not None:
            yield waiting.popleft(), answer
    for answer in finder.flush():
        yield waiting.popleft(), answer


class Glancer:
    """Glances at each frame; at one that hardly differs from the last, without a conversion."""

    def __init__(self) -> None:
        self._glance: Glance | None = None
        self._points = np.zeros((0, 0), np.int16)

    def look(self, frame: Frame) -> Glance:
        """What to remember of a frame."""
        # Bytes of the first plane, whatever they mean: equal bytes are equal pictures.
        points = frame.picture.luma()[::_POINTS, ::_POINTS].astype(np.int16)
        same = points.shape == self._points.shape and (
            float(np.abs(points - self._points).mean()) < _SAME
        )
        if self._glance is None or not same:
            self._glance, self._points = glance_at(frame.small(_GLANCE_SIDE)), points
        return self._glance


def _stride(frame: Frame, interval: float) -> int:
    """Each so many-th frame is held; 1 unless pictures are large. Time stamps may jump, so
    the number of frames in a run is reckoned at 30 a second."""
    pixels = frame.width * frame.height * interval * 30
    return max(1, round(pixels / _HELD_PIXELS))
