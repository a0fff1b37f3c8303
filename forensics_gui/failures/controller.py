"""Shows each kind of error once, checks the system and creates problem reports."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from engine.errors import EngineError
from forensics_gui.failures.errors import UnexpectedError, kind_of, log_once
from forensics_gui.failures.problem_report import ProblemDialog
from forensics_gui.failures.system_check import SystemCheckDialog
from forensics_gui.language import WORDING, tr
from forensics_gui.preferences import Preferences
from forensics_gui.widgets.dialogs import add_button, error_box


class FailureController(QObject):
    """The only place that shows errors in a window.

    Args:
        window: parent of the dialogs; nothing is shown while it is closed.
        explain: opens the guide at an error.
        preferences: included in reports as far as they are not personal.

    Signals:
        said(str, int): status message and its duration in milliseconds.

    Attributes:
        shown: errors with open dialogs.
    """

    said = Signal(str, int)

    def __init__(
        self,
        window: QWidget,
        explain: Callable[[EngineError], None],
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window, self._explain, self._preferences = window, explain, preferences
        self._unexpected: set[str] = set()
        self.shown: list[EngineError] = []

    def show(self, error: EngineError) -> None:
        """Log an error and show it, unless a dialog of its kind is open.

        Each kind of unexpected error gets one dialog; the status bar names it when it recurs.
        """
        log_once(error)
        kind = kind_of(error)
        if not self._window.isVisible() or kind in map(kind_of, self.shown):
            return
        if kind in self._unexpected:
            self.said.emit(error.said(WORDING)[0], 10000)
            return
        report = check = None
        if isinstance(error, UnexpectedError):
            self._unexpected.add(kind)
            report, check = self.report, self.check_system
        self.shown.append(error)
        box = error_box(self._over(), error, lambda: self._explain(error), report, check)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # A box also ends with the window that it lies over.
        box.finished.connect(lambda _: self._closed(error))
        box.destroyed.connect(lambda _: self._closed(error))
        box.open()

    def _closed(self, error: EngineError) -> None:
        if error in self.shown:
            self.shown.remove(error)

    def _over(self) -> QWidget:
        """The active window if it is one of the main window's, so that errors appear over it."""
        active = QApplication.activeWindow()
        while isinstance(active, QMessageBox):
            active = active.parentWidget()
        parent = active
        while parent is not None and parent is not self._window:
            parent = parent.parentWidget()
        return active if active is not None and parent is not None else self._window

    def offer_after_crash(self) -> None:
        """Say that the program crashed last time, and offer a check and a report."""
        box = QMessageBox(
            QMessageBox.Icon.Information,
            tr("Deepfake forensics"),
            tr("The program crashed last time."),
            QMessageBox.StandardButton.Ok,
            self._window,
        )
        box.setInformativeText(
            tr("Results in cases are kept. Check whether this computer lacks something, or "
               "report the problem.")
        )  # fmt: skip
        add_button(box, tr("Check the system …"), self.check_system)
        add_button(box, tr("Report a problem …"), self.report)
        box.setEscapeButton(QMessageBox.StandardButton.Ok)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def check_system(self) -> None:
        """Show what this computer lacks."""
        dialog = SystemCheckDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def report(self) -> None:
        """Show the content of a problem report, and save it if the user agrees."""
        dialog = ProblemDialog(self._window, self._preferences)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(
            lambda path: self.said.emit(tr("Wrote {file}").format(file=path), 10000)
        )
        dialog.failed.connect(self.show)
        dialog.open()
