"""Whether a case still says what was written into it."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from engine.case.log import Kind, link, result_digest
from engine.case.migration import ALTERED
from engine.case.results import columns_of
from engine.errors import CaseError


def verify(database: sqlite3.Connection) -> tuple[int, str]:
    """Check every row of the log, every result and every snapshot.

    What no log without an outside witness can show is one that was written anew from end to
    end: for that, compare the hash returned here with the one that a report states.

    Returns:
        The number of acts, and the hash of the last.

    Raises:
        CaseError: something was changed, removed, added or put into another order; names the
            first act that does not fit.
    """
    previous, count = "", 0
    events = snapshots = 0
    for number, written, who, kind, details, stored in database.execute(
        "SELECT * FROM act ORDER BY id"
    ):
        count += 1
        if number != count:
            raise CaseError(f"Act {count} of the case's log is missing.", ALTERED)
        if link(previous, number, written, who, kind, details) != stored:
            raise CaseError(f"Act {number} of the case's log was altered.", ALTERED)
        digest = json.loads(details).get("sha256")
        if kind == Kind.RESULT:
            events += 1
            _check(number, digest, _result(database, number))
        elif kind == Kind.BOOKMARK:
            snapshots += 1
            _check(number, digest, _snapshot(database, number))
        previous = stored
    if database.execute("SELECT acts, hash FROM seal").fetchall() != [(count, previous)]:
        raise CaseError("The end of the case's log is missing.", ALTERED)
    for table, known in (("event", events), ("snapshot", snapshots)):
        (held,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        if held != known:
            raise CaseError("The case holds entries that its log does not know.", ALTERED)
    (stray,) = database.execute(
        "SELECT count(*) FROM event_column WHERE event NOT IN (SELECT id FROM event)"
    ).fetchone()
    if stray:
        raise CaseError("The case holds arrays that belong to no result.", ALTERED)
    return count, previous


def _check(act: int, told: str | None, found: str) -> None:
    if told != found:
        raise CaseError(f"What act {act} wrote into the case was altered or removed.", ALTERED)


def _result(database: sqlite3.Connection, act: int) -> str:
    row = database.execute(
        "SELECT id, analysis, kind, body FROM event WHERE act = ?", (act,)
    ).fetchone()
    if row is None:
        return ""
    event, analysis, kind, body = row
    return result_digest(analysis, kind, body, columns_of(database, event))


def _snapshot(database: sqlite3.Connection, act: int) -> str:
    row = database.execute("SELECT png FROM snapshot WHERE act = ?", (act,)).fetchone()
    return hashlib.sha256(row[0]).hexdigest() if row else ""
