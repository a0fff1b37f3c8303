"""Statistics of generic features: what fine-tuning on some kinds of forgery throws away.

Generated faces differ from recorded ones in texture and noise rather than at a seam. The early
blocks of a network trained on ImageNet see that, in the picture and in its noise residual, and
their means and deviations over the face keep it whatever the face shows.

Sources: Huang & Belongie 2017 (means and deviations of feature maps as style); Fridrich & Kodovsky
2012 (statistics of noise residuals).
"""

from __future__ import annotations

from typing import Any, cast

import timm
import torch
from torch import nn

from engine.embedding.spec import LEAST_VARIANCE, EmbedderSpec

_TRUNK = "tf_efficientnet_lite0"
#: Blocks of the trunk after its stem, and channels of stem and blocks.
_BLOCKS, _CHANNELS = 4, (32, 16, 24, 40, 80)
#: Side of the crops that it was made for.
STATISTICS_SIDE = 224
#: Cells of a map's side.
_CELLS = 14
#: The residual is made so much stronger, then bounded like a picture: -1 to 1.
_RESIDUAL_GAIN = 8.0


class StatisticsBackbone(nn.Module):
    """float32 (N, 3, S, S), S a multiple of 224 -> float32 (N, 768).

    Means and standard deviations over the crop of the stem's and of the first four blocks'
    channels, for the crop itself and for its noise residual.
    """

    num_features = 2 * 2 * sum(_CHANNELS)

    def __init__(self) -> None:
        super().__init__()
        trunk: Any = timm.create_model(_TRUNK, pretrained=False, num_classes=0)
        self.conv_stem, self.bn1 = trunk.conv_stem, trunk.bn1
        self.blocks = trunk.blocks[:_BLOCKS]
        # Pixels arrive in ImageNet's units, the usual ones.
        for name, values in (("mean", EmbedderSpec.mean), ("std", EmbedderSpec.std)):
            self.register_buffer(name, torch.tensor(values)[:, None, None], persistent=False)

    def forward_features(self, batch: torch.Tensor) -> torch.Tensor:
        """float32 (N, 768, 14, 14): local means of channels and of their squares."""
        pixels = batch * cast(torch.Tensor, self.std) + cast(torch.Tensor, self.mean)
        smooth = nn.functional.avg_pool2d(pixels, 3, 1, 1, count_include_pad=False)
        residual = ((pixels - smooth) * _RESIDUAL_GAIN).clamp(-1, 1)
        stages = self._stages(2 * pixels - 1) + self._stages(residual)
        squares = [stage.square() for stage in stages]
        return torch.cat([_in_cells(stage) for stage in (*stages, *squares)], dim=1)

    def _stages(self, pixels: torch.Tensor) -> list[torch.Tensor]:
        stages = [self.bn1(self.conv_stem(pixels))]
        for block in self.blocks:
            stages.append(block(stages[-1]))
        return stages

    def forward_head(self, features: torch.Tensor, pre_logits: bool = True) -> torch.Tensor:
        """float32 (N, 768): all means, then all deviations."""
        mean, square = features.mean((2, 3)).chunk(2, dim=1)
        variance = (square - mean.square()).clamp_min(0)
        return torch.cat([mean, (variance + LEAST_VARIANCE).sqrt()], dim=1)


def _in_cells(stage: torch.Tensor) -> torch.Tensor:
    return nn.functional.avg_pool2d(stage, stage.shape[-1] // _CELLS)
