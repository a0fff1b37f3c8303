"""Playback control: play, pause, speed, range and loop."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from forensics_gui.session import Session

#: Selectable speeds relative to the clip's own.
SPEEDS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0, 8.0)
_FASTEST = SPEEDS[-1]
#: Maximum lag of the picture behind the clock in seconds of playback.
_LAG = 0.75


class Transport(QObject):
    """Advances the session's frame by the clock and the clip's time stamps.

    Frames that cannot be decoded in time are dropped. Only if decoding is far too slow is the clock
    set back.

    Signals:
        changed(): playing, direction, speed, range or looping changed.
        rested(): playback ended.

    Attributes:
        direction: 1 forwards, -1 backwards.
        speed: one of SPEEDS.
        loop: restart at the end of the range, or of the clip without a range.
        mark_in, mark_out: first and last frame of the range; None if not set.
        waiting: whether the requested frame is not on screen yet.
    """

    changed = Signal()
    rested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._clock = QTimer(self, interval=8)
        self._clock.timeout.connect(self._tick)
        self._began = (0.0, 0.0)
        self._shuttle = 1.0
        self._bounds = (0, 0)
        self.direction = 1
        self.speed = 1.0
        self.loop = False
        self.mark_in: int | None = None
        self.mark_out: int | None = None
        self.waiting = False

    @property
    def playing(self) -> bool:
        return self._clock.isActive()

    @property
    def pace(self) -> float:
        """Current speed, including the doubling by J and L."""
        return min(self.speed * self._shuttle, _FASTEST)

    @property
    def range(self) -> tuple[int, int]:
        """First and last frame of the range, or of the clip."""
        last = max(0, len(self._session.times) - 1)
        first = min(self.mark_in or 0, last)
        return first, last if self.mark_out is None else min(self.mark_out, last)

    @property
    def has_range(self) -> bool:
        return self.mark_in is not None or self.mark_out is not None

    @property
    def marked_range(self) -> tuple[int, int] | None:
        """The range; None if no mark is set."""
        return self.range if self.has_range else None

    def reset(self) -> None:
        """Clear the range for another clip; speed and looping stay."""
        self.pause()
        self.mark_in = self.mark_out = None
        self.changed.emit()

    # --- playing ---

    def toggle(self) -> None:
        """Play forwards, or pause."""
        if self.playing:
            self.pause()
        else:
            self._play(1, (0, len(self._session.times) - 1))

    def play_range(self) -> None:
        """Play the range from its first frame to its last."""
        self.pause()
        self._session.go_to(self.range[0])
        self._play(1, self.range)

    def forwards(self) -> None:
        """Play forwards; double the speed on repetition."""
        self._shuttled(1)

    def backwards(self) -> None:
        """Play backwards; double the speed on repetition."""
        self._shuttled(-1)

    def pause(self) -> None:
        if self.playing:
            self._clock.stop()
            self._shuttle, self.direction = 1.0, 1
            self.changed.emit()
            self.rested.emit()

    def _shuttled(self, direction: int) -> None:
        if self.playing and self.direction == direction:
            self._set_pace(self.speed, min(self._shuttle * 2, _FASTEST / self.speed))
            return
        self._shuttle = 1.0
        self._play(direction, (0, len(self._session.times) - 1))

    def _play(self, direction: int, bounds: tuple[int, int]) -> None:
        if len(self._session.times) < 2:
            return
        self._bounds = self.range if self.loop else bounds
        first, last = self._bounds
        frame = self._session.frame
        self.direction = direction
        outside = not first <= frame <= last
        if outside or frame == (last if direction > 0 else first):
            self._session.go_to(first if direction > 0 else last)
        self._set_clock()
        self._clock.start()
        self.changed.emit()

    def _set_clock(self) -> None:
        self._began = (time.monotonic(), float(self._session.times[self._session.frame]))

    def now(self) -> float:
        """Position of the clock in seconds, possibly outside the clip; thread-safe."""
        began, place = self._began
        return place + self.direction * (time.monotonic() - began) * self.pace

    def _tick(self) -> None:
        if self.waiting:
            return
        times, (first, last) = self._session.times, self._bounds
        now = self.now()
        end, begin = (last, first) if self.direction > 0 else (first, last)
        if (now - float(times[end])) * self.direction < 0:
            self._session.go_to_time(now)
            return
        self._session.go_to(end)
        if not self.loop:
            self.pause()
        elif not self.waiting:
            self._session.go_to(begin)
            self._set_clock()

    def arrived(self, frame: int) -> None:
        """Note that a frame is on screen, and set the clock back if the frame is late."""
        self.waiting = False
        if self.playing and frame < len(self._session.times):
            shown = float(self._session.times[frame])
            if (self.now() - shown) * self.direction > _LAG * max(1.0, self.pace):
                self._began = (time.monotonic(), shown)

    # --- pace and range ---

    def set_speed(self, speed: float) -> None:
        """Set the speed, 0.1 to 8."""
        self._set_pace(min(max(speed, SPEEDS[0]), _FASTEST), 1.0)

    def faster(self) -> None:
        self.set_speed(next((s for s in SPEEDS if s > self.pace), _FASTEST))

    def slower(self) -> None:
        self.set_speed(next((s for s in SPEEDS[::-1] if s < self.pace), SPEEDS[0]))

    def normal_speed(self) -> None:
        self.set_speed(1.0)

    def _set_pace(self, speed: float, shuttle: float) -> None:
        if self.playing:
            self._set_clock()
        self.speed, self._shuttle = speed, shuttle
        self.changed.emit()

    def set_loop(self, on: bool) -> None:
        """Set whether to loop."""
        self.loop = on
        if self.playing:
            self._bounds = self.range if on else (0, len(self._session.times) - 1)
        self.changed.emit()

    def set_in(self) -> None:
        """Start the range at the current frame; an earlier end is dropped."""
        self.mark_in = self._session.frame
        if self.mark_out is not None and self.mark_out < self.mark_in:
            self.mark_out = None
        self._range_changed()

    def set_out(self) -> None:
        """End the range at the current frame; a later start is dropped."""
        self.mark_out = self._session.frame
        if self.mark_in is not None and self.mark_in > self.mark_out:
            self.mark_in = None
        self._range_changed()

    def set_range(self, first: int, last: int) -> None:
        """Set the range."""
        self.mark_in, self.mark_out = first, last
        self._range_changed()

    def clear_range(self) -> None:
        self.mark_in = self.mark_out = None
        self._range_changed()

    def _range_changed(self) -> None:
        self.set_loop(self.loop)
