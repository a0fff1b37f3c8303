"""What is known of each labelled picture or clip, and checks on a whole set of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import TrainingDataError

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
        identity: who is seen, as far as known; splits keep it whole.
        source: the pristine clip it is or was made from; splits keep it whole.
        clip: frames of one clip share it; scores are averaged over it.
        method: "pristine" or the manipulation's name.
        origin: the data set's name.
        split: one of SPLITS.
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


def check_records(records: list[FaceRecord]) -> None:
    """Refuse data whose splits leak or whose classes are empty.

    Raises:
        TrainingDataError: names the first offenders.
    """
    if not records:
        raise TrainingDataError(
            "No labelled faces were found.",
            "Give a folder with 'real' and 'fake' sub-folders, or one with *_faces.csv tables.",
        )
    for what, key in (("person", "identity"), ("source clip", "source")):
        leaks = _leaks((getattr(r, key), r.split) for r in records)
        if leaks:
            raise TrainingDataError(
                f"{len(leaks)} values of {what} are in more than one split, "
                f"for example {', '.join(leaks[:5])}.",
                f"Put all pictures of one {what} into one split; figures mean nothing otherwise.",
            )


def _leaks(pairs: Iterable[tuple[str, str]]) -> list[str]:
    seen: dict[str, set[str]] = {}
    for value, split in pairs:
        seen.setdefault(value, set()).add(split)
    return sorted(value for value, splits in seen.items() if len(splits) > 1)


def need_both_classes(records: Iterable[FaceRecord], purpose: str, least: int = 2) -> None:
    """Raise TrainingDataError unless each class has at least `least` records."""
    counts = {PRISTINE: 0, FORGED: 0}
    for record in records:
        counts[record.label] += 1
    if min(counts.values()) < least:
        raise TrainingDataError(
            f"There are {counts[PRISTINE]} pristine and {counts[FORGED]} forged items {purpose}.",
            f"At least {least} of each are needed; add clips or pictures.",
        )
