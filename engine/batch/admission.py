"""Memory admission: processes of one machine share its memory among their clips."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock
import platformdirs
import psutil

from engine.progress import CancelToken

#: Bytes of one analysis regardless of picture size, additional bytes if the detector needs torch,
#: and bytes per pixel: measured peaks of the process and its decoder, see
#: `tests/benchmarks/test_batch_speed.py`.
BASE, TORCH, PER_PIXEL = 700 << 20, 1600 << 20, 150
#: Share of the machine's memory for analyses.
_SHARE = 0.8
_LOOK = 0.2


def need_of(width: int, height: int, torch: bool = False) -> int:
    """Peak memory of a clip's analysis in bytes.

    Args:
        width, height: of the pictures.
        torch: whether the detector needs torch, see `Detector.takes_torch`.
    """
    return BASE + TORCH * torch + PER_PIXEL * width * height


@dataclass(frozen=True)
class Admission:
    """Admits a clip when there is enough memory.

    Attributes:
        ledger: file shared by all processes of the machine; created if missing.
        limit: total bytes.
    """

    ledger: Path
    limit: int

    @classmethod
    def of_this_machine(cls) -> Admission:
        """One ledger for all batches of a user."""
        folder = Path(platformdirs.user_cache_dir("deepfake-forensics"))
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder / "memory.json", int(_SHARE * psutil.virtual_memory().total))

    @contextmanager
    def room(self, need: int, cancel: CancelToken | None = None) -> Iterator[None]:
        """Reserve `need` bytes for the block.

        A clip that needs more than the limit runs alone. Killed processes release their
        reservations.

        Raises:
            CancelledError: `cancel` was set while waiting.
        """
        while not self._taken(need):
            if cancel is not None:
                cancel.check()
            time.sleep(_LOOK)
        try:
            yield
        finally:
            with self._lock():
                self._write([row for row in self._rows() if row["process"] != os.getpid()])

    def _lock(self) -> filelock.BaseFileLock:
        return filelock.FileLock(f"{self.ledger}.lock")

    def _taken(self, need: int) -> bool:
        with self._lock():
            rows = self._rows()
            taken = sum(row["need"] for row in rows)
            if rows and taken + need > self.limit:
                return False
            me = psutil.Process()
            row = {"process": me.pid, "since": me.create_time(), "need": need}
            self._write([*rows, row])
            return True

    def _rows(self) -> list[dict[str, float]]:
        """Reservations of live processes."""
        try:
            rows = json.loads(self.ledger.read_text("utf-8"))
            return [row for row in rows if _lives(int(row["process"]), float(row["since"]))]
        except (OSError, ValueError, TypeError, KeyError):
            return []

    def _write(self, rows: list[dict[str, float]]) -> None:
        self.ledger.write_text(json.dumps(rows), "utf-8")


def _lives(process: int, since: float) -> bool:
    try:
        return abs(psutil.Process(process).create_time() - since) < 1
    except psutil.Error:
        return False
