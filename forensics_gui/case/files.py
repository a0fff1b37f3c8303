"""Create, open, save and close cases."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from engine.case.state import Description
from engine.errors import EngineError
from forensics_gui.case.settings import CASE_SUFFIX, CaseSettings
from forensics_gui.case.snapshot import CaseSnapshot, view_of
from forensics_gui.language import mark, tr
from forensics_gui.widgets.dialogs import ok_or_cancel
from forensics_gui.widgets.labels import plain
from forensics_gui.widgets.recent_menu import RecentMenu
from forensics_gui.workers.engine_host import EngineHost
from forensics_gui.workers.tasks import TaskQueue


class CaseDialog(QDialog):
    """Asks for title, laboratory, customer, request and the analyst's name, which is required."""

    def __init__(self, parent: QWidget, about: Description, analyst: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Case"))
        self.title_line, self.laboratory_line = QLineEdit(about.title), QLineEdit(about.laboratory)
        self.customer_line, self.request_line = QLineEdit(about.customer), QLineEdit(about.request)
        self.analyst_line = QLineEdit(analyst)
        self.title_line.setPlaceholderText(tr("Example: Inquiry 2026-17, interview at the harbour"))
        for line in (self.laboratory_line, self.customer_line):
            line.setPlaceholderText(tr("optional"))
        self.request_line.setPlaceholderText(tr("question to answer (optional)"))
        buttons = ok_or_cancel(self)
        agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        agree.setEnabled(bool(analyst.strip()))
        self.analyst_line.textChanged.connect(lambda text: agree.setEnabled(bool(text.strip())))
        form = QFormLayout(self)
        form.addRow(tr("Title"), self.title_line)
        form.addRow(tr("Laboratory"), self.laboratory_line)
        form.addRow(tr("Customer"), self.customer_line)
        form.addRow(tr("Request"), self.request_line)
        form.addRow(tr("Your name"), self.analyst_line)
        form.addRow(buttons)
        self.setMinimumWidth(460)

    @property
    def about(self) -> Description:
        """The entered description."""
        lines = (self.title_line, self.laboratory_line, self.customer_line, self.request_line)
        return Description(*(line.text().strip() for line in lines))

    @property
    def analyst(self) -> str:
        return self.analyst_line.text().strip()

    def file_name(self) -> str:
        """File name derived from the title."""
        return re.sub(r"[^\w .-]+", "-", self.about.title).strip(" .-")[:60] or "case"


FILES = mark("Cases (*.fcase);;All files (*)")


class CaseFiles(QObject):
    """Asks for names, and creates, opens, saves and closes cases.

    Args:
        window: parent of the dialogs.
        host: holds the open case.
        settings: analyst, laboratory and recent cases.
        queue: runs the operations.
        view: returns the content of the open case, None without one.

    Signals:
        opened(CaseSnapshot): a case was opened or created.
        saved(CaseSnapshot): the case continues under another name.
        described(Description): the user edited the description.
        closing(): the case is about to be closed. closed(): it is closed.
        failed(EngineError): an operation failed.

    Attributes:
        recent: menu of recent cases.
    """

    opened = Signal(object)
    saved = Signal(object)
    described = Signal(object)
    closing = Signal()
    closed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        host: EngineHost,
        settings: CaseSettings,
        queue: TaskQueue,
        view: Callable[[], CaseSnapshot | None],
    ) -> None:
        super().__init__(window)
        self._window, self._host = window, host
        self._settings, self._queue, self._view = settings, queue, view
        self.recent = RecentMenu(tr("&Recent cases"), lambda: settings.recent, window)
        self.recent.wanted.connect(self.open)

    def ask_analyst(self) -> bool:
        """Ask for the analyst's name if it is unknown; False if the user cancels."""
        if self._settings.analyst:
            return True
        return self.change_analyst()

    def change_analyst(self) -> bool:
        """Ask for the analyst's name, which is logged with every change."""
        memory = self._settings
        name, agreed = QInputDialog.getText(
            self._window, tr("Analyst"), tr("Your name for the log of cases"),
            text=memory.analyst or memory.user,
        )  # fmt: skip
        if not agreed or not name.strip():
            return False
        self.use_analyst(name.strip())
        return True

    def use_analyst(self, analyst: str) -> None:
        """Set the name of the analyst here and in the open case."""
        self._settings.analyst = self._host.cases.analyst = analyst
        if self._host.cases.case is not None:
            self._host.cases.case.analyst = analyst

    def new(self) -> bool:
        """Ask for a description and a file, then create the case.

        False if the user cancels.
        """
        memory = self._settings
        dialog = CaseDialog(self._window, Description(laboratory=memory.laboratory),
                            memory.analyst or memory.user)  # fmt: skip
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        suggested = str(Path.home() / f"{dialog.file_name()}{CASE_SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self._window, tr("New case"), suggested, tr(FILES))
        if name:
            self.create(_with_suffix(name), dialog.about, dialog.analyst)
        return bool(name)

    def create(self, path: Path, about: Description, analyst: str) -> None:
        """Create and open a case; a file of that name is replaced."""
        self.use_analyst(analyst)
        self._settings.laboratory = about.laboratory
        cases = self._host.cases

        def make() -> CaseSnapshot:
            return view_of(cases.create(path, about), True)

        self._switch(make)

    def describe(self) -> None:
        """Edit the description."""
        view, memory = self._view(), self._settings
        assert view is not None
        before = view.state.description
        before = replace(before, laboratory=before.laboratory or memory.laboratory)
        dialog = CaseDialog(self._window, before, memory.analyst or memory.user)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.use_analyst(dialog.analyst)
            about = dialog.about
            memory.laboratory = about.laboratory
            self.described.emit(about)

    def choose(self) -> None:
        """Ask for a case file and open it."""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open case"), "", tr(FILES))
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a case instead of the current one."""
        cases = self._host.cases
        self._switch(lambda: view_of(cases.open(path), True), path)

    def _switch(self, work: Callable[[], CaseSnapshot], path: Path | None = None) -> None:
        def done(view: CaseSnapshot) -> None:
            self._settings.used(view.path)
            self.opened.emit(view)
            if view.read_only:
                self._say_read_only(view)

        def failed(error: EngineError) -> None:
            if path is not None and not path.exists():
                self._settings.forget(path)
            self.failed.emit(error)

        self._queue.call(work, done, failed)

    def save_as(self) -> None:
        """Save the case under another name and continue there."""
        view = self._view()
        assert view is not None
        suggested = str(Path.home() / (view.path.name if view.named else "case.fcase"))
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save case as"), suggested, tr(FILES)
        )
        if not name:
            return
        path, cases = _with_suffix(name), self._host.cases

        def done(after: CaseSnapshot) -> None:
            self._settings.used(after.path)
            self.saved.emit(after)

        self._queue.call(lambda: view_of(cases.save_as(path), True), done, self.failed.emit)

    def close(self) -> None:
        """Close the case and its clip."""
        self.closing.emit()
        self._queue.call(self._host.cases.close, lambda _: self.closed.emit(), self.failed.emit)

    def _say_read_only(self, view: CaseSnapshot) -> None:
        words = plain(tr("“{case}” is opened read-only.").format(case=view.path.name))
        box = QMessageBox(QMessageBox.Icon.Information, tr("Read-only"), words, parent=self._window)
        more = tr(
            "{why} You can view everything but save nothing. To work on it, save the case under "
            "another name."
        ).format(why=tr(view.read_only))
        box.setInformativeText(plain(more))
        box.open()


def _with_suffix(name: str) -> Path:
    path = Path(name)
    return path if path.suffix else path.with_suffix(CASE_SUFFIX)
