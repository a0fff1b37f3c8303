"""The SQLite file of a case, open for one writer and any number of readers."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.case.log import ALTERED
from engine.case.migration import VERSION, migrate, schema
from engine.errors import CaseError, EngineError, OutputError
from engine.files import first_bytes
from engine.wording import mark

_HELD = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_COMMENT = re.compile(r"--[^\n]*")


def check_statements(database: sqlite3.Connection) -> None:
    """Refuse a file with tables, indices, triggers or views that this program did not create.

    A trigger, whatever its author, runs on every write to a case, and a generated column can
    compute its values. Files of later versions are left to `engine.case.migration.migrate`; for
    earlier versions, it copies the rows of known tables. Missing guards are harmless:
    `engine.case.verification` detects changes made without them.

    Raises:
        CaseError: names the unexpected item.
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
        raise CaseError(
            mark("The case file holds statements that do not belong to a case: {names}."),
            ALTERED,
            names=names,
        )


def _statements(database: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Statements by type and name, ignoring comments and whitespace."""
    rows = database.execute(_HELD).fetchall()
    return {(kind, name): " ".join(_COMMENT.sub("", str(sql)).split()) for kind, name, sql in rows}


_MAGIC, _APPLICATION = b"SQLite format 3\0", 0x46434153
IN_USE = mark("The case is open in another window or program.")
ON_REQUEST = mark("It was opened for reading only.")
NOT_PERMITTED = mark("The case file, or its folder, may not be written to.")


class CaseFile:
    """An open file, safe to use from several threads.

    Attributes:
        path: of the file.
        read_only: why it is read-only, marked for translation; "" if it is writable.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, read_only: str,
                 claim: Claim | None) -> None:  # fmt: skip
        self.path = path
        self.read_only = read_only
        self._database = database
        self._claim = claim
        self._turn = threading.RLock()
        self._closed = False

    @classmethod
    def create(cls, path: Path) -> CaseFile:
        """Create a file with empty tables, replacing an existing one.

        Raises:
            OutputError: it cannot be written.
        """
        with typed_errors(path), replacing(path) as claim:
            database = _connect(path, "rwc")
            # Before switching to WAL: the file header itself must identify a case.
            database.executescript(f"BEGIN;\n{schema()}\nCOMMIT;")
            database.execute("PRAGMA journal_mode = WAL")
            claim.kept = True
        return cls(path, database, "", claim)

    @classmethod
    def open(cls, path: Path, read_only: bool = False) -> CaseFile:
        """Open an existing file, read-only if it is not writable.

        Files of earlier versions are migrated; read-only ones as a private copy.

        Raises:
            CaseError: missing, damaged, not a case file, or of a later version.
        """
        with typed_errors(path):
            _check_kind(path)
            if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
                return cls(path, _unwritable(path), NOT_PERMITTED, None)
            if read_only:
                return cls(path, _current(_connect(path, "ro")), ON_REQUEST, None)
            claim = Claim(path)
            if not claim.take():
                return cls(path, _current(_connect(path, "ro")), IN_USE, None)
            try:
                database = _connect(path, "rw")
                migrate(database)
                database.execute("PRAGMA journal_mode = WAL")
            except BaseException:
                claim.release()
                raise
            return cls(path, database, "", claim)

    def close(self) -> None:
        """Close the file; repeated calls have no effect."""
        with self._turn:
            if not self._closed:
                self._closed = True
                self._database.close()
                if self._claim is not None:
                    self._claim.release()

    def copy_into(self, path: Path) -> None:
        """Copy all contents into a new file."""
        with self._taken() as database:
            database.execute("VACUUM INTO ?", (str(path),))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open a consistent snapshot for this thread alone; convert database errors."""
        with self._taken() as database:
            if database.in_transaction:
                yield database
                return
            database.execute("BEGIN")
            try:
                yield database
            finally:
                with contextlib.suppress(sqlite3.Error):
                    database.execute("COMMIT")

    @contextmanager
    def _taken(self) -> Iterator[sqlite3.Connection]:
        with self._turn, typed_errors(self.path):
            if self._closed:
                raise CaseError(
                    mark("The case '{name}' was closed."),
                    mark("Open it again."),
                    name=self.path.name,
                )
            yield self._database

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Like `reading`, in a transaction: committed when the block ends, or rolled back.

        Raises:
            OutputError: the case is read-only, the disk is full, or the file was removed.
        """
        if self.read_only:
            raise OutputError(
                mark("Nothing can be written to the case '{name}'. {why}"),
                mark(
                    "Close the other window, or save the case under another name and go on there."
                ),
                name=self.path.name,
                why=EngineError(self.read_only, ""),
            )
        with self._taken() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    database.execute("ROLLBACK")
                raise


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # `CaseFile._turn` serializes calls, so any thread may make them.
    database = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True, isolation_level=None, check_same_thread=False, timeout=10,
    )  # fmt: skip
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA foreign_keys = ON")
        if mode != "rwc":
            check_statements(database)
    except BaseException:
        database.close()
        raise
    return database


