"""Prepare the next few batches while this one is learned."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_DEPTH = 3


def ahead(jobs: Iterable[Callable[[], T]]) -> Iterator[T]:
    """Results of jobs in their order, up to three of them done ahead of need.

    One thread: OpenCV and NumPy release the interpreter, and the order of draws stays fixed.
    """
    with ThreadPoolExecutor(1, "batches") as pool:
        waiting: deque[Future[T]] = deque()
        try:
            for job in jobs:
                waiting.append(pool.submit(job))
                if len(waiting) > _DEPTH:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
