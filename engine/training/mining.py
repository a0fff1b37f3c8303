"""Metric losses: semi-hard triplets (the paper's method), random ones (its baseline) and others.

Mining and loss are one computation: the semi-hard negatives of a positive pair form a contiguous
range of the anchor's sorted negatives, so their sum is a difference of two prefix sums and no
triplet is materialised. A batch of N costs N² log N instead of N³.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from engine.registry import Registry

#: Metric losses of embeddings (N, D), labels (N,), the margin and a CPU generator: a scalar, and
#: the number of terms behind it. "semi-hard" uses all semi-hard triplets (as in FaceNet),
#: "random" draws triplets, "one-semi-hard" uses one for each positive pair, as in the paper's
#: released code, and "alignment-uniformity" uses no triplets.
Loss = Callable[[torch.Tensor, torch.Tensor, float, torch.Generator], tuple[torch.Tensor, int]]
LOSSES: Registry[Loss] = Registry("losses")


def squared_distances(embeddings: torch.Tensor) -> torch.Tensor:
    """Squared Euclidean distances between rows, float32 (N, N), non-negative.

    Args:
        embeddings: (N, D).

    Computed from differences: norms minus products would cancel for points far from the origin.
    """
    exact = "donot_use_mm_for_euclid_dist"
    return torch.cdist(embeddings, embeddings, compute_mode=exact).square()


def semi_hard_loss(
    embeddings: torch.Tensor, labels: torch.Tensor, margin: float
) -> tuple[torch.Tensor, int]:
    """Mean loss over all triplets whose negative is farther than the positive, within the margin.

    Args:
        embeddings: float32 (N, D).
        labels: int64 (N,), any number of classes.
        margin: alpha of FaceNet eq. (1), squared Euclidean distance, > 0.

    Returns:
        float32 scalar, the mean of d(a, p) - d(a, n) + margin over the triplets with
        d(a, p) < d(a, n) < d(a, p) + margin, or zero with a gradient if there are none; and the
        number of triplets.

    Source: Schroff et al. 2015, section 3.2; paper section III-E and eq. (1).
    """
    distances = squared_distances(embeddings)
    total = distances.new_zeros(())
    count = 0
    for label in labels.unique():
        mine, other = labels == label, labels != label
        # Anchors of one class have equally many negatives, so their rows are sorted together.
        near, far = distances[mine][:, mine], distances[mine][:, other]
        if near.shape[0] < 2 or far.shape[1] == 0:
            continue
        negatives = far.sort(dim=1).values
        sums = torch.nn.functional.pad(negatives.cumsum(dim=1), (1, 0))
        with torch.no_grad():
            edges = negatives.contiguous()
            first = torch.searchsorted(edges, near.contiguous(), right=True)
            last = torch.searchsorted(edges, (near + margin).contiguous())
            first.fill_diagonal_(0)
            last.fill_diagonal_(0)
            sizes = (last - first).clamp_min(0)
            last = first + sizes
        stretch = sums.gather(1, last) - sums.gather(1, first)
        total = total + ((near + margin) * sizes - stretch).sum()
        count += int(sizes.sum())
    return total / max(count, 1), count


def one_semi_hard_loss(
    embeddings: torch.Tensor, labels: torch.Tensor, margin: float
) -> tuple[torch.Tensor, int]:
    """Nearest semi-hard negative of each positive pair, or its farthest negative.

    Returns:
        float32 scalar, the mean of max(d(a, p) - d(a, n) + margin, 0) over all positive
        pairs; and the number of pairs.

    Source: the paper's released code.
    """
    distances = squared_distances(embeddings)
    total = distances.new_zeros(())
    count = 0
    for label in (0, 1):
        mine, other = labels == label, labels != label
        near, far = distances[mine][:, mine], distances[mine][:, other]
        size = near.shape[0]
        if size < 2 or far.shape[1] == 0:
            continue
        negatives = far.sort(dim=1).values
        with torch.no_grad():
            first = torch.searchsorted(negatives.contiguous(), near.contiguous(), right=True)
            # Past the end there is no semi-hard negative; the last one is the farthest.
            first = first.clamp_max(far.shape[1] - 1)
            pairs = ~torch.eye(size, dtype=torch.bool, device=near.device)
        losses = (near - negatives.gather(1, first) + margin).clamp_min(0)
        total = total + losses[pairs].sum()
        count += size * (size - 1)
    return total / max(count, 1), count


def random_loss(
    embeddings: torch.Tensor,
    labels: torch.Tensor,
    margin: float,
    draws: int,
    generator: torch.Generator,
) -> tuple[torch.Tensor, int]:
    """Mean loss over random triplets that violate the margin: the paper's baseline.

    Args:
        draws: number of triplets; anchors without a partner are skipped.
        generator: CPU generator.

    Returns:
        As `semi_hard_loss`.
    """
    anchors, positives, negatives = random_triplets(labels, draws, generator)
    distances = squared_distances(embeddings)
    losses = (
        distances[anchors, positives] - distances[anchors, negatives] + margin
    ).clamp_min(0)  # fmt: skip
    open_ = int((losses > 0).sum())
    return losses.sum() / max(open_, 1), open_


def random_triplets(
    labels: torch.Tensor, draws: int, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Rows of anchors, positives and negatives, int64 (T,) each."""
    same = (labels[:, None] == labels[None]).float().cpu()
    other = 1 - same
    same.fill_diagonal_(0)
    fit = torch.nonzero((same.sum(1) > 0) & (other.sum(1) > 0)).flatten()
    if len(fit) == 0:
        none = torch.zeros(0, dtype=torch.int64)
        return none, none, none
    anchors = fit[torch.randint(len(fit), (draws,), generator=generator)]
    positives = torch.multinomial(same[anchors], 1, generator=generator).flatten()
    negatives = torch.multinomial(other[anchors], 1, generator=generator).flatten()
    return anchors, positives, negatives


def alignment_uniformity_loss(
    embeddings: torch.Tensor, labels: torch.Tensor
) -> tuple[torch.Tensor, int]:
    """Alignment of each class and uniformity of all points on the unit sphere.

    Returns:
        float32 scalar, the mean squared distance of pairs of one class plus the logarithm of the
        mean of exp(-2 d) over all pairs, d their squared distance; and the number of pairs of one
        class.

    Source: Wang & Isola 2020, equations 2 and 3 with alpha = 2 and t = 2.
    """
    distances = squared_distances(embeddings)
    upper = torch.ones_like(distances).triu(1).bool()
    same = upper & (labels[:, None] == labels[None])
    count = int(same.sum())
    if not count or not upper.any():
        return embeddings.sum() * 0, 0
    uniformity = torch.logsumexp(-2 * distances[upper], 0) - math.log(int(upper.sum()))
    return distances[same].mean() + uniformity, count


LOSSES.add("semi-hard", lambda e, labels, margin, _: semi_hard_loss(e, labels, margin))
LOSSES.add("one-semi-hard", lambda e, labels, margin, _: one_semi_hard_loss(e, labels, margin))
# Four triplets a sample.
LOSSES.add(
    "random", lambda e, labels, margin, g: random_loss(e, labels, margin, 4 * len(labels), g)
)
LOSSES.add("alignment-uniformity", lambda e, labels, *_: alignment_uniformity_loss(e, labels))
