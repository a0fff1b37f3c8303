"""Embedder: crops to embeddings, with the preprocessing that belongs to the weights."""

from __future__ import annotations

import threading

import numpy as np
import torch

from engine.device import one_core, pick_device
from engine.embedding.cpu_graph import CpuGraph, GraphError
from engine.embedding.network import EmbedderSpec, EmbeddingNetwork

#: Fixed, so that a clip gives the same numbers whatever else is analysed with it.
BATCH = 16


def to_batch(
    crops: np.ndarray | torch.Tensor, spec: EmbedderSpec, device: str | torch.device = "cpu"
) -> torch.Tensor:
    """Pixels as the network wants them.

    Args:
        crops: uint8 (N, S, S, 3) RGB, or (N, T, S, S, 3) for networks on windows.
        spec: says how pixels are scaled.
        device: where they are scaled and stay; bytes travel there, a quarter of the floats.

    Returns:
        float32 (N, 3, S, S), channels last in memory; or (N, 3, T, S, S).
    """
    windows = crops.ndim == 5
    if isinstance(crops, np.ndarray):
        crops = torch.from_numpy(np.ascontiguousarray(crops))
    batch = crops.to(device, non_blocking=True).float()
    batch = batch.permute(0, 4, 1, 2, 3) if windows else batch.permute(0, 3, 1, 2)
    channel = (1, 3) + (1,) * (batch.ndim - 2)
    if spec.scaling == "prewhiten":
        rest = tuple(range(1, batch.ndim))
        mean = batch.mean(dim=rest, keepdim=True)
        # A flat picture has no deviation to divide by.
        least = batch[0].numel() ** -0.5
        batch = (batch - mean) / batch.std(dim=rest, keepdim=True, correction=0).clamp_min(least)
    else:
        mean, std = (torch.tensor(value, device=device) for value in (spec.mean, spec.std))
        batch = batch.div(255).sub_(mean.view(channel)).div_(std.view(channel))
    return batch.contiguous(
        memory_format=torch.contiguous_format if windows else torch.channels_last
    )


def windows_of(count: int, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Half-overlapping windows over faces in order, and the one that each face lies in.

    Args:
        count: faces, at least 1.
        window: faces in a window; where there are fewer, the last one is repeated.

    Returns:
        int64 (W, window) rows of the faces; int64 (count,), for each face the window whose
        middle is nearest.
    """
    step = max(1, window // 2)
    last = max(0, count - window)
    starts = np.unique(np.append(np.arange(0, last + 1, step), last))
    rows = np.minimum(starts[:, None] + np.arange(window), count - 1)
    middles = starts + (min(window, count) - 1) / 2
    nearest = np.abs(np.arange(count)[:, None] - middles).argmin(axis=1)
    return rows.astype(np.int64), nearest.astype(np.int64)


class Embedder:
    """A trained embedding network, ready to use.

    On a CPU single faces go through ONNX Runtime where it can run the network.

    Args:
        network: with its weights, which must not change afterwards; is put in evaluation mode.
        device: a name of `engine.device.DEVICES`.
    """

    def __init__(self, network: EmbeddingNetwork, device: str = "auto") -> None:
        self.device = pick_device(device)
        self.network = network.to(self.device).eval()
        if network.spec.window == 1:
            self.network = self.network.to(memory_format=torch.channels_last)
        self._lock = threading.Lock()
        self._graph: CpuGraph | None = None
        self._torch_only = self.device != "cpu" or network.spec.window > 1

    @property
    def spec(self) -> EmbedderSpec:
        return self.network.spec

    def get_ready(self) -> None:
        """Make now what the first face would wait for; from any thread."""
        self._as_graph()

    def embed(self, crops: np.ndarray) -> np.ndarray:
        """Embeddings of crops.

        Args:
            crops: uint8 (N, S, S, 3) RGB, aligned by `spec.alignment`; where `spec.window` is
                above 1, the faces of one track in order of time.

        Returns:
            float32 (N, `spec.width`).
        """
        if self.spec.window > 1 and len(crops):
            rows, nearest = windows_of(len(crops), self.spec.window)
            return self.embed_windows(crops[rows])[nearest]
        return self.embed_windows(crops)

    def embed_windows(self, crops: np.ndarray) -> np.ndarray:
        """As `embed`, of single crops or of windows (N, T, S, S, 3) that are ready made."""
        rows = [np.zeros((0, self.spec.width), np.float32)]
        with torch.inference_mode(), one_core():
            for start in range(0, len(crops), BATCH):
                batch = to_batch(crops[start : start + BATCH], self.spec, self.device)
                graph = self._as_graph()
                rows.append(
                    graph.run(batch) if graph else self.network(batch).float().cpu().numpy()
                )
        return np.concatenate(rows)

    def _as_graph(self) -> CpuGraph | None:
        """The network for ONNX Runtime, made when first wanted; None where torch runs it."""
        if self._torch_only or self._graph is not None:
            return self._graph
        with self._lock:
            if self._graph is None and not self._torch_only:
                try:
                    self._graph = CpuGraph(self.network)
                except GraphError:
                    self._torch_only = True
        return self._graph
