"""Recurrent heads over the ordered faces of a track (paper section III-C)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import cast

import numpy as np
import safetensors.torch
import torch
from torch import nn

from engine.device import one_core
from engine.embedding.embedder import sliding_windows

#: The paper's LSTM and GRU, and the stacks of the released code.
CELLS = ("lstm", "gru", "bilstm_lstm", "bilstm_max")


@dataclass(frozen=True)
class SequenceSpec:
    """Shape of a recurrent head.

    Attributes:
        features: dimension of each face's embedding.
        cell: one of `CELLS`: "lstm" and "gru" have 32 units and return their last state;
            "bilstm_lstm" is a bidirectional LSTM of 256 units followed by an LSTM of 32;
            "bilstm_max" replaces the latter with the maximum over time.
        window: number of faces judged together.
    """

    features: int
    cell: str = "lstm"
    window: int = 16


class SequenceHead(nn.Module):
    """float32 (N, T, features) -> float32 (N,), log-odds of "forged"."""

    def __init__(self, spec: SequenceSpec) -> None:
        super().__init__()
        self.spec = spec
        two_way = spec.cell.startswith("bilstm")
        self.first: nn.Module
        if two_way:
            self.first = nn.LSTM(spec.features, 256, batch_first=True, bidirectional=True)
        elif spec.cell == "lstm":
            self.first = nn.LSTM(spec.features, 32, batch_first=True)
        elif spec.cell == "gru":
            self.first = nn.GRU(spec.features, 32, batch_first=True)
        else:
            raise ValueError(f"unknown cell {spec.cell!r}")
        self.second = nn.LSTM(512, 32, batch_first=True) if spec.cell == "bilstm_lstm" else None
        self.width = 512 if spec.cell == "bilstm_max" else 32
        self.out = nn.Linear(self.width, 1)

    def state(self, sequences: torch.Tensor) -> torch.Tensor:
        """float32 (N, width): state of the head at the end of each sequence."""
        steps, _ = self.first(sequences)
        if self.second is not None:
            steps, _ = self.second(steps)
        if self.spec.cell == "bilstm_max":
            return cast(torch.Tensor, steps.amax(dim=1))
        return cast(torch.Tensor, steps[:, -1])

    def forward(self, sequences: torch.Tensor) -> torch.Tensor:
        return cast(torch.Tensor, self.out(self.state(sequences)).flatten())

    def decision_function(self, embeddings: np.ndarray) -> np.ndarray:
        """Log-odds of each face of one track, from the window that contains it.

        Args:
            embeddings: float32 (N, features), in order of time, N at least 1.

        Returns:
            float32 (N,).
        """
        rows, nearest = sliding_windows(len(embeddings), self.spec.window)
        self.eval()
        with torch.inference_mode(), one_core():
            logits = self(torch.from_numpy(np.asarray(embeddings, np.float32)[rows]))
        return cast(np.ndarray, logits.numpy()[nearest])

    def pack(self) -> bytes:
        """Serialize the head to safetensors, with its shape in the metadata."""
        spec = {"spec": json.dumps(asdict(self.spec))}
        return safetensors.torch.save(
            {name: tensor.contiguous() for name, tensor in self.state_dict().items()}, spec
        )

    @classmethod
    def unpack(cls, data: bytes) -> SequenceHead:
        """Inverse of `pack`.

        Raises:
            KeyError, TypeError, ValueError, RuntimeError, SafetensorError: the data is damaged.
        """
        state = safetensors.torch.load(data)
        length = int.from_bytes(data[:8], "little")
        header = json.loads(data[8 : 8 + length])
        head = cls(SequenceSpec(**json.loads(header["__metadata__"]["spec"])))
        head.load_state_dict(state)
        return head.eval()
