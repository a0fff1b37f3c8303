"""Prefetching: prepare the next batches during the current training step."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import torch
from torch.utils.data import DataLoader, Dataset

from engine.prefetch import prefetch

T = TypeVar("T")
#: Batches in advance.
_DEPTH = 3


def prefetch_jobs(jobs: Sequence[Callable[[], T]], processes: int = 1) -> Iterator[T]:
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
        yield from prefetch((job() for job in jobs), _DEPTH)


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
