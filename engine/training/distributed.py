"""Training on several processes at once, as torchrun starts them; one is the usual case.

Each process learns its own part of every batch. Embeddings are gathered before the triplet
loss, so that mining sees the whole batch and the gradient is that of one process.
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
        count: how many there are.
        rank: which one this is, from 0.
    """

    def __init__(self, device: str) -> None:
        self.count = int(os.environ.get("WORLD_SIZE", "1"))
        self.rank = int(os.environ.get("RANK", "0"))
        cuda = device.startswith("cuda")
        if self.count > 1 and cuda:
            torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
        if self.count > 1 and not dist.is_initialized():
            dist.init_process_group("nccl" if cuda else "gloo")
            # Threads of a group that is still there at the end abort the process.
            atexit.register(dist.destroy_process_group)

    @property
    def first(self) -> bool:
        """Whether this process writes files and tells what goes on."""
        return self.rank == 0

    def share(self, rows: np.ndarray) -> np.ndarray:
        """This process's part of a batch; the last rows are left out where it does not divide."""
        even = len(rows) - len(rows) % self.count
        return rows[:even][self.rank :: self.count]

    def wrap(self, module: nn.Module) -> nn.Module:
        """The module whose gradients are averaged over processes."""
        if self.count == 1:
            return module
        if next(module.parameters()).is_cuda:
            module = nn.SyncBatchNorm.convert_sync_batchnorm(module)
        return nn.parallel.DistributedDataParallel(module)

    def gather(self, values: torch.Tensor) -> torch.Tensor:
        """The rows (N, ...) of all processes, joined; gradients flow back to each."""
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
        """The first process does the work; the others find it done."""
        if not self.first:
            self.wait()
        yield
        if self.first:
            self.wait()

    def wait(self) -> None:
        """Go on when all have come here."""
        if self.count > 1:
            dist.barrier()
