"""Migrate case files of earlier versions in one transaction."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

from engine import __version__
from engine.case.log import ALTERED, Kind, append, read
from engine.case.stored_results import Column, add_result, clip_details
from engine.case.verification import check_structure, verify
from engine.errors import CaseError
from engine.wording import mark

VERSION = 4
_TABLES = {
    1: ("analysis", "event", "event_column", "audit"),
    2: ("act", "seal", "event", "event_column", "snapshot"),
    3: ("act", "seal", "event", "event_column", "snapshot"),
}


def schema() -> str:
    """The SQL statements that create an empty case file."""
    return Path(__file__).with_name("schema.sql").read_text("utf-8")


def migrate(database: sqlite3.Connection) -> None:
    """Migrate a file to this version; current files stay unchanged.

    Raises:
        CaseError: it is of a later version, or its log does not match its entries.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return
    if version > VERSION:
        raise CaseError(
            mark("The case was written by a later version of the program."),
            mark("Install that version."),
        )
    if version not in _TABLES:
        raise CaseError(
            mark("The case file has the unknown version {version}."), ALTERED, version=version
        )
    check_structure(database)
    database.execute("PRAGMA foreign_keys = OFF")
    # Triggers stay with renamed tables and keep their names, which the new triggers need.
    guards = re.findall(r"CREATE TRIGGER (\w+)", schema())
    dropped = "".join(f"DROP TRIGGER IF EXISTS {name};" for name in guards)
    renamed = "".join(f"ALTER TABLE {name} RENAME TO old_{name};" for name in _TABLES[version])
    try:
        database.executescript(f"BEGIN IMMEDIATE;{dropped}{renamed}{schema()}")
        details = {1: _copy_1, 2: _copy_2, 3: _copy_3}[version](database)
        append(database, "", Kind.MIGRATED, {"from": version, "program": __version__, **details})
        for name in reversed(_TABLES[version]):
            database.execute(f"DROP TABLE old_{name}")
        verify(database)
        database.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
    database.execute("PRAGMA foreign_keys = ON")


def _copy_1(database: sqlite3.Connection) -> dict[str, Any]:
    """Copy version 1, which has no clips and no names: derive clips from the analyses."""
    head = _verified_1(database)
    clips: dict[str, int] = {}
    entries = database.execute(
        "SELECT old_event.id, analysis, body, written FROM old_audit"
        " JOIN old_event ON old_event.id = old_audit.event ORDER BY old_audit.id"
    ).fetchall()
    for event, analysis, body, written in entries:
        facts = json.loads(body).get("clip")
        if facts and facts["sha256"] not in clips:
            clips[facts["sha256"]] = len(clips) + 1
            append(database, "", Kind.CLIP, clip_details(len(clips), facts, 0), written)
        add_result(database, "", analysis, body, _columns(database, event), written)
    return {"entries": len(entries), "hash": head}


def _copy_2(database: sqlite3.Connection) -> dict[str, Any]:
    """Copy version 2, which numbers events separately from acts, outside the hashes."""
    for table in ("act", "seal", "snapshot"):
        database.execute(f"INSERT INTO {table} SELECT * FROM old_{table}")
    told = {act.id: act.details for act in read(database) if act.kind == Kind.RESULT}
    events = database.execute("SELECT act, id, analysis, kind FROM old_event ORDER BY act")
    last = 0
    for act, event, analysis, kind in events.fetchall():
        of = told.get(act, {})
        if event <= last or (analysis, kind) != (of.get("analysis"), of.get("event")):
            raise CaseError(mark("Entry {event} of the case file was moved."), ALTERED, event=event)
        last = event
    database.execute("INSERT INTO event SELECT act, body FROM old_event")
    # A column without an event keeps a number that no act has, so that `verify` detects it.
    database.execute(
        "INSERT INTO event_column SELECT coalesce(e.act, -event), position, dtype, shape, data"
        " FROM old_event_column LEFT JOIN old_event AS e ON e.id = event"
    )
    return {"entries": len(told)}


def _copy_3(database: sqlite3.Connection) -> dict[str, Any]:
    """Copy version 3, which has no fingerprints."""
    for table in _TABLES[3]:
        database.execute(f"INSERT INTO {table} SELECT * FROM old_{table}")
    return {"entries": sum(act.kind == Kind.RESULT for act in read(database))}


def _columns(database: sqlite3.Connection, event: int) -> list[Column]:
    return database.execute(
        "SELECT dtype, shape, data FROM old_event_column WHERE event = ? ORDER BY position",
        (event,),
    ).fetchall()


def _verified_1(database: sqlite3.Connection) -> str:
    """Check a version 1 log completely; return its last hash."""
    rows = database.execute(
        "SELECT a.event, written, hash, body FROM old_audit AS a"
        " LEFT JOIN old_event AS e ON e.id = a.event ORDER BY a.id"
    ).fetchall()
    (count,) = database.execute("SELECT count(*) FROM old_event").fetchone()
    previous = ""
    for event, written, stored, body in rows:
        digest = hashlib.sha256(f"{previous}\n{written}\n{body}\n".encode())
        for dtype, shape, data in _columns(database, event):
            digest.update(f"{dtype}{json.loads(shape)}{len(data)}\n".encode())
            digest.update(data)
        if body is None or digest.hexdigest() != stored:
            raise CaseError(
                mark("Entry {event} of the case file was altered after it was written."),
                ALTERED,
                event=event,
            )
        previous = stored
    if count != len(rows):
        raise CaseError(
            mark("The case file holds entries that its audit log does not know."), ALTERED
        )
    return previous
