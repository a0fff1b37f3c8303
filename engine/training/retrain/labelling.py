"""Labels given by an analyst one by one, and the pools of candidates.

Answers are stored on disk, so that a closed or killed session continues. They become labelled data
when they are added; until then each can be undone.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Protocol

import msgspec
import numpy as np
from msgspec import Meta, Struct

from engine.errors import PlanError
from engine.files import write_atomic
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.records import FORGED, PRISTINE
from engine.training.retrain.active_learning import Help, ranked
from engine.wording import mark

#: "unknown" is not offered again; "skipped" comes after all others.
Says = Literal["pristine", "forged", "unknown", "skipped"]
#: Label of each answer that has one.
LABELS: dict[Says, int] = {"pristine": PRISTINE, "forged": FORGED}

_FILE = "answers.json"
_MOST_BYTES = 64 << 20


@dataclass(frozen=True)
class Candidate:
    """A clip, picture or face to label.

    Attributes:
        key: permanent identifier.
        title: for display.
        path: of the clip or picture.
        help: value of its label.
    """

    key: str
    title: str
    path: Path
    help: Help


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """The analyst's answer; `added` once it is part of the labelled data."""

    key: Annotated[str, Meta(min_length=1, max_length=5000)]
    says: Says
    added: bool = False


class _Kept(Struct, frozen=True, forbid_unknown_fields=True):
    version: Literal[1] = 1
    place: Annotated[str, Meta(max_length=4096)] = ""
    answers: Annotated[list[Answer], Meta(max_length=200_000)] = []


class Pool(Protocol):
    """A source of candidates."""

    def ranked(self, given: list[Answer]) -> list[Candidate]:
        """Candidates without an answer, most useful first.

        Args:
            given: answers so far; labelled faces count as known.
        """

    def faces(self, candidate: Candidate, most: int) -> Iterator[np.ndarray]:
        """Some faces of a candidate, uint8 (h, w, 3) RGB, loaded lazily."""

    def add(
        self,
        given: list[Answer],
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> list[Path]:
        """Convert answers that are not added yet to labelled data.

        Returns:
            Sources for the plan, see `engine.training.retrain.plan.RetrainPlan`; empty without
            labels.
        """


class Answers:
    """The answers of a retraining; `write` stores them.

    Args:
        folder: of their file, created on the first write.

    Attributes:
        given: in order; replaced atomically, so that other threads can read it.
        place: folder or case whose candidates were offered last, "" initially.

    Raises:
        PlanError: the file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._writing = threading.Lock()
        kept = _read(folder / _FILE)
        self.given: list[Answer] = list(kept.answers)
        self.place = kept.place

    def give(self, key: str, says: Says) -> None:
        """Record an answer, replacing an earlier one."""
        self.given = [*(one for one in self.given if one.key != key), Answer(key, says)]

    def take_back(self) -> Answer | None:
        """Remove and return the last answer that is not added."""
        last = self.last
        self.given = [one for one in self.given if one is not last]
        return last

    @property
    def last(self) -> Answer | None:
        """Last answer that can be undone."""
        return next((one for one in reversed(self.given) if not one.added), None)

    @property
    def new_labels(self) -> dict[str, int]:
        """PRISTINE or FORGED by key, for labels that are not added."""
        return labels_to_add(self.given)

    def mark_added(self, added: list[Answer]) -> None:
        """Mark answers as part of the labelled data."""
        keys = {one.key for one in added}
        self.given = [
            msgspec.structs.replace(one, added=True) if one.key in keys else one
            for one in self.given
        ]

    def count(self) -> Counter[Says]:
        """Number of answers of each kind."""
        return Counter(one.says for one in self.given)

    def write(self) -> None:
        """Store the current state; raises OutputError.

        With concurrent writers, the latest state is written last.
        """
        with self._writing:
            kept = _Kept(place=self.place, answers=self.given)
            write_atomic(self.folder / _FILE, msgspec.json.encode(kept), make_folder=True)


def labels_of(given: list[Answer]) -> dict[str, int]:
    """PRISTINE or FORGED by key, for answers with a label."""
    return {one.key: LABELS[one.says] for one in given if one.says in LABELS}


def labels_to_add(given: list[Answer]) -> dict[str, int]:
    """Like `labels_of`, for answers that are not yet in the training data."""
    return labels_of([one for one in given if not one.added])


def without_label(
    keys: list[str], points: np.ndarray, llr: np.ndarray, known: np.ndarray, given: list[Answer]
) -> list[tuple[int, Help]]:
    """Rank unlabelled rows by the value of their labels.

    Args:
        keys: N identifiers.
        points, llr, known: as for `engine.training.retrain.active_learning.ranked`; labelled
            points count as known.
    """
    labels = labels_of(given)
    done = np.array([key in labels for key in keys], bool)
    rest = np.flatnonzero(~done)
    if not len(rest):
        return []
    known = np.concatenate([known, points[done]])
    found = ranked(points[rest], llr[rest], known, len(rest))
    return [(int(rest[place]), help) for place, help in found]


def spread(count: int, most: int) -> np.ndarray:
    """At most `most` evenly spaced indices below `count`, first and last included; int64."""
    return np.unique(np.linspace(0, count - 1, min(most, count)).astype(np.int64))


def in_turn(found: list[Candidate], given: list[Answer]) -> list[Candidate]:
    """Candidates to offer: unanswered ones, then skipped ones."""
    said = {one.key: one.says for one in given}
    new = [one for one in found if one.key not in said]
    return [*new, *(one for one in found if said.get(one.key) == "skipped")]


def _read(path: Path) -> _Kept:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise ValueError("it is longer than answers can be")
        return msgspec.json.decode(data, type=_Kept)
    except FileNotFoundError:
        return _Kept()
    except (OSError, ValueError, RecursionError) as error:
        raise PlanError(
            mark("The labels in '{path}' cannot be read."),
            mark("Move the file away to start over; what was added to the data is kept."),
            str(error),
            path=path,
        ) from error
