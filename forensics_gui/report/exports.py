"""Export reports in the background and log them in the case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import EngineError
from forensics_gui import language
from forensics_gui.case.controller import CaseController
from forensics_gui.file_writer import FileWriter
from forensics_gui.language import NAMES, mark, tr
from forensics_gui.report.signing import Signing
from forensics_gui.session import Session
from forensics_gui.workers.engine_host import EngineHost
from forensics_gui.workers.report_writer import ReportSubject, ReportWriter

if TYPE_CHECKING:
    from engine.report.signature import Seal


class Exporter(FileWriter):
    """Asks for a file name and writes the shown analysis with its corrections.

    Signals:
        changed(): the letterhead or the signing key changed.

    Attributes:
        language: default language of documents, a code of `engine.report.language.LANGUAGES`.
        omitted: parts that reports leave out, of `engine.report.pdf.OPTIONAL_PARTS`.
    """

    changed = Signal()

    def __init__(
        self, window: QWidget, session: Session, host: EngineHost, cases: CaseController
    ) -> None:
        super().__init__(window, cases.memory)
        self._session = session
        self._writer = ReportWriter(host)
        self._cases = cases
        self.signing = Signing(window, cases.memory)
        self.signing.said.connect(self.said)
        self.signing.changed.connect(self.changed)
        self.language = language.code()
        self.omitted: tuple[str, ...] = ()

    def pdf(self) -> None:
        """Write the PDF report in the chosen language."""
        shown, omitted = self._shown(), self.omitted

        def export(seal: Seal | None) -> None:
            self._export(mark("PDF report"), "pdf",
                         lambda to, code: self._writer.pdf(shown, to, code, seal, omitted),
                         NAMES)  # fmt: skip

        self.signing.before_export(export)

    def json(self) -> None:
        """Write all numbers as JSON."""
        shown = self._shown()
        self._export("JSON", "json", lambda to, _: self._writer.json(shown, to))

    def csv(self) -> None:
        """Write the table of all frames as CSV."""
        self.other("csv", mark("table of frames"), "csv")

    def other(self, form: str, title: str, suffix: str) -> None:
        """Write another format of `engine.report.export_formats`."""
        shown = self._shown()
        self._export(title, suffix, lambda to, _: self._writer.other(shown, to, form))

    def package(self) -> None:
        """Write the evidence package."""
        shown, omitted = self._shown(), self.omitted

        def export(seal: Seal | None) -> None:
            self._export(mark("evidence package"), "zip",
                         lambda to, code: self._writer.package(shown, to, code, seal,
                                                                      omitted),
                         NAMES)  # fmt: skip

        self.signing.before_export(export)

    def preview(self) -> Callable[[], list[bytes]]:
        """A call for a worker thread that returns the report's pages as PNG."""
        shown, code, omitted = self._shown(), self.language, self.omitted
        return lambda: self._writer.preview(shown, code, omitted)

    def letterhead_text(self) -> str:
        """Which letterhead is in use."""
        folder = self._cases.memory.letterhead
        return tr("Letterhead: {folder}").format(folder=folder) if folder else tr("No letterhead")

    def signature_text(self) -> str:
        """Which key signs reports."""
        key = self._cases.memory.signing_key
        return tr("Signed with {key}").format(key=Path(key).name) if key else tr("Not signed")

    def choose_laboratory(self) -> None:
        """Ask for the laboratory's letterhead folder and check it.

        Cancelling removes the one in use.
        """
        from engine.report.laboratory import read_laboratory

        memory = self._cases.memory
        name = QFileDialog.getExistingDirectory(
            self._window, tr("Folder with laboratory.toml and the logo"), memory.letterhead
        )
        if name:
            try:
                read_laboratory(Path(name))
            except EngineError as error:
                self.failed.emit(error)
                return
        memory.letterhead = name
        said = tr("Reports use no template")
        if name:
            said = tr("Reports use the template in {folder}")
        self.said.emit(said.format(folder=name), 10000)
        self.changed.emit()

    def _shown(self) -> ReportSubject:
        assert self._session.path is not None
        letterhead = self._cases.memory.letterhead
        return ReportSubject(
            self._session.analysis, self._session.path, self._cases.analysis,
            Path(letterhead) if letterhead else None,
        )  # fmt: skip

    def _export(
        self,
        kind: str,
        suffix: str,
        write: Callable[[Path, str], None],
        languages: dict[str, str] | None = None,
    ) -> None:
        assert self._session.path is not None
        self.write_out(kind, suffix, self._session.path, write,
                       lambda target: self._cases.exported(kind, target), languages,
                       self.language)  # fmt: skip
