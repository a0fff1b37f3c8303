"""Shot cuts by content: where a track must end because the picture changed altogether."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

#: Pictures compared before and after a suspected cut. A flash is over within so many.
BEFORE, AFTER = 4, 3
#: A moved camera shifts the middle of a thumbnail, 24 by 15 pixels, by at most these many.
_EDGE_X, _EDGE_Y = 12, 6
#: Correlation from which the middle counts as found again.
_SAME_PLACE = 0.85


@dataclass(frozen=True)
class Glance:
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
        self._past: deque[Glance] = deque(maxlen=BEFORE)
        self._ahead: deque[Glance] = deque()

    def push(self, glance: Glance) -> bool | None:
        """Take in the next picture.

        Args:
            glance: see `glance_at`.

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

    def _is_cut(self, now: Glance) -> bool:
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

    def _differ(self, a: Glance, b: Glance) -> bool:
        alike = cv2.compareHist(a.histogram, b.histogram, cv2.HISTCMP_CORREL)
        change = _change(a, b)
        # Two shots of one scene share their colours, but not where these are.
        return change > self._change and (alike < self._threshold or change > 3 * self._change)


def _moved(a: Glance, b: Glance) -> bool:
    """Whether the middle of either picture is found, shifted, in the other."""
    for whole, part in ((a, b), (b, a)):
        middle = part.thumbnail[_EDGE_Y:-_EDGE_Y, _EDGE_X:-_EDGE_X]
        if float(middle.std()) < 1.0:
            return False
        found = cv2.matchTemplate(whole.thumbnail, middle, cv2.TM_CCOEFF_NORMED)
        if float(found.max()) > _SAME_PLACE:
            return True
    return False


def _change(a: Glance, b: Glance) -> float:
    return float(np.abs(a.thumbnail - b.thumbnail).mean())


def glance_at(picture: np.ndarray) -> Glance:
    """What to remember of a picture, uint8 (h, w, 3) RGB, about 64 pixels wide."""
    small = cv2.resize(picture, (48, 27), interpolation=cv2.INTER_AREA)
    hsv = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)
    histogram = cv2.calcHist([hsv], [0, 1, 2], None, [8, 4, 4], [0, 180, 0, 256, 0, 256])
    thumbnail = cv2.GaussianBlur(small, (5, 5), 0).astype(np.float32)
    return Glance(thumbnail, histogram)
