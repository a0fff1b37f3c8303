"""EmbedderSpec: everything besides the weights that defines an embedding."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, cast

from engine.faces.align import Alignment

FACENET = "facenet"
#: See `engine.embedding.backbones`.
LITE0_STATISTICS = "lite0_statistics"
#: Added to a variance before its root.
LEAST_VARIANCE = 1e-6
#: Normalisation of pixels: by the mean and deviation of the weights' training data, or by those
#: of each crop ("prewhiten", for FaceNet).
SCALINGS = ("fixed", "prewhiten")


@dataclass(frozen=True)
class EmbedderSpec:
    """Everything besides the weights that is needed to embed a crop as in training.

    Attributes:
        architecture: "facenet", "meso4", "lite0_statistics", one of
            `engine.embedding.backbones.VOLUMES`, or a timm name.
        head: one of `engine.embedding.heads.HEADS`.
        dimension: length of one member's embedding.
        members: networks side by side whose embeddings are joined; above 1 for a bag.
        shared: members share one backbone.
        window: faces of a track that are embedded together; above 1 for 3-D convolution.
        sizes: side in pixels of the picture that each backbone gets, downscaled from the crop;
            empty if all get the full crop.
        architectures: of each backbone, if they differ; empty if all are `architecture`.
        heads: of each member, if they differ; empty if all are `head`.
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
    heads: tuple[str, ...] = ()
    adapted: bool = False
    scaling: str = "fixed"
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)
    alignment: Alignment = field(default_factory=Alignment)

    @property
    def width(self) -> int:
        """Length of the whole embedding."""
        return self.dimension * self.members

    def architecture_of(self, member: int) -> str:
        """The backbone of a member."""
        return self.architectures[member] if self.architectures else self.architecture

    @property
    def head_of_each(self) -> tuple[str, ...]:
        """The head of each member."""
        return self.heads or (self.head,) * self.members

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> EmbedderSpec:
        """Parse a spec; raises KeyError, TypeError or ValueError if the data is not a spec."""
        plain = cls()
        return cls(
            architecture=str(data["architecture"]),
            architectures=tuple(str(v) for v in data.get("architectures", plain.architectures)),
            heads=tuple(str(v) for v in data.get("heads", plain.heads)),
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
