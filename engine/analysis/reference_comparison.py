"""Nearest reference faces, and nearest faces of the clip, in the embedding.

Distances are Euclidean over all dimensions of the embedding, as in triplet training
(Schroff et al. 2015, eq. 1), not distances in a projection.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.wording import ENGLISH, Wording, mark

if TYPE_CHECKING:
    from engine.detector.reference import Reference

#: Separator between data set and method in the reference's method names.
_BETWEEN = ": "


@dataclass(frozen=True)
class KnownCase:
    """A reference face near another face.

    Attributes:
        distance: Euclidean, in the embedding.
        forged: its label.
        data_set: its data set, "" if unknown.
        method: "pristine" or a manipulation.
    """

    distance: float
    forged: bool
    data_set: str
    method: str


def nearest_references(
    embedding: np.ndarray, reference: Reference, count: int = 10
) -> tuple[KnownCase, ...]:
    """The `count` reference faces nearest to a face, nearest first.

    Args:
        embedding: float32 (D,).
        reference: of the detector that embedded the face; returns fewer cases if it has fewer
            faces.
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
    """Rank all faces of a clip by similarity to one of them.

    Args:
        embeddings: float32 (N, D).
        row: of the query face, which itself comes first.

    Returns:
        int64 (N,) rows and float32 (N,) distances, ascending.
    """
    distances = _distances(embeddings[row], embeddings)
    # Duplicates of the face can also be at distance 0.
    distances[row] = -1.0
    order = np.argsort(distances, kind="stable")
    distances[row] = 0.0
    return order, distances[order]


def in_words(cases: tuple[KnownCase, ...], wording: Wording = ENGLISH) -> str:
    """One sentence on the nearest known cases."""
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
    """float32 (N,): distances from one point to each of the others."""
    others = np.asarray(others, np.float32)
    return np.asarray(np.linalg.norm(others - np.asarray(point, np.float32), axis=1), np.float32)


METHODS = ("umap", "tsne", "pca")


@dataclass(frozen=True)
class Projection:
    """Points in the plane; the axes have no unit.

    Attributes:
        points: float32 (N, 2), the clip's faces.
        reference: float32 (R, 2), the labelled reference faces.
    """

    points: np.ndarray
    reference: np.ndarray


#: Fewer reference faces have no shape to show.
_LEAST_REFERENCE = 4


def project(embeddings: np.ndarray, reference: Reference, method: str = "umap") -> Projection:
    """Project a clip's embeddings together with the reference.

    Args:
        embeddings: float32 (N, D); N may be 0.
        reference: R labelled embeddings.
        method: one of `METHODS`. UMAP and PCA are fitted on the reference alone and then
            transform the clip; t-SNE has no transform and embeds all points together. With fewer
            than four reference faces, PCA of the clip's faces takes their place.
    """
    known = reference.embeddings
    count = len(known)
    if count < _LEAST_REFERENCE or method == "pca":
        fitted = known if count >= _LEAST_REFERENCE else embeddings
        background, points = _principal(fitted, known, embeddings)
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


def _principal(fitted: np.ndarray, *parts: np.ndarray) -> list[np.ndarray]:
    """Principal component analysis on `fitted`; float64 (N, 2) for each of `parts`."""
    if len(fitted) < 2:
        return [np.zeros((len(part), 2)) for part in parts]
    centre = fitted.mean(axis=0)
    axes = np.linalg.svd(fitted - centre, full_matrices=False)[2][:2]
    # The sign of an axis is arbitrary: make its largest coordinate positive.
    axes = axes * np.sign(np.take_along_axis(axes, np.abs(axes).argmax(1)[:, None], 1))
    return [(part - centre) @ axes.T for part in parts]
