"""Records of labelled pictures and clips."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.detector.kinds import kind_of
from engine.errors import TrainingDataError
from engine.wording import mark

PRISTINE, FORGED = 0, 1
SPLITS = ("train", "val", "test")


@dataclass(frozen=True)
class FaceRecord:
    """One labelled face picture or clip.

    Attributes:
        name: unique in its data set, for messages.
        path: the archive (.tar), the picture or the clip.
        member: name inside the archive, or None.
        label: PRISTINE or FORGED.
        identity: the person, as far as known; never divided between splits.
        source: the pristine clip it is or was made from; never divided between splits.
        clip: shared by the frames of a clip; scores are averaged over it.
        method: "pristine" or the name of the manipulation.
        kind: key of the kind of forgery, see `engine.detector.kinds`; "" if pristine or unknown.
        origin: name of the data set.
        split: one of SPLITS.
        pair: shared by a forgery and its own original; "" if unknown.
        compression: "c0", "c23", "c40", or "" if unknown.
        known: whether the data name the person; otherwise `identity` comes from the file name.
    """

    name: str
    path: Path
    member: str | None
    label: int
    identity: str
    source: str
    clip: str
    method: str
    origin: str
    split: str
    pair: str = ""
    compression: str = ""
    known: bool = True
    kind: str = ""


def kinds_of(records: Iterable[FaceRecord]) -> np.ndarray:
    """Key of each record's kind of forgery, str (N,); "" if pristine or unknown."""
    return np.array([kind_of(r.kind, r.method) if r.label else "" for r in records])


def need_both_classes(
    records: Iterable[FaceRecord], what: str, least: int = 2, **values: object
) -> None:
    """Raise TrainingDataError unless each class has at least `least` records.

    Args:
        what: for the error, marked for translation, with {pristine} and {forged} for the counts.
        values: also put into `what`.
    """
    counts = {PRISTINE: 0, FORGED: 0}
    for record in records:
        counts[record.label] += 1
    if min(counts.values()) < least:
        raise TrainingDataError(
            what,
            mark("At least {least} of each are needed; add clips or pictures."),
            pristine=counts[PRISTINE],
            forged=counts[FORGED],
            least=least,
            **values,
        )
