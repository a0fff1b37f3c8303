"""Fit the out-of-distribution measure of a detector on its training faces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.detector.out_of_distribution import OutOfDistribution, fit_out_of_distribution
from engine.embedding.embedder import Embedder
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.samples import Samples
from engine.training.scoring import embed_samples

#: More faces change little and take minutes.
MOST_FACES = 4000


def learn_novelty(
    embedder: Embedder,
    train: Samples,
    classes: Sequence[str],
    val: Samples,
    seed: int,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> OutOfDistribution:
    """Fit on unaugmented training faces; the threshold comes from `val`.

    Args:
        train: single faces; at most `MOST_FACES` are drawn.
        classes: name of the class of each face of `train`.
        val: other faces of the same sources, drawn likewise.
        seed: of the draws.
    """
    rng = np.random.default_rng(seed)
    chosen, others = (np.sort(rng.permutation(len(s))[:MOST_FACES]) for s in (train, val))
    return fit_out_of_distribution(
        embed_samples(embedder, train.take(chosen), progress, cancel),
        [classes[i] for i in chosen],
        embed_samples(embedder, val.take(others), progress, cancel),
    )
