"""Prefetching: prepare the next batches during the current training step."""

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
    """Yield results of jobs in order, computing some of them in advance.

    Args:
        jobs: independent of each other.
        processes: number of worker processes on Linux, for a GPU that trains faster than one core
            loads. Workers are forked and must not use the GPU. With 1, and on other systems, a
            thread does the work, as OpenCV and NumPy release the GIL.
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
    """Jobs as a data set for `DataLoader`; each runs when its item is requested."""

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

    # OpenCV's thread pool does not survive a fork; waiting for it would deadlock.
    cv2.setNumThreads(0)
