"""Shot cut detection by content, and runs of frames between searches."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from engine.video.frame import Frame

#: Pictures compared before and after a suspected cut; a flash is shorter.
BEFORE, AFTER = 4, 3
#: Largest shift of a thumbnail's centre, 24 by 15 pixels, attributed to camera motion.
_EDGE_X, _EDGE_Y = 12, 6
#: Correlation above which the centre counts as found.
_SAME_PLACE = 0.85


@dataclass(frozen=True)
class FrameSignature:
    """Compact description of a picture: a thumbnail and a colour histogram.

    Attributes:
        thumbnail: float32 (27, 48, 3), RGB, slightly blurred.
        histogram: float32 (8, 4, 4), of hue, saturation and value.
    """

    thumbnail: np.ndarray
    histogram: np.ndarray


class CutFinder:
    """Shot cut detector with a look-ahead of a few pictures, to reject flashes.

    A cut is a change of thumbnail and of colours against *each* of the preceding pictures that
    persists in the following pictures, exceeds the nearby changes, and is not explained by
    camera motion. A flash does not persist, a fast pan does not exceed nearby changes, and
    after a jolt the centre of the picture is found at another position.

    Args:
        threshold: colour histogram correlation below which a cut is possible, -1 to 1.
        change: minimum mean absolute difference of thumbnails at a cut, 0 to 255.
        contrast: minimum ratio of the change at a cut to the changes nearby.
    """

    def __init__(self, threshold: float = 0.85, change: float = 8.0, contrast: float = 2.5) -> None:
        self._threshold = threshold
        self._change = change
        self._contrast = contrast
        self._past: deque[FrameSignature] = deque(maxlen=BEFORE)
        self._ahead: deque[FrameSignature] = deque()

    def push(self, glance: FrameSignature) -> bool | None:
        """Add the next picture.

        Args:
            glance: signature of the picture; see `frame_signature`.

        Returns:
            Whether a shot starts with the picture added `AFTER` calls ago; None for the first
            calls, which have no such picture.
        """
        self._ahead.append(glance)
        return self._decide() if len(self._ahead) > AFTER else None

    def flush(self) -> list[bool]:
        """Return the results for the remaining pictures and reset for a new clip."""
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
        # Two shots of one scene share their colours but not the positions of these.
        return change > self._change and (alike < self._threshold or change > 3 * self._change)


def _moved(a: FrameSignature, b: FrameSignature) -> bool:
    """Whether the centre of either picture is found, shifted, in the other."""
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
    """Signature of a picture, uint8 (h, w, 3) RGB, about 64 pixels wide."""
    small = cv2.resize(picture, (48, 27), interpolation=cv2.INTER_AREA)
    hsv = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)
    histogram = cv2.calcHist([hsv], [0, 1, 2], None, [8, 4, 4], [0, 180, 0, 256, 0, 256])
    thumbnail = cv2.GaussianBlur(small, (5, 5), 0).astype(np.float32)
    return FrameSignature(thumbnail, histogram)


#: Seconds between searches. A face that appears just after a search is found at the next one,
#: within 0.4 s.
INTERVAL = 0.4
#: Longer side in pixels of the pictures used for cut detection.
_SIGNATURE_SIDE = 64
#: Subsampling step in pixels, and mean difference of samples (0 to 255), for the check whether a
#: frame differs from the previous one.
_POINTS, _SAME = 12, 2.5
#: Maximum number of pixels held for one run; 12 frames of 1080p.
_HELD_PIXELS = 12 * 1920 * 1080


@dataclass(frozen=True)
class Segment:
    """A run of frames of one shot.

    Attributes:
        frames: frames in order, ending with the one to search. If frames are very many or very
            large, some before the last are left out.
        cut: whether a new shot starts with the first frame.
    """

    frames: list[Frame]
    cut: bool


def segments(frames: Iterable[Frame], interval: float = INTERVAL) -> Generator[Segment, None, None]:
    """Group frames into runs as they arrive.

    Each run ends with a frame to search: the first and last frame of the clip and of each shot,
    and frames `interval` seconds after the previous search.

    Args:
        frames: frames in presentation order.
        interval: seconds; 0 searches every frame.
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
        # Tolerance for rounded time stamps.
        if cut or searched is None or frame.time - searched >= interval - 1e-3:
            yield Segment(run, cut)
            run, skipped, searched = [], 0, frame.time
    if run:
        yield Segment(run, False)


def _with_cuts(frames: Iterable[Frame]) -> Iterator[tuple[Frame, bool]]:
    """Yield each frame and whether a shot starts with it; false for the first frame."""
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
    """Compute signatures of frames; reuse the last one if a frame hardly differs."""

    def __init__(self) -> None:
        self._glance: FrameSignature | None = None
        self._points = np.zeros((0, 0), np.int16)

    def look(self, frame: Frame) -> FrameSignature:
        """Signature of a frame."""
        # Compare raw bytes of the first plane: equal bytes mean equal pictures.
        points = frame.picture.luma()[::_POINTS, ::_POINTS].astype(np.int16)
        same = points.shape == self._points.shape and (
            float(np.abs(points - self._points).mean()) < _SAME
        )
        if self._glance is None or not same:
            self._glance, self._points = frame_signature(frame.small(_SIGNATURE_SIDE)), points
        return self._glance


def _stride(frame: Frame, interval: float) -> int:
    """Hold one frame in this many: 1 unless pictures are large. Assumes 30 frames per second,
    because time stamps may jump."""
    pixels = frame.width * frame.height * interval * 30
    return max(1, round(pixels / _HELD_PIXELS))
