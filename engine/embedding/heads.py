"""Heads: layers between a backbone and the embedding."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from engine.registry import Registry

#: Functions of the number of features and the dimension of the embedding that create a head.
HEADS: Registry[Callable[[int, int], nn.Module]] = Registry("heads")
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
        kind: a name in `HEADS`.
        features: number of features of the backbone.
        dimension: of the embedding.

    Raises:
        ValueError: an unknown kind, or one that cannot have this dimension.
    """
    if kind not in HEADS:
        raise ValueError(f"unknown head {kind!r}")
    return HEADS[kind](features, dimension)


@HEADS.register("none")
def _none(features: int, dimension: int) -> nn.Module:
    """The backbone's features."""
    _require_equal(features, dimension)
    return nn.Identity()


@HEADS.register("unit_sphere")
def _unit_sphere(features: int, dimension: int) -> nn.Module:
    """The backbone's features on the unit sphere."""
    _require_equal(features, dimension)
    return UnitSphere()


@HEADS.register("projection")
def _projection(features: int, dimension: int) -> nn.Module:
    """A linear layer to the unit sphere."""
    return nn.Sequential(nn.Linear(features, dimension), UnitSphere())


@HEADS.register("hidden")
def _hidden(features: int, dimension: int) -> nn.Module:
    """Standardised features, dropout, a layer with ReLU, and a linear layer to the sphere."""
    return nn.Sequential(
        Standard(features), nn.Dropout(0.5),
        nn.Linear(features, _HIDDEN), nn.ReLU(), nn.Linear(_HIDDEN, dimension), UnitSphere(),
    )  # fmt: skip


@HEADS.register("dense")
def _dense(features: int, dimension: int) -> nn.Module:
    """One layer with ReLU and dropout (the paper's Xception, 512 wide)."""
    return nn.Sequential(_he_uniform(features, dimension), nn.ReLU(), nn.Dropout(0.5))


@HEADS.register("triplet_mlp")
def _triplet_mlp(features: int, dimension: int) -> nn.Module:
    """The released triplet network: 256, 256, 128 with ReLU and dropout, then the embedding."""
    layers: list[nn.Module] = []
    for width in _TRIPLET_WIDTHS:
        layers += [_he_uniform(features, width), nn.ReLU(), nn.Dropout(0.1)]
        features = width
    return nn.Sequential(*layers, _he_uniform(features, dimension))


def _require_equal(features: int, dimension: int) -> None:
    if dimension != features:
        raise ValueError(f"without a head the embedding has {features} dimensions")


def _he_uniform(before: int, after: int) -> nn.Linear:
    layer = nn.Linear(before, after)
    nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
    nn.init.zeros_(layer.bias)
    return layer
