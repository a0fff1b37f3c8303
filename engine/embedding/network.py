"""The embedding network: a backbone with a head, or several side by side for a bag."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, cast

import timm
import torch
from torch import nn

from engine.embedding.facenet import FaceNet
from engine.embedding.heads import make_head
from engine.embedding.meso import MESO4, Meso4
from engine.embedding.volumes import VOLUMES, VolumeBackbone
from engine.faces.align import Alignment

FACENET = "facenet"
#: How pixels become numbers: by the mean and deviation of the weights' own data, or by those
#: of each crop ("prewhiten", which FaceNet wants).
SCALINGS = ("fixed", "prewhiten")


@dataclass(frozen=True)
class EmbedderSpec:
    """All that must be known, besides the weights, to embed a crop as in training.

    Attributes:
        architecture: "facenet", "meso4", one of `engine.embedding.volumes.VOLUMES`, or a timm
            name.
        head: one of `engine.embedding.heads.HEADS`.
        dimension: length of one member's embedding.
        members: networks side by side whose embeddings are joined; above 1 for a bag.
        shared: members share one backbone.
        window: faces of a track that are embedded together; above 1 for 3-D convolution.
        adapted: a linear map follows the embedding, see `engine.training.adapt`.
        scaling: one of `SCALINGS`.
        mean, std: per RGB channel in 0..1, for the scaling "fixed".
        alignment: geometry of the crops.
    """

    architecture: str = "tf_efficientnet_lite0"
    head: str = "projection"
    dimension: int = 128
    members: int = 1
    shared: bool = True
    window: int = 1
    adapted: bool = False
    scaling: str = "fixed"
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)
    alignment: Alignment = field(default_factory=Alignment)

    @property
    def width(self) -> int:
        """Length of the whole embedding."""
        return self.dimension * self.members

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> EmbedderSpec:
        """Raises KeyError, TypeError or ValueError where the data is not a spec."""
        plain = cls()
        return cls(
            architecture=str(data["architecture"]),
            head=str(data.get("head", plain.head)),
            dimension=int(data["dimension"]),
            members=int(data.get("members", plain.members)),
            shared=bool(data.get("shared", plain.shared)),
            window=int(data.get("window", plain.window)),
            adapted=bool(data.get("adapted", plain.adapted)),
            scaling=str(data.get("scaling", plain.scaling)),
            mean=cast(tuple[float, float, float], tuple(float(v) for v in data["mean"])),
            std=cast(tuple[float, float, float], tuple(float(v) for v in data["std"])),
            alignment=Alignment(**data["alignment"]),
        )


class EmbeddingNetwork(nn.Module):
    """float32 (N, 3, S, S), or (N, 3, T, S, S) for windows -> float32 (N, width).

    The feature map before pooling is kept separate, since Grad-CAM reads it there. Members
    with backbones of their own have their maps joined along the channels.

    Args:
        drop_path: see `make_backbone`.
    """

    def __init__(self, spec: EmbedderSpec, drop_path: float = 0.0) -> None:
        super().__init__()
        self.spec = spec
        trunks = 1 if spec.shared else spec.members
        self.backbones = nn.ModuleList(
            make_backbone(spec.architecture, drop_path) for _ in range(trunks)
        )
        features = feature_width(self.backbones[0])
        self.heads = nn.ModuleList(
            make_head(spec.head, features, spec.dimension) for _ in range(spec.members)
        )
        self.adapter = nn.Linear(spec.width, spec.width) if spec.adapted else None

    def feature_map(self, batch: torch.Tensor) -> torch.Tensor:
        """float32 (N, C, h, w) or (N, C, t, h, w): the last convolution's output."""
        maps = [cast(Any, backbone).forward_features(batch) for backbone in self.backbones]
        return maps[0] if len(maps) == 1 else torch.cat(maps, dim=1)

    def pooled(self, feature_map: torch.Tensor) -> list[torch.Tensor]:
        """float32 (N, features) of each backbone."""
        maps = feature_map.chunk(len(self.backbones), dim=1)
        return [
            cast(Any, backbone).forward_head(part, pre_logits=True)
            for backbone, part in zip(self.backbones, maps, strict=True)
        ]

    def from_pooled(self, pooled: list[torch.Tensor]) -> torch.Tensor:
        """The embedding, from what `pooled` gives."""
        if len(pooled) == 1:
            pooled = pooled * len(self.heads)
        parts = [head(part) for head, part in zip(self.heads, pooled, strict=True)]
        joined = torch.cat(parts, dim=1)
        return joined if self.adapter is None else cast(torch.Tensor, self.adapter(joined))

    def embed_map(self, feature_map: torch.Tensor) -> torch.Tensor:
        """From the feature map to the embedding."""
        return self.from_pooled(self.pooled(feature_map))

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        return self.embed_map(self.feature_map(batch))


def make_backbone(architecture: str, drop_path: float = 0.0) -> nn.Module:
    """A backbone without weights: `forward_features`, `forward_head`, `num_features`.

    Args:
        drop_path: of a timm backbone in training: chance that a residual branch is left out.

    Raises:
        ValueError: no such architecture, or it has no residual branches to leave out.
    """
    if architecture == FACENET:
        return FaceNet()
    if architecture == MESO4:
        return Meso4()
    if architecture in VOLUMES:
        return VolumeBackbone(architecture)
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
    """Length of what a backbone's `forward_head` gives.

    Some timm models have layers between pooling and classifier that widen it.
    """
    widened = getattr(backbone, "head_hidden_size", None)
    return int(widened or cast(Any, backbone).num_features)
