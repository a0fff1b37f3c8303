"""Embedder: crops to embeddings, with the preprocessing that matches the weights."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from engine.device import one_core, pick_device
from engine.embedding.graph import EmbeddingGraph, GraphError, stored_structure
from engine.embedding.spec import EmbedderSpec

if TYPE_CHECKING:
    from engine.embedding.network import EmbeddingNetwork

logger = logging.getLogger(__name__)

#: Fixed, so that a clip gives the same numbers regardless of other clips in the analysis.
BATCH = 16


def preprocess(crops: np.ndarray, spec: EmbedderSpec) -> np.ndarray:
    """Scale pixels for the network.

    Args:
        crops: uint8 (N, S, S, 3) RGB.
        spec: defines the scaling.

    Returns:
        float32 (N, 3, S, S). `engine.embedding.network.to_batch` does the same with torch.
    """
    batch = np.ascontiguousarray(crops.transpose(0, 3, 1, 2)).astype(np.float32)
    if spec.scaling == "prewhiten":
        mean = batch.mean(axis=(1, 2, 3), keepdims=True)
        # Avoid division by zero for a uniform picture.
        least = np.float32(batch[0].size ** -0.5)
        return (batch - mean) / np.maximum(batch.std(axis=(1, 2, 3), keepdims=True), least)
    mean, std = (np.array(v, np.float32)[:, None, None] for v in (spec.mean, spec.std))
    batch /= np.float32(255)
    batch -= mean
    batch /= std
    return batch


def sliding_windows(count: int, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Half-overlapping windows over ordered faces, and the window of each face.

    Args:
        count: faces, at least 1.
        window: faces per window; if there are fewer, the last one is repeated.

    Returns:
        int64 (W, window) rows of the faces; int64 (count,), for each face the window with the
        nearest middle.
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

    On a CPU, single faces run through ONNX Runtime, without torch, if it supports the network.

    Args:
        network: with its weights, which must not change afterwards; is put in evaluation mode.
        device: a name of `engine.device.DEVICES`.
    """

    def __init__(self, network: EmbeddingNetwork, device: str = "auto") -> None:
        state = {name: tensor.cpu().numpy() for name, tensor in network.state_dict().items()}
        self._begin(network.spec, state, device, network)

    @classmethod
    def from_weights(
        cls, spec: EmbedderSpec, weights: Mapping[str, np.ndarray], device: str = "auto"
    ) -> Embedder:
        """Create an embedder that builds its torch network only if torch must run it.

        Args:
            weights: float32 and int64, by the network's names.
        """
        embedder = cls.__new__(cls)
        embedder._begin(spec, weights, device)
        return embedder

    def _begin(
        self,
        spec: EmbedderSpec,
        weights: Mapping[str, np.ndarray],
        device: str,
        network: EmbeddingNetwork | None = None,
    ) -> None:
        self.spec = spec
        self.weights = weights
        self.device = pick_device(device)
        self._network = None if network is None else self._placed(network)
        self._lock = threading.RLock()
        self._graph: EmbeddingGraph | None = None
        self._torch_only = self.device != "cpu" or spec.window > 1

    @property
    def network(self) -> EmbeddingNetwork:
        """The torch network, in evaluation mode on `device`; created on first access.

        Raises:
            ValueError, RuntimeError: the weights belong to another network.
        """
        with self._lock:
            if self._network is None:
                from engine.embedding.network import network_of

                self._network = self._placed(network_of(self.spec, self.weights))
            return self._network

    def _placed(self, network: EmbeddingNetwork) -> EmbeddingNetwork:
        import torch

        network = network.to(self.device).eval()
        return network.to(memory_format=torch.channels_last) if self.spec.window == 1 else network

    @property
    def graph(self) -> EmbeddingGraph | None:
        """The ONNX Runtime network, created on first use; None if torch runs the network."""
        with self._lock:
            if self._graph is None and not self._torch_only:
                self._graph = self._build_graph()
                self._torch_only = self._graph is None
            return self._graph

    def _build_graph(self) -> EmbeddingGraph | None:
        try:
            structure = stored_structure(self.spec)
            if structure is not None:
                try:
                    return EmbeddingGraph(structure, self.weights)
                except GraphError:
                    logger.warning("The stored graph is damaged; exporting it again", exc_info=True)
            from engine.embedding.graph_export import export_and_cache

            return EmbeddingGraph(export_and_cache(self.spec), self.weights)
        except GraphError:
            logger.warning("No graph can be made of the network; torch runs it", exc_info=True)
            return None

    def warm_up(self) -> None:
        """Initialize what the first face would otherwise wait for; callable from any thread."""
        if self.graph is None:
            _ = self.network

    def embed(self, crops: np.ndarray) -> np.ndarray:
        """Embed crops.

        Args:
            crops: uint8 (N, S, S, 3) RGB, aligned by `spec.alignment`; if `spec.window` is
                above 1, the faces of one track in order of time.

        Returns:
            float32 (N, `spec.width`).
        """
        if self.spec.window > 1 and len(crops):
            rows, nearest = sliding_windows(len(crops), self.spec.window)
            return self.embed_windows(crops[rows])[nearest]
        return self.embed_windows(crops)

    def embed_windows(self, crops: np.ndarray) -> np.ndarray:
        """Embed like `embed`, from single crops or from prepared windows (N, T, S, S, 3)."""
        rows = [np.zeros((0, self.spec.width), np.float32)]
        graph = self.graph if len(crops) else None
        with one_core():
            for start in range(0, len(crops), BATCH):
                part = crops[start : start + BATCH]
                rows.append(
                    graph.embed(preprocess(part, self.spec))
                    if graph
                    else self.embed_with_torch(part)
                )
        return np.concatenate(rows)

    def embed_with_torch(self, crops: np.ndarray) -> np.ndarray:
        """Embed one batch of crops like `embed`, with torch on `device`."""
        import torch

        from engine.embedding.network import to_batch

        with torch.inference_mode():
            batch = to_batch(crops, self.spec, self.device)
            return np.asarray(self.network(batch).float().cpu().numpy())
