"""The log of a case: author, time and action, with a hash chain over all rows."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from engine.errors import CaseError
from engine.wording import mark

#: Advice for a file that was altered.
ALTERED = mark("Do not rely on this file; go back to a copy, or analyse the clip again.")


class Kind(StrEnum):
    """Kinds of acts on a case; the comments list their details."""

    CREATED = "created"  # program
    MIGRATED = "migrated"  # from, entries, analyses, program
    COPIED = "copied"  # from
    DESCRIBED = "described"  # title, laboratory, customer, request
    CLIP = "clip"  # clip, path, size, modified, sha256
    LOCATED = "located"  # clip, path, size, modified
    RECEIVED = "received"  # clip, text
    TAGGED = "tagged"  # clip, tags
    REMOVED = "removed"  # clips
    RESTORED = "restored"  # clips
    RESULT = "result"  # analysis, event, sha256
    CORRECTED = "corrected"  # analysis, correction
    NOTE = "note"  # text, clip, track, frame, seconds
    BOOKMARK = "bookmark"  # text, clip, frame, seconds, annotations, sha256 of the snapshot
    # name, width, height, pictures, left_out, agreement, sources, sha256 of the pattern
    FINGERPRINT = "fingerprint"
    EDITED = "edited"  # act, text
    DELETED = "deleted"  # act
    EXPORTED = "exported"  # analysis, format, path, sha256
    FAILED = "failed"  # path, error, what, advice
    FUSION = "fusion"  # the fusion, see engine.analysis.fusion
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
    """Append a row within the caller's transaction."""
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
    """The current time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def link(previous: str, number: int, written: str, who: str, kind: str, details: str) -> str:
    """Hash a row: its columns as JSON, after the hash of the previous row."""
    row = json.dumps([previous, number, written, who, str(kind), details], ensure_ascii=False)
    return hashlib.sha256(row.encode()).hexdigest()


def read(database: sqlite3.Connection, last: Act | None = None) -> list[Act]:
    """Read the acts after `last`, or all of them, and check each against its hash.

    Raises:
        CaseError: an act was changed, removed, added or moved; names the first mismatch.
    """
    number, previous = (last.id, last.hash) if last else (0, "")
    acts = []
    for row in database.execute("SELECT * FROM act WHERE id > ? ORDER BY id", (number,)):
        number += 1
        if row[0] != number:
            raise CaseError(
                mark("Act {number} of the case's log is missing."), ALTERED, number=number
            )
        if link(previous, *row[:-1]) != row[-1]:
            raise CaseError(
                mark("Act {number} of the case's log was altered."), ALTERED, number=number
            )
        acts.append(_act(row))
        previous = row[-1]
    if database.execute("SELECT acts, hash FROM seal").fetchall() != [(number, previous)]:
        raise CaseError(mark("The end of the case's log is missing."), ALTERED)
    return acts


def read_kinds(database: sqlite3.Connection, *kinds: Kind) -> list[Act]:
    """Read acts of some kinds without checks: enough to write the next act, not for display."""
    rows = database.execute(
        f"SELECT * FROM act WHERE kind IN ({', '.join('?' * len(kinds))}) ORDER BY id", kinds
    )
    return [_act(row) for row in rows]


def _act(row: tuple[Any, ...]) -> Act:
    number, written, who, kind, details, stored = row
    return Act(number, written, who, kind, json.loads(details), stored)
