"""Exceptions that nothing caught, and Qt's messages: logged, and handed to the window."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from engine.errors import EngineError
from engine.log import uncaught_logged
from forensics_gui.failures.errors import UnexpectedError, mark_logged

#: What Qt says of itself is logged under this name.
_qt = logging.getLogger("forensics_gui.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Hooks(QObject):
    """Python's and Qt's last resorts, while `installed` is entered.

    Signals:
        failed(EngineError): an exception that nothing caught, on any thread; connect it
            queued, as Qt may be painting.
    """

    failed = Signal(object)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Take over from Python and Qt, and give back at the end."""
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
