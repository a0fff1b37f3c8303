"""Training on several processes started by torchrun; a single process is the usual case.

Each process trains on a part of every batch. Embeddings are gathered before the triplet loss, so
that mining sees the whole batch and the gradient equals that of a single process.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import numpy as np
import torch
import torch.distributed as dist
from torch import nn


class Processes:
    """The processes of this run.

    Attributes:
        count: number of processes.
        rank: of this process, from 0.
    """

    def __init__(self, device: str) -> None:
        self.count = int(os.environ.get("WORLD_SIZE", "1"))
        self.rank = int(os.environ.get("RANK", "0"))
        cuda = device.startswith("cuda")
        if self.count > 1 and cuda:
            torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
        if self.count > 1 and not dist.is_initialized():
            dist.init_process_group("nccl" if cuda else "gloo")
            # Without this, threads of a live process group abort the process at exit.
            atexit.register(dist.destroy_process_group)

    @property
    def first(self) -> bool:
        """Whether this process writes files and reports progress."""
        return self.rank == 0

    def share(self, rows: np.ndarray) -> np.ndarray:
        """This process's part of a batch; a remainder is dropped."""
        even = len(rows) - len(rows) % self.count
        return rows[:even][self.rank :: self.count]

    def wrap(self, module: nn.Module) -> nn.Module:
        """Wrap a module so that its gradients are averaged over processes."""
        if self.count == 1:
            return module
        if next(module.parameters()).is_cuda:
            module = nn.SyncBatchNorm.convert_sync_batchnorm(module)
        return nn.parallel.DistributedDataParallel(module)

    def gather(self, values: torch.Tensor) -> torch.Tensor:
        """Concatenate the rows (N, ...) of all processes; gradients flow back to each."""
        if self.count == 1:
            return values
        if values.is_floating_point():
            from torch.distributed.nn.functional import all_gather

            return torch.cat(cast(tuple[torch.Tensor, ...], all_gather(values)))
        parts = [torch.empty_like(values) for _ in range(self.count)]
        dist.all_gather(parts, values)
        return torch.cat(parts)

    @contextmanager
    def first_before_others(self) -> Iterator[None]:
        """Run the block on the first process, then on the others."""
        if not self.first:
            self.wait()
        yield
        if self.first:
            self.wait()

    def wait(self) -> None:
        """Barrier."""
        if self.count > 1:
            dist.barrier()
