"""The program's log: a rotating file in the user's log folder, and standard error on request.

Modules log under their own names, `engine...` and `forensics_gui...`. Records of other libraries
are left out because they may quote content of a clip; the log contains only its path. Importing
the engine does not start a log.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import platformdirs

from engine import __version__
from engine.untrusted_text import visible

NAME, CRASHES = "forensics.log", "crash.log"
#: Maximum bytes of a log file, and number of full files to keep.
LARGEST, KEPT = 1 << 20, 3
_PACKAGES = ("engine", "forensics_gui")

logger = logging.getLogger(__name__)
_handlers: list[logging.Handler] = []
_folder: Path | None = None
#: Stays open for the lifetime of the process: the interpreter writes to it when it crashes.
_crashes: IO[str] | None = None
_crashed_before = False


def log_folder() -> Path:
    """The user's log folder."""
    return Path(platformdirs.user_log_dir("deepfake-forensics"))


def folder_in_use() -> Path | None:
    """The folder that this process logs to; None if it writes no log."""
    return _folder


def crashed_before() -> bool:
    """Whether `start` found that an earlier run had crashed."""
    return _crashed_before


def start(program: str, verbose: bool = False) -> None:
    """Log to the user's folder; do nothing if it is not writable.

    Crashes of the interpreter go into a separate file; the next start moves them to the log.

    Args:
        program: name of the program for the first line.
        verbose: log to standard error too, with all details.
    """
    _write_to(log_folder(), verbose)
    logger.info(
        "%s started: version %s, Python %s, %s",
        program, __version__, platform.python_version(), platform.platform(),
    )  # fmt: skip
    if _folder is not None:
        with suppress(OSError):
            _catch_crashes(_folder / CRASHES)


def join(folder: Path | None) -> None:
    """Log in a worker process to the parent's log folder, if there is one."""
    if folder is not None and folder != _folder:
        _write_to(folder, verbose=False)


def stop() -> None:
    """Stop this process's log: later records are discarded."""
    global _folder
    for package in map(logging.getLogger, _PACKAGES):
        for handler in _handlers:
            package.removeHandler(handler)
    _handlers.clear()
    _folder = None


def _write_to(folder: Path, verbose: bool) -> None:
    global _folder
    own: list[logging.Handler] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        own.append(_SharedFile(folder / NAME))
        _folder = folder
    except OSError:
        _folder = None
    if verbose:
        own.append(logging.StreamHandler())
    for handler in own:
        handler.setFormatter(_Lines("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"))
    for package in map(logging.getLogger, _PACKAGES):
        for handler in _handlers:
            package.removeHandler(handler)
        for handler in own:
            package.addHandler(handler)
        package.setLevel(logging.DEBUG if verbose else logging.INFO)
    _handlers[:] = own


@contextmanager
def uncaught_logged() -> Iterator[None]:
    """Log every uncaught exception on any thread before its usual handling."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def excepted(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if issubclass(kind, Exception):
            logger.critical("Unexpected error", exc_info=(kind, error, trace))
        before[0](kind, error, trace)

    def thread_excepted(failed: Any) -> None:
        if issubclass(failed.exc_type, Exception):
            logger.critical(
                "Unexpected error on thread %s", failed.thread.name if failed.thread else "",
                exc_info=(failed.exc_type, failed.exc_value, failed.exc_traceback),
            )  # fmt: skip
        before[1](failed)

    def unraisable(failed: Any) -> None:
        logger.error(
            "Error that could not be raised",
            exc_info=(failed.exc_type, failed.exc_value, failed.exc_traceback),
        )
        before[2](failed)

    sys.excepthook, threading.excepthook = excepted, thread_excepted
    sys.unraisablehook = unraisable
    try:
        yield
    except Exception:
        logger.critical("Unexpected error", exc_info=True)
        raise
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before


def last_lines(count: int) -> str:
    """The last lines of the log; "" if there is none."""
    lines: list[str] = []
    for path in _files(log_folder() / NAME):
        if len(lines) < count:
            with suppress(OSError):
                lines = path.read_text("utf-8", "replace").splitlines() + lines
    return "\n".join(lines[-count:])


def _files(newest: Path) -> list[Path]:
    """The log files, newest first."""
    return [newest, *(newest.with_suffix(f".{n}.log") for n in range(1, KEPT + 1))]


def _catch_crashes(path: Path) -> None:
    """Log an earlier crash, and register the file for future interpreter crashes."""
    global _crashes, _crashed_before
    earlier = path.read_text("utf-8", "replace").strip() if path.exists() else ""
    _crashed_before = bool(earlier)
    if earlier:
        path.write_bytes(b"")
        logger.critical("An earlier run crashed:\n%s", earlier)
    if not faulthandler.is_enabled():
        _crashes = path.open("a", encoding="utf-8")
        faulthandler.enable(_crashes)


class _SharedFile(logging.Handler):
    """A log file opened for each record, so that several processes can write and rotate it.

    Repeated warnings are written the 1st, 10th, 100th ... time.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(logging.INFO)
        self._path = path
        self._last, self._times = "", 1

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._repeats(record):
                return
            # A full disk must not interrupt the work.
            with suppress(OSError):
                if self._path.exists() and self._path.stat().st_size >= LARGEST:
                    self._rotate()
                with self._path.open("ab", buffering=0) as file:
                    file.write(f"{self.format(record)}\n".encode(errors="backslashreplace"))
        except Exception:
            self.handleError(record)

    def _repeats(self, record: logging.LogRecord) -> bool:
        """Whether to skip the record, because it repeats the previous one."""
        said = ""
        if record.levelno >= logging.WARNING:
            trace = traceback.format_exception(*record.exc_info) if record.exc_info else ()
            said = "".join((record.getMessage(), *trace))
        self._times = self._times + 1 if said and said == self._last else 1
        self._last = said
        return str(self._times).strip("0") != "1"

    def _rotate(self) -> None:
        files = _files(self._path)
        for number in range(KEPT, 0, -1):
            if files[number - 1].exists():
                files[number - 1].replace(files[number])


class _Lines(logging.Formatter):
    """Indent continuation lines, so that a path with a line break cannot fake a record."""

    default_time_format = "%Y-%m-%d %H:%M:%S%z"
    default_msec_format = ""

    def format(self, record: logging.LogRecord) -> str:
        return str(visible(super().format(record))).replace("\n", "\n    ")
