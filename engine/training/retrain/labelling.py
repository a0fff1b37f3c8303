"""Labels that an analyst gives one after the other, and what they are given to.

Answers are on disk, so that a session that was closed or killed goes on where it was. They become
labelled data when they are added; until then each can be taken back.
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
from engine.files import write_whole
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.records import FORGED, PRISTINE
from engine.training.retrain.active_learning import Help, ranked

#: "unknown" is never offered again, "skipped" after all others.
Says = Literal["pristine", "forged", "unknown", "skipped"]
#: The label that an answer gives, where it gives one.
LABELS: dict[Says, int] = {"pristine": PRISTINE, "forged": FORGED}

_FILE = "answers.json"
_MOST_BYTES = 64 << 20


@dataclass(frozen=True)
class Candidate:
    """What is to be labelled: a clip or picture, or one face of a clip.

    Attributes:
        key: names it for good.
        title: for people.
        path: of the clip or picture.
        help: how much its label would help.
    """

    key: str
    title: str
    path: Path
    help: Help


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """What the analyst said of a candidate; `added` once it is among the labelled data."""

    key: Annotated[str, Meta(min_length=1, max_length=5000)]
    says: Says
    added: bool = False


class _Kept(Struct, frozen=True, forbid_unknown_fields=True):
    version: Literal[1] = 1
    place: Annotated[str, Meta(max_length=4096)] = ""
    answers: Annotated[list[Answer], Meta(max_length=200_000)] = []


class Pool(Protocol):
    """Where candidates come from."""

    def ranked(self, given: list[Answer]) -> list[Candidate]:
        """Those without an answer, the most helpful first.

        Args:
            given: so far; faces with a label count as known.
        """

    def faces(self, candidate: Candidate, most: int) -> Iterator[np.ndarray]:
        """uint8 (h, w, 3) RGB: some faces of a candidate, made as they are asked for."""

    def add(
        self,
        given: list[Answer],
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> list[Path]:
        """Make labelled data of the answers that are not added yet.

        Returns:
            Sources for the plan, see `engine.training.retrain.plan.RetrainPlan`; with nothing
            labelled so far there is none.
        """


class Answers:
    """The answers of a retraining; `write` keeps them.

    Args:
        folder: of their file, made when it is first written.

    Attributes:
        given: in their order; replaced as a whole, so that it can be read while others write.
        place: the folder or case whose candidates were offered last, "" at first.

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
        """Answer, in place of what was said of it before."""
        self.given = [*(one for one in self.given if one.key != key), Answer(key, says)]

    def take_back(self) -> Answer | None:
        """Take back the last answer that is not added, and return it."""
        last = self.last
        self.given = [one for one in self.given if one is not last]
        return last

    @property
    def last(self) -> Answer | None:
        """The last answer that can be taken back."""
        return next((one for one in reversed(self.given) if not one.added), None)

    @property
    def new_labels(self) -> dict[str, int]:
        """PRISTINE or FORGED by key, for answers that say either and are not added."""
        return labels_of([one for one in self.given if not one.added])

    def mark_added(self, added: list[Answer]) -> None:
        """Note that these answers are among the labelled data."""
        keys = {one.key for one in added}
        self.given = [
            msgspec.structs.replace(one, added=True) if one.key in keys else one
            for one in self.given
        ]

    def count(self) -> Counter[Says]:
        """How many there are of each kind."""
        return Counter(one.says for one in self.given)

    def write(self) -> None:
        """Keep everything as it is now; raises OutputError.

        Of several threads that write, the last writes what was given last.
        """
        with self._writing:
            kept = _Kept(place=self.place, answers=self.given)
            write_whole(self.folder / _FILE, msgspec.json.encode(kept), make_folder=True)


def labels_of(given: list[Answer]) -> dict[str, int]:
    """PRISTINE or FORGED by key, for the answers that say either."""
    return {one.key: LABELS[one.says] for one in given if one.says in LABELS}


def without_label(
    keys: list[str], points: np.ndarray, llr: np.ndarray, known: np.ndarray, given: list[Answer]
) -> list[tuple[int, Help]]:
    """Rows whose labels are not given yet, the most helpful first, each with how much.

    Args:
        keys: N, of what may be labelled.
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
    """int64, rising: at most so many places among `count`, first and last among them."""
    return np.unique(np.linspace(0, count - 1, min(most, count)).astype(np.int64))


def in_turn(found: list[Candidate], given: list[Answer]) -> list[Candidate]:
    """Candidates that are to be offered: without an answer, then those that were skipped."""
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
            f"The labels in '{path}' cannot be read.",
            "Move the file away to begin anew; what was added to the data is kept.",
            str(error),
        ) from error