def _check_kind(path: Path) -> None:
    if not path.exists():
        raise CaseError(mark("There is no case file '{path}'."), mark("Check the name."), path=path)
    if not path.is_file():
        raise CaseError(
            mark("'{path}' is a folder, a device or a pipe."),
            mark("Choose a case file."),
            path=path,
        )
    head = first_bytes(path, 100)
    if head[:16] != _MAGIC or int.from_bytes(head[68:72], "big") != _APPLICATION:
        raise CaseError(
            mark("'{path}' is not a case file."),
            mark("Choose a file that ends in .fcase."),
            path=path,
        )


def _unwritable(path: Path) -> sqlite3.Connection:
    """Open a database in a folder where SQLite cannot create its own files."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise CaseError(
            mark("The case '{name}' was not closed properly, and cannot be repaired where it is."),
            mark("Copy it, together with '{log}', to a folder that you may write to."),
            name=path.name,
            log=log.name,
        )
    return _current(_connect(path, "ro&immutable=1"))


def _current(database: sqlite3.Connection) -> sqlite3.Connection:
    """The database, or a migrated private copy if an earlier version wrote it."""
    if database.execute("PRAGMA user_version").fetchone()[0] >= VERSION:
        migrate(database)
        return database
    # A database without a name is in a temporary file that SQLite deletes when it is closed.
    copy = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    database.backup(copy)
    database.close()
    migrate(copy)
    return copy


class Claim:
    """The right to write a case; the system releases it if the program is killed.

    Held as SQLite's lock on an empty file beside the case: it works on every system, and
    leaves the case itself free for readers.

    Attributes:
        kept: it is held beyond the end of `replacing`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(f"{path.name}-lock")
        self.kept = False
        self._lock = sqlite3.connect(
            self._path, isolation_level=None, timeout=0, check_same_thread=False
        )

    def take(self) -> bool:
        """Acquire the claim; False if another process holds it."""
        try:
            self._lock.execute("PRAGMA journal_mode = MEMORY")
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._lock.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return False
            raise
        return True

    def release(self) -> None:
        # A leftover empty file is harmless.
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._lock.close()


@contextmanager
def replacing(path: Path) -> Iterator[Claim]:
    """Claim a case for writing in the block, and remove the existing file.

    Raises:
        OutputError: it is open elsewhere, or cannot be removed.
    """
    with typed_errors(path):
        claim = Claim(path)
        if not claim.take():
            raise OutputError(
                mark("'{path}' cannot be replaced. {why}"),
                mark("Choose another name."),
                path=path,
                why=EngineError(IN_USE, ""),
            )
        try:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            yield claim
        except BaseException:
            claim.release()
            raise
        if not claim.kept:
            claim.release()


@contextmanager
def typed_errors(path: Path) -> Iterator[None]:
    """Convert SQLite and system errors to EngineErrors with advice."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        # Without an SQLite error code, Python failed to decode stored text.
        if isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode"):
            raise _damaged(path, error) from error
        raise OutputError(
            mark("The case file '{path}' cannot be written or read: {why}."),
            mark(
                "Check that the folder exists, that you may write there and that the disk has "
                "room. What was written before is kept."
            ),
            path=path,
            why=error,
        ) from error
    except (sqlite3.Error, KeyError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> CaseError:
    return CaseError(
        mark("The case file '{path}' is damaged."),
        mark("Go back to a copy."),
        repr(error),
        path=path,
    )
