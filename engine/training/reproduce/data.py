"""Which of the paper's data sets are under a folder, or what stands in for them in small."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import TrainingDataError
from engine.training.datasets import load_records
from engine.training.datasets.celeb_df import is_celeb_df
from engine.training.datasets.faceforensics import is_faceforensics
from engine.training.records import FaceRecord

#: What a data set looks like on disk, for the reader who has none yet.
LOOKS = {
    "ff++": "original_sequences/youtube/c40/videos and manipulated_sequences/METHOD/c40/videos",
    "celeb-df": "Celeb-real, Celeb-synthesis and YouTube-real",
}
#: A table of FaceForensics++ faces that stands in for its clips.
_FACES = "ffpp_faces.csv"


@dataclass(frozen=True)
class Available:
    """Data that rows can be run on.

    Attributes:
        sets: records by "ff++" and "celeb-df".
        small: whether faces of single frames stand in for "ff++".
        absent: why a set is not there, in words.
        notes: what a reader must know of those that are.
    """

    sets: dict[str, list[FaceRecord]]
    small: bool
    absent: dict[str, str]
    notes: list[str] = field(default_factory=list)


def find_data(root: Path) -> Available:
    """The data sets in a folder or in the folders directly below it.

    Raises:
        TrainingDataError: none of them is there, or one is and cannot be trained on.
    """
    if not root.is_dir():
        raise TrainingDataError(f"'{root}' is not a folder.", "Give the folder of the data sets.")
    sets: dict[str, list[FaceRecord]] = {}
    notes: list[str] = []
    for place in (root, *sorted(p for p in root.iterdir() if p.is_dir())):
        if "ff++" not in sets and is_faceforensics(place):
            sets["ff++"] = load_records(place, compressions=("c40",))
            notes.append(f"FaceForensics++ c40 from {place.name}.")
        if "celeb-df" not in sets and is_celeb_df(place):
            # Its official list tests on people that its other clips train on.
            sets["celeb-df"] = load_records(place, official=False)
            notes.append(
                f"Celeb-DF from {place.name}, split by person: the official test list shares "
                "people with the rest."
            )
    small = "ff++" not in sets and (root / _FACES).exists()
    if small:
        faces = [r for r in load_records(root) if r.origin == "ffpp"]
        sets["ff++"] = faces
        notes.append(
            "In small: single faces of FaceForensics++ stand in for its clips; window models "
            "see moved stills and can learn no motion. Compression is as the faces came, not c40."
        )
    absent = {
        name: f"the data set is not there (looked for {looks})"
        for name, looks in LOOKS.items()
        if name not in sets
    }
    if not sets:
        raise TrainingDataError(
            f"'{root}' holds none of the paper's data sets.",
            f"Expected {LOOKS['ff++']}; or {LOOKS['celeb-df']}; or {_FACES}.",
        )
    return Available(sets, small, absent, notes)
