"""Reports written in the background, and noted in the case's log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import EngineError
from forensics_gui.case.desk import CaseDesk
from forensics_gui.language import mark, tr
from forensics_gui.session import Session
from forensics_gui.workers import tasks
from forensics_gui.workers.host import EngineHost


class Exporter(QObject):
    """Asks for a name and writes what is shown, as the analyst corrected it.

    Signals:
        said(str, int): how far it is, and for how many milliseconds to show that (0: for good).
        failed(EngineError): it could not be written.
    """

    said = Signal(str, int)
    failed = Signal(object)

    def __init__(self, window: QWidget, session: Session, host: EngineHost, desk: CaseDesk) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._host = host
        self._desk = desk

    def pdf(self) -> None:
        """Write a report for readers."""
        analysis, clip = self._session.analysis, self._path()
        self._export(mark("PDF report"), "pdf", lambda to: self._host.write_pdf(analysis, clip, to))

    def json(self) -> None:
        """Write all numbers for other programs."""
        analysis = self._session.analysis
        self._export("JSON", "json", lambda to: self._host.write_json(analysis, to))

    def _path(self) -> Path:
        assert self._session.path is not None
        return self._session.path

    def _export(self, kind: str, suffix: str, write: Callable[[Path], None]) -> None:
        suggested = str(Path.home() / f"{self._path().stem}.{suffix}")
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("Export {kind}").format(kind=tr(kind)),
            suggested,
            f"{tr(kind)} (*.{suffix})",
        )
        if not name:
            return
        target = Path(name)
        self.said.emit(tr("Writing {file} …").format(file=target.name), 0)

        def done(_: object) -> None:
            self.said.emit(tr("Wrote {file}").format(file=target), 10000)
            self._desk.exported(kind, target)

        def failed(error: EngineError) -> None:
            self.said.emit("", 0)
            self.failed.emit(error)

        tasks.run(self, lambda: write(target), done, failed)
