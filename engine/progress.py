"""How long calls tell where they are, and how they are stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import CancelledError


@dataclass(frozen=True)
class Progress:
    """Where a long call stands.

    Attributes:
        stage: what is being done, a short phrase in the user's words.
        done: steps finished.
        total: steps in all, or None where it is not known.
    """

    stage: str
    done: int
    total: int | None


ProgressCallback = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """The callback of callers who do not want to know."""


class CancelToken:
    """Asks a long call to stop; safe to share between threads."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask to stop; the call raises CancelledError at its next step."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise CancelledError once `cancel` was called."""
        if self._event.is_set():
            raise CancelledError()
