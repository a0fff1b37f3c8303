"""Events of analyses as rows: written once, each tied to its act by a hash."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from engine.analysis.events import AnalysisStarted, Event
from engine.case.codec import column_from, decode
from engine.case.log import Act, Kind, append, result_digest
from engine.errors import CaseError

#: dtype, shape (JSON) and bytes of an array.
Column = tuple[str, str, bytes]


def add_result(
    database: sqlite3.Connection,
    who: str,
    analysis: int,
    body: str,
    columns: list[Column],
    written: str = "",
) -> Act:
    """Store an event, within a transaction of the caller's.

    Args:
        body: JSON as `engine.case.codec.encode` gives it.
    """
    kind = str(json.loads(body)["$type"])
    digest = result_digest(analysis, kind, body, columns)
    details = {"analysis": analysis, "event": kind, "sha256": digest}
    act = append(database, who, Kind.RESULT, details, written)
    event = database.execute(
        "INSERT INTO event (act, analysis, kind, body) VALUES (?, ?, ?, ?)",
        (act.id, analysis, kind, body),
    ).lastrowid
    database.executemany(
        "INSERT INTO event_column VALUES (?, ?, ?, ?, ?)",
        [(event, i, *column) for i, column in enumerate(columns)],
    )
    return act


def columns_of(database: sqlite3.Connection, event: int) -> list[Column]:
    """The stored arrays of an event."""
    return database.execute(
        "SELECT dtype, shape, data FROM event_column WHERE event = ? ORDER BY position", (event,)
    ).fetchall()


def read_events(database: sqlite3.Connection, analysis: int, kind: str = "") -> Iterator[Event]:
    """The events of an analysis in the order they came, or those of one kind.

    Raises:
        CaseError: an entry is damaged, or of an unknown kind.
    """
    rows = database.execute(
        "SELECT id, body FROM event WHERE analysis = ? AND ? IN ('', kind) ORDER BY id",
        (analysis, kind),
    ).fetchall()
    for number, body in rows:
        yield _event(database, number, body)


def read_begun(database: sqlite3.Connection) -> Iterator[tuple[int, AnalysisStarted]]:
    """Number and first event of each analysis that came to its verdict, oldest first.

    Raises:
        CaseError: an entry is damaged.
    """
    rows = database.execute(
        "SELECT id, analysis, body FROM event AS e WHERE kind = 'AnalysisStarted' AND EXISTS"
        " (SELECT 1 FROM event AS last WHERE last.analysis = e.analysis"
        " AND last.kind = 'ClipJudged') ORDER BY analysis"
    ).fetchall()
    for number, analysis, body in rows:
        first = _event(database, number, body)
        if not isinstance(first, AnalysisStarted):
            raise _damaged(number, f"{type(first).__name__} begins an analysis")
        yield analysis, first


def _event(database: sqlite3.Connection, number: int, body: str) -> Event:
    stored = columns_of(database, number)
    try:
        columns = [column_from(d, json.loads(s), data) for d, s, data in stored]
        event = decode(json.loads(body), columns)
    # Text where a number should be, a list where a name should be, one in the other without end.
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise _damaged(number, repr(error)) from error
    if not isinstance(event, Event):
        raise _damaged(number, f"{type(event).__name__} is no event")
    return event


def _damaged(number: int, details: str) -> CaseError:
    return CaseError(f"Entry {number} of the case file is damaged.", "Go back to a copy.", details)


def clip_details(number: int, facts: dict[str, Any], modified: int) -> dict[str, Any]:
    """Details of the act that takes a clip into a case.

    Args:
        number: of the clip in the case.
        facts: of a `ClipFacts`, as JSON.
        modified: the file's time of change, nanoseconds; 0 where it is not known.
    """
    kept = {key: facts[key] for key in ("path", "size", "sha256")}
    return {"clip": number, "modified": modified, **kept}
