"""Which known faces, and which of the clip, lie nearest to a face in the embedding.

Distances are Euclidean in all directions of the embedding: what triplets were trained by
(Schroff et al. 2015, eq. 1), not those of a projection.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from engine.detector.reference import Reference
from engine.wording import ENGLISH, Wording, mark

#: Between data set and method in the name that the reference gives a face's kind.
_BETWEEN = ": "


@dataclass(frozen=True)
class KnownCase:
    """A reference face near another face.

    Attributes:
        distance: Euclidean, in the embedding.
        forged: its label.
        data_set: where it is from, "" where that is not known.
        method: "pristine" or a manipulation.
    """

    distance: float
    forged: bool
    data_set: str
    method: str


def nearest_references(
    embedding: np.ndarray, reference: Reference, count: int = 10
) -> tuple[KnownCase, ...]:
    """The `count` reference faces nearest to a face, the nearest first.

    Args:
        embedding: float32 (D,).
        reference: of the detector that embedded it; fewer faces give fewer cases.
    """
    distances = _distances(embedding, reference.embeddings)
    cases = []
    for row in np.argsort(distances, kind="stable")[:count]:
        data_set, between, method = reference.methods[row].rpartition(_BETWEEN)
        cases.append(
            KnownCase(
                float(distances[row]),
                bool(reference.labels[row]),
                data_set if between else "",
                method,
            )
        )
    return tuple(cases)


def most_alike(embeddings: np.ndarray, row: int) -> tuple[np.ndarray, np.ndarray]:
    """All faces of a clip, those most like one of them first.

    Args:
        embeddings: float32 (N, D).
        row: of the face that is looked for; it comes first itself.

    Returns:
        int64 (N,) rows and float32 (N,) distances, rising.
    """
    distances = _distances(embeddings[row], embeddings)
    # Copies of the face may be as near as it is itself.
    distances[row] = -1.0
    order = np.argsort(distances, kind="stable")
    distances[row] = 0.0
    return order, distances[order]


def in_words(cases: tuple[KnownCase, ...], wording: Wording = ENGLISH) -> str:
    """One sentence on what the nearest known cases are."""
    if not cases:
        return wording.say(mark("The detector has no reference faces."))
    forged = Counter(case.method for case in cases if case.forged)
    total = sum(forged.values())
    if not total:
        words = mark("All {count} nearest reference faces are pristine.")
        return wording.say(words).format(count=len(cases))
    by = wording.say(mark("{number} by {method}"))
    how = ", ".join(by.format(number=n, method=method) for method, n in forged.most_common())
    words = mark("Of the {count} nearest reference faces, {forged} are forged: {how}.")
    if total == len(cases):
        words = mark("All {count} nearest reference faces are forged: {how}.")
    elif total == 1:
        words = mark("Of the {count} nearest reference faces, 1 is forged: {how}.")
    return wording.say(words).format(count=len(cases), forged=total, how=how)


def _distances(point: np.ndarray, others: np.ndarray) -> np.ndarray:
    """float32 (N,): from one point to each of the others."""
    others = np.asarray(others, np.float32)
    return np.asarray(np.linalg.norm(others - np.asarray(point, np.float32), axis=1), np.float32)


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
