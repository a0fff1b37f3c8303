"""Work that the user requests on the open clip: one at a time, with progress, cancelled by Stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.progress import CancelToken, Progress, ProgressCallback
from forensics_gui.language import tr, whole
from forensics_gui.workers import tasks

# Runs on a worker thread.
Call = Callable[[ProgressCallback, CancelToken], Any]


class Request(QObject):
    """Runs a call on a worker thread; results after a stop are dropped.

    Signals:
        changed(): work has begun or ended.
        progressed(str): how far the work is, in words.
        failed(EngineError).

    Attributes:
        busy: whether work is in progress.
    """

    changed = Signal()
    progressed = Signal(str)
    failed = Signal(object)
    _reported = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cancel = CancelToken()
        self.busy = False
        self._reported.connect(self._tell)

    def run(self, call: Call, taken: Callable[[Any], None]) -> None:
        """Start a call, and hand its result to `taken` on the GUI thread; ignored while busy."""
        if self.busy:
            return
        cancel = self._cancel = CancelToken()

        def report(progress: Progress) -> None:
            if not cancel.cancelled:
                self._reported.emit(progress)

        def done(result: Any) -> None:
            if not cancel.cancelled:
                self._set_busy(False)
                taken(result)

        def failed(error: object) -> None:
            if not cancel.cancelled:
                self._set_busy(False)
            self.failed.emit(error)

        self._set_busy(True)
        tasks.run(self, lambda: call(report, cancel), done, failed)

    def stop(self) -> None:
        """Cancel the work, if any."""
        self._cancel.cancel()
        self._set_busy(False)

    def _tell(self, progress: Progress) -> None:
        # A report may arrive after the work was stopped.
        if self.busy and progress.total:
            words = tr("{done} of {total} frames")
            done, total = whole(progress.done), whole(progress.total)
            self.progressed.emit(words.format(done=done, total=total))

    def _set_busy(self, busy: bool) -> None:
        if busy != self.busy:
            self.busy = busy
            self.changed.emit()
