"""Parallel calls on loky processes, a Dask cluster, or Ray."""

from __future__ import annotations

import logging
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import joblib
import psutil

from engine import log
from engine.errors import DecoderError, EngineError, OutputError
from engine.interpreter import CODE_PATHS, HAS_WORKERS
from engine.wording import mark

logger = logging.getLogger(__name__)

#: Settings of a local Dask cluster; others keep Dask's defaults.
_DASK = {
    # Trimming returns the memory of each picture to the system only to request it again.
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
    # The profiler interrupts the threads of a task a hundred times a second.
    "distributed.worker.profile.enabled": False,
}


def dask_cluster(count: int, scheduler: str) -> AbstractContextManager[Any]:
    """A Dask client, the default one in the block.

    Args:
        count: number of workers to start; 0 for one on each core.
        scheduler: address of a running cluster; "" starts one here.

    Raises:
        ImportError: Dask is not installed.
        OSError: no scheduler answers within 20 seconds.
    """
    import dask
    from distributed import Client, LocalCluster

    if scheduler:
        return Client(scheduler, timeout=20)
    with dask.config.set(_DASK):
        # `engine.batch.admission` limits memory: Dask would kill a clip that fits only alone.
        cluster = LocalCluster(
            count or None, threads_per_worker=1, memory_limit=0, dashboard_address=None
        )
    client = Client(cluster)
    return _closing(client.close, cluster.close)


def ray_cluster(count: int, scheduler: str) -> AbstractContextManager[Any]:
    """Initialise Ray for the block; an existing initialisation is kept.

    Args:
        count, scheduler: as above.

    Raises:
        ImportError: Ray is not installed.
        ConnectionError: no cluster answers.
    """
    import ray
    from ray.job_config import JobConfig

    if ray.is_initialized():
        return nullcontext()
    own: dict[str, Any] = {"logging_level": logging.ERROR}
    if scheduler:
        own["address"] = scheduler
    else:
        # Workers import this program from any start folder. Workers that Ray starts in advance know
        # a job's paths but not its environment, which would require new workers.
        paths = JobConfig(code_search_path=CODE_PATHS.split(os.pathsep))
        own |= {"num_cpus": count or None, "include_dashboard": False, "job_config": paths}
    ray.init(**own)
    return _closing(ray.shutdown)


@contextmanager
def _closing(*closers: Callable[[], Any]) -> Iterator[None]:
    try:
        yield
    finally:
        for close in closers:
            close()


BACKENDS = ("loky", "dask", "ray")

