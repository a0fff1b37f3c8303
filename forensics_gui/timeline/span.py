"""The part of a clip's time that the timeline shows."""

from __future__ import annotations

#: Seconds shown at least.
_LEAST = 0.1


class Span:
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
