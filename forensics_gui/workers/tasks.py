"""Background calls on Qt's thread pool, with results on the GUI thread, and a task queue."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from engine.errors import CancelledError, EngineError
from forensics_gui.failures.errors import as_engine_error

#: Seconds per turn of the event loop for delivering results.
_TURN = 0.01
#: Tasks mostly wait for processes or the disk: with one thread per core on a small machine, a user
#: action would wait behind a projection.
_LEAST_THREADS = 8


class _Counter(QObject):
    """Delivers calls of other threads on the GUI thread; lives as long as the program.

    Calls are delivered in slices, so that the window responds in between.
    """

    handed_in = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Callable[[], None]] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)
        self.handed_in.connect(self._take)

    def _take(self, call: Callable[[], None]) -> None:
        self._waiting.append(call)
        if not self._timer.isActive():
            self._timer.start()

    def _turn(self) -> None:
        # Restarted, because a timer does not fire in a dialog opened by its own callback.
        self._timer.start()
        until = time.monotonic() + _TURN
        while self._waiting and time.monotonic() < until:
            self._waiting.popleft()()
        if not self._waiting:
            self._timer.stop()


def _pool() -> QThreadPool:
    pool = QThreadPool.globalInstance()
    pool.setMaxThreadCount(max(_LEAST_THREADS, pool.maxThreadCount()))
    return pool


@cache
def _counter() -> _Counter:
    return _Counter()


@dataclass(frozen=True)
class Failure:
    """An error that crossed from a worker."""

    error: EngineError


def run(
    owner: QObject,
    call: Callable[[], Any],
    done: Callable[[Any], None],
    failed: Callable[[EngineError], None],
) -> None:
    """Call in the background, then `done(result)` or `failed(error)` on the GUI thread.

    Neither is called after a cancellation, or once `owner` is destroyed.
    """

    def guarded() -> Any:
        try:
            return call()
        except Exception as error:
            return Failure(as_engine_error(error))

    def results() -> Generator[Any]:
        yield guarded()

    def deliver(result: Any) -> None:
        if not isinstance(result, Failure):
            done(result)
        elif not isinstance(result.error, CancelledError):
            failed(result.error)

    _start(owner, results, deliver, lambda: None)


def stream(
    owner: QObject,
    items: Callable[[], Iterator[Any]],
    each: Callable[[Any], None],
    ended: Callable[[EngineError | None], None],
) -> None:
    """Iterate in the background: `each(item)` on arrival, then `ended(error or None)`.

    A cancelled stream ends with None. Once `owner` is destroyed, neither is called and the work
    ends after the current item.
    """

    def guarded() -> Generator[Any]:
        try:
            yield from items()
        except CancelledError:
            return
        except Exception as error:
            yield Failure(as_engine_error(error))

    failure: list[EngineError] = []

    def deliver(item: Any) -> None:
        if isinstance(item, Failure):
            failure.append(item.error)
        else:
            each(item)

    def end() -> None:
        ended(failure[0] if failure else None)

    _start(owner, guarded, deliver, end)


def _start(
    owner: QObject,
    items: Callable[[], Generator[Any]],
    each: Callable[[Any], None],
    end: Callable[[], None],
) -> None:
    """Consume the items on a pool thread until they end or the owner is gone."""
    counter, mark, gone = _counter(), QObject(owner), threading.Event()
    # A bound method could be called after another thread has freed its object.
    mark.destroyed.connect(lambda: gone.set())

    def if_wanted(call: Callable[..., None], *arguments: Any) -> None:
        if not gone.is_set():
            call(*arguments)

    def finish() -> None:
        end()
        mark.deleteLater()

    def work() -> None:
        try:
            with closing(items()) as source:
                for item in source:
                    counter.handed_in.emit(partial(if_wanted, each, item))
                    if gone.is_set():
                        break
        finally:
            counter.handed_in.emit(partial(if_wanted, finish))

    _pool().start(work)


@dataclass(eq=False)
class Job:
    """Work of a `TaskQueue`; see `stream` for the callbacks.

    Attributes:
        items, each, ended: as for `stream`; `ended` is called for cancelled jobs too.
        lasting: survives `TaskQueue.clear`.
        started: called on the GUI thread when the job starts.
    """

    items: Callable[[], Iterator[Any]]
    each: Callable[[Any], None]
    ended: Callable[[EngineError | None], None]
    lasting: bool = False
    started: Callable[[], None] = lambda: None


class TaskQueue(QObject):
    """Runs jobs one after the other in the background.

    Signals:
        busy_changed(bool): the first job starts, or the last one has ended.

    Attributes:
        running: the current job, None between jobs.
        waiting: jobs to run, in order.
    """

    busy_changed = Signal(bool)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.running: Job | None = None
        self.waiting: list[Job] = []
        self._paused = self._busy = False

    @property
    def busy(self) -> bool:
        """Whether a job runs, waits or has its results delivered."""
        return self._busy

    def add(self, job: Job) -> None:
        """Append a job."""
        self.waiting.append(job)
        self._next()

    def call(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[EngineError], None],
    ) -> None:
        """Append a call, followed by `done(result)` or `failed(error)`; neither if cancelled."""
        results: list[Any] = []

        def ended(error: EngineError | None) -> None:
            if error is not None:
                failed(error)
            elif results:
                done(results[0])

        self.add(Job(lambda: iter([call()]), results.append, ended))

    def remove(self, job: Job) -> None:
        """Drop a waiting job."""
        self.waiting.remove(job)

    def clear(self) -> bool:
        """Drop waiting jobs that are not lasting; returns whether there were any."""
        kept = [job for job in self.waiting if job.lasting]
        dropped = len(kept) < len(self.waiting)
        self.waiting = kept
        return dropped

    def pause(self, on: bool) -> None:
        """Start no further job while paused."""
        self._paused = on
        self._next()

    def _next(self) -> None:
        if self.running is not None:
            return
        if self._paused or not self.waiting:
            self._set_busy(False)
            return
        job = self.running = self.waiting.pop(0)
        self._set_busy(True)
        job.started()

        def ended(error: EngineError | None) -> None:
            self.running = None
            job.ended(error)
            self._next()

        stream(self, job.items, job.each, ended)

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)
