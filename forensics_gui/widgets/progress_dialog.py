"""Progress of a long task in the background, with a button to cancel it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from engine.errors import EngineError
from engine.progress import CancelToken, Progress, ProgressCallback
from forensics_gui.language import tr
from forensics_gui.widgets.labels import plain
from forensics_gui.workers import tasks


class ProgressDialog(QProgressDialog):
    """Runs a task and shows its progress; the window stays usable.

    The dialog closes when the task ends. The result of a cancelled task is dropped.

    Attributes:
        running: the task has not ended and was not cancelled.

    Args:
        title: of the dialog.
        first: shown until the task reports progress.
        task: called in the background with a progress callback and a cancel token.
        done: called with the result.
        failed: called with the error.
    """

    moved = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        first: str,
        task: Callable[[ProgressCallback, CancelToken], Any],
        done: Callable[[Any], None],
        failed: Callable[[EngineError], None],
    ) -> None:
        super().__init__(first, tr("Cancel"), 0, 0, parent)
        self._token = CancelToken()
        self.running = True
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setMinimumDuration(0)
        self.setAutoClose(False)
        self.setAutoReset(False)
        self.moved.connect(self._show)
        self.canceled.connect(self.stop)

        def end(then: Callable[[Any], None], result: Any) -> None:
            if not self._token.cancelled:
                self._close()
                then(result)

        tasks.run(
            self,
            lambda: task(self.moved.emit, self._token),
            lambda result: end(done, result),
            lambda error: end(failed, error),
        )
        self.show()

    def stop(self) -> None:
        """Cancel the task."""
        self._token.cancel()
        if self.running:
            self._close()

    def _show(self, at: Progress) -> None:
        words = tr("{stage}: {done} of {total}").format(
            stage=at.stage, done=at.done, total=at.total
        )
        self.setLabelText(plain(words))
        self.setRange(0, at.total or 0)
        self.setValue(at.done)

    def _close(self) -> None:
        self.running = False
        self.hide()
