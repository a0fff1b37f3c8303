"""Pipeline stage on a separate thread with a bounded number of results ahead."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

#: Seconds between checks of a waiting stage whether it is still needed.
_POLL_SECONDS = 0.1


@dataclass(frozen=True)
class _Item(Generic[T]):
    value: T


def prefetch(items: Generator[T, None, None], size: int) -> Generator[T, None, None]:
    """Run a generator on a thread, ahead of the consumer.

    Closing the iterator closes the generator on its thread and waits for it.

    Args:
        items: generator that nothing else may use.
        size: maximum number of unused results.

    Raises:
        Whatever the generator raises, after the results before it.
    """
    results: queue.Queue[_Item[T] | BaseException | None] = queue.Queue(maxsize=size)
    stop = threading.Event()

    def put(result: _Item[T] | BaseException | None) -> bool:
        while not stop.is_set():
            try:
                results.put(result, timeout=_POLL_SECONDS)
                return True
            except queue.Full:
                continue
        return False

    def work() -> None:
        try:
            for item in items:
                if not put(_Item(item)):
                    return
            put(None)
        except BaseException as error:
            put(error)
        finally:
            items.close()

    thread = threading.Thread(target=work, name="prefetch", daemon=True)
    thread.start()
    try:
        while (result := results.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result.value
    finally:
        stop.set()
        thread.join()
