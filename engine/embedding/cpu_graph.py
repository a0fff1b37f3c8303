"""An embedding network on one core of the CPU, through ONNX Runtime.

The runtime folds normalisation into convolutions and lays channels out as the processor's
vectors want them: about twice as fast as torch with the same thread.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import torch

from engine.device import cpu_session
from engine.embedding import graph_cache
from engine.embedding.graph_export import exported
from engine.embedding.network import EmbeddingNetwork

#: Crops that stay in the core's cache together.
AT_ONCE = 4
#: The graph must give what the network gives, in units of the embedding's own size.
_TOLERANCE = 1e-4


class CpuGraph:
    """A network as it is now; later changes of its weights are not seen.

    Args:
        network: on the CPU, in evaluation mode, for single faces.
        folder: where graphs are kept; the user's cache if None.

    Raises:
        GraphError: torch cannot write the network as a graph, or the graph gives other
            numbers than the network.
    """

    def __init__(self, network: EmbeddingNetwork, folder: Path | None = None) -> None:
        side = network.spec.alignment.side
        probe = torch.randn((2, 3, side, side), generator=torch.Generator().manual_seed(0))
        with torch.inference_mode():
            expected = network(probe).numpy()
        folder = folder or graph_cache.cache_folder()
        key = graph_cache.key_of(network)
        kept = graph_cache.load(folder, key)
        if kept is not None:
            # A damaged one is written anew.
            with contextlib.suppress(GraphError):
                self._open(kept, probe, expected)
                return
        try:
            graph = exported(network)
        # The exporter raises whatever its parts raise.
        except Exception as error:
            raise GraphError(repr(error)) from error
        self._open(graph, probe, expected)
        graph_cache.store(folder, key, graph)

    def _open(self, graph: bytes, probe: torch.Tensor, expected: np.ndarray) -> None:
        try:
            self._session = cpu_session(graph)
            given = self.run(probe)
        # The runtime too.
        except Exception as error:
            raise GraphError(repr(error)) from error
        if np.abs(given - expected).max() > _TOLERANCE * max(1.0, np.abs(expected).max()):
            raise GraphError("the graph gives other numbers than the network")

    def run(self, batch: torch.Tensor) -> np.ndarray:
        """Embeddings float32 (N, D) of a batch float32 (N, 3, S, S); from any thread."""
        pixels = batch.contiguous().numpy()
        parts = [
            self._session.run(None, {"batch": pixels[start : start + AT_ONCE]})[0]
            for start in range(0, len(pixels), AT_ONCE)
        ]
        return np.concatenate(parts)


class GraphError(RuntimeError):
    """A network that only torch can run."""
