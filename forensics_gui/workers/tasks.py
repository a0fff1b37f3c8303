"""Engine calls on Qt's thread pool; results and errors come back on the GUI thread."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from engine.errors import CancelledError, EngineError
from forensics_gui.language import tr
from forensics_gui.workers.priority import in_background, take_short_turns

#: Work mostly waits, for a process that decodes or projects or for the disk: on a machine with
#: few cores, one thread a core would let an act of the user wait behind a projection.
_LEAST_THREADS = 8


class _Work(QObject):
    """Takes items on a thread of Qt's pool, until there are no more or nobody waits for them.

    Lives on the GUI thread, which lets go of it once the thread is done.

    Signals:
        came(object): an item.
        ended: no more come.
    """

    came = Signal(object)
    ended = Signal()

    def __init__(self, items: Callable[[], Generator[Any]]) -> None:
        super().__init__()
        self._items = items
        self.unwanted = threading.Event()
        self.ended.connect(self._let_go)

    def start(self) -> None:
        _at_work.add(self)
        pool = QThreadPool.globalInstance()
        pool.setMaxThreadCount(max(_LEAST_THREADS, pool.maxThreadCount()))
        take_short_turns()
        pool.start(self._take)

    def _take(self) -> None:
        try:
            with closing(self._items()) as items:
                for item in items:
                    self.came.emit(item)
                    if self.unwanted.is_set():
                        break
        finally:
            self.ended.emit()

    def _let_go(self) -> None:
        _at_work.discard(self)
        # The thread may still hold it, and must not be the one that destroys it.
        self.deleteLater()


_at_work: set[_Work] = set()


@dataclass(frozen=True)
class Failure:
    """An error that crossed from a worker."""

    error: EngineError


def as_engine_error(error: Exception) -> EngineError:
    """The error itself if typed; otherwise one that asks for a report, with the trace."""
    if isinstance(error, EngineError):
        return error
    details = "".join(traceback.format_exception(error))
    return EngineError(
        tr("Something unexpected went wrong ({kind}).").format(kind=type(error).__name__),
        tr("What was computed is kept. Please report it with the details."),
        details,
    )


class _Delivery(QObject):
    """Receives a worker's signals on the GUI thread for as long as its owner lives.

    Qt cuts the connection when the owner is destroyed, so that late results are dropped.
    """

    def __init__(
        self, owner: QObject, item: Callable[[Any], None], end: Callable[[], None]
    ) -> None:
        super().__init__(owner)
        self._item, self._end = item, end

    def take(self, item: Any) -> None:
        self._item(item)

    def finish(self) -> None:
        self._end()
        self.deleteLater()


def run(
    owner: QObject,
    call: Callable[[], Any],
    done: Callable[[Any], None],
    failed: Callable[[EngineError], None],
) -> None:
    """Call in the background, then `done(result)` or `failed(error)` on the GUI thread.

    Neither is called for work that was cancelled, nor once `owner` is destroyed.
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

    _start(results, _Delivery(owner, deliver, lambda: None))


def stream(
    owner: QObject,
    items: Callable[[], Iterator[Any]],
    each: Callable[[Any], None],
    ended: Callable[[EngineError | None], None],
) -> None:
    """Iterate in the background: `each(item)` as they come, then `ended(error or None)`.

    The work gives way to the window. A cancelled stream ends with None. Once `owner` is destroyed
    neither is called, and the work ends after the item in hand.
    """

    def guarded() -> Generator[Any]:
        try:
            yield from in_background(items)
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

    _start(guarded, _Delivery(owner, deliver, end))


def _start(items: Callable[[], Generator[Any]], delivery: _Delivery) -> None:
    work = _Work(items)
    work.came.connect(delivery.take)
    work.ended.connect(delivery.finish)
    delivery.destroyed.connect(work.unwanted.set)
    work.start()
