"""What a case file may make SQLite run: the statements of this program, and no others."""

from __future__ import annotations

import contextlib
import re
import sqlite3

from engine.case.log import ALTERED
from engine.case.migration import VERSION, schema
from engine.errors import CaseError

_HELD = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_COMMENT = re.compile(r"--[^\n]*")


def check_statements(database: sqlite3.Connection) -> None:
    """Refuse a file with tables, indices, triggers or views that this program did not make.

    A trigger runs whenever a case is written, whoever put it there, and a column of a table can
    compute what it shows. Files of later versions are left to `engine.case.migration.migrate`;
    of earlier ones, it copies the rows of the tables that it knows. Guards that were taken out
    are no danger: what was done without them is found by `engine.case.verification`.

    Raises:
        CaseError: names what is foreign.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        return
    held = _statements(database)
    with contextlib.closing(sqlite3.connect(":memory:")) as ours:
        ours.executescript(schema())
        foreign = {key for key, _ in held.items() - _statements(ours).items()}
    if version < VERSION:
        foreign = {key for key in foreign if key[0] not in ("table", "index")}
    if foreign:
        names = ", ".join(f"'{name}'" for _, name in sorted(foreign)[:3])
        raise CaseError(f"The case file brings statements that are not a case's: {names}.", ALTERED)


def _statements(database: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Statements by type and name, whatever the comments and the space between their words."""
    rows = database.execute(_HELD).fetchall()
    return {(kind, name): " ".join(_COMMENT.sub("", str(sql)).split()) for kind, name, sql in rows}
