"""MesoNet's Meso4 (Afchar et al. 2018): the small network that others are compared with."""

from __future__ import annotations

import itertools

import torch
from torch import nn

MESO4 = "meso4"
_CHANNELS, _KERNELS, _POOLS = (8, 8, 16, 16), (3, 5, 5, 5), (2, 2, 2, 4)
#: Cells of the last map's side, which 256 pixels give.
_CELLS = 8


class Meso4(nn.Module):
    """float32 (N, 3, S, S) -> float32 (N, 16), the layer under MesoNet's last.

    Four convolutions, each with ReLU, normalisation and a maximum over cells, then a dense
    layer of 16 with dropout around it. Crops of other sizes than 256 are averaged or repeated
    to as many cells.
    """

    num_features = 16

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for (before, after), kernel, pool in zip(
            itertools.pairwise((3, *_CHANNELS)), _KERNELS, _POOLS, strict=True
        ):
            layers += [
                nn.Conv2d(before, after, kernel, padding=kernel // 2),
                nn.ReLU(),
                nn.BatchNorm2d(after),
                nn.MaxPool2d(pool, ceil_mode=True),
            ]
        self.features = nn.Sequential(*layers)
        self.dense = nn.Sequential(
            nn.AdaptiveAvgPool2d(_CELLS), nn.Flatten(), nn.Dropout(0.5),
            nn.Linear(_CHANNELS[-1] * _CELLS**2, self.num_features), nn.LeakyReLU(0.1),
            nn.Dropout(0.5),
        )  # fmt: skip

    def forward_features(self, batch: torch.Tensor) -> torch.Tensor:
        """float32 (N, 16, S / 32, S / 32)."""
        out: torch.Tensor = self.features(batch)
        return out

    def forward_head(self, features: torch.Tensor, pre_logits: bool = True) -> torch.Tensor:
        """float32 (N, 16)."""
        out: torch.Tensor = self.dense(features)
        return out
