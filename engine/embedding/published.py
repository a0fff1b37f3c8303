"""Backbones of published detectors that timm's models do not match.

`deepfakebench_b4` and `mesoinception4` follow DeepfakeBench (Yan et al. 2023).
"""

from __future__ import annotations

from typing import Any

import timm
import torch
from torch import nn

from engine.embedding.backbones import BACKBONES

#: Zero padding of the depthwise convolutions with stride 2 by block: left, right, top, bottom.
#: Fixed for 380 px by efficientnet_pytorch when the network is made, whatever the input.
_STATIC_PADDING = {
    (1, 0): (0, 1, 0, 1),
    (2, 0): (2, 2, 2, 2),
    (3, 0): (0, 1, 0, 1),
    (5, 0): (1, 2, 1, 2),
}


class PaddedConvolution(nn.Conv2d):
    """A convolution of a zero-padded map.

    Args:
        like: gives channels, kernel, stride and groups; it has no bias.
        padding: left, right, top, bottom.
    """

    def __init__(self, like: nn.Conv2d, padding: tuple[int, int, int, int]) -> None:
        super().__init__(
            like.in_channels, like.out_channels, kernel_size=like.kernel_size[0],
            stride=like.stride[0], groups=like.groups, bias=False,
        )  # fmt: skip
        self.border = padding

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return super().forward(nn.functional.pad(maps, self.border))


@BACKBONES.register("deepfakebench_b4")
def deepfakebench_b4() -> nn.Module:
    """EfficientNet-B4 whose stem has no padding and whose other paddings are fixed for 380 px."""
    network: Any = timm.create_model("tf_efficientnet_b4", pretrained=False, num_classes=0)
    network.conv_stem = PaddedConvolution(network.conv_stem, (0, 0, 0, 0))
    for (stage, block), padding in _STATIC_PADDING.items():
        part = network.blocks[stage][block]
        part.conv_dw = PaddedConvolution(part.conv_dw, padding)
    network_module: nn.Module = network
    return network_module


class _Inception(nn.Module):
    """float32 (N, before, S, S) -> (N, sum of widths, S, S): four parallel branches, normalised."""

    def __init__(self, before: int, widths: tuple[int, int, int, int]) -> None:
        super().__init__()
        branches: list[nn.Module] = [nn.Conv2d(before, widths[0], 1, bias=False)]
        for width, spread in zip(widths[1:], (1, 2, 3), strict=True):
            branches.append(
                nn.Sequential(
                    nn.Conv2d(before, width, 1, bias=False),
                    nn.Conv2d(width, width, 3, padding=spread, dilation=spread, bias=False),
                )
            )
        self.branches = nn.ModuleList(branches)
        self.norm = nn.BatchNorm2d(sum(widths))

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        joined = torch.cat([branch(maps) for branch in self.branches], dim=1)
        out: torch.Tensor = self.norm(joined)
        return out


@BACKBONES.register("mesoinception4")
class MesoInception4(nn.Module):
    """float32 (N, 3, 256, 256) -> float32 (N, 16), the second-last layer.

    Two convolutions of each pair share one batch normalisation in the original; here each has a
    copy, which gives the same numbers in evaluation.
    """

    num_features = 16

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            _Inception(3, (1, 4, 4, 2)), nn.MaxPool2d(2),
            _Inception(11, (2, 4, 4, 2)), nn.MaxPool2d(2),
            nn.Conv2d(12, 16, 5, padding=2, bias=False), nn.ReLU(), nn.BatchNorm2d(16),
            nn.MaxPool2d(2),
            nn.Conv2d(16, 16, 5, padding=2, bias=False), nn.ReLU(), nn.BatchNorm2d(16),
            nn.MaxPool2d(4),
        )  # fmt: skip
        self.dense = nn.Sequential(
            nn.Flatten(), nn.Dropout(0.5), nn.Linear(16 * 8 * 8, self.num_features),
            nn.LeakyReLU(0.1), nn.Dropout(0.5),
        )  # fmt: skip

    def forward_features(self, batch: torch.Tensor) -> torch.Tensor:
        """float32 (N, 16, 8, 8)."""
        out: torch.Tensor = self.features(batch)
        return out

    def forward_head(self, features: torch.Tensor, pre_logits: bool = True) -> torch.Tensor:
        """float32 (N, 16)."""
        out: torch.Tensor = self.dense(features)
        return out
