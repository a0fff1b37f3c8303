"""Reader of face pictures with a table: NAME_faces.csv beside NAME_faces.tar."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from engine.detector.kinds import kind_of
from engine.errors import TrainingDataError
from engine.training.datasets.folder_names import presumed_person
from engine.training.datasets.media import DataSet, label_of
from engine.training.datasets.table_files import Row, read_rows
from engine.training.records import PRISTINE, SPLITS, FaceRecord
from engine.wording import mark

PATTERN = "*_faces.csv"


def read_tables(folder: Path) -> DataSet:
    """Read every table of a folder with its pictures.

    A table has the columns `file`, `fold` and `label` (pristine if absent); `group`, `identity`,
    `video_order`, `source`, `method`, `kind`, `pair` and `compression` are optional. The pictures
    are in `NAME_faces.tar` or in a folder `NAME_faces/`.

    Raises:
        TrainingDataError: pictures are missing, or a row has no file, fold or known label.
    """
    records: list[FaceRecord] = []
    for table in sorted(folder.glob(PATTERN)):
        records.extend(_read_table(table))
    return DataSet("tables of faces", records)


def _read_table(table: Path) -> list[FaceRecord]:
    archive = table.with_suffix(".tar")
    loose = table.with_suffix("")
    if not archive.exists() and not loose.is_dir():
        raise TrainingDataError(
            mark("'{table}' has neither '{archive}' nor a folder '{folder}' beside it."),
            mark("Put the pictures beside their table."),
            table=table.name,
            archive=archive.name,
            folder=loose.name,
        )
    place = archive if archive.exists() else loose
    return [
        _record(row, f"{table.name}:{number}", place)
        for number, row in enumerate(read_rows(table), start=2)
    ]


def _record(row: Row, where: str, place: Path) -> FaceRecord:
    folder = place.with_suffix("").name
    origin = folder.removesuffix("_faces")
    file, split = row.get("file"), row.get("fold", "")
    if not file or split not in SPLITS:
        raise TrainingDataError(
            mark("{where}: the file name or the fold is missing."),
            mark("Fold must be one of {names}."),
            where=where,
            names=", ".join(SPLITS),
        )
    label = label_of(row.get("label") or "real", where)
    method = "pristine" if label == PRISTINE else row.get("method") or f"{origin} forgery"
    video = row.get("video_order")
    person = row.get("group") or row.get("identity")
    told = row.get("source") or video or row.get("identity")
    source = told or presumed_person(PurePosixPath(file).stem) or file
    identity = person or video or source
    # The clip of a frame is known only if the table orders its videos.
    clip = f"{video}:{row.get('method') or method}" if video else file
    pair = row.get("pair") or row.get("source")
    archived = place.suffix == ".tar"
    return FaceRecord(
        name=f"{origin}/{file}",
        path=place if archived else place / file,
        member=f"{folder}/{file}" if archived else None,
        label=label,
        identity=f"{origin}:{identity}",
        source=f"{origin}:{source}",
        clip=f"{origin}:{clip}",
        method=method,
        origin=origin,
        split=split,
        pair=f"{origin}:{pair}" if pair else "",
        compression=row.get("compression", ""),
        known=bool(person),
        kind="" if label == PRISTINE else kind_of(row.get("kind", ""), method),
    )
