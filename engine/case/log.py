"""The log of a case: who did what and when, each row hashed with the one before."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What can be done to a case; the details of each are named beside it."""

    CREATED = "created"  # program
    MIGRATED = "migrated"  # from, entries, analyses, program
    COPIED = "copied"  # from
    DESCRIBED = "described"  # title, laboratory
    CLIP = "clip"  # clip, path, size, modified, sha256
    LOCATED = "located"  # clip, path, size, modified
    RECEIVED = "received"  # clip, text
    TAGGED = "tagged"  # clip, tags
    RESULT = "result"  # analysis, event, sha256
    CORRECTED = "corrected"  # analysis, correction
    NOTE = "note"  # text, clip, track, frame, seconds
    BOOKMARK = "bookmark"  # text, clip, frame, seconds, sha256 of the snapshot
    EDITED = "edited"  # act, text
    DELETED = "deleted"  # act
    EXPORTED = "exported"  # analysis, format, path, sha256
    FAILED = "failed"  # path, error, what, advice
    COLLECTED = "collected"  # analysis, label, faces (track and frame), folder, sha256 of its table
    UNDONE = "undone"  # act
    REDONE = "redone"  # act


@dataclass(frozen=True)
class Act:
    """One row of the log.

    Attributes:
        id: 1, 2, 3, ...
        written: UTC, ISO 8601.
        who: the analyst's name.
        kind, details: see `Kind`.
        hash: SHA-256 over this row and the hash before it, hexadecimal.
    """

    id: int
    written: str
    who: str
    kind: str
    details: dict[str, Any]
    hash: str


def append(
    database: sqlite3.Connection, who: str, kind: Kind, details: dict[str, Any], written: str = ""
) -> Act:
    """Add a row, within a transaction of the caller's."""
    count, previous = database.execute("SELECT acts, hash FROM seal").fetchone() or (0, "")
    written = written or now()
    text = json.dumps(details, ensure_ascii=False, sort_keys=True)
    act = Act(count + 1, written, who, kind, details,
              link(previous, count + 1, written, who, kind, text))  # fmt: skip
    database.execute(
        "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?)", (act.id, written, who, kind, text, act.hash)
    )
    database.execute("INSERT OR REPLACE INTO seal VALUES (1, ?, ?)", (act.id, act.hash))
    return act


def now() -> str:
    """This second in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def link(previous: str, number: int, written: str, who: str, kind: str, details: str) -> str:
    """The hash of a row: its columns as JSON, after the hash of the row before."""
    row = json.dumps([previous, number, written, who, str(kind), details], ensure_ascii=False)
    return hashlib.sha256(row.encode()).hexdigest()


def read(database: sqlite3.Connection, after: int = 0, kinds: Sequence[Kind] = ()) -> list[Act]:
    """The rows after one of them, in order; of some kinds only where any are given."""
    rows = database.execute(
        "SELECT * FROM act WHERE id > ? AND (? OR kind IN"
        f" ({', '.join('?' * len(kinds))})) ORDER BY id",
        (after, not kinds, *kinds),
    ).fetchall()
    return [
        Act(i, at, who, kind, json.loads(text), hash_) for i, at, who, kind, text, hash_ in rows
    ]


def result_digest(
    analysis: int, kind: str, body: str, columns: list[tuple[str, str, bytes]]
) -> str:
    """SHA-256 of an event as it is stored: hexadecimal.

    Args:
        columns: dtype, shape (JSON) and bytes of each array.
    """
    digest = hashlib.sha256(json.dumps([analysis, kind, body], ensure_ascii=False).encode())
    for dtype, shape, data in columns:
        digest.update(f"{dtype}{shape}{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()
