"""Labelled data as users have it: tables of face crops, or folders named real and fake."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from engine.errors import TrainingDataError
from engine.training.records import FORGED, PRISTINE, SPLITS, FaceRecord, check_records

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})
CLIPS = frozenset({".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".ts"})
_LABELS = {
    "real": PRISTINE, "pristine": PRISTINE, "original": PRISTINE, "0": PRISTINE,
    "fake": FORGED, "forged": FORGED, "manipulated": FORGED, "1": FORGED,
}  # fmt: skip


def load_records(folder: Path) -> list[FaceRecord]:
    """Every labelled item under a folder, checked for leaks between splits.

    Two layouts are known. *Tables*: files `NAME_faces.csv` with columns `file`, `fold`, and
    `label` (absent means pristine), beside `NAME_faces.tar` or a folder `NAME_faces/`;
    `group`, `identity`, `video_order`, `source` and `method` are used where present.
    *Folders*: `real/` and `fake/` holding pictures and clips at any depth; the first folder
    below is the identity, and splits (70/15/15) are drawn by a hash of it.

    Raises:
        TrainingDataError: nothing found, a label is unknown, or splits leak.
    """
    if not folder.is_dir():
        raise TrainingDataError(
            f"'{folder}' is not a folder.", "Give the folder that holds the labelled data."
        )
    tables = sorted(folder.glob("*_faces.csv"))
    records: list[FaceRecord] = []
    for table in tables:
        records.extend(_read_table(table))
    if not tables:
        records = _read_folders(folder)
    check_records(records)
    return records


def _read_table(table: Path) -> list[FaceRecord]:
    origin = table.stem.removesuffix("_faces")
    archive = table.with_suffix(".tar")
    loose = table.with_suffix("")
    if not archive.exists() and not loose.is_dir():
        raise TrainingDataError(
            f"'{table.name}' has neither '{archive.name}' nor a folder '{loose.name}' beside it.",
            "Put the pictures beside their table.",
        )
    with table.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        _table_record(row, number, origin, archive if archive.exists() else None, loose)
        for number, row in enumerate(rows, start=2)
    ]


def _table_record(
    row: dict[str, str], number: int, origin: str, archive: Path | None, loose: Path
) -> FaceRecord:
    where = f"line {number} of {loose.name}.csv"
    file, split = row.get("file"), row.get("fold")
    if not file or split not in SPLITS:
        raise TrainingDataError(
            f"{where} has no file name or no fold.", f"Fold must be one of {', '.join(SPLITS)}."
        )
    label = _LABELS.get((row.get("label") or "real").strip().lower())
    if label is None:
        raise TrainingDataError(
            f"{where} has the unknown label '{row['label']}'.", "Use 'real' or 'fake'."
        )
    method = row.get("method") or ("pristine" if label == PRISTINE else f"{origin} forgery")
    video = row.get("video_order")
    source = row.get("source") or video or row.get("identity") or file
    identity = row.get("group") or row.get("identity") or video or source
    # Frames of a clip are only known where the table orders its videos.
    clip = f"{video}:{method}" if video else file
    return FaceRecord(
        name=f"{origin}/{file}",
        path=archive if archive else loose / file,
        member=f"{loose.name}/{file}" if archive else None,
        label=label,
        identity=f"{origin}:{identity}",
        source=f"{origin}:{source}",
        clip=f"{origin}:{clip}",
        method="pristine" if label == PRISTINE else method,
        origin=origin,
        split=split,
    )


def _read_folders(folder: Path) -> list[FaceRecord]:
    found: list[FaceRecord] = []
    for top in sorted(p for p in folder.iterdir() if p.is_dir()):
        label = _LABELS.get(top.name.lower())
        if label is None:
            continue
        for path in sorted(top.rglob("*")):
            if path.suffix.lower() not in PICTURES | CLIPS:
                continue
            below = path.relative_to(top).parts
            identity = below[0] if len(below) > 1 else path.stem
            relative = str(path.relative_to(folder))
            method = "pristine" if label == PRISTINE else (below[0] if len(below) > 2 else "forged")
            found.append(
                FaceRecord(
                    name=relative,
                    path=path,
                    member=None,
                    label=label,
                    identity=identity,
                    source=identity,
                    clip=relative,
                    method=method,
                    origin=folder.name,
                    split=_split_of(identity),
                )
            )
    return found


def _split_of(identity: str) -> str:
    """A split that stays the same when more people are added later."""
    draw = int.from_bytes(hashlib.sha256(identity.encode()).digest()[:4], "big") / 2**32
    return "train" if draw < 0.7 else "val" if draw < 0.85 else "test"
