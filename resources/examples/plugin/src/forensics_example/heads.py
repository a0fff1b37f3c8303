"""A head of an embedding network."""

from __future__ import annotations

from torch import nn


def whitened(features: int, dimension: int) -> nn.Module:
    """Batch normalisation before a linear layer without bias.

    Args:
        features: of the backbone.
        dimension: of the embedding.
    """
    return nn.Sequential(nn.BatchNorm1d(features), nn.Linear(features, dimension, bias=False))
