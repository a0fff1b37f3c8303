"""People of different splits who look like one: a leak that names do not show.

FaceNet's embedding (Schroff et al. 2015) of aligned faces tells people apart; it is asked only
whether two names may be one person, and its answer is shown as a pair of faces.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import FACENET, EmbedderSpec
from engine.embedding.weights import load_pretrained
from engine.errors import WeightsError
from engine.faces.align import Alignment
from engine.training.crops import CropSet
from engine.training.features import key_of, stored
from engine.training.loop import Run
from engine.training.records import PRISTINE
from engine.training.samples import face_samples
from engine.training.scoring import embed_samples

#: Cosine of two people's mean embeddings from which they may be one: measured on FaceForensics++,
#: where two pictures of one person mostly lie above it and 1 in 200 pairs of strangers does.
ALIKE = 0.65
#: What all faces of a set have in common is taken off first, if there are so many people;
#: with fewer, cosines are higher and this is asked for.
_ENOUGH, _ALIKE_FEW = 20, 0.85
#: Faces of a person that are looked at.
_FACES = 3
_SIZE = 160


@dataclass(frozen=True)
class Pair:
    """Two names of different splits whose faces look like one person's.

    Attributes:
        first, second: identities, `first` of the split that is learned from where one is.
        likeness: cosine of their embeddings, up to 1.
        faces: rows of the crops to show, one of each.
    """

    first: str
    second: str
    likeness: float
    faces: tuple[int, int]


@dataclass(frozen=True)
class Likeness:
    """What the comparison came to.

    Attributes:
        pairs: the most alike first.
        skipped: why it was not made, "" where it was.
    """

    pairs: list[Pair]
    skipped: str = ""


def look_alikes(crops: CropSet, alignment: Alignment, run: Run) -> Likeness:
    """Compare the people of different splits by their faces.

    Of people with pristine faces only these are looked at: a forgery may wear another's face.

    Args:
        alignment: how much of the head is seen, as the crops allow it.
        run: keeps embeddings in its shared folder.
    """
    seen = replace(alignment, size=_SIZE, margin=0.0)
    half = (0.5, 0.5, 0.5)
    spec = EmbedderSpec(
        FACENET, "none", 512, scaling="prewhiten", mean=half, std=half, alignment=seen
    )
    network = EmbeddingNetwork(spec)
    try:
        load_pretrained(network, "casia-webface", run.progress)
    except WeightsError as error:
        return Likeness([], f"Faces of different splits were not compared: {error.what}")
    people, rows, owners = _chosen(crops)
    embedder = Embedder(network, run.device)
    points = stored(
        run, key_of(["likeness", spec.to_json()]), face_samples(crops).take(rows),
        lambda s: embed_samples(embedder, s, run.progress, run.cancel),
    )  # fmt: skip
    means = np.stack([points[owners == i].mean(0) for i in range(len(people))])
    enough = len(people) >= _ENOUGH
    if enough:
        means -= means.mean(0)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    least = ALIKE if enough else _ALIKE_FEW
    return Likeness(_pairs(crops, people, rows, owners, means, least))


def _chosen(crops: CropSet) -> tuple[list[tuple[str, str]], np.ndarray, np.ndarray]:
    """People as (identity, split), rows of some faces, and whose each is."""
    by_person: dict[tuple[str, str], list[int]] = {}
    for row, record in enumerate(crops.records):
        by_person.setdefault((record.identity, record.split), []).append(row)
    rows: list[int] = []
    owners: list[int] = []
    for number, found in enumerate(by_person.values()):
        pristine = [row for row in found if crops.records[row].label == PRISTINE]
        usable = pristine or found
        places = np.linspace(0, len(usable) - 1, min(_FACES, len(usable))).round().astype(int)
        rows += [usable[place] for place in places]
        owners += [number] * len(places)
    return list(by_person), np.array(rows, np.int64), np.array(owners)


def _pairs(
    crops: CropSet,
    people: list[tuple[str, str]],
    rows: np.ndarray,
    owners: np.ndarray,
    means: np.ndarray,
    least: float,
) -> list[Pair]:
    found = []
    splits = np.array([split for _, split in people])
    face = [int(rows[np.flatnonzero(owners == i)[0]]) for i in range(len(people))]
    for a in range(len(people)):
        cosine = means[a + 1 :] @ means[a]
        other = splits[a + 1 :] != splits[a]
        for place in np.flatnonzero((cosine >= least) & other):
            b = a + 1 + int(place)
            first, second = (a, b) if splits[b] != "train" else (b, a)
            if people[a][0] != people[b][0]:
                found.append(
                    Pair(people[first][0], people[second][0], round(float(cosine[place]), 3),
                         (face[first], face[second]))
                )  # fmt: skip
    return sorted(found, key=lambda pair: -pair.likeness)
