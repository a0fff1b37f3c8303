"""Detects stalls of the event loop and records what caused them."""

from __future__ import annotations

import faulthandler
import linecache
import re
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

#: Seconds; longer stalls are noticeable.
LIMIT = 0.05


@dataclass(frozen=True)
class Stall:
    """A period in which no event was handled.

    Attributes:
        seconds: duration.
        traces: stacks of all threads at the time limit, in faulthandler's format.
        thread: the stalled one.
    """

    seconds: float
    traces: str
    thread: int

    @property
    def stack(self) -> str:
        """Stack of the stalled thread, most recent call last; sources are read on access."""
        threads = self.traces.split("\n\n")
        begin = re.compile(rf"hread 0x0*{self.thread:x}\b")
        own = next((part for part in threads if begin.search(part)), "")
        calls = []
        for call in re.finditer(r'^  File "(.*)", line (\d+) in (.*)$', own, re.MULTILINE):
            path, line, name = call[1], int(call[2]), call[3]
            text = linecache.getline(path, line).strip()
            calls.append(f'  File "{path}", line {line}, in {name}\n    {text}\n')
        return "".join(reversed(calls))

    def __str__(self) -> str:
        return f"The window stood still for {1000 * self.seconds:.0f} ms in:\n{self.stack}"


class _Notes:
    """State shared between the watched and the watching thread; independent of Qt."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.thread = threading.get_ident()
        self.last = time.monotonic()
        self.traces = ""
        self.ended = threading.Event()

    def watch(self) -> None:
        while not self.ended.wait(self.limit / 5):
            if not self.traces and time.monotonic() - self.last > self.limit:
                self.traces = _traces()


def _traces() -> str:
    """Stacks of all threads.

    Read through faulthandler: holding a frame keeps its objects alive, and a painter that is then
    destroyed on this thread crashes Qt.
    """
    with tempfile.TemporaryFile() as told:
        faulthandler.dump_traceback(told.fileno())
        told.seek(0)
        return told.read().decode("utf-8", "replace")


class Watchdog(QObject):
    """Watches the thread it is created on, until `stop`.

    A timer of that thread records the time; another thread checks the age of the record. Time in
    which the process did not run cannot be distinguished from a stall.

    Args:
        tell: called on the watched thread after each stall.
        limit: seconds.
    """

    def __init__(
        self, parent: QObject, tell: Callable[[Stall], None], limit: float = LIMIT
    ) -> None:
        super().__init__(parent)
        self._tell = tell
        self._notes = _Notes(limit)
        self._timer = QTimer(self)
        self._timer.setInterval(max(1, round(200 * limit)))
        self._timer.timeout.connect(self._note)
        self._timer.start()
        threading.Thread(target=self._notes.watch, daemon=True).start()

    def stop(self) -> None:
        self._timer.stop()
        self._notes.ended.set()

    def _note(self) -> None:
        notes, now = self._notes, time.monotonic()
        seconds, notes.last = now - notes.last, now
        traces, notes.traces = notes.traces, ""
        if traces and seconds > notes.limit:
            self._tell(Stall(seconds, traces, notes.thread))
