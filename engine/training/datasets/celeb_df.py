"""Reader of Celeb-DF, versions 1 and 2 (Li et al. 2020), as downloaded."""

from __future__ import annotations

import re
from pathlib import Path

from engine.errors import TrainingDataError
from engine.files import read_small
from engine.training.datasets.media import CLIPS, TORN, DataSet, media_below
from engine.training.datasets.splits import hashed_split, train_or_val
from engine.training.records import FORGED, PRISTINE, FaceRecord
from engine.wording import Phrase, mark

REAL, SYNTHESIS, YOUTUBE = "Celeb-real", "Celeb-synthesis", "YouTube-real"
TEST_LIST = "List_of_testing_videos.txt"
_NAME = re.compile(r"(id\d+)(?:_(id\d+))?_(\d+)")


def is_celeb_df(folder: Path) -> bool:
    """Whether a folder has the layout of Celeb-DF."""
    return (folder / REAL).is_dir() or (folder / SYNTHESIS).is_dir()


def read_celeb_df(folder: Path, official: bool = True) -> DataSet:
    """Read real and synthesised clips; `idI_idJ_NNNN` is clip `idI_NNNN` with the face of idJ.

    The official test list defines "test". People who appear in it, as target or as donor, are kept
    out of "train" and "val"; their other clips are left out and counted. The list of version 2
    names nearly everyone, which leaves only YouTube-real to train on: `official=False` splits by
    person instead. Forgeries that join people of two splits are always left out.

    Raises:
        TrainingDataError: the list contradicts the folder of a clip.
    """
    listed = _listed(folder) if official else set()
    files = [
        path
        for top in (REAL, SYNTHESIS, YOUTUBE)
        if (folder / top).is_dir()
        for path in media_below(folder / top, CLIPS)
    ]
    tested = {p for path in files if _key(path) in listed for p in _people(path)}
    records: list[FaceRecord] = []
    barred = torn = 0
    for path in files:
        people = _people(path)
        if _key(path) in listed:
            records.append(_record(path, folder, "test"))
        elif tested & set(people):
            barred += 1
        else:
            splits = {train_or_val(p) if listed else hashed_split(p) for p in people}
            if len(splits) == 1:
                records.append(_record(path, folder, splits.pop()))
            else:
                torn += 1
    return DataSet("Celeb-DF", records, tuple(_notes(barred, torn, official, bool(listed))))


def _notes(barred: int, torn: int, official: bool, listed: bool) -> list[Phrase]:
    notes = []
    if official and not listed:
        words = mark("There is no {file}; splits were drawn by person.")
        notes.append(Phrase(words, {"file": TEST_LIST}))
    if barred:
        words = mark(
            "Clips of people of the official test list, left out of training and validation: "
            "{count}. To draw all splits by person, choose 'people' instead of 'official'."
        )
        notes.append(Phrase(words, {"count": barred}))
    if torn:
        notes.append(Phrase(TORN, {"count": torn}))
    return notes


def _key(path: Path) -> tuple[str, str]:
    return path.parent.name, path.stem


def _listed(folder: Path) -> set[tuple[str, str]]:
    file = folder / TEST_LIST
    if not file.exists():
        return set()
    found = set()
    for number, line in enumerate(read_small(file).decode("utf-8-sig").splitlines(), start=1):
        said, _, name = line.strip().partition(" ")
        if not name:
            continue
        key = _key(Path(name.strip()))
        # In this list 1 is real and 0 is forged, unlike elsewhere.
        if (key[0] == SYNTHESIS) != (said == "0"):
            raise TrainingDataError(
                mark("Line {number} of {test_list} marks '{name}' with {label}."),
                mark("In this list 1 means real and 0 forged: put the original list back."),
                number=number,
                test_list=TEST_LIST,
                name=name.strip(),
                label=said,
            )
        found.add(key)
    return found


def _people(path: Path) -> list[str]:
    match = _NAME.fullmatch(path.stem)
    if match is None:
        return [f"{path.parent.name}/{path.stem}"]
    return [person for person in match.groups()[:2] if person]


def _record(path: Path, folder: Path, split: str) -> FaceRecord:
    name = path.relative_to(folder).as_posix()
    match = _NAME.fullmatch(path.stem)
    original = f"{match[1]}_{match[3]}" if match else f"{path.parent.name}/{path.stem}"
    forged = path.parent.name == SYNTHESIS
    return FaceRecord(
        name=name,
        path=path,
        member=None,
        label=FORGED if forged else PRISTINE,
        identity=_people(path)[0],
        source=original,
        clip=name,
        method="Celeb-DF synthesis" if forged else "pristine",
        origin="Celeb-DF",
        split=split,
        pair=original,
        known=match is not None,
    )
