"""Compare source clips with their stored hashes in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.case.sources import ADVICE, WORDS, Source, check
from engine.case.state import ClipEntry
from engine.progress import CancelToken
from forensics_gui.case.controller import CaseController
from forensics_gui.case.snapshot import ClipRow
from forensics_gui.language import tr
from forensics_gui.widgets.labels import plain
from forensics_gui.workers.tasks import TaskQueue


class SourceCheck(QObject):
    """Hashes modified files once, and others on request.

    Signals:
        changed(): the state of a file changed.
        moved(Progress): progress of hashing, from the worker.
    """

    changed = Signal()
    moved = Signal(object)

    def __init__(self, window: QWidget, cases: CaseController) -> None:
        super().__init__(window)
        self._window = window
        self._cases = cases
        self._queue = TaskQueue(self)
        self._cancel = CancelToken()
        #: Results of hashing, by hash, path and file state.
        self._known: dict[tuple[str, str, Source], Source] = {}
        self._asked: set[tuple[str, str, Source]] = set()
        cases.changed.connect(self._look)

    def of(self, row: ClipRow) -> Source:
        """State of a clip's file."""
        return self._known.get(_key(row), row.source)

    def _look(self) -> None:
        view = self._cases.view
        for row in view.rows if view is not None else ():
            if row.source is Source.TOUCHED and _key(row) not in self._asked:
                self.start(row)

    def start(self, row: ClipRow) -> None:
        """Compare a file with its hash."""
        self._asked.add(_key(row))
        token = self._cancel

        def done(found: Source) -> None:
            self._known[_key(row)] = found
            self.changed.emit()

        self._queue.call(
            lambda: check(row.clip, self.moved.emit, token), done, self._cases.failed.emit
        )

    def stop(self) -> None:
        """Stop hashing."""
        self._cancel.cancel()
        self._cancel = CancelToken()

    def locate(self, row: ClipRow, path: Path) -> None:
        """Set a clip's location; a different file is rejected."""
        clip, token = row.clip, self._cancel
        self._cases.do(lambda case: case.locate(clip, path, self.moved.emit, token))

    def offer(self, row: ClipRow) -> None:
        """Explain the problem of a clip's file and offer remedies."""
        source = self.of(row)
        box = QMessageBox(
            QMessageBox.Icon.Warning, tr("Source clip"),
            plain(f"{row.clip.name} {tr(WORDS[source])}."), parent=self._window,
        )  # fmt: skip
        box.setInformativeText(
            plain(
                tr(
                    "{advice} Its results stay in the case; the pictures come from the file.\n\n"
                    "It was at {path}"
                ).format(advice=tr(ADVICE[source]), path=row.clip.path)
            )
        )
        if self._cases.writable:
            button = box.addButton(tr("Locate …"), QMessageBox.ButtonRole.AcceptRole)
            button.clicked.connect(lambda: self._ask(row.clip))
        box.addButton(QMessageBox.StandardButton.Close)
        box.open()

    def _ask(self, clip: ClipEntry) -> None:
        view = self._cases.view
        row = view.row_of(clip.number) if view is not None else None
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Locate {clip}").format(clip=clip.name)
        )
        if name and row is not None:
            self.locate(row, Path(name))


def _key(row: ClipRow) -> tuple[str, str, Source]:
    return row.clip.sha256, row.clip.path, row.source
