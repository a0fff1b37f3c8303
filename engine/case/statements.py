"""What a case file may make SQLite run: the statements of this program, and no others."""

from __future__ import annotations

import sqlite3

from engine.case.migration import ALTERED, VERSION, schema
from engine.errors import CaseError

_HELD = (
    "SELECT type, name, sql FROM sqlite_master"
    " WHERE type IN ('trigger', 'view', 'index') AND sql IS NOT NULL"
)


def check_statements(database: sqlite3.Connection) -> None:
    """Refuse a file with triggers, views or indices that this program did not make.

    A trigger runs whenever a case is written, whoever put it there. Files of later versions
    are left to `engine.case.migration.migrate`. Guards that were taken out are no danger: what
    was done without them is found by `engine.case.verification`.

    Raises:
        CaseError: names what is foreign.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        return
    held = _statements(database)
    if version < VERSION:
        foreign = {key for key in held if key[0] != "index"}
    else:
        ours = sqlite3.connect(":memory:")
        ours.executescript(schema())
        own = _statements(ours)
        ours.close()
        foreign = {key for key, _ in held.items() - own.items()}
    if foreign:
        names = ", ".join(f"'{name}'" for _, name in sorted(foreign)[:3])
        raise CaseError(f"The case file brings statements that are not a case's: {names}.", ALTERED)


def _statements(database: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Statements by type and name, whatever the space between their words."""
    rows = database.execute(_HELD).fetchall()
    return {(kind, name): " ".join(str(sql).split()) for kind, name, sql in rows}
