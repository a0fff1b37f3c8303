"""Engine calls on Qt's thread pool; results and errors come back on the GUI thread."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThreadPool

from engine.errors import CancelledError, EngineError
from forensics_gui.language import tr
from forensics_gui.workers.priority import in_background, take_short_turns

#: Work mostly waits, for a process that decodes or projects or for the disk: on a machine with
#: few cores, one thread a core would let an act of the user wait behind a projection.
_LEAST_THREADS = 8


def prepare() -> Callable[..., Any]:
    """What makes workers; importing it takes so long that the window does it ahead of need."""
    from superqt.utils import create_worker

    pool = QThreadPool.globalInstance()
    pool.setMaxThreadCount(max(_LEAST_THREADS, pool.maxThreadCount()))
    take_short_turns()
    return create_worker


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

    def deliver(result: Any) -> None:
        if not isinstance(result, Failure):
            done(result)
        elif not isinstance(result.error, CancelledError):
            failed(result.error)

    delivery = _Delivery(owner, deliver, lambda: None)
    prepare()(
        guarded,
        _connect={"returned": delivery.take, "finished": delivery.finish},
        _start_thread=True,
    )


def stream(
    owner: QObject,
    items: Callable[[], Iterator[Any]],
    each: Callable[[Any], None],
    ended: Callable[[EngineError | None], None],
) -> Any:
    """Iterate in the background: `each(item)` as they come, then `ended(error or None)`.

    The work gives way to the window. A cancelled stream ends with None. Neither is called once
    `owner` is destroyed.

    Returns:
        The worker; `quit()` stops it after the item in hand.
    """

    def guarded() -> Iterator[Any]:
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

    delivery = _Delivery(owner, deliver, lambda: ended(failure[0] if failure else None))
    return prepare()(
        guarded,
        _connect={"yielded": delivery.take, "finished": delivery.finish},
        _start_thread=True,
    )
