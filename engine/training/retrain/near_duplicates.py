"""Near duplicates: one person under two names, a leak that names do not reveal.

Compares FaceNet embeddings (Schroff et al. 2015) by cosine, with faces aligned as in FaceNet's own
training. The comparison errs: results are shown to the analyst as pairs of faces and decide
nothing.
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
from engine.training.loop import Run
from engine.training.records import PRISTINE, FaceRecord
from engine.training.samples import face_samples
from engine.training.scoring import embed_samples, key_of, stored
from engine.wording import Phrase, mark

#: Minimum cosine between two people's mean embeddings. Chosen on training folds, where 1.3 in
#: 1,000 pairs of strangers (LFW) reach it and 9 of 72 pairs of clips of one person (clips of
#: project pages, seven people) do not.
ALIKE = 0.65
#: Error rates on other people.
ERROR = mark(
    "Of 1,000 pairs of strangers, 2 look this much alike in press photographs (LFW) and 11 in "
    "compressed clips (FaceForensics++). Of 100 pairs of frames of one clip, 5 do not."
)
#: Minimum cosine for grouping names as one person; stricter, as groups grow by chance: it groups
#: 5 % of 480 strangers (LFW).
TOGETHER = 0.70
#: Maximum number of names for grouping, which compares all pairs.
_MOST = 5000
#: Faces compared for each person.
_FACES = 3
#: Crop geometry of FaceNet's training.
VIEW = Alignment(160, 0.35, 0.333)


@dataclass(frozen=True)
class Pair:
    """Two names of different splits with similar faces.

    Attributes:
        first, second: identities, `first` of the training split if one is.
        likeness: cosine of their embeddings, up to 1.
        faces: rows of the crops to show, one of each.
    """

    first: str
    second: str
    likeness: float
    faces: tuple[int, int]


@dataclass(frozen=True)
class NearDuplicates:
    """Result of the comparison.

    Attributes:
        pairs: of different splits, most similar first.
        skipped: what was not compared and why; None if everything was.
        groups: two or more names each that may be one person, where the data do not name people.
    """

    pairs: list[Pair]
    skipped: Phrase | None = None
    groups: tuple[tuple[str, ...], ...] = ()


def find_near_duplicates(crops: CropSet, run: Run) -> NearDuplicates:
    """Compare people by their faces.

    Uses pristine faces of a person if there are any: a forgery may show another's face.

    Args:
        run: its shared folder keeps the embeddings.
    """
    half = (0.5, 0.5, 0.5)
    spec = EmbedderSpec(
        FACENET, "none", 512, scaling="prewhiten", mean=half, std=half, alignment=VIEW
    )
    network = EmbeddingNetwork(spec)
    try:
        load_pretrained(network, "casia-webface", run.progress)
    except WeightsError as error:
        words = mark("Faces were not compared: {why}")
        return NearDuplicates([], Phrase(words, {"why": error.phrases[0]}))
    people, rows, owners = _chosen(crops)
    embedder = Embedder(network, run.device)
    points = stored(
        run, key_of(["likeness", spec.to_json()]), face_samples(crops).take(rows),
        lambda s: embed_samples(embedder, s, run.progress, run.cancel),
    )  # fmt: skip
    means = np.stack([points[owners == i].mean(0) for i in range(len(people))])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    unknown = {r.identity for r in crops.records if not r.known}
    places = [i for i, (name, _) in enumerate(people) if name in unknown]
    skipped = None
    if len(places) > _MOST:
        words = mark("More than {most} names cannot be grouped by face; there are {count}.")
        skipped = Phrase(words, {"most": _MOST, "count": len(places)})
    groups = () if skipped else _groups([people[i][0] for i in places], means[places])
    return NearDuplicates(_pairs(crops, people, rows, owners, means), skipped, groups)


def as_one(records: list[FaceRecord], groups: tuple[tuple[str, ...], ...]) -> list[FaceRecord]:
    """Rename each group of names to its first name."""
    home = {name: min(group) for group in groups for name in group}
    return [replace(r, identity=home[r.identity]) if r.identity in home else r for r in records]


def _groups(names: list[str], means: np.ndarray) -> tuple[tuple[str, ...], ...]:
    """Average-linkage clusters of names, which do not chain strangers."""
    from sklearn.cluster import AgglomerativeClustering

    if len(names) < 2:
        return ()
    found = AgglomerativeClustering(
        None, metric="cosine", linkage="average", distance_threshold=1 - TOGETHER
    ).fit_predict(means)
    held: dict[int, set[str]] = {}
    for name, group in zip(names, found, strict=True):
        held.setdefault(int(group), set()).add(name)
    return tuple(sorted(tuple(sorted(group)) for group in held.values() if len(group) > 1))


def _chosen(crops: CropSet) -> tuple[list[tuple[str, str]], np.ndarray, np.ndarray]:
    """People as (identity, split), rows of their selected faces, and the person of each row."""
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
) -> list[Pair]:
    found = []
    splits = np.array([split for _, split in people])
    face = [int(rows[np.flatnonzero(owners == i)[0]]) for i in range(len(people))]
    for a in range(len(people)):
        cosine = means[a + 1 :] @ means[a]
        other = splits[a + 1 :] != splits[a]
        for place in np.flatnonzero((cosine >= ALIKE) & other):
            b = a + 1 + int(place)
            first, second = (a, b) if splits[b] != "train" else (b, a)
            if people[a][0] != people[b][0]:
                found.append(
                    Pair(people[first][0], people[second][0], round(float(cosine[place]), 3),
                         (face[first], face[second]))
                )  # fmt: skip
    return sorted(found, key=lambda pair: -pair.likeness)
