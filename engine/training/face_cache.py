"""Cache of face crops on disk, keyed by the content of the source file.

Pixels are written first, then recorded in SQLite in one transaction: a kill loses at most what was
not recorded yet. Several processes may write concurrently.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import OutputError
from engine.wording import mark

#: Facts of one crop: frame from 0, PTS in the stream's time base (-1 if unknown), seconds after
#: the first frame; box x0, y0, x1, y1, landmarks (see `engine.faces.mtcnn.Detections`) and the
#: box's shorter side, in pixels of the upright source picture; probability 0 to 1; sharpness, see
#: `engine.faces.quality.sharpness`.
FACTS = np.dtype(
    [
        ("frame", np.int64),
        ("pts", np.int64),
        ("time", np.float64),
        ("box", np.float32, (4,)),
        ("landmarks", np.float32, (5, 2)),
        ("probability", np.float32),
        ("face_size", np.float32),
        ("sharpness", np.float32),
        ("blockiness", np.float32),
    ]
)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (id TEXT PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS items (
    settings TEXT NOT NULL, key TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
    facts BLOB NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (settings, key)) WITHOUT ROWID;
"""
#: Seconds that a writer waits for other writers.
_PATIENCE = 120.0


@dataclass(frozen=True)
class Extracted:
    """Faces of one clip or picture, to be stored.

    Attributes:
        key: identifies the content.
        crops: uint8 (n, side, side, 3) RGB.
        facts: FACTS (n,).
        reason: why there are none; "" if there are some.
        lasting: False if a retry may succeed; such a failure is not stored.
    """

    key: str
    crops: np.ndarray
    facts: np.ndarray
    reason: str = ""
    lasting: bool = True


@dataclass(frozen=True)
class Stored:
    """Faces of one clip or picture in the store: the rows from `first`, one for each of `facts`."""

    first: int
    facts: np.ndarray
    reason: str


@dataclass(frozen=True)
class KnownFile:
    """State of a file when it was hashed."""

    path: bytes
    size: int
    mtime: int
    sha256: str


class FaceCache:
    """Crops of one geometry and one set of extraction settings.

    Args:
        folder: of all crops; created if missing.
        side: of the crops, in pixels.
        settings: JSON-ready; crops of different settings are kept apart.

    Raises:
        OutputError: the folder is read-only or its content is damaged.
    """

    def __init__(self, folder: Path, side: int, settings: dict[str, Any]) -> None:
        self._folder = folder
        self._shape = (side, side, 3)
        text = json.dumps(settings, sort_keys=True)
        self._id = hashlib.sha256(text.encode()).hexdigest()[:16]
        self._pixels = folder / f"{self._id}.rgb"
        with self._database() as database:
            database.executescript(_SCHEMA)
            # Truncated or deleted pixel files are extracted again. Other processes may append,
            # so the size is read under the lock.
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT OR IGNORE INTO settings VALUES (?, ?)", (self._id, text))
            database.execute(
                "DELETE FROM items WHERE settings = ? AND count > 0 AND first + count > ?",
                (self._id, self._rows_on_disk()),
            )
            database.execute("COMMIT")

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(
                self._folder / "faces.sqlite", timeout=_PATIENCE, isolation_level=None
            )
            try:
                yield database
            finally:
                database.close()
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                mark("Prepared faces cannot be kept in '{folder}': {why}."),
                mark(
                    "Free some disk space, check that you may write there, or delete this folder "
                    "if it is damaged; what is stored already is used again."
                ),
                repr(error),
                folder=self._folder,
                why=error,
            ) from error

    def _rows_on_disk(self) -> int:
        size = self._pixels.stat().st_size if self._pixels.exists() else 0
        return size // int(np.prod(self._shape))

    def add(self, found: Iterable[Extracted]) -> None:
        """Store faces, and permanent failures; existing keys are left as they are.

        Raises:
            OutputError: the disk is full or read-only; nothing of `found` is stored, and earlier
                content stays usable.
        """
        with self._database() as database:
            database.execute("BEGIN IMMEDIATE")
            (row,) = database.execute(
                "SELECT coalesce(max(first + count), 0) FROM items WHERE settings = ?", (self._id,)
            ).fetchone()
            notes = []
            with self._pixels.open("r+b" if self._pixels.exists() else "w+b") as file:
                file.seek(row * int(np.prod(self._shape)))
                for item in found:
                    if not item.lasting or self._has(database, item.key):
                        continue
                    file.write(np.ascontiguousarray(item.crops).data)
                    facts = item.facts.astype(FACTS).tobytes()
                    notes.append((self._id, item.key, row, len(item.crops), facts, item.reason))
                    row += len(item.crops)
                file.flush()
                os.fsync(file.fileno())
            database.executemany("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?)", notes)
            database.execute("COMMIT")

    def _has(self, database: sqlite3.Connection, key: str) -> bool:
        found = database.execute(
            "SELECT 1 FROM items WHERE settings = ? AND key = ?", (self._id, key)
        )
        return found.fetchone() is not None

    def known(self) -> dict[str, Stored]:
        """Everything stored with these settings, by key."""
        with self._database() as database:
            rows = database.execute(
                "SELECT key, first, facts, reason FROM items WHERE settings = ?", (self._id,)
            )
            return {
                key: Stored(first, np.frombuffer(facts, FACTS), reason)
                for key, first, facts, reason in rows
            }

    def pictures(self) -> np.ndarray:
        """uint8 (M, side, side, 3) RGB, memory-mapped and read-only; all rows on disk."""
        rows = self._rows_on_disk()
        if rows == 0:
            return np.zeros((0, *self._shape), np.uint8)
        return np.memmap(self._pixels, np.uint8, "r", shape=(rows, *self._shape))

    def files(self) -> dict[bytes, KnownFile]:
        """Files hashed earlier, by path."""
        with self._database() as database:
            rows = database.execute("SELECT path, size, mtime, sha256 FROM files")
            return {row[0]: KnownFile(*row) for row in rows}

    def remember(self, files: Iterable[KnownFile]) -> None:
        """Record the digests of files."""
        with self._database() as database:
            database.execute("BEGIN IMMEDIATE")
            database.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                [(file.path, file.size, file.mtime, file.sha256) for file in files],
            )
            database.execute("COMMIT")
