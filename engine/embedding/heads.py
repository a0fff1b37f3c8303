"""Heads: layers between a backbone and the embedding."""

from __future__ import annotations

import torch
from torch import nn

HEADS = ("none", "projection", "hidden", "dense", "triplet_mlp")
#: Units of the hidden layer of the "hidden" head.
_HIDDEN = 256
_TRIPLET_WIDTHS = (256, 256, 128)


class UnitSphere(nn.Module):
    """float32 (N, D) -> rows of length 1."""

    def forward(self, points: torch.Tensor) -> torch.Tensor:
        return nn.functional.normalize(points, dim=1)


class Standard(nn.Module):
    """float32 (N, F) standardised by the mean and deviation of each feature on training data.

    Attributes:
        mean, scale: float32 (F,); set by training, not learned.
    """

    mean: torch.Tensor
    scale: torch.Tensor

    def __init__(self, features: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))

    def forward(self, points: torch.Tensor) -> torch.Tensor:
        return (points - self.mean) * self.scale


def make_head(kind: str, features: int, dimension: int) -> nn.Module:
    """Create the head of an embedding network.

    Args:
        kind: "none" passes the backbone's features on; "projection" is a linear layer to the
            unit sphere; "hidden" standardises the features and adds a layer with ReLU before
            that, with dropout of 0.5 on its input; "dense" is one layer with ReLU and dropout
            (the paper's Xception, 512 wide); "triplet_mlp" is the released triplet network:
            256, 256, 128 with ReLU and dropout 0.1 after each, then the embedding, not
            normalised.
        features: number of features of the backbone.
        dimension: of the embedding; must equal `features` for "none".

    Raises:
        ValueError: an unknown kind, or "none" with another dimension.
    """
    if kind == "none":
        if dimension != features:
            raise ValueError(f"without a head the embedding has {features} dimensions")
        return nn.Identity()
    if kind == "projection":
        return nn.Sequential(nn.Linear(features, dimension), UnitSphere())
    if kind == "hidden":
        return nn.Sequential(
            Standard(features), nn.Dropout(0.5),
            nn.Linear(features, _HIDDEN), nn.ReLU(), nn.Linear(_HIDDEN, dimension), UnitSphere(),
        )  # fmt: skip
    if kind == "dense":
        return nn.Sequential(_he_uniform(features, dimension), nn.ReLU(), nn.Dropout(0.5))
    if kind == "triplet_mlp":
        layers: list[nn.Module] = []
        for width in _TRIPLET_WIDTHS:
            layers += [_he_uniform(features, width), nn.ReLU(), nn.Dropout(0.1)]
            features = width
        return nn.Sequential(*layers, _he_uniform(features, dimension))
    raise ValueError(f"unknown head {kind!r}")


def _he_uniform(before: int, after: int) -> nn.Linear:
    layer = nn.Linear(before, after)
    nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
    nn.init.zeros_(layer.bias)
    return layer
