"""Long work that gives way to what the user does."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

#: Added to the thread's niceness, which its own threads and processes inherit.
_NICENESS = 4
#: Seconds that a thread that computes holds the interpreter before another has its turn. The
#: usual 5 ms make the window late at each of the many turns that drawing a frame takes.
_TURN = 0.00003
#: Items that may wait to be taken.
_WAITING = 64


class _End:
    """The work is over."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def take_short_turns() -> None:
    """Let the threads of this process change over often, so that the window's is seldom late."""
    sys.setswitchinterval(_TURN)


def in_background(items: Callable[[], Iterator[Any]]) -> Iterator[Any]:
    """What `items` yields, made on a thread of its own that yields the processor to others.

    Where the iterator is closed early, so is the one that it comes from, on its own thread.

    Args:
        items: called on that thread. What it raises is raised here.
    """
    made: queue.Queue[Any] = queue.Queue(_WAITING)
    stopped = threading.Event()

    def put(item: Any) -> bool:
        while not stopped.is_set():
            try:
                made.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def work() -> None:
        give_way()
        try:
            source = items()
            try:
                for item in source:
                    if not put(item):
                        return
            finally:
                close = getattr(source, "close", None)
                if close is not None:
                    close()
        except BaseException as error:
            put(_End(error))
        else:
            put(_End())

    thread = threading.Thread(target=work, name="analysis", daemon=True)
    thread.start()
    try:
        while not isinstance(item := made.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        stopped.set()
        thread.join()


def give_way() -> None:
    """Yield the processor to others from now on: this thread, and what it starts."""
    # Elsewhere a thread has no niceness of its own: the whole process would be meant.
    if sys.platform == "linux":
        own = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, own, os.getpriority(os.PRIO_PROCESS, own) + _NICENESS)
