"""A metric loss."""

from __future__ import annotations

import torch


def contrastive(
    embeddings: torch.Tensor, labels: torch.Tensor, margin: float, generator: torch.Generator
) -> tuple[torch.Tensor, int]:
    """Contrastive loss (Hadsell, Chopra & LeCun 2006) over all pairs of a batch.

    Args:
        embeddings: float32 (N, D).
        labels: int64 (N,).
        margin: distance beyond which different classes are far enough apart.
        generator: not used; losses that draw pairs use it.

    Returns:
        float32 scalar, and the number of pairs.
    """
    upper = torch.ones(len(labels), len(labels), device=labels.device).triu(1).bool()
    distances = torch.cdist(embeddings, embeddings)[upper]
    same = (labels[:, None] == labels[None])[upper]
    losses = torch.where(same, distances.square(), (margin - distances).clamp_min(0).square())
    return losses.sum() / max(1, len(losses)), len(losses)
