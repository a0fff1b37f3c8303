"""Which triplets of a batch teach: semi-hard (the paper's method) or random (its baseline)."""

from __future__ import annotations

from typing import Any, cast

import torch
from pytorch_metric_learning import distances, losses, miners

#: (anchors, positives, negatives): three int64 tensors of equal length, rows of the batch.
Triplets = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def squared_euclidean() -> Any:
    """FaceNet's distance: squared Euclidean between L2-normalised rows."""
    return distances.LpDistance(normalize_embeddings=True, p=2, power=2)


def semi_hard_triplets(embeddings: torch.Tensor, labels: torch.Tensor, margin: float) -> Triplets:
    """Triplets whose negative is farther than the positive, but within the margin.

    Args:
        embeddings: float32 (N, D), L2-normalised rows.
        labels: int64 (N,), 0 pristine, 1 forged.
        margin: alpha of FaceNet eq. (1), squared Euclidean distance, > 0.

    Returns:
        Three int64 tensors (T,): rows of anchor, positive and negative. T may be 0.

    Source: Schroff et al. 2015, section 3.2; paper section III-E.
    """
    miner = miners.TripletMarginMiner(
        margin=margin, type_of_triplets="semihard", distance=squared_euclidean()
    )
    return cast(Triplets, miner(embeddings, labels))


def random_triplets(labels: torch.Tensor, count: int, generator: torch.Generator) -> Triplets:
    """Triplets drawn at random, the paper's baseline.

    Args:
        labels: int64 (N,).
        count: how many are drawn; fewer are returned where a draw has no partner.
        generator: source of randomness.

    Returns:
        As `semi_hard_triplets`.
    """
    anchors, positives, negatives = [], [], []
    for anchor in torch.randint(len(labels), (count,), generator=generator).tolist():
        same = torch.nonzero(labels == labels[anchor]).flatten()
        same = same[same != anchor]
        other = torch.nonzero(labels != labels[anchor]).flatten()
        if len(same) and len(other):
            anchors.append(anchor)
            positives.append(int(same[torch.randint(len(same), (1,), generator=generator)]))
            negatives.append(int(other[torch.randint(len(other), (1,), generator=generator)]))
    return torch.tensor(anchors), torch.tensor(positives), torch.tensor(negatives)


def triplet_loss(
    embeddings: torch.Tensor, labels: torch.Tensor, triplets: Triplets, margin: float
) -> torch.Tensor:
    """Mean of max(d(a, p) - d(a, n) + margin, 0) over the triplets that are not yet satisfied.

    Returns:
        float32 scalar; zero, with a gradient, where there is no triplet.

    Source: paper eq. (1).
    """
    loss = losses.TripletMarginLoss(margin=margin, distance=squared_euclidean())
    return cast(torch.Tensor, loss(embeddings, labels, triplets))
