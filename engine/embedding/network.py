"""The embedding network: an ImageNet backbone with a projection to the unit sphere."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, cast

import timm
import torch
from torch import nn

from engine.embedding.weights import imagenet_state
from engine.faces.align import Alignment


@dataclass(frozen=True)
class EmbedderSpec:
    """All that must be known, besides the weights, to embed a crop as in training.

    Attributes:
        architecture: a timm model name.
        dimension: length of the embedding.
        mean, std: of the ImageNet weights, per RGB channel in 0..1.
        alignment: geometry of the crops.
    """

    architecture: str = "tf_efficientnet_lite0"
    dimension: int = 128
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)
    alignment: Alignment = field(default_factory=Alignment)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> EmbedderSpec:
        """Raises KeyError, TypeError or ValueError where the data is not a spec."""
        return cls(
            architecture=str(data["architecture"]),
            dimension=int(data["dimension"]),
            mean=cast(tuple[float, float, float], tuple(float(v) for v in data["mean"])),
            std=cast(tuple[float, float, float], tuple(float(v) for v in data["std"])),
            alignment=Alignment(**data["alignment"]),
        )


class EmbeddingNetwork(nn.Module):
    """float32 (N, 3, S, S), normalised -> float32 (N, D) with rows of length 1.

    The feature map before pooling is kept separate, since Grad-CAM reads it there.
    """

    def __init__(self, spec: EmbedderSpec, pretrained: bool = False) -> None:
        super().__init__()
        self.spec = spec
        backbone: Any = timm.create_model(spec.architecture, pretrained=False, num_classes=0)
        if pretrained:
            backbone.load_state_dict(imagenet_state(spec.architecture, backbone))
        self.backbone = backbone
        self.projection = nn.Linear(int(backbone.num_features), spec.dimension)

    def feature_map(self, batch: torch.Tensor) -> torch.Tensor:
        """float32 (N, C, h, w): the last convolution's output."""
        return cast(torch.Tensor, self.backbone.forward_features(batch))

    def embed_map(self, feature_map: torch.Tensor) -> torch.Tensor:
        """From the feature map to the unit sphere."""
        pooled = self.backbone.forward_head(feature_map, pre_logits=True)
        return nn.functional.normalize(self.projection(pooled), dim=1)

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        return self.embed_map(self.feature_map(batch))
