"""Convert, classify and log errors, including uncaught exceptions and Qt messages."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from engine.errors import CancelledError, EngineError, missing_package
from engine.log import uncaught_logged
from forensics_gui.language import mark

logger = logging.getLogger(__name__)
_logged: WeakSet[EngineError] = WeakSet()


class UnexpectedError(EngineError):
    """A bug: an exception that is not an EngineError."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            mark("Something unexpected went wrong ({kind})."),
            mark("Results so far are kept. Please report the problem with the details."),
            "".join(traceback.format_exception(error)),
            kind=type(error).__name__,
        )
        frames = traceback.extract_tb(error.__traceback__)
        self.place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def as_engine_error(error: Exception) -> EngineError:
    """Convert to a typed error and log it."""
    if isinstance(error, EngineError):
        log_once(error)
        return error
    if isinstance(error, ModuleNotFoundError) and (missing := missing_package(error)):
        log_once(missing)
        return missing
    logger.error("Unexpected error", exc_info=error)
    return mark_logged(UnexpectedError(error))


def mark_logged(error: EngineError) -> EngineError:
    """Mark an error so that `log_once` skips it."""
    _logged.add(error)
    return error


def log_once(error: EngineError) -> None:
    """Log an error with its traceback, unless it is logged already or a cancellation."""
    if isinstance(error, CancelledError) or error in _logged:
        return
    mark_logged(error)
    logger.warning("%s: %s", type(error).__name__, error.what, exc_info=error)


def kind_of(error: EngineError) -> str:
    """Identify the kind of an error by its place in the code, or by type and words.

    Numbers in the words are ignored: consecutive frames may fail alike.
    """
    place = error.place if isinstance(error, UnexpectedError) else ""
    return f"{type(error).__name__} {place} {re.sub(r'[0-9]+', '#', error.what)}"


#: Logger of Qt's own messages.
_qt = logging.getLogger("forensics_gui.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Hooks(QObject):
    """Handlers for uncaught exceptions and Qt messages while `installed` is active.

    Signals:
        failed(EngineError): an uncaught exception on any thread; connect it queued, as Qt may be
            painting.
    """

    failed = Signal(object)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Install the handlers, and restore the previous ones at the end."""
        with uncaught_logged():
            before = sys.excepthook, threading.excepthook

            def excepted(kind: type[BaseException], error: BaseException, trace: Any) -> None:
                before[0](kind, error, trace)
                self._hand_over(error)

            def thread_excepted(failed: Any) -> None:
                before[1](failed)
                self._hand_over(failed.exc_value)

            sys.excepthook, threading.excepthook = excepted, thread_excepted
            qInstallMessageHandler(_log_message)
            try:
                yield
            finally:
                sys.excepthook, threading.excepthook = before
                qInstallMessageHandler(None)

    def _hand_over(self, error: BaseException | None) -> None:
        if isinstance(error, Exception):
            known = error if isinstance(error, EngineError) else UnexpectedError(error)
            self.failed.emit(mark_logged(known))


def _log_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    _qt.log(_LEVELS[kind], "%s", text)
