"""Rows of CSV and Parquet files as text, with errors that name the file."""

from __future__ import annotations

import csv
from pathlib import Path

from engine.errors import TrainingDataError
from engine.wording import mark

Row = dict[str, str]


def read_rows(path: Path, needed: tuple[str, ...] = ()) -> list[Row]:
    """Read every row; empty cells and missing columns give "".

    Args:
        path: .csv in UTF-8, with or without a byte order mark, or .parquet.
        needed: required columns.

    Raises:
        TrainingDataError: unreadable, or a required column is missing.
    """
    try:
        columns, rows = _parquet(path) if path.suffix.lower() == ".parquet" else _csv(path)
    except (OSError, ValueError, csv.Error) as error:
        raise TrainingDataError(
            mark("The table '{name}' cannot be read."),
            mark("Save it as CSV in UTF-8, or as Parquet, with one header line."),
            str(error),
            name=path.name,
        ) from error
    missing = [name for name in needed if name not in columns]
    if missing:
        raise TrainingDataError(
            mark("The table '{name}' lacks the columns {missing}."),
            mark("It has {names}; rename or add what is missing."),
            name=path.name,
            missing=", ".join(missing),
            names=", ".join(columns) or "–",
        )
    return rows


def _csv(path: Path) -> tuple[list[str], list[Row]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        columns = [name.strip() for name in reader.fieldnames or []]
        reader.fieldnames = columns
        rows = [{k: v or "" for k, v in row.items() if isinstance(k, str)} for row in reader]
    return columns, rows


def _parquet(path: Path) -> tuple[list[str], list[Row]]:
    from pyarrow import parquet

    table = parquet.read_table(path)
    return table.column_names, [
        {key: "" if value is None else str(value) for key, value in row.items()}
        for row in table.to_pylist()
    ]
