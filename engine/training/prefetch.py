"""Prepare the next few batches while this one is learned."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import torch
from torch.utils.data import DataLoader, Dataset

T = TypeVar("T")
_DEPTH = 3


def ahead(jobs: Sequence[Callable[[], T]], processes: int = 1) -> Iterator[T]:
    """Results of jobs in their order, some of them done ahead of need.

    Args:
        jobs: independent of each other, so that it does not matter who does which.
        processes: on Linux so many at work, for a GPU that learns faster than one core
            prepares; they are forked, and must not use the GPU. With 1, and elsewhere, a
            thread: OpenCV and NumPy release the interpreter.
    """
    if processes > 1 and sys.platform == "linux":
        yield from _by_processes(jobs, processes)
    else:
        yield from _by_a_thread(jobs)


def _by_a_thread(jobs: Sequence[Callable[[], T]]) -> Iterator[T]:
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


def _by_processes(jobs: Sequence[Callable[[], T]], processes: int) -> Iterator[T]:
    loader: DataLoader[Any] = DataLoader(
        _Jobs(jobs),
        batch_size=None,
        num_workers=min(processes, len(jobs)),
        collate_fn=_as_it_is,
        pin_memory=torch.cuda.is_available(),
        worker_init_fn=_without_threads,
        multiprocessing_context="fork",
    )
    yield from loader


class _Jobs(Dataset[Any]):
    """Jobs as what a `DataLoader` reads: done when they are asked for."""

    def __init__(self, jobs: Sequence[Callable[[], Any]]) -> None:
        self._jobs = jobs

    def __len__(self) -> int:
        return len(self._jobs)

    def __getitem__(self, i: Any) -> Any:
        return self._jobs[i]()


def _as_it_is(result: T) -> T:
    return result


def _without_threads(_: int) -> None:
    import cv2

    # The threads of OpenCV's pool are not in a forked process; it would wait for them for ever.
    cv2.setNumThreads(0)
