"""Embedder: crops to embeddings, with the preprocessing that belongs to the weights."""

from __future__ import annotations

import numpy as np
import torch

from engine.device import one_core, pick_device
from engine.embedding.network import EmbedderSpec, EmbeddingNetwork

#: Fixed, so that a clip gives the same numbers whatever else is analysed with it.
BATCH = 16


def to_batch(crops: np.ndarray, spec: EmbedderSpec) -> torch.Tensor:
    """uint8 (N, S, S, 3) RGB -> normalised float32 (N, 3, S, S), channels last in memory."""
    batch = torch.from_numpy(np.ascontiguousarray(crops)).permute(0, 3, 1, 2).float().div_(255)
    mean = torch.tensor(spec.mean).view(1, 3, 1, 1)
    std = torch.tensor(spec.std).view(1, 3, 1, 1)
    return batch.sub_(mean).div_(std).contiguous(memory_format=torch.channels_last)


class Embedder:
    """A trained embedding network, ready to use.

    Args:
        network: with its weights; is put in evaluation mode.
        device: a name of `engine.device.DEVICES`.
    """

    def __init__(self, network: EmbeddingNetwork, device: str = "auto") -> None:
        self.device = pick_device(device)
        self.network = network.to(self.device).to(memory_format=torch.channels_last).eval()

    @property
    def spec(self) -> EmbedderSpec:
        return self.network.spec

    def embed(self, crops: np.ndarray) -> np.ndarray:
        """Embeddings of crops.

        Args:
            crops: uint8 (N, S, S, 3) RGB, aligned by `spec.alignment`.

        Returns:
            float32 (N, D), rows of length 1.
        """
        rows = [np.zeros((0, self.spec.dimension), np.float32)]
        with torch.inference_mode(), one_core():
            for start in range(0, len(crops), BATCH):
                batch = to_batch(crops[start : start + BATCH], self.spec).to(self.device)
                rows.append(self.network(batch).float().cpu().numpy())
        return np.concatenate(rows)
