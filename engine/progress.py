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
    """Ask a long call to stop; safe to share between threads."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Request a stop; the call raises CancelledError at its next step."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise CancelledError if `cancel` was called."""
        if self._event.is_set():
            raise CancelledError()
