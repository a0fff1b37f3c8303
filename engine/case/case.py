"""Case: any number of analyses in one SQLite file, written event by event."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import numpy as np

from engine.analysis.events import AnalysisStarted, Event, StageStarted
from engine.analysis.result import Analysis
from engine.case.codec import column_from, column_row, decode, encode
from engine.errors import CaseError, OutputError

_APPLICATION = 0x46434153


@dataclass(frozen=True)
class AnalysisEntry:
    """One analysis of a case: its id, the UTC time it began (ISO 8601) and the clip's path."""

    id: int
    started: str
    clip: str


class Case:
    """An open case file; belongs to the thread that opened it.

    What `add` was given is on disk when it returns: a crash loses only the stage in hand.
    """

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path = path
        self._database = database
        self._analysis: int | None = None

    @classmethod
    def create(cls, path: Path, overwrite: bool = False) -> Case:
        """A new case file.

        Raises:
            OutputError: it exists already, or cannot be written.
        """
        if path.exists() and not overwrite:
            raise OutputError(f"'{path}' exists already.", "Choose another name.")
        with _typed_errors(path):
            path.unlink(missing_ok=True)
            database = sqlite3.connect(path)
            database.executescript(Path(__file__).with_name("schema.sql").read_text("utf-8"))
            database.execute("PRAGMA foreign_keys = ON")
        return cls(path, database)

    @classmethod
    def open(cls, path: Path) -> Case:
        """An existing case file.

        Raises:
            CaseError: missing, damaged, or not a case file.
        """
        if not path.is_file():
            raise CaseError(f"There is no case file '{path}'.", "Check the name.")
        with _typed_errors(path):
            database = sqlite3.connect(path)
            (application,) = database.execute("PRAGMA application_id").fetchone()
        if application != _APPLICATION:
            database.close()
            raise CaseError(f"'{path}' is not a case file.", "Choose a file that ends in .fcase.")
        return cls(path, database)

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def add(self, event: Event) -> None:
        """Write one event; AnalysisStarted begins a new analysis. Progress is not kept.

        Raises:
            OutputError: the disk is full or the file may not be written.
        """
        if isinstance(event, StageStarted):
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        columns: list[np.ndarray] = []
        body = json.dumps(encode(event, columns), ensure_ascii=False)
        rows = [column_row(column) for column in columns]
        with _typed_errors(self.path), self._database as database:
            if isinstance(event, AnalysisStarted):
                self._analysis = database.execute(
                    "INSERT INTO analysis (started) VALUES (?)", (now,)
                ).lastrowid
            if self._analysis is None:
                raise ValueError("an analysis begins with AnalysisStarted")
            number = database.execute(
                "INSERT INTO event (analysis, body) VALUES (?, ?)", (self._analysis, body)
            ).lastrowid
            database.executemany(
                "INSERT INTO event_column VALUES (?, ?, ?, ?, ?)",
                [(number, i, d, json.dumps(s), data) for i, (d, s, data) in enumerate(rows)],
            )
            database.execute(
                "INSERT INTO audit (event, written, hash) VALUES (?, ?, ?)",
                (number, now, _link(self._last_hash(), body, now, rows)),
            )

    def _last_hash(self) -> str:
        row = self._database.execute("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    def analyses(self) -> list[AnalysisEntry]:
        """All analyses, oldest first."""
        with _typed_errors(self.path):
            rows = self._database.execute(
                "SELECT analysis.id, started, body FROM analysis JOIN event ON event.id ="
                " (SELECT min(id) FROM event WHERE analysis = analysis.id) ORDER BY analysis.id"
            ).fetchall()
            return [AnalysisEntry(i, at, json.loads(body)["clip"]["path"]) for i, at, body in rows]

    def events(self, analysis: int) -> Iterator[Event]:
        """The stored events of one analysis, in the order they were added.

        Raises:
            CaseError: the file is damaged.
        """
        with _typed_errors(self.path):
            for number, body in self._database.execute(
                "SELECT id, body FROM event WHERE analysis = ? ORDER BY id", (analysis,)
            ).fetchall():
                columns = [column_from(*row) for row in self._columns(number)]
                yield decode(json.loads(body), columns)

    def analysis(self, analysis: int) -> Analysis:
        """The analysis as far as it came."""
        return Analysis.of(self.events(analysis))

    def _columns(self, event: int) -> list[tuple[str, list[int], bytes]]:
        rows = self._database.execute(
            "SELECT dtype, shape, data FROM event_column WHERE event = ? ORDER BY position",
            (event,),
        )
        return [(dtype, json.loads(shape), data) for dtype, shape, data in rows]

    def verify(self) -> int:
        """Check the audit log; returns the number of entries.

        Raises:
            CaseError: an event was changed, removed or slipped in; names the first.
        """
        with _typed_errors(self.path):
            links = self._database.execute(
                "SELECT audit.event, written, hash, body FROM audit"
                " LEFT JOIN event ON event.id = audit.event ORDER BY audit.id"
            ).fetchall()
            (count,) = self._database.execute("SELECT count(*) FROM event").fetchone()
            previous = ""
            for event, written, stored, body in links:
                expected = _link(previous, body or "", written, self._columns(event))
                if body is None or expected != stored:
                    raise CaseError(
                        f"Entry {event} of the case file was altered after it was written.",
                        "Do not rely on this file; go back to a copy, or analyse the clip again.",
                    )
                previous = stored
        if count != len(links):
            raise CaseError(
                "The case file holds entries that its audit log does not know.",
                "Do not rely on this file; go back to a copy, or analyse the clip again.",
            )
        return len(links)


def _link(
    previous: str, body: str, written: str, columns: list[tuple[str, list[int], bytes]]
) -> str:
    digest = hashlib.sha256(f"{previous}\n{written}\n{body}\n".encode())
    for dtype, shape, data in columns:
        digest.update(f"{dtype}{shape}{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


@contextmanager
def _typed_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise OutputError(
            f"The case file '{path}' cannot be written or read: {error}.",
            "Check that the folder exists, that you may write there and that the disk has room.",
        ) from error
    except (sqlite3.DatabaseError, KeyError, json.JSONDecodeError) as error:
        raise CaseError(
            f"The case file '{path}' is damaged.", "Go back to a copy.", repr(error)
        ) from error
