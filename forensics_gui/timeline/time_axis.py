"""The part of a clip's time that the timeline shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forensics_gui.theme import scaled

#: Seconds shown at least.
_LEAST = 0.1


class TimeSpan:
    """From `start` to `end`, in seconds, within the clip.

    Attributes:
        duration: seconds of the whole clip.
        start, end: of the part shown.
    """

    def __init__(self) -> None:
        self.duration = 1.0
        self.start, self.end = 0.0, 1.0

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def whole(self) -> bool:
        """The whole clip is shown."""
        return self.length >= self.duration

    def reset(self, duration: float) -> None:
        """Another clip, shown as a whole."""
        self.duration = max(duration, _LEAST)
        self.fit()

    def fit(self) -> None:
        """Show the whole clip."""
        self.start, self.end = 0.0, self.duration

    def zoom(self, factor: float, at: float) -> None:
        """Show more or less, the moment `at` staying where it is.

        Args:
            factor: times as large as before; below 1 shows more of the clip.
            at: seconds.
        """
        length = min(max(self.length / factor, min(_LEAST, self.duration)), self.duration)
        share = (at - self.start) / self.length
        self.begin_at(at - share * length, length)

    def show(self, first: float, last: float) -> None:
        """Show a stretch with a little room on both sides."""
        room = 0.04 * max(last - first, _LEAST)
        self.begin_at(first - room, min(max(last - first + 2 * room, _LEAST), self.duration))

    def follow(self, at: float) -> bool:
        """Turn the page where a moment is not shown; whether it was turned."""
        if self.start <= at <= self.end:
            return False
        self.begin_at(at - 0.1 * self.length, self.length)
        return True

    def begin_at(self, start: float, length: float) -> None:
        """Show another part, kept within the clip."""
        self.start = min(max(start, 0.0), self.duration - length)
        self.end = self.start + length


#: Labels of the lanes; the ruler above the lanes, and under its numbers the strip of marks.
_LABELS, _RULER, _MARKS = 196, 19, 17
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600)
#: Pixels between two numbers of the ruler, at least.
_APART = 78


def labels() -> int:
    """Width of the lanes' labels."""
    return scaled(_LABELS)


@dataclass(frozen=True)
class TimeAxis:
    """The area right of the labels.

    Attributes:
        span: what part of the clip it shows.
        width: in pixels, > 0.
    """

    span: TimeSpan
    width: int

    @property
    def labels(self) -> int:
        """Width of the lanes' labels."""
        return labels()

    @property
    def ruler(self) -> int:
        """Height of the numbers above the lanes."""
        return scaled(_RULER)

    @property
    def marks(self) -> int:
        """Height of the strip of marks under them."""
        return _MARKS

    @property
    def head(self) -> int:
        """Height of all that is above the lanes."""
        return self.ruler + self.marks

    def x_of(self, seconds: float) -> float:
        """x of a moment, from the widget's left edge."""
        return self.labels + (seconds - self.span.start) / self.span.length * self.width

    def time_at(self, x: float) -> float:
        """The moment at x, which may be outside of the clip."""
        return self.span.start + (x - self.labels) / self.width * self.span.length

    def edges(self) -> np.ndarray:
        """float64 (width + 1,): moments at which the columns of pixels begin, and the end."""
        return np.linspace(self.span.start, self.span.end, self.width + 1)

    def ticks(self) -> tuple[list[float], float]:
        """Moments with a number on the ruler, and the step between them."""
        least = self.span.length * scaled(_APART) / self.width
        step = next((s for s in _STEPS if s >= least), float(_STEPS[-1]))
        first = int(np.ceil(self.span.start / step - 1e-9))
        last = int(np.floor(self.span.end / step + 1e-9))
        return [n * step for n in range(first, last + 1)], step


def clock(seconds: float, step: float) -> str:
    """A moment for the ruler, as exact as its steps ask for."""
    digits = 0 if step >= 1 else 1 if step >= 0.1 else 2
    hours, rest = divmod(round(seconds, 2), 3600)
    minutes, left = divmod(rest, 60)
    short = f"{left:0{3 + digits if digits else 2}.{digits}f}"
    return f"{hours:.0f}:{minutes:02.0f}:{short}" if hours else f"{minutes:.0f}:{short}"
