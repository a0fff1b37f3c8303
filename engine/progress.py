"""Progress reporting and cancellation of long calls."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import CancelledError


@dataclass(frozen=True)
class Progress:
    """Progress of a long call.

    Attributes:
        stage: the current step, a short phrase in the user's words.
        done: steps finished.
        total: number of steps, or None if unknown.
    """

    stage: str
    done: int
    total: int | None


ProgressCallback = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """Ignore progress; default callback."""


class CancelToken:
    """Ask a long call to stop or to pause; safe to share between threads."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._going = threading.Event()
        self._going.set()

    def cancel(self) -> None:
        """Request a stop; the call raises CancelledError at its next step, even while paused."""
        self._event.set()
        self._going.set()

    def pause(self) -> None:
        """Let the call wait at its next step, until `resume` or `cancel`."""
        if not self._event.is_set():
            self._going.clear()

    def resume(self) -> None:
        """Let a paused call go on."""
        self._going.set()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def check(self) -> None:
        """Wait while paused; raise CancelledError if `cancel` was called."""
        self._going.wait()
        if self._event.is_set():
            raise CancelledError()
