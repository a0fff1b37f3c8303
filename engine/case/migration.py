"""Case files of earlier versions, brought up to date in one transaction."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from pathlib import Path

from engine import __version__
from engine.case.log import Kind, append
from engine.case.results import Column, add_result, clip_details
from engine.errors import CaseError

VERSION = 2
ALTERED = "Do not rely on this file; go back to a copy, or analyse the clip again."


def schema() -> str:
    """The statements that make an empty case file."""
    return Path(__file__).with_name("schema.sql").read_text("utf-8")


def migrate(database: sqlite3.Connection) -> None:
    """Bring a file to this version; one that is current is left alone.

    Raises:
        CaseError: of a later version, or its log does not fit its entries.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return
    if version > VERSION:
        raise CaseError(
            "The case was written by a later version of the program.", "Install that version."
        )
    head = _verified(database)
    database.execute("PRAGMA foreign_keys = OFF")
    old = ("analysis", "event", "event_column", "audit")
    renamed = "".join(f"ALTER TABLE {name} RENAME TO old_{name};" for name in old)
    try:
        database.executescript(f"BEGIN IMMEDIATE;{renamed}{schema()}")
        _copy(database, head)
        for name in reversed(old):
            database.execute(f"DROP TABLE old_{name}")
        database.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
    database.execute("PRAGMA foreign_keys = ON")


def _copy(database: sqlite3.Connection, head: str) -> None:
    """Version 1 knew no clips and no names: the clips are taken from the analyses."""
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
        columns = _columns(database, event, "old_event_column")
        add_result(database, "", analysis, body, columns, written)
    details = {"from": 1, "entries": len(entries), "hash": head, "program": __version__}
    append(database, "", Kind.MIGRATED, details)


def _columns(database: sqlite3.Connection, event: int, table: str) -> list[Column]:
    return database.execute(
        f"SELECT dtype, shape, data FROM {table} WHERE event = ? ORDER BY position", (event,)
    ).fetchall()


def _verified(database: sqlite3.Connection) -> str:
    """The last hash of a version 1 log, once all of it was checked."""
    rows = database.execute(
        "SELECT audit.event, written, hash, body FROM audit"
        " LEFT JOIN event ON event.id = audit.event ORDER BY audit.id"
    ).fetchall()
    (count,) = database.execute("SELECT count(*) FROM event").fetchone()
    previous = ""
    for event, written, stored, body in rows:
        digest = hashlib.sha256(f"{previous}\n{written}\n{body}\n".encode())
        for dtype, shape, data in _columns(database, event, "event_column"):
            digest.update(f"{dtype}{json.loads(shape)}{len(data)}\n".encode())
            digest.update(data)
        if body is None or digest.hexdigest() != stored:
            raise CaseError(
                f"Entry {event} of the case file was altered after it was written.", ALTERED
            )
        previous = stored
    if count != len(rows):
        raise CaseError("The case file holds entries that its audit log does not know.", ALTERED)
    return previous
