"""Clusters that judge batches: started on this machine, or joined where they stand."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from engine.interpreter import CODE_PATHS

#: Settings of a local Dask cluster; the rest are Dask's own.
_DASK = {
    # With it, memory of each picture is given back to the system and asked for again.
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
    # Nobody looks at it; it stops the threads of a task a hundred times a second.
    "distributed.worker.profile.enabled": False,
}


def dask_cluster(count: int, scheduler: str) -> AbstractContextManager[Any]:
    """A client of a Dask cluster, the default one in the block.

    Args:
        count: workers to start; 0 for one on each core.
        scheduler: address of a cluster that stands; "" starts one here.

    Raises:
        ImportError: Dask is not installed.
        OSError: no scheduler answers in 20 seconds.
    """
    import dask
    from distributed import Client, LocalCluster

    if scheduler:
        return Client(scheduler, timeout=20)
    with dask.config.set(_DASK):
        # Memory is `engine.batch.admission`'s: Dask would stop a clip that fits only alone.
        cluster = LocalCluster(
            count or None, threads_per_worker=1, memory_limit=0, dashboard_address=None
        )
    client = Client(cluster)
    return _closing(client.close, cluster.close)


def ray_cluster(count: int, scheduler: str) -> AbstractContextManager[Any]:
    """Ray is initialised in the block; where the program has initialised it, it stays so.

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
        # Workers run this program's code, wherever it was started from. Those that Ray starts
        # ahead know a job's paths, but not its environment: for that it would start others.
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
