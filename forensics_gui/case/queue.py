"""Acts on a case, one after the other, on a worker thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from engine.errors import CancelledError, EngineError
from forensics_gui.workers import tasks

Job = tuple[Callable[[], Any], Callable[[Any], None], Callable[[EngineError], None]]


class WorkQueue(QObject):
    """Jobs in the order they were given: each begins when the one before has ended."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._waiting: deque[Job] = deque()
        self._busy = False

    @property
    def busy(self) -> bool:
        return self._busy

    def add(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[EngineError], None],
    ) -> None:
        """Call in the background when its turn comes, then `done(result)` or `failed(error)`.

        Neither is called for work that was cancelled.
        """
        self._waiting.append((call, done, failed))
        if not self._busy:
            self._next()

    def _next(self) -> None:
        self._busy = bool(self._waiting)
        if not self._waiting:
            return
        call, done, failed = self._waiting.popleft()

        def until_cancelled() -> Any:
            try:
                return call()
            except CancelledError as error:
                # Told to the queue, which goes on with the next.
                return error

        def ended(tell: Callable[[Any], None], what: Any) -> None:
            self._busy = False
            if not isinstance(what, CancelledError):
                tell(what)
            if not self._busy:
                self._next()

        tasks.run(
            self,
            until_cancelled,
            lambda result: ended(done, result),
            lambda error: ended(failed, error),
        )
