"""The embedding network: a backbone with a head, or several side by side for a bag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import timm
import torch
from torch import nn

from engine.embedding.heads import make_head
from engine.embedding.published import BACKBONES
from engine.embedding.spec import EmbedderSpec


class EmbeddingNetwork(nn.Module):
    """float32 (N, 3, S, S), or (N, 3, T, S, S) for windows -> float32 (N, width).

    The feature maps before pooling are separate outputs, because Grad-CAM reads them.

    Args:
        drop_path: see `make_backbone`.
    """

    def __init__(self, spec: EmbedderSpec, drop_path: float = 0.0) -> None:
        super().__init__()
        self.spec = spec
        trunks = 1 if spec.shared else spec.members
        names = spec.architectures or (spec.architecture,) * trunks
        self.backbones = nn.ModuleList(make_backbone(name, drop_path) for name in names)
        widths = [feature_width(backbone) for backbone in self.backbones]
        if spec.shared:
            widths *= spec.members
        self.heads = nn.ModuleList(
            make_head(head, width, spec.dimension)
            for head, width in zip(spec.head_of_each, widths, strict=True)
        )
        self.adapter = nn.Linear(spec.width, spec.width) if spec.adapted else None

    def feature_maps(self, batch: torch.Tensor) -> list[torch.Tensor]:
        """float32 (N, C, h, w) or (N, C, t, h, w) of each backbone's last convolution."""
        sizes = self.spec.sizes or (self.spec.alignment.side,) * len(self.backbones)
        return [
            cast(Any, backbone).forward_features(self._as_large_as(batch, size))
            for backbone, size in zip(self.backbones, sizes, strict=True)
        ]

    def _as_large_as(self, batch: torch.Tensor, size: int) -> torch.Tensor:
        if size == self.spec.alignment.side:
            return batch
        # No antialiasing, which ONNX Runtime lacks; the sizes differ too little to need it.
        return nn.functional.interpolate(batch, (size, size), mode="bilinear")

    def pooled(self, feature_maps: list[torch.Tensor]) -> list[torch.Tensor]:
        """float32 (N, features) of each backbone."""
        return [
            cast(Any, backbone).forward_head(part, pre_logits=True)
            for backbone, part in zip(self.backbones, feature_maps, strict=True)
        ]

    def from_pooled(self, pooled: list[torch.Tensor]) -> torch.Tensor:
        """The embedding, from the output of `pooled`."""
        if len(pooled) == 1:
            pooled = pooled * len(self.heads)
        parts = [head(part) for head, part in zip(self.heads, pooled, strict=True)]
        joined = torch.cat(parts, dim=1)
        return joined if self.adapter is None else cast(torch.Tensor, self.adapter(joined))

    def embed_maps(self, feature_maps: list[torch.Tensor]) -> torch.Tensor:
        """The embedding, from the feature maps."""
        return self.from_pooled(self.pooled(feature_maps))

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        return self.embed_maps(self.feature_maps(batch))


def make_backbone(architecture: str, drop_path: float = 0.0) -> nn.Module:
    """Create a backbone without weights, see `engine.embedding.backbones.BACKBONES`.

    Args:
        architecture: a name in `BACKBONES`, or of a timm model.
        drop_path: probability of dropping a residual branch of a timm backbone in training.

    Raises:
        ValueError: no such architecture, or it has no residual branches to drop.
    """
    if architecture in BACKBONES:
        return BACKBONES[architecture]()
    options: dict[str, Any] = {"drop_path_rate": drop_path} if drop_path else {}
    try:
        model: nn.Module = timm.create_model(
            architecture, pretrained=False, num_classes=0, **options
        )
    except RuntimeError as error:
        raise ValueError(f"timm knows no model '{architecture}'") from error
    except TypeError as error:
        raise ValueError(f"'{architecture}' has no branches to leave out") from error
    return model


def feature_width(backbone: nn.Module) -> int:
    """Length of the output of a backbone's `forward_head`.

    Some timm models have layers between pooling and classifier that widen it.
    """
    widened = getattr(backbone, "head_hidden_size", None)
    return int(widened or cast(Any, backbone).num_features)


def to_batch(
    crops: np.ndarray | torch.Tensor, spec: EmbedderSpec, device: str | torch.device = "cpu"
) -> torch.Tensor:
    """Scale pixels for the network.

    Args:
        crops: uint8 (N, S, S, 3) RGB, or (N, T, S, S, 3) for networks on windows.
        spec: defines the scaling.
        device: where pixels are scaled and stay; bytes are transferred, a quarter of the size
            of floats.

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
        # Avoid division by zero for a uniform picture.
        least = batch[0].numel() ** -0.5
        batch = (batch - mean) / batch.std(dim=rest, keepdim=True, correction=0).clamp_min(least)
    else:
        mean, std = (torch.tensor(value, device=device) for value in (spec.mean, spec.std))
        batch = batch.div(255).sub_(mean.view(channel)).div_(std.view(channel))
    return batch.contiguous(
        memory_format=torch.contiguous_format if windows else torch.channels_last
    )


def network_of(spec: EmbedderSpec, weights: Mapping[str, np.ndarray]) -> EmbeddingNetwork:
    """Create the network with weights from a bundle.

    Raises:
        ValueError, RuntimeError: the weights belong to another network.
    """
    network = EmbeddingNetwork(spec)
    network.load_state_dict({name: torch.from_numpy(a.copy()) for name, a in weights.items()})
    return network
