"""3-D convolution over a window of faces (paper section III-D; Tran et al. 2015)."""

from __future__ import annotations

import itertools

import torch
from torch import nn

#: Channels of each convolution, and after which of them time and space are halved.
_LAYOUTS: dict[str, tuple[tuple[int, ...], frozenset[int]]] = {
    "c3d": ((64, 128, 256, 256, 512, 512, 512, 512), frozenset({0, 1, 3, 5, 7})),
    "c3d_small": ((64, 128, 128, 256, 256), frozenset({0, 1, 2, 3, 4})),
}
VOLUMES = tuple(_LAYOUTS)


class VolumeBackbone(nn.Module):
    """float32 (N, 3, T, S, S) -> float32 (N, 2048).

    C3D (eight convolutions) or the authors' five-layer variant, each 3x3x3 with batch
    normalisation, which training from scratch wants; then two dense layers of 2048 with
    dropout 0.5. The last map is averaged, so that any window and size fits.

    Args:
        name: one of `VOLUMES`.
    """

    num_features = 2048

    def __init__(self, name: str) -> None:
        super().__init__()
        channels, halved = _LAYOUTS[name]
        layers: list[nn.Module] = []
        for number, (before, after) in enumerate(itertools.pairwise((3, *channels))):
            layers += [
                nn.Conv3d(before, after, 3, padding=1, bias=False),
                nn.BatchNorm3d(after),
                nn.ReLU(inplace=True),
            ]
            if number in halved:
                # Early pooling over time would blur what the window is there to show.
                layers.append(nn.MaxPool3d((1 if number == 0 else 2, 2, 2), ceil_mode=True))
        self.features = nn.Sequential(*layers)
        self.dense = nn.Sequential(
            nn.Linear(channels[-1], 2048), nn.ReLU(), nn.Dropout(0.5),
            nn.Linear(2048, 2048), nn.ReLU(), nn.Dropout(0.5),
        )  # fmt: skip

    def forward_features(self, batch: torch.Tensor) -> torch.Tensor:
        """float32 (N, C, t, h, w)."""
        out: torch.Tensor = self.features(batch)
        return out

    def forward_head(self, features: torch.Tensor, pre_logits: bool = True) -> torch.Tensor:
        """float32 (N, 2048)."""
        out: torch.Tensor = self.dense(features.mean(dim=(2, 3, 4)))
        return out
