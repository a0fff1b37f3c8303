"""What stands between a backbone and the embedding."""

from __future__ import annotations

import torch
from torch import nn

HEADS = ("none", "projection", "dense", "triplet_mlp")
_TRIPLET_WIDTHS = (256, 256, 128)


class UnitSphere(nn.Module):
    """float32 (N, D) -> rows of length 1."""

    def forward(self, points: torch.Tensor) -> torch.Tensor:
        return nn.functional.normalize(points, dim=1)


def make_head(kind: str, features: int, dimension: int) -> nn.Module:
    """The head of an embedding network.

    Args:
        kind: "none" passes the backbone's features on; "projection" is a linear layer to the
            unit sphere; "dense" is one layer with ReLU and dropout (the paper's Xception,
            512 wide); "triplet_mlp" is the released triplet network: 256, 256, 128 with ReLU
            and dropout 0.1 after each, then the embedding, not normalised.
        features: what the backbone gives.
        dimension: of the embedding; "none" needs it equal to `features`.

    Raises:
        ValueError: an unknown kind, or "none" with another dimension.
    """
    if kind == "none":
        if dimension != features:
            raise ValueError(f"without a head the embedding has {features} dimensions")
        return nn.Identity()
    if kind == "projection":
        return nn.Sequential(nn.Linear(features, dimension), UnitSphere())
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
