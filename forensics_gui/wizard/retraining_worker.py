"""Runs the calls of a retraining on a worker thread, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from engine.progress import CancelToken, Progress
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.training.retrain.plan import RetrainPlan
    from engine.training.retrain.session import Retraining

#: Minimum seconds between two reports of progress.
_APART = 0.1
Call = Callable[["Retraining"], Any]


@dataclass(eq=False)
class _Call(tasks.Job):
    """A call with the tokens that cancel it or end its training early."""

    cancel: CancelToken = field(default_factory=CancelToken)
    enough: CancelToken = field(default_factory=CancelToken)


class RetrainingWorker(QObject):
    """Owns a `Retraining`, which only the worker thread touches.

    Args:
        path: of the plan.

    Signals:
        busy_changed(bool): the first call starts, or the last one has ended.
        moved(Progress): at most ten a second.
        learned(TrainingEvent): a step or an epoch of a training.
        planned(): the plan may have changed.
        stopped(): a call was cancelled or failed, and waiting ones were dropped.
        failed(EngineError): a call failed.

    Attributes:
        plan: after the last call; None before the first.
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
        self._queue = tasks.TaskQueue(self)
        self._queue.busy_changed.connect(self.busy_changed)
        self._reported = ("", 0.0)
        self._dropped = False

    @property
    def busy(self) -> bool:
        """Whether a call runs or waits."""
        return self._queue.busy

    def ask(self, call: Call, done: Callable[[Any], None] = lambda _: None) -> None:
        """Call with the retraining on the worker thread, after earlier calls.

        Args:
            done: receives the result on the GUI thread, unless the call is stopped or fails.
        """
        self._dropped = False
        self._add(call, done, False)

    def change(self, done: Callable[[Any], None] = lambda _: None, **fields: Any) -> None:
        """Change choices of the plan; a change is never dropped."""
        self._add(lambda retraining: retraining.change(**fields), done, True)

    def _add(self, call: Call, done: Callable[[Any], None], lasting: bool) -> None:
        cancel, enough = CancelToken(), CancelToken()
        results: list[Any] = []

        def work() -> Iterator[Any]:
            retraining = self._opened()
            retraining.cancel, retraining.enough = cancel, enough
            cancel.check()
            yield call(retraining)

        def ended(error: EngineError | None) -> None:
            if self._retraining is not None:
                self.plan = self._retraining.plan
                self.planned.emit()
            if error is not None:
                self._dropped |= self._queue.clear()
            if results and not cancel.cancelled:
                done(results[0])
            else:
                self._dropped = all(job.lasting for job in self._queue.waiting)
            if not self._queue.waiting and self._dropped:
                self._dropped = False
                self.stopped.emit()
            if error is not None:
                self.failed.emit(error)

        self._queue.add(_Call(work, results.append, ended, lasting, cancel=cancel, enough=enough))

    def cancel(self) -> None:
        """Stop the running call and drop waiting ones; changes of the plan are still made."""
        self._dropped |= self._queue.clear()
        running = self._queue.running
        if isinstance(running, _Call) and not running.lasting:
            running.cancel.cancel()

    def stop_early(self) -> None:
        """End a running training with the best epoch so far."""
        if isinstance(self._queue.running, _Call):
            self._queue.running.enough.cancel()

    def _opened(self) -> Retraining:
        if self._retraining is None:
            from engine.training.retrain.session import Retraining

            self._retraining = Retraining(
                self.path, progress=self._report, listen=self.learned.emit, workers=1
            )
        return self._retraining

    def _report(self, at: Progress) -> None:
        """Emit progress at a limited rate; runs on the worker thread."""
        stage, when = self._reported
        now = time.monotonic()
        if at.stage != stage or now - when > _APART:
            self._reported = (at.stage, now)
            self.moved.emit(at)
