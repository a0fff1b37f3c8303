"""Whether a case still says what was written into it."""

from __future__ import annotations

import sqlite3

from engine.case.log import ALTERED, Kind, read
from engine.case.stored_results import read_result, read_snapshot
from engine.errors import CaseError


def verify(database: sqlite3.Connection) -> tuple[int, str]:
    """Check the file's structure, every act of the log, every result and every snapshot.

    What no log without an outside witness can show is one that was written anew from end to
    end, or cut at its end together with its seal: for that, compare the hash returned here with
    one that was noted elsewhere, such as in a report.

    Returns:
        The number of acts, and the hash of the last.

    Raises:
        CaseError: something was changed, removed, added or put into another order; names the
            first act that does not fit.
    """
    check_structure(database)
    acts = read(database)
    known = dict.fromkeys(("event", "event_column", "snapshot"), 0)
    for act in acts:
        if act.kind == Kind.RESULT:
            known["event"] += 1
            known["event_column"] += len(read_result(database, act)[1])
        elif act.kind == Kind.BOOKMARK:
            known["snapshot"] += 1
            read_snapshot(database, act)
    for table, rows in known.items():
        (held,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        if held != rows:
            raise CaseError("The case holds entries that its log does not know.", ALTERED)
    return len(acts), acts[-1].hash if acts else ""


def check_structure(database: sqlite3.Connection) -> None:
    """Let SQLite compare every page, and every index with its table.

    Raises:
        CaseError: something does not fit.
    """
    (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise CaseError("The structure of the case file is damaged.", ALTERED, found)
