"""Reader of labelled folders: by label, by split and label, or by label and method."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import TrainingDataError
from engine.training.datasets.folder_names import (
    meaning,
    method_of,
    numbered,
    pair_of,
    presumed_person,
)
from engine.training.datasets.media import PICTURES, DataSet, media_below, same_name
from engine.training.datasets.splits import fill_splits, groups, record_groups, train_or_val
from engine.training.datasets.table_files import Row, read_rows
from engine.training.records import FORGED, PRISTINE, SPLITS, FaceRecord
from engine.wording import Phrase, mark

SHEET = "identities.csv"
#: Fields that a pattern's named groups and the columns of the table may set.
TOLD = ("identity", "source", "pair", "method", "compression", "clip")
#: Minimum number of numbered pictures in a folder that is read as the frames of one clip.
_FRAMES = 3


@dataclass(frozen=True)
class _Top:
    """A folder whose items share a label; `split` and `method` are "" if not given."""

    path: Path
    label: int
    split: str
    method: str


def read_folders(folder: Path, pattern: str | None = None) -> DataSet:
    """Read every picture and clip below folders named after a label or a method.

    Supported are `{real,fake}`, `{train,val,test}/{real,fake}`, `{real,fake}/{train,val,test}`,
    synonyms (`Real_Image`, `original` and `tampered`, `training_fake`), and methods instead of
    "fake" or below it (`DF`, `F2F`, `FS`, `NT`, Deepfakes, ...). The first folder below these is
    the person; below "fake" with two levels, the first is the method and the second the person,
    unless the first is a person of a pristine folder. A folder of numbered pictures is one clip.
    If folders do not name people, file names do, see `folder_names.presumed_person`. A pattern's
    named groups (`(?P<identity>...)`, and others of TOLD) override all of this, and a row of
    `identities.csv` (columns `file`, and any of TOLD and `split`) overrides both.

    Args:
        pattern: regular expression, searched in the path below the folder.

    Raises:
        TrainingDataError: the pattern or a split of the table is invalid, or a folder with
            pictures or clips has a name without meaning.
    """
    tops, ignored = _tops(folder)
    if ignored:
        names = ", ".join(f"'{p.relative_to(folder).as_posix()}'" for p in ignored[:5])
        raise TrainingDataError(
            mark("No label is known for the folders {names} in '{folder}'; they would be ignored."),
            mark(
                "Rename them ('real', 'fake', a method like 'Deepfakes'; above these 'train', "
                "'val', 'test'), move them away, or list the files in a manifest."
            ),
            names=f"{names}, …" if len(ignored) > 5 else names,
            folder=folder,
        )
    told = _Told(folder, pattern)
    people = {
        path.name
        for top in tops
        for path in (top.path.iterdir() if top.label == PRISTINE else ())
        if path.is_dir()
    }
    records: list[FaceRecord] = []
    for top in tops:
        paths = list(media_below(top.path))
        clips = _clip_folders(paths)
        records += [_record(path, folder, top, told, people, clips) for path in paths]
    records = _tied(records)
    notes = list(told.notes(records))
    if loose := sum(path.parent == folder for path in media_below(folder, depth=1)):
        words = mark("Files left out because no folder labels them: {count}.")
        notes.append(Phrase(words, {"count": loose}))
    if any(top.split for top in tops) and not any(r.split in ("val", "") for r in records):
        records = _with_validation(records)
        words = mark("There is no folder for 'val': its people were drawn from 'train'.")
        notes.append(Phrase(words))
    return DataSet("labelled folder", fill_splits(records), tuple(notes))


def _tops(folder: Path) -> tuple[list[_Top], list[Path]]:
    """Folders with a label, and folders with media whose name has no meaning."""
    tops: list[_Top] = []
    ignored: list[Path] = []
    for path in _folders(folder):
        found = meaning(path.name)
        if found is None or (found.label is None and found.split == ""):
            ignored.append(path)
        elif found.label is not None:
            tops.append(_Top(path, found.label, found.split, found.method))
        else:
            for below in _folders(path):
                inner = meaning(below.name)
                if inner is None or inner.label is None:
                    ignored.append(below)
                else:
                    tops.append(_Top(below, inner.label, found.split, inner.method))
            if any(media_below(path, depth=1)):
                ignored.append(path)
    return tops, [path for path in ignored if any(media_below(path))]


def _folders(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))


def _clip_folders(paths: Iterable[Path]) -> set[Path]:
    """Folders that contain only the numbered pictures of one clip."""
    held: dict[Path, list[tuple[str, int] | None]] = defaultdict(list)
    for path in paths:
        picture = path.suffix.lower() in PICTURES
        held[path.parent].append(numbered(path.stem) if picture else None)
    return {
        folder
        for folder, found in held.items()
        if len(found) >= _FRAMES and None not in found and len({f[0] for f in found if f}) == 1
    }


def _record(
    path: Path, folder: Path, top: _Top, told: _Told, people: set[str], clips: set[Path]
) -> FaceRecord:
    below = list(path.relative_to(top.path).parts[:-1])
    split, method = top.split, top.method
    if below and not split and (found := meaning(below[0])) and found.label is None:
        split = found.split
        below = below[1:]
    if below and top.label == FORGED and not method:
        method = method_of(below[0])
        if not method and len(below) > 1 and below[0] not in people:
            method = below[0]
        below = below[1:] if method else below
    name = path.relative_to(folder).as_posix()
    known = told.of(name)
    frame = bool(below) and path.parent in clips
    # The folder of one clip is named after the clip, not after a person.
    person = known.get("identity") or ("" if frame and len(below) == 1 else "".join(below[:1]))
    stem = below[0] if frame else path.stem
    # "0001" in two user-made splits is two items.
    alone = presumed_person(stem) or (stem if not split or numbered(stem) is None else "")
    identity = person or alone or f"{split}/{stem}"
    return FaceRecord(
        name=name,
        path=path,
        member=None,
        label=top.label,
        identity=identity,
        source=known.get("source") or identity,
        clip=known.get("clip") or (path.parent.relative_to(folder).as_posix() if frame else name),
        method="pristine" if top.label == PRISTINE else known.get("method") or method or "forged",
        origin=folder.name,
        split=known.get("split", "") or split,
        pair=known.get("pair") or known.get("source", ""),
        compression=known.get("compression", ""),
        known=bool(person),
    )


def _tied(records: list[FaceRecord]) -> list[FaceRecord]:
    """Treat clips joined by forgeries, named as in FaceForensics++, as one person."""
    unknown = [r for r in records if not r.known]
    home = groups(pair for r in unknown if (pair := pair_of(r.path.stem)))
    return [
        r if r.known or r.identity not in home
        else replace(r, identity=home[r.identity],
                     source=home[r.identity] if r.source == r.identity else r.source)
        for r in records
    ]  # fmt: skip


def _with_validation(records: list[FaceRecord]) -> list[FaceRecord]:
    return [
        replace(r, split=train_or_val(group)) if r.split == "train" else r
        for group, r in zip(record_groups(records), records, strict=True)
    ]


class _Told:
    """Fields that a file-name pattern and `identities.csv` set for each file."""

    def __init__(self, folder: Path, pattern: str | None) -> None:
        self._pattern = _compiled(pattern)
        self._unmatched = 0
        self._rows: dict[str, Row] = {}
        sheet = folder / SHEET
        if sheet.exists():
            for number, row in enumerate(read_rows(sheet, ("file",)), start=2):
                if row.get("split", "") not in (*SPLITS, ""):
                    raise TrainingDataError(
                        mark("{where}: the split '{split}' is unknown."),
                        mark("Use one of {names}, or leave it empty."),
                        where=f"{SHEET}:{number}",
                        split=row["split"],
                        names=", ".join(SPLITS),
                    )
                self._rows[same_name(row["file"])] = row

    def of(self, name: str) -> dict[str, str]:
        known: dict[str, str] = {}
        if self._pattern is not None:
            match = self._pattern.search(name)
            self._unmatched += match is None
            known.update({k: v for k, v in (match.groupdict() if match else {}).items() if v})
        row = self._rows.get(same_name(name), {})
        known.update({k: row[k] for k in (*TOLD, "split") if row.get(k)})
        return known

    def notes(self, records: list[FaceRecord]) -> tuple[Phrase, ...]:
        notes = []
        if self._unmatched:
            words = mark("Files whose names do not match the pattern: {count}.")
            notes.append(Phrase(words, {"count": self._unmatched}))
        unknown = set(self._rows) - {same_name(r.name) for r in records}
        if unknown:
            words = mark(
                "Files that {sheet} names but that are missing: {count}, for example '{example}'. "
                "Names start at the folder, such as 'real/anna.mp4'."
            )
            values = {"sheet": SHEET, "count": len(unknown), "example": min(unknown)}
            notes.append(Phrase(words, values))
        return tuple(notes)


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    if pattern is None:
        return None
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise TrainingDataError(
            mark("'{pattern}' is not a regular expression: {why}."),
            mark("Correct the pattern for names."),
            pattern=pattern,
            why=error,
        ) from error
    unknown = set(compiled.groupindex) - set(TOLD)
    if unknown or not compiled.groupindex:
        raise TrainingDataError(
            mark("The pattern '{pattern}' names unknown groups: {unknown}.")
            if unknown
            else mark("The pattern '{pattern}' names no group."),
            mark("Name groups like (?P<identity>...); known names are {names}."),
            pattern=pattern,
            unknown=", ".join(sorted(unknown)),
            names=", ".join(TOLD),
        )
    return compiled
