"""Keeps the preview of the report up to date while its page is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QPushButton, QStackedWidget

from engine.case.state import Remark
from engine.errors import EngineError
from forensics_gui import language
from forensics_gui.case.controller import CaseController
from forensics_gui.help.pages import PROPERTY
from forensics_gui.language import WORDING, tr
from forensics_gui.report.exports import Exporter
from forensics_gui.report.page import ReportPage
from forensics_gui.session import Session
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.report.export_formats import ExportFormat


class ReportController(QObject):
    """Previews on a worker thread; a preview of an earlier state is dropped.

    Signals:
        failed(EngineError): the report cannot be typeset.
    """

    failed = Signal(object)

    def __init__(
        self,
        pages: QStackedWidget,
        session: Session,
        exports: Exporter,
        cases: CaseController,
    ) -> None:
        super().__init__(pages)
        self._pages, self._session, self._exports = pages, session, exports
        self._cases = cases
        self._bookmarks: list[Remark] = []
        self.page = ReportPage(language.code())
        self.page.setProperty(PROPERTY, "report")
        pages.addWidget(self.page)
        self._stale = True
        self._request = 0
        self.page.changed.connect(self._choose)
        exports.changed.connect(self._change)
        for signal in (session.clip_opened, session.clip_judged, session.corrected):
            signal.connect(self._change)
        self._others: list[QPushButton] = []
        self._looked = False
        cases.changed.connect(self._case_changed)
        pages.currentChanged.connect(lambda _: self._update())
        self._choose()

    def use_actions(self, by_name: dict[str, QAction]) -> None:
        """Add buttons for the actions of the table."""
        self.page.use_actions(by_name)

    def show(self) -> None:
        """Show the page."""
        self._pages.setCurrentWidget(self.page)

    def _offer_others(self) -> None:
        """Offer the formats of plug-ins, which are looked up when the page is first shown."""

        def found() -> list[tuple[str, ExportFormat]]:
            from engine.report.export_formats import EXPORT_FORMATS

            return [(name, EXPORT_FORMATS[name]) for name in EXPORT_FORMATS.of_plugins()]

        def done(formats: list[tuple[str, ExportFormat]]) -> None:
            for name, one in formats:
                export = partial(self._exports.other, name, one.title, one.suffix)
                self._others.append(self.page.add_export(one.title, export))
            self._allow_others()

        if not self._looked:
            self._looked = True
            tasks.run(self, found, done, self.failed.emit)
        self._allow_others()

    def _allow_others(self) -> None:
        for button in self._others:
            button.setEnabled(self._session.finished)

    def _choose(self) -> None:
        self._exports.language, self._exports.omitted = self.page.code, self.page.omitted
        self._change()

    def _change(self, _: object = None) -> None:
        self._stale = True
        self.page.letterhead.setText(self._exports.letterhead_text())
        self.page.signature.setText(self._exports.signature_text())
        self._update()

    def _case_changed(self) -> None:
        """Typeset again if the bookmarks of the shown clip changed."""
        view, clip = self._cases.view, self._cases.clip
        remarks = view.state.remarks.values() if view is not None and clip else ()
        found = [remark for remark in remarks if remark.bookmark and remark.clip == clip]
        if found != self._bookmarks:
            self._bookmarks = found
            self._change()

    def _update(self) -> None:
        """Typeset a new preview if the page is visible and its preview is out of date."""
        if self._pages.currentWidget() is not self.page:
            return
        self._offer_others()
        if not self._stale:
            return
        if self._session.analysis.started is None:
            self.page.preview.show_pages([])
            self.page.state.setText(tr("Analyse a clip to see its report."))
            return
        self._stale = False
        self._request += 1
        request = self._request
        self.page.state.setText(tr("Typesetting the preview …"))
        make = self._exports.preview()

        def pictures() -> list[QImage]:
            return [QImage.fromData(page) for page in make()]

        def done(pages: list[QImage]) -> None:
            if request == self._request:
                self.page.preview.show_pages(pages)
                self.page.state.setText(tr("%n page(s)", "", len(pages)))

        def failed(error: EngineError) -> None:
            if request == self._request:
                self.page.state.setText(error.said(WORDING)[0])
                self.failed.emit(error)

        tasks.run(self, pictures, done, failed)
