"""Verify the integrity of a case."""

from __future__ import annotations

import sqlite3

from engine.case.log import ALTERED, Kind, read
from engine.case.stored_results import read_fingerprint, read_result, read_snapshot
from engine.errors import CaseError
from engine.wording import mark


def verify(database: sqlite3.Connection) -> tuple[int, str]:
    """Verify the file's structure, every act of the log, every result, snapshot and fingerprint.

    Without an outside witness, no log can reveal that it was rewritten from end to end, or
    truncated together with its seal. To detect that, compare the hash returned here with one
    recorded elsewhere, such as in a report.

    Returns:
        The number of acts, and the hash of the last.

    Raises:
        CaseError: something was changed, removed, added or reordered; names the first mismatching
            act.
    """
    check_structure(database)
    acts = read(database)
    known = dict.fromkeys(("event", "event_column", "snapshot", "fingerprint"), 0)
    for act in acts:
        if act.kind == Kind.RESULT:
            known["event"] += 1
            known["event_column"] += len(read_result(database, act)[1])
        elif act.kind == Kind.BOOKMARK:
            known["snapshot"] += 1
            read_snapshot(database, act)
        elif act.kind == Kind.FINGERPRINT:
            known["fingerprint"] += 1
            read_fingerprint(database, act)
    for table, rows in known.items():
        (held,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        if held != rows:
            raise CaseError(mark("The case holds entries that its log does not know."), ALTERED)
    return len(acts), acts[-1].hash if acts else ""


def check_structure(database: sqlite3.Connection) -> None:
    """Let SQLite check every page, and every index against its table.

    Raises:
        CaseError: the check fails.
    """
    (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise CaseError(mark("The structure of the case file is damaged."), ALTERED, found)