#: Exceptions by which loky, Dask and Ray report a killed worker.
_KILLED = {
    "BrokenProcessPool", "KilledWorker", "WorkerCrashedError", "OutOfMemoryError", "NodeDiedError",
}  # fmt: skip

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Workers:
    """A pool of workers.

    Attributes:
        count: number; 0 uses all of a cluster.
        backend: one of `BACKENDS`.
        scheduler: address of a Dask scheduler or a Ray cluster; "" starts one here.
    """

    count: int = 1
    backend: str = "loky"
    scheduler: str = ""

    def run(
        self,
        call: Callable[[Given], Made],
        work: Iterable[Given],
        died: Callable[[Given, EngineError], Made],
    ) -> Iterator[tuple[Given, Made]]:
        """Call for each item, and yield results as they arrive.

        If a worker is killed, its calls are repeated one at a time; `died` gives the result of a
        call that kills its worker again.

        Args:
            call: a module-level function. Its exceptions end all work, or count as a killed worker
                in a repeated call.
            work: consumed as workers become free.

        Raises:
            OutputError: the backend is not installed or not reachable.
        """
        waiting = iter(work)
        with self._context():
            while True:
                under_way: list[Given] = []
                try:
                    for given, made in self._results(call, _noted(waiting, under_way)):
                        under_way.remove(given)
                        yield given, made
                    return
                # Each backend reports a dead worker differently.
                except Exception as error:
                    if not under_way or isinstance(error, EngineError):
                        raise
                    logger.warning("A worker died; what it had is tried again", exc_info=True)
                for given in under_way:
                    yield given, self._alone(call, given, died)

    def _alone(
        self,
        call: Callable[[Given], Made],
        given: Given,
        died: Callable[[Given, EngineError], Made],
    ) -> Made:
        try:
            return next(self._results(call, iter([given])))[1]
        except Exception as error:
            logger.warning("A worker died again", exc_info=True)
            return died(given, _ended(error))

    def _results(
        self, call: Callable[[Given], Made], work: Iterator[Given]
    ) -> Iterator[tuple[Given, Made]]:
        if self.backend == "ray":
            yield from _by_ray(call, work, self.count)
            return
        # With one job, joblib would call in this process, where a crash ends everything.
        jobs = max(2, self.count) if self.count else -1
        parallel = joblib.Parallel(
            n_jobs=1 if self.backend == "loky" and not HAS_WORKERS else jobs,
            return_as="generator_unordered",
            pre_dispatch=self.count or "n_jobs",
            batch_size=1,
        )
        folder = log.folder_in_use() if self.backend == "loky" else None
        yield from parallel(
            joblib.delayed(_called)(call, given, os.getpid(), folder) for given in work
        )

    @contextmanager
    def _context(self) -> Iterator[None]:
        try:
            context: AbstractContextManager[Any] = nullcontext()
            if self.backend == "dask":
                context = dask_cluster(self.count, self.scheduler)
            elif self.backend == "ray":
                context = ray_cluster(self.count, self.scheduler)
        except ImportError as error:
            raise OutputError(
                mark("The backend '{backend}' is not installed."),
                mark("Install it: pip install 'deepfake-forensics[{backend}]'."),
                repr(error),
                backend=self.backend,
            ) from error
        with context:
            if self.backend == "ray":
                yield
            else:
                with joblib.parallel_config(backend=self.backend):
                    yield


def _noted(waiting: Iterator[Given], under_way: list[Given]) -> Iterator[Given]:
    for given in waiting:
        under_way.append(given)
        yield given


def _called(
    call: Callable[[Given], Made], given: Given, parent: int = 0, log_folder: Path | None = None
) -> tuple[Given, Made]:
    log.join(log_folder)
    if parent and parent == os.getppid():
        _end_with(parent)
    return given, call(given)


@cache
def _end_with(parent: int) -> None:
    """Exit soon after the parent; loky workers would wait minutes for more work."""

    def watch() -> None:
        while os.getppid() == parent and psutil.pid_exists(parent):
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _by_ray(
    call: Callable[[Given], Made], work: Iterator[Given], count: int
) -> Iterator[tuple[Given, Made]]:
    """Ray's own tasks: its joblib backend returns results only when all are finished."""
    import ray

    task: Any = ray.remote(max_retries=0)(_called)
    most = count or max(1, int(ray.cluster_resources().get("CPU", 1)))
    flying: list[Any] = []
    while True:
        flying += [task.remote(call, given) for given in islice(work, most - len(flying))]
        if not flying:
            return
        (ready, *_), flying = ray.wait(flying, num_returns=1)
        yield ray.get(ready)


def fault(error: Exception) -> EngineError:
    """Wrap a bug as an error that names it."""
    return EngineError(
        mark("This clip could not be judged: {error}: {why}."),
        mark("Try it alone with 'forensics analyze', and report the fault if it comes again."),
        "".join(traceback.format_exception(error)),
        error=type(error).__name__,
        why=error,
    )


def _ended(error: Exception) -> EngineError:
    if not _KILLED & {kind.__name__ for kind in type(error).__mro__}:
        return fault(error)
    return DecoderError(
        mark("The process that judged this clip was killed twice."),
        mark("It may need more memory than there is: try it alone, or with --every or --quick."),
        repr(error),
    )
