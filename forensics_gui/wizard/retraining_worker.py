"""A retraining on worker threads: one call after the other, each of which can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from engine.progress import CancelToken, Progress
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.training.events import TrainingEvent
    from engine.training.retrain.plan import RetrainPlan
    from engine.training.retrain.session import Retraining

#: Seconds between two reports of progress at least.
_APART = 0.1
Call = Callable[["Retraining"], Any]


@dataclass(frozen=True)
class _Job:
    """A call, and what takes its result; a choice of the user's is never dropped."""

    call: Call
    done: Callable[[Any], None]
    choice: bool = False


class Hand(QObject):
    """Holds a `Retraining`, which no thread but the worker in turn touches.

    Args:
        path: of the plan.

    Signals:
        busy_changed(bool): a call began after rest, or none is left.
        moved(Progress): at most ten a second.
        learned(TrainingEvent): a step or an epoch of a training.
        planned(): the plan may have changed.
        stopped(): what ran was cancelled or failed, and what waited is dropped.
        failed(EngineError): why, unless it was cancelled.

    Attributes:
        plan: as of the last call that ended; None before the first.
    """

    busy_changed = Signal(bool)
    moved = Signal(object)
    learned = Signal(object)
    planned = Signal()
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self.plan: RetrainPlan | None = None
        self._retraining: Retraining | None = None
        self._waiting: list[_Job] = []
        self._cancel = CancelToken()
        self._enough = CancelToken()
        self._told = ("", 0.0)
        self._busy = False
        self._running: _Job | None = None
        self._dropped = False

    @property
    def busy(self) -> bool:
        return self._busy

    def ask(self, call: Call, done: Callable[[Any], None] = lambda _: None) -> None:
        """Call with the retraining on a worker thread, after what was asked before.

        Args:
            done: given the result on the GUI thread; not called if it is stopped or fails.
        """
        self._dropped = False
        self._add(_Job(call, done))

    def change(self, done: Callable[[Any], None] = lambda _: None, **fields: Any) -> None:
        """Change choices of the plan."""
        self._add(_Job(lambda hand: hand.change(**fields), done, choice=True))

    def _add(self, job: _Job) -> None:
        self._waiting.append(job)
        if not self._busy:
            self._busy = True
            self.busy_changed.emit(True)
            self._next()

    def cancel(self) -> None:
        """Stop what runs, and drop what waits; choices are still written down."""
        self._drop()
        if self._running is not None and not self._running.choice:
            self._cancel.cancel()

    def _drop(self) -> None:
        kept = [job for job in self._waiting if job.choice]
        self._dropped |= len(kept) < len(self._waiting)
        self._waiting = kept

    def stop_early(self) -> None:
        """End a running training with the best epoch so far."""
        self._enough.cancel()

    def _next(self) -> None:
        if not self._waiting:
            self._busy, self._running = False, None
            self.busy_changed.emit(False)
            return
        job = self._running = self._waiting.pop(0)
        self._cancel, self._enough = CancelToken(), CancelToken()
        cancel, enough = self._cancel, self._enough
        results: list[Any] = []

        def work() -> Iterator[Any]:
            retraining = self._opened()
            retraining.cancel, retraining.enough = cancel, enough
            cancel.check()
            yield job.call(retraining)

        def ended(error: EngineError | None) -> None:
            if self._retraining is not None:
                self.plan = self._retraining.plan
                self.planned.emit()
            if error is not None:
                self._drop()
            if results and not cancel.cancelled:
                job.done(results[0])
            else:
                self._dropped = all(job.choice for job in self._waiting)
            if not self._waiting and self._dropped:
                self._dropped = False
                self.stopped.emit()
            if error is not None:
                self.failed.emit(error)
            self._next()

        tasks.stream(self, work, results.append, ended)

    def _opened(self) -> Retraining:
        if self._retraining is None:
            from engine.training.retrain.session import Retraining

            self._retraining = Retraining(
                self.path, progress=self._tell, listen=self._hear, workers=1
            )
        return self._retraining

    def _tell(self, at: Progress) -> None:
        """Called on the worker thread."""
        stage, when = self._told
        now = time.monotonic()
        if at.stage != stage or now - when > _APART:
            self._told = (at.stage, now)
            self.moved.emit(at)

    def _hear(self, event: TrainingEvent) -> None:
        """Called on the worker thread."""
        self.learned.emit(event)
