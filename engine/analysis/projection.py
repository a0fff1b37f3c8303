"""Embeddings in the plane (paper Fig. 5 and 6): UMAP, t-SNE or PCA, beside a reference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.detector.reference import Reference

METHODS = ("umap", "tsne", "pca")


@dataclass(frozen=True)
class Projection:
    """Points in the plane; the axes have no unit.

    Attributes:
        points: float32 (N, 2), the clip's faces.
        reference: float32 (R, 2), the labelled background.
    """

    points: np.ndarray
    reference: np.ndarray


def project(embeddings: np.ndarray, reference: Reference, method: str = "umap") -> Projection:
    """Project a clip's embeddings together with the reference.

    Args:
        embeddings: float32 (N, D); N may be 0.
        reference: R labelled embeddings, R > 3.
        method: one of `METHODS`. UMAP and PCA are fitted on the reference alone and place
            the clip in it; t-SNE has no such step and arranges all points at once.
    """
    known = reference.embeddings
    count = len(known)
    if method == "pca":
        centre = known.mean(axis=0)
        axes = np.linalg.svd(known - centre, full_matrices=False)[2][:2]
        # The sign of an axis is arbitrary: its largest coordinate is made positive.
        axes = axes * np.sign(np.take_along_axis(axes, np.abs(axes).argmax(1)[:, None], 1))
        background, points = (known - centre) @ axes.T, (embeddings - centre) @ axes.T
    elif method == "tsne":
        from sklearn.manifold import TSNE

        both = np.concatenate([known, embeddings])
        perplexity = min(30.0, (len(both) - 1) / 3)
        plane = TSNE(2, perplexity=perplexity, init="pca", random_state=0).fit_transform(both)
        background, points = plane[:count], plane[count:]
    elif method == "umap":
        import umap

        model = umap.UMAP(n_neighbors=min(15, count - 1), min_dist=0.1, random_state=0, n_jobs=1)
        background = model.fit_transform(known)
        points = model.transform(embeddings) if len(embeddings) else np.zeros((0, 2))
    else:
        raise ValueError(f"unknown projection {method!r}")
    return Projection(np.asarray(points, np.float32), np.asarray(background, np.float32))
