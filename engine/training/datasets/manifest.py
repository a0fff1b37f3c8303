"""Manifests: tables of pictures and clips, also of generated forgeries."""

from __future__ import annotations

import csv
import os
from pathlib import Path, PurePosixPath

from engine.detector.kinds import kind_of
from engine.errors import OutputError, TrainingDataError
from engine.forgery.produce import Made
from engine.training.datasets.folder_names import presumed_person
from engine.training.datasets.media import DataSet, label_of
from engine.training.datasets.splits import fill_splits
from engine.training.datasets.table_files import Row, read_rows
from engine.training.records import FORGED, PRISTINE, SPLITS, FaceRecord
from engine.wording import mark

NAMES = ("manifest.csv", "manifest.parquet")
COLUMNS = (
    "path", "label", "identity", "source", "pair", "split", "method", "compression", "clip",
    "member", "origin", "kind",
)  # fmt: skip


def find_manifest(place: Path) -> Path | None:
    """The manifest at a path, or in a folder."""
    if place.is_file():
        return place if place.suffix.lower() in (".csv", ".parquet") else None
    return next((place / name for name in NAMES if (place / name).is_file()), None)


def read_manifest(manifest: Path) -> DataSet:
    """Read the items of a manifest.

    Columns are `path` (relative to the manifest, or absolute), `label`, and any of COLUMNS;
    `member` names a file inside a tar archive. Without identity and source, the person comes from
    the file name, see `folder_names.presumed_person`, or the file counts as a person of its own.
    Rows without a split are assigned by a hash that keeps identities and sources together.

    Raises:
        TrainingDataError: a column is missing, or a row has no path, label or known split.
    """
    records = [
        _record(row, f"{manifest.name}:{number}", manifest)
        for number, row in enumerate(read_rows(manifest, ("path", "label")), start=2)
    ]
    return DataSet("manifest", fill_splits(records))


def _record(row: Row, where: str, manifest: Path) -> FaceRecord:
    def cell(name: str) -> str:
        return row.get(name, "").strip()

    path, split = cell("path").replace("\\", "/"), cell("split")
    if not path:
        raise TrainingDataError(
            mark("{where}: the path is missing."),
            mark("Give each row a path, or remove it."),
            where=where,
        )
    if split not in (*SPLITS, ""):
        raise TrainingDataError(
            mark("{where}: the split '{split}' is unknown."),
            mark("Use one of {names}, or leave it empty."),
            where=where,
            split=split,
            names=", ".join(SPLITS),
        )
    label = label_of(cell("label"), where)
    name = f"{path}/{cell('member')}" if cell("member") else path
    told = cell("identity") or cell("source")
    identity = told or presumed_person(PurePosixPath(name).stem) or name
    return FaceRecord(
        name=name,
        path=manifest.parent / path,
        member=cell("member") or None,
        label=label,
        identity=identity,
        source=cell("source") or identity,
        clip=cell("clip") or name,
        method="pristine" if label == PRISTINE else cell("method") or "forged",
        origin=cell("origin") or manifest.parent.name,
        split=split,
        pair=cell("pair") or cell("source"),
        compression=cell("compression"),
        known=bool(told),
        kind="" if label == PRISTINE else kind_of(cell("kind"), cell("method")),
    )


def write_manifest(records: list[FaceRecord], manifest: Path) -> None:
    """Write records as a CSV manifest.

    Raises:
        OutputError: it cannot be written.
    """
    words = {PRISTINE: "real", FORGED: "fake"}
    try:
        with manifest.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
            writer.writeheader()
            for record in records:
                writer.writerow(
                    {
                        **vars(record),
                        "label": words[record.label],
                        "path": _relative(record.path, manifest.parent),
                        "member": record.member or "",
                    }
                )
    except OSError as error:
        raise OutputError(
            mark("'{manifest}' could not be written: {why}."),
            mark("Choose a folder with room that you may write to."),
            manifest=manifest,
            why=error.strerror,
        ) from error


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return path.absolute().as_posix()


def record_of(item: Made, folder: Path) -> FaceRecord:
    """Record of a generated file.

    Args:
        folder: of all generated files; its name becomes the data set's.
    """
    name = item.path.relative_to(folder).as_posix()
    return FaceRecord(
        name=name,
        path=item.path,
        member=None,
        label=FORGED if item.kind else PRISTINE,
        identity=item.source.person,
        source=item.source.name,
        clip=name,
        method=item.kind or "pristine",
        origin=folder.resolve().name,
        split=item.source.group,
        pair=item.pair,
    )
