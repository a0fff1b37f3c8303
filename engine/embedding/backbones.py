"""Backbones that timm does not have: Meso4 (Afchar et al. 2018), volume and statistics networks.

`BACKBONES` holds them with those of `engine.embedding.published` and of plug-ins.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import timm
import torch
from torch import nn

from engine.embedding.facenet import FaceNet
from engine.embedding.spec import FACENET, LEAST_VARIANCE, LITE0_STATISTICS, EmbedderSpec
from engine.registry import Registry

#: Functions that create a backbone without weights: a module with `forward_features` (the batch
#: to maps, float32 (N, C, h, w)), `forward_head` (maps and `pre_logits=True` to float32 (N, F))
#: and `num_features`, F.
BACKBONES: Registry[Callable[[], nn.Module]] = Registry("backbones")
BACKBONES.add(FACENET, FaceNet)

MESO4 = "meso4"
_MESO_CHANNELS, _MESO_KERNELS, _MESO_POOLS = (8, 8, 16, 16), (3, 5, 5, 5), (2, 2, 2, 4)
#: Side of the last map in cells, for crops of 256 pixels.
_MESO_CELLS = 8


@BACKBONES.register(MESO4)
class Meso4(nn.Module):
    """float32 (N, 3, S, S) -> float32 (N, 16), the second-last layer of MesoNet.

    Four convolutions, each with ReLU, batch normalisation and max pooling, then a dense layer
    of 16 with dropout before and after it. Crops of sizes other than 256 are pooled or repeated
    to the same number of cells.
    """

    num_features = 16

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for (before, after), kernel, pool in zip(
            itertools.pairwise((3, *_MESO_CHANNELS)), _MESO_KERNELS, _MESO_POOLS, strict=True
        ):
            layers += [
                nn.Conv2d(before, after, kernel, padding=kernel // 2),
                nn.ReLU(),
                nn.BatchNorm2d(after),
                nn.MaxPool2d(pool, ceil_mode=True),
            ]
        self.features = nn.Sequential(*layers)
        self.dense = nn.Sequential(
            nn.AdaptiveAvgPool2d(_MESO_CELLS), nn.Flatten(), nn.Dropout(0.5),
            nn.Linear(_MESO_CHANNELS[-1] * _MESO_CELLS**2, self.num_features), nn.LeakyReLU(0.1),
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


#: Channels of each convolution, and the convolutions after which time and space are halved.
_VOLUME_LAYOUTS: dict[str, tuple[tuple[int, ...], frozenset[int]]] = {
    "c3d": ((64, 128, 256, 256, 512, 512, 512, 512), frozenset({0, 1, 3, 5, 7})),
    "c3d_small": ((64, 128, 128, 256, 256), frozenset({0, 1, 2, 3, 4})),
}
VOLUMES = tuple(_VOLUME_LAYOUTS)


class VolumeBackbone(nn.Module):
    """float32 (N, 3, T, S, S) -> float32 (N, 2048).

    C3D (eight convolutions) or the authors' five-layer variant, each 3x3x3 with batch
    normalisation, which training from scratch needs; then two dense layers of 2048 with
    dropout 0.5. The last map is averaged, so that any window and size fits.

    Args:
        name: one of `VOLUMES`.
    """

    num_features = 2048

    def __init__(self, name: str) -> None:
        super().__init__()
        channels, halved = _VOLUME_LAYOUTS[name]
        layers: list[nn.Module] = []
        for number, (before, after) in enumerate(itertools.pairwise((3, *channels))):
            layers += [
                nn.Conv3d(before, after, 3, padding=1, bias=False),
                nn.BatchNorm3d(after),
                nn.ReLU(inplace=True),
            ]
            if number in halved:
                # Early pooling over time would blur the motion in the window.
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


for _name in VOLUMES:
    BACKBONES.add(_name, partial(VolumeBackbone, _name))

_TRUNK = "tf_efficientnet_lite0"
#: Number of trunk blocks after the stem, and channels of stem and blocks.
_TRUNK_BLOCKS, _TRUNK_CHANNELS = 4, (32, 16, 24, 40, 80)
#: Side of the crops that the backbone is designed for.
STATISTICS_SIDE = 224
#: Side of a map in cells.
_CELLS = 14
#: Gain of the residual, which is then clipped to the range of a picture, -1 to 1.
_RESIDUAL_GAIN = 8.0


@BACKBONES.register(LITE0_STATISTICS)
class StatisticsBackbone(nn.Module):
    """float32 (N, 3, S, S), S a multiple of 224 -> float32 (N, 768).

    Means and standard deviations over the crop of the channels of the stem and the first four
    blocks, for the crop itself and for its noise residual.
    """

    num_features = 2 * 2 * sum(_TRUNK_CHANNELS)

    def __init__(self) -> None:
        super().__init__()
        trunk: Any = timm.create_model(_TRUNK, pretrained=False, num_classes=0)
        self.conv_stem, self.bn1 = trunk.conv_stem, trunk.bn1
        self.blocks = trunk.blocks[:_TRUNK_BLOCKS]
        # Pixels arrive normalised with ImageNet's mean and deviation.
        for name, values in (("mean", EmbedderSpec.mean), ("std", EmbedderSpec.std)):
            self.register_buffer(name, torch.tensor(values)[:, None, None], persistent=False)

    def forward_features(self, batch: torch.Tensor) -> torch.Tensor:
        """float32 (N, 768, 14, 14): local means of channels and of their squared deviations."""
        pixels = batch * cast(torch.Tensor, self.std) + cast(torch.Tensor, self.mean)
        smooth = nn.functional.avg_pool2d(pixels, 3, 1, 1, count_include_pad=False)
        residual = ((pixels - smooth) * _RESIDUAL_GAIN).clamp(-1, 1)
        stages = self._stages(2 * pixels - 1) + self._stages(residual)
        # Subtract before squaring: a difference of large means loses float32 digits.
        squares = [(stage - stage.mean((2, 3), keepdim=True)).square() for stage in stages]
        return torch.cat([_in_cells(stage) for stage in (*stages, *squares)], dim=1)

    def _stages(self, pixels: torch.Tensor) -> list[torch.Tensor]:
        stages = [self.bn1(self.conv_stem(pixels))]
        for block in self.blocks:
            stages.append(block(stages[-1]))
        return stages

    def forward_head(self, features: torch.Tensor, pre_logits: bool = True) -> torch.Tensor:
        """float32 (N, 768): all means, then all deviations."""
        mean, variance = features.mean((2, 3)).chunk(2, dim=1)
        return torch.cat([mean, (variance + LEAST_VARIANCE).sqrt()], dim=1)


def _in_cells(stage: torch.Tensor) -> torch.Tensor:
    return nn.functional.avg_pool2d(stage, stage.shape[-1] // _CELLS)
