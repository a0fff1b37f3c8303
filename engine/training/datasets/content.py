"""Which items cannot be read, and which hold the same bytes; reads as little as will do."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from engine.errors import ClipUnreadableError
from engine.training.archives import Place, members, read_place
from engine.training.records import FaceRecord
from engine.video.identity import sha256_of


@dataclass(frozen=True)
class Contents:
    """What the files say about a set of records; numbers are rows of the set.

    Attributes:
        unreadable: missing, or not permitted.
        empty: without a byte.
        copies: rows that hold the same bytes, two or more together.
    """

    unreadable: list[int]
    empty: list[int]
    copies: list[list[int]]


def contents(records: list[FaceRecord]) -> Contents:
    """Look at every file's size; read only those that share theirs with another."""
    archives: dict[Path, dict[str, Place]] = {}
    unreadable: list[int] = []
    empty: list[int] = []
    by_size: dict[int, list[int]] = defaultdict(list)
    for row, record in enumerate(records):
        size = _size(record, archives)
        if size is None:
            unreadable.append(row)
        elif size == 0:
            empty.append(row)
        else:
            by_size[size].append(row)
    by_content: dict[str, list[int]] = defaultdict(list)
    for rows in by_size.values():
        for row in rows if len(rows) > 1 else ():
            digest = _digest(records[row], archives)
            if digest is None:
                unreadable.append(row)
            else:
                by_content[digest].append(row)
    return Contents(unreadable, empty, [rows for rows in by_content.values() if len(rows) > 1])


def _size(record: FaceRecord, archives: dict[Path, dict[str, Place]]) -> int | None:
    try:
        if record.member is None:
            size = record.path.stat().st_size
            return size if os.access(record.path, os.R_OK) and record.path.is_file() else None
        if record.path not in archives:
            archives[record.path] = members(record.path) if record.path.exists() else {}
    except OSError:
        return None
    place = archives[record.path].get(record.member)
    return None if place is None else place.size


def _digest(record: FaceRecord, archives: dict[Path, dict[str, Place]]) -> str | None:
    try:
        if record.member is None:
            return sha256_of(record.path)
        data = read_place(record.path, archives[record.path][record.member])
        return hashlib.sha256(data).hexdigest()
    except (OSError, ClipUnreadableError):
        return None
