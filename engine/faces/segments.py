"""A clip in short runs of frames, each ending with a frame that is searched for faces."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from engine.faces.cuts import CutFinder
from engine.video.frame import Frame

#: Seconds between searches: with the frame's own length still under 0.4 s, so that a new
#: face is found within that time.
INTERVAL = 0.36
#: Longer side of the pictures that cuts are sought in.
_GLANCE_SIDE = 64
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
    finder = CutFinder()
    waiting: deque[Frame] = deque()
    for frame in frames:
        waiting.append(frame)
        answer = finder.push(frame.small(_GLANCE_SIDE))
        if answer is not None:
            yield waiting.popleft(), answer
    for answer in finder.flush():
        yield waiting.popleft(), answer


def _stride(frame: Frame, interval: float) -> int:
    """Each so many-th frame is held; 1 unless pictures are large. Time stamps may jump, so
    the number of frames in a run is reckoned at 30 a second."""
    pixels = frame.width * frame.height * interval * 30
    return max(1, round(pixels / _HELD_PIXELS))
