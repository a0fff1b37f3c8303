"""The visible time range, and its mapping to pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forensics_gui.theme import scaled

#: Minimum visible seconds.
_LEAST = 0.1


class TimeSpan:
    """Visible range in seconds, within the clip.

    Attributes:
        duration: of the whole clip.
        start, end: of the visible range.
    """

    def __init__(self) -> None:
        self.duration = 1.0
        self.start, self.end = 0.0, 1.0

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def whole(self) -> bool:
        """Whether the whole clip is visible."""
        return self.length >= self.duration

    def reset(self, duration: float) -> None:
        """Show the whole of another clip."""
        self.duration = max(duration, _LEAST)
        self.fit()

    def fit(self) -> None:
        """Show the whole clip."""
        self.start, self.end = 0.0, self.duration

    def zoom(self, factor: float, at: float) -> None:
        """Zoom around a time.

        Args:
            factor: magnification; below 1 shows more of the clip.
            at: seconds.
        """
        length = min(max(self.length / factor, min(_LEAST, self.duration)), self.duration)
        share = (at - self.start) / self.length
        self.begin_at(at - share * length, length)

    def show(self, first: float, last: float) -> None:
        """Show a range with a margin."""
        room = 0.04 * max(last - first, _LEAST)
        self.begin_at(first - room, min(max(last - first + 2 * room, _LEAST), self.duration))

    def follow(self, at: float) -> bool:
        """Scroll to a time if it is not visible; returns whether it scrolled."""
        if self.start <= at <= self.end:
            return False
        self.begin_at(at - 0.1 * self.length, self.length)
        return True

    def begin_at(self, start: float, length: float) -> None:
        """Show another range, clamped to the clip."""
        self.start = min(max(start, 0.0), self.duration - length)
        self.end = self.start + length


#: Width of the lanes' labels; heights of the ruler and of the strip of marks.
_LABELS, _RULER, _MARKS = 196, 19, 13
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600)
#: Minimum pixels between two numbers of the ruler.
_APART = 78


def labels() -> int:
    """Width of the lanes' labels."""
    return scaled(_LABELS)


@dataclass(frozen=True)
class TimeAxis:
    """Maps times to pixels right of the labels.

    Attributes:
        span: visible range.
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
        """Height of the ruler."""
        return scaled(_RULER)

    @property
    def marks(self) -> int:
        """Height of the strip of marks."""
        return _MARKS

    @property
    def head(self) -> int:
        """Height of everything above the lanes."""
        return self.ruler + self.marks

    def x_of(self, seconds: float) -> float:
        """x of a time, from the widget's left edge."""
        return self.labels + (seconds - self.span.start) / self.span.length * self.width

    def time_at(self, x: float) -> float:
        """Time at x, possibly outside the clip."""
        return self.span.start + (x - self.labels) / self.width * self.span.length

    def edges(self) -> np.ndarray:
        """Start times of the pixel columns, and the end; float64 (width + 1,)."""
        return np.linspace(self.span.start, self.span.end, self.width + 1)

    def ticks(self) -> tuple[list[float], float]:
        """Times with a number on the ruler, and their step."""
        least = self.span.length * scaled(_APART) / self.width
        step = next((s for s in _STEPS if s >= least), float(_STEPS[-1]))
        first = int(np.ceil(self.span.start / step - 1e-9))
        last = int(np.floor(self.span.end / step + 1e-9))
        return [n * step for n in range(first, last + 1)], step


def clock(seconds: float, step: float) -> str:
    """Format a time for the ruler with the precision of its step."""
    digits = 0 if step >= 1 else 1 if step >= 0.1 else 2
    hours, rest = divmod(round(seconds, 2), 3600)
    minutes, left = divmod(rest, 60)
    short = f"{left:0{3 + digits if digits else 2}.{digits}f}"
    return f"{hours:.0f}:{minutes:02.0f}:{short}" if hours else f"{minutes:.0f}:{short}"
