"""Shot cuts by content: where a track must end because the picture changed altogether."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from engine.video.frame import Frame

#: Pictures compared before and after a suspected cut. A flash is over within so many.
BEFORE, AFTER = 4, 3
#: A moved camera shifts the middle of a thumbnail, 24 by 15 pixels, by at most these many.
_EDGE_X, _EDGE_Y = 12, 6
#: Correlation from which the middle counts as found again.
_SAME_PLACE = 0.85


@dataclass(frozen=True)
class FrameSignature:
    """What is remembered of a picture: a thumbnail and its colours.

    Attributes:
        thumbnail: float32 (27, 48, 3), RGB, blurred a little.
        histogram: float32 (8, 4, 4), of hue, saturation and value.
    """

    thumbnail: np.ndarray
    histogram: np.ndarray


class CutFinder:
    """Looks a few pictures ahead, so that a flash is not taken for a cut.

    A cut is a change of thumbnail and of colours against *each* of the pictures before, that
    lasts over the pictures after, that stands out among the changes around it, and that no
    movement of the camera explains: a flash does not last, a fast pan does not stand out, and
    after a jolt the middle of the picture is found elsewhere.

    Args:
        threshold: colour-histogram correlation under which a cut is possible, -1 to 1.
        change: mean absolute difference of thumbnails, 0..255, that a cut exceeds.
        contrast: how many times the changes nearby the change at a cut exceeds.
    """

    def __init__(self, threshold: float = 0.85, change: float = 8.0, contrast: float = 2.5) -> None:
        self._threshold = threshold
        self._change = change
        self._contrast = contrast
        self._past: deque[FrameSignature] = deque(maxlen=BEFORE)
        self._ahead: deque[FrameSignature] = deque()

    def push(self, glance: FrameSignature) -> bool | None:
        """Take in the next picture.

        Args:
            glance: see `frame_signature`.

        Returns:
            Whether a shot begins with the picture `AFTER` calls ago; None at first, where
            there is none.
        """
        self._ahead.append(glance)
        return self._decide() if len(self._ahead) > AFTER else None

    def flush(self) -> list[bool]:
        """Answers for the pictures not yet answered for; afterwards a new clip can begin."""
        answers = []
        while self._ahead:
            answers.append(self._decide())
        self._past.clear()
        return answers

    def _decide(self) -> bool:
        now = self._ahead.popleft()
        cut = self._is_cut(now)
        if cut:
            self._past.clear()
        self._past.append(now)
        return cut

    def _is_cut(self, now: FrameSignature) -> bool:
        if not self._past:
            return False
        last = self._past[-1]
        after = list(self._ahead)[:AFTER]
        if not all(self._differ(old, now) for old in self._past):
            return False
        if not all(self._differ(last, new) for new in after):
            return False
        shot = [*self._past]
        rest = [now, *after]
        steps = [_change(a, b) for a, b in pairwise(shot)]
        steps += [_change(a, b) for a, b in pairwise(rest)]
        usual = max(1.0, float(np.median(steps))) if steps else 1.0
        return _change(last, now) > self._contrast * usual and not _moved(last, now)

    def _differ(self, a: FrameSignature, b: FrameSignature) -> bool:
        alike = cv2.compareHist(a.histogram, b.histogram, cv2.HISTCMP_CORREL)
        change = _change(a, b)
        # Two shots of one scene share their colours, but not where these are.
        return change > self._change and (alike < self._threshold or change > 3 * self._change)


def _moved(a: FrameSignature, b: FrameSignature) -> bool:
    """Whether the middle of either picture is found, shifted, in the other."""
    for whole, part in ((a, b), (b, a)):
        middle = part.thumbnail[_EDGE_Y:-_EDGE_Y, _EDGE_X:-_EDGE_X]
        if float(middle.std()) < 1.0:
            return False
        found = cv2.matchTemplate(whole.thumbnail, middle, cv2.TM_CCOEFF_NORMED)
        if float(found.max()) > _SAME_PLACE:
            return True
    return False


def _change(a: FrameSignature, b: FrameSignature) -> float:
    return float(np.abs(a.thumbnail - b.thumbnail).mean())


def frame_signature(picture: np.ndarray) -> FrameSignature:
    """What to remember of a picture, uint8 (h, w, 3) RGB, about 64 pixels wide."""
    small = cv2.resize(picture, (48, 27), interpolation=cv2.INTER_AREA)
    hsv = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)
    histogram = cv2.calcHist([hsv], [0, 1, 2], None, [8, 4, 4], [0, 180, 0, 256, 0, 256])
    thumbnail = cv2.GaussianBlur(small, (5, 5), 0).astype(np.float32)
    return FrameSignature(thumbnail, histogram)


#: Seconds between searches. A face that comes right after one is found a frame's time less
#: than this later: within 0.4 s.
INTERVAL = 0.4
#: Longer side of the pictures that cuts are sought in.
_SIGNATURE_SIDE = 64
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
    finder, signatures = CutFinder(), SignatureReader()
    waiting: deque[Frame] = deque()
    for frame in frames:
        waiting.append(frame)
        answer = finder.push(signatures.look(frame))
        if answer is not None:
            yield waiting.popleft(), answer
    for answer in finder.flush():
        yield waiting.popleft(), answer


class SignatureReader:
    """Glances at each frame; at one that hardly differs from the last, without a conversion."""

    def __init__(self) -> None:
        self._glance: FrameSignature | None = None
        self._points = np.zeros((0, 0), np.int16)

    def look(self, frame: Frame) -> FrameSignature:
        """What to remember of a frame."""
        # Bytes of the first plane, whatever they mean: equal bytes are equal pictures.
        points = frame.picture.luma()[::_POINTS, ::_POINTS].astype(np.int16)
        same = points.shape == self._points.shape and (
            float(np.abs(points - self._points).mean()) < _SAME
        )
        if self._glance is None or not same:
            self._glance, self._points = frame_signature(frame.small(_SIGNATURE_SIDE)), points
        return self._glance


def _stride(frame: Frame, interval: float) -> int:
    """Each so many-th frame is held; 1 unless pictures are large. Time stamps may jump, so
    the number of frames in a run is reckoned at 30 a second."""
    pixels = frame.width * frame.height * interval * 30
    return max(1, round(pixels / _HELD_PIXELS))
