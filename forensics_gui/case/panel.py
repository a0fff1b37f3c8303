"""The Case panel: title, clips, notes and bookmarks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QTabWidget, QVBoxLayout, QWidget

from engine.case.log import Act
from engine.case.sources import Source
from engine.case.state import Remark
from engine.errors import CaseError
from forensics_gui.case.clip_list import ClipList
from forensics_gui.case.controller import CaseController
from forensics_gui.case.log_view import LogDialog
from forensics_gui.case.remark_list import RemarkList
from forensics_gui.case.snapshot import CaseSnapshot
from forensics_gui.failures.errors import log_once
from forensics_gui.language import WORDING, tr
from forensics_gui.session import Session
from forensics_gui.widgets.labels import Label, plain
from forensics_gui.workers.engine_host import EngineHost


class CasePanel(QWidget):
    """Title and state above tabs of clips and remarks."""

    def __init__(self, session: Session, cases: CaseController, host: EngineHost) -> None:
        super().__init__()
        self._cases = cases
        self.title = Label()
        self.title.setObjectName("section")
        self.state = Label()
        self.state.setObjectName("hint")
        for label in (self.title, self.state):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.clips = ClipList(session, cases, host)
        self.remarks = RemarkList(session, cases, host)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.clips, tr("Clips"))
        self.tabs.addTab(self.remarks, tr("Notes"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 2, 2, 2)
        layout.addWidget(self.title)
        layout.addWidget(self.state)
        layout.addWidget(self.tabs, 1)
        self._session = session
        self._host = host
        self._awaited: Remark | None = None
        cases.changed.connect(self._show)
        self.remarks.wanted.connect(self._show_other)
        session.clip_judged.connect(self._arrived)
        self._show()

    def _show(self) -> None:
        view = self._cases.view
        if view is None:
            self.title.setText(tr("No case"))
            self.state.setText(tr("Open a clip, or create a case with File > New case."))
            return
        title = view.state.title or (view.path.stem if view.named else tr("Unnamed case"))
        self.title.setText(title)
        self.title.setToolTip(plain(str(view.path)))
        said = [view.state.laboratory]
        if view.read_only:
            said.append(tr("Read-only. {why}").format(why=tr(view.read_only)))
        elif not view.named:
            said.append(tr("Temporary case for this clip. File > Save case as names it."))
        self.state.setText("\n".join(filter(None, said)))
        self.state.setVisible(bool(self.state.text()))
        self.tabs.setTabText(0, tr("Clips ({count})").format(count=len(view.rows)))
        self.tabs.setTabText(1, tr("Notes ({count})").format(count=len(view.state.remarks)))

    def _come_forward(self) -> None:
        dock = self.parentWidget()
        if isinstance(dock, QDockWidget):
            dock.show()
            dock.raise_()

    def show_first(self, view: CaseSnapshot) -> None:
        """Raise the panel and show the first available clip with a verdict."""
        self._come_forward()
        for row in view.rows:
            if row.verdict is not None and row.source in (Source.PRESENT, Source.TOUCHED):
                self.clips.show_clip(row)
                return

    def show_log(self) -> None:
        """Read, verify and show the log."""

        def read() -> tuple[list[Act], str]:
            case = self._host.cases.require()
            acts = case.acts()
            try:
                case.verify()
            except CaseError as error:
                log_once(error)
                return acts, " ".join(error.said(WORDING))
            return acts, tr("%n act(s), none altered. Last hash: {hash}", "", len(acts)).format(
                hash=acts[-1].hash
            )

        def done(result: tuple[list[Act], str]) -> None:
            LogDialog(self, *result).open()

        self._cases.queue.call(read, done, self._cases.failed.emit)

    def _show_other(self, remark: Remark) -> None:
        """Show the clip of a remark, then its position."""
        view = self._cases.view
        row = view.row_of(remark.clip) if view is not None and remark.clip else None
        if row is not None:
            self._awaited = remark
            self.clips.show_clip(row)

    def _arrived(self) -> None:
        remark, self._awaited = self._awaited, None
        if remark is not None and remark.clip == self._cases.clip:
            self.remarks.go_to(remark)
