"""Says when the event loop stood still, and what it was at."""

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

#: Seconds; what takes longer is felt.
LIMIT = 0.05


@dataclass(frozen=True)
class Stall:
    """A time in which no event was handled.

    Attributes:
        seconds: how long.
        traces: what all threads were at when the limit was passed, as faulthandler writes it.
        thread: the one that stood still.
    """

    seconds: float
    traces: str
    thread: int

    @property
    def stack(self) -> str:
        """What the thread was at, the last call last; read from its sources only now."""
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
    """What the watched thread and the watching one share; knows no Qt, and may outlive it."""

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
    """What all threads are at.

    Not from their frames: one that ends while this thread reads it is kept alive by that, and
    what it painted with is then destroyed here, which Qt does not survive.
    """
    with tempfile.TemporaryFile() as told:
        faulthandler.dump_traceback(told.fileno())
        told.seek(0)
        return told.read().decode("utf-8", "replace")


class Watchdog(QObject):
    """Watches the thread that it is made on, until `stop`.

    A timer of that thread notes the time again and again; another thread looks whether the note
    is old. Time that the whole process did not run (another program had the processor) is not
    told apart from a stall.

    Args:
        tell: called on the watched thread, with each stall once it is over.
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
