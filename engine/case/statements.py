"""What a case file may make SQLite run: the statements of this program, and no others."""

from __future__ import annotations

import sqlite3

from engine.case.migration import ALTERED, VERSION, schema
from engine.errors import CaseError

_HELD = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


def check_statements(database: sqlite3.Connection) -> None:
    """Refuse a file with triggers, views, indices or tables that this program did not make.

    A trigger runs whenever a case is written, whoever put it there. Files of later versions
    are left to `engine.case.migration.migrate`.

    Raises:
        CaseError: names what is foreign, or one of the log's guards that is missing.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        return
    held = _statements(database)
    if version < VERSION:
        foreign = {key for key in held if key[0] in ("trigger", "view")}
    else:
        ours = sqlite3.connect(":memory:")
        ours.executescript(schema())
        own = _statements(ours)
        ours.close()
        foreign = {key for key, _ in held.items() ^ own.items()}
    if foreign:
        names = ", ".join(f"'{name}'" for _, name in sorted(foreign)[:3])
        raise CaseError(f"The case file does not hold the statements of a case: {names}.", ALTERED)


def _statements(database: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """By type and name; of tables and indices the text does not count, it holds comments."""
    rows = database.execute(_HELD).fetchall()
    return {
        (kind, name): " ".join(str(sql).split()) if kind in ("trigger", "view") else ""
        for kind, name, sql in rows
    }
