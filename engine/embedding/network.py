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
        sizes: side in pixels of the picture that each backbone sees, made smaller from the
            crop; empty where all see the crop as it is.
        architectures: of each backbone, where they differ; empty where all are `architecture`.
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
    sizes: tuple[int, ...] = ()
    architectures: tuple[str, ...] = ()
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
            architectures=tuple(str(v) for v in data.get("architectures", plain.architectures)),
            head=str(data.get("head", plain.head)),
            dimension=int(data["dimension"]),
            members=int(data.get("members", plain.members)),
            shared=bool(data.get("shared", plain.shared)),
            window=int(data.get("window", plain.window)),
            sizes=tuple(int(v) for v in data.get("sizes", plain.sizes)),
            adapted=bool(data.get("adapted", plain.adapted)),
            scaling=str(data.get("scaling", plain.scaling)),
            mean=cast(tuple[float, float, float], tuple(float(v) for v in data["mean"])),
            std=cast(tuple[float, float, float], tuple(float(v) for v in data["std"])),
            alignment=Alignment(**data["alignment"]),
        )


class EmbeddingNetwork(nn.Module):
    """float32 (N, 3, S, S), or (N, 3, T, S, S) for windows -> float32 (N, width).

    The feature maps before pooling are kept separate, since Grad-CAM reads them there.

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
        self.heads = nn.ModuleList(make_head(spec.head, w, spec.dimension) for w in widths)
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
        # Without smoothing first, which ONNX Runtime lacks: sizes differ too little to need it.
        return nn.functional.interpolate(batch, (size, size), mode="bilinear")

    def pooled(self, feature_maps: list[torch.Tensor]) -> list[torch.Tensor]:
        """float32 (N, features) of each backbone."""
        return [
            cast(Any, backbone).forward_head(part, pre_logits=True)
            for backbone, part in zip(self.backbones, feature_maps, strict=True)
        ]

    def from_pooled(self, pooled: list[torch.Tensor]) -> torch.Tensor:
        """The embedding, from what `pooled` gives."""
        if len(pooled) == 1:
            pooled = pooled * len(self.heads)
        parts = [head(part) for head, part in zip(self.heads, pooled, strict=True)]
        joined = torch.cat(parts, dim=1)
        return joined if self.adapter is None else cast(torch.Tensor, self.adapter(joined))

    def embed_maps(self, feature_maps: list[torch.Tensor]) -> torch.Tensor:
        """From the feature maps to the embedding."""
        return self.from_pooled(self.pooled(feature_maps))

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        return self.embed_maps(self.feature_maps(batch))


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
