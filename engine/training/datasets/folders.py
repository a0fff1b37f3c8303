"""A labelled folder as users make it: `real/` and `fake/` with pictures or clips at any depth."""

from __future__ import annotations

import re
from pathlib import Path

from engine.errors import TrainingDataError
from engine.training.datasets.media import LABELS, DataSet, media_below, same_name
from engine.training.datasets.sheets import Row, read_rows
from engine.training.datasets.splits import fill_splits
from engine.training.records import PRISTINE, SPLITS, FaceRecord

SHEET = "identities.csv"
#: What a pattern's named groups and the sheet's columns may tell of a file.
TOLD = ("identity", "source", "pair", "method", "compression", "clip")


def read_folders(folder: Path, pattern: str | None = None) -> DataSet:
    """Every picture and clip under `real/` and `fake/` (or other words for them).

    The first folder below the label is the identity, else the file's own name. A pattern's
    named groups (`(?P<identity>...)`, and others of TOLD) overrule it, and a row of
    `identities.csv` (columns `file`, and any of TOLD and `split`) overrules both.

    Args:
        pattern: a regular expression, searched in the path below the folder.

    Raises:
        TrainingDataError: the pattern or a split of the sheet is wrong.
    """
    told = _Told(folder, pattern)
    records: list[FaceRecord] = []
    for top in sorted(p for p in folder.iterdir() if p.is_dir()):
        label = LABELS.get(top.name.lower())
        if label is not None:
            records += [_record(path, top, label, told) for path in media_below(top)]
    return DataSet("labelled folder", fill_splits(records), told.notes(records))


def _record(path: Path, top: Path, label: int, told: _Told) -> FaceRecord:
    below = path.relative_to(top).parts
    name = path.relative_to(top.parent).as_posix()
    known = told.of(name)
    identity = known.get("identity") or (below[0] if len(below) > 1 else path.stem)
    folder_method = below[0] if len(below) > 2 else "forged"
    return FaceRecord(
        name=name,
        path=path,
        member=None,
        label=label,
        identity=identity,
        source=known.get("source") or identity,
        clip=known.get("clip") or name,
        method="pristine" if label == PRISTINE else known.get("method") or folder_method,
        origin=top.parent.name,
        split=known.get("split", ""),
        pair=known.get("pair") or known.get("source", ""),
        compression=known.get("compression", ""),
    )


class _Told:
    """What a file-name pattern and `identities.csv` say about each file."""

    def __init__(self, folder: Path, pattern: str | None) -> None:
        self._pattern = _compiled(pattern)
        self._unmatched = 0
        self._rows: dict[str, Row] = {}
        sheet = folder / SHEET
        if sheet.exists():
            for number, row in enumerate(read_rows(sheet, ("file",)), start=2):
                if row.get("split", "") not in (*SPLITS, ""):
                    raise TrainingDataError(
                        f"line {number} of {SHEET} has the unknown split '{row['split']}'.",
                        f"Use one of {', '.join(SPLITS)}, or leave it empty.",
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

    def notes(self, records: list[FaceRecord]) -> tuple[str, ...]:
        notes = []
        if self._unmatched:
            notes.append(f"{self._unmatched} files do not match the pattern for names.")
        unknown = set(self._rows) - {same_name(r.name) for r in records}
        if unknown:
            notes.append(
                f"{SHEET} names {len(unknown)} files that are not there, for example "
                f"'{min(unknown)}'; names are written from the folder down, like 'real/anna.mp4'."
            )
        return tuple(notes)


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    if pattern is None:
        return None
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise TrainingDataError(
            f"'{pattern}' is not a regular expression: {error}.", "Correct the pattern for names."
        ) from error
    unknown = set(compiled.groupindex) - set(TOLD)
    if unknown or not compiled.groupindex:
        raise TrainingDataError(
            f"The pattern '{pattern}' names {', '.join(sorted(unknown)) or 'no group'}.",
            f"Name groups like (?P<identity>...); known names are {', '.join(TOLD)}.",
        )
    return compiled
