"""Many clips at once: taken in, followed in the table, and written out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from engine.container.clip_file import find_clips
from forensics_gui.batch.page import BatchPage
from forensics_gui.batch.rows import BatchRow, State, rows_of, waiting_row
from forensics_gui.case.clip_list import ClipList
from forensics_gui.case.clip_queue import QueuedClip
from forensics_gui.case.controller import CaseController
from forensics_gui.file_writer import FileWriter
from forensics_gui.help.pages import PROPERTY
from forensics_gui.language import NAMES, mark, tr
from forensics_gui.workers.engine_host import EngineHost
from forensics_gui.workers.report_writer import BatchWriter

if TYPE_CHECKING:
    pass

#: Milliseconds that changes are gathered before the table is made anew.
_TOGETHER = 150

#: The actions that the page has buttons for, with words that fit there.
_BUTTONS = {
    "pause_batch": mark("Pause"),
    "stop_batch": mark("Stop"),
    "remove_clips": mark("Take out"),
    "retry_failed": mark("Try failed ones again"),
    "export_batch_csv": mark("Export CSV"),
    "export_batch_pdf": mark("Export PDF"),
}


class BatchController(FileWriter):
    """Stands between the table of clips, the case and its queue.

    Signals:
        clip_wanted(Path): a clip, which need not be in the case, is to be opened.
    """

    clip_wanted = Signal(Path)

    def __init__(
        self, window: QWidget, pages: QStackedWidget, cases: CaseController, clips: ClipList,
        host: EngineHost,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._pages = pages
        self._cases, self._clips = cases, clips
        self._queue = cases.clip_queue
        self._writer = BatchWriter(host)
        self._before: QWidget | None = None
        self.page = BatchPage()
        self.page.setProperty(PROPERTY, "case")
        pages.addWidget(self.page)
        self._soon = QTimer(self, interval=_TOGETHER, singleShot=True)
        self._soon.timeout.connect(self._show)
        cases.changed.connect(self._soon.start)
        self._queue.changed.connect(self._soon.start)
        self._queue.advanced.connect(self._advanced)
        self.page.wanted.connect(self.open)
        pages.currentChanged.connect(lambda _: self._soon.start())

    def use_actions(self, by_name: dict[str, QAction]) -> None:
        """Put the actions on the page as buttons."""
        self.page.use_actions([(tr(words), by_name[name]) for name, words in _BUTTONS.items()])

    def allowed(self) -> dict[str, bool]:
        """Which needs of actions are met; see `forensics_gui.actions.Action.needs`."""
        view = self._cases.view
        failures = view is not None and bool(view.state.failures)
        failing = any(clip.failure is not None for clip in self._queue.clips)
        return {
            "queue": bool(self._queue.clips),
            "failed": self._cases.writable and (failures or failing),
        }

    # --- taking clips in ---

    def choose_folder(self) -> None:
        """Ask for a folder whose clips are analysed."""
        name = QFileDialog.getExistingDirectory(self._window, tr("Analyse a folder"))
        if name:
            self.take([Path(name)])

    def take(self, paths: list[Path]) -> None:
        """Open one clip or case; several clips, or a folder's, are analysed one after another."""
        if len(paths) == 1 and not paths[0].is_dir():
            self.clip_wanted.emit(paths[0])
            return
        clips = [c for p in paths for c in (find_clips(p) if p.is_dir() else [p])]
        if not clips:
            self.said.emit(tr("No clip was found there."), 10000)
        elif self._cases.take_clips(clips):
            self.show()

    # --- the table ---

    def show(self) -> None:
        """Bring the table to the front."""
        if self._pages.currentWidget() is not self.page:
            self._before = self._pages.currentWidget()
        self._pages.setCurrentWidget(self.page)
        self._show()
        self.page.table.setFocus()

    def toggle(self) -> None:
        """Bring the table to the front, or what was there before it."""
        if self._pages.currentWidget() is self.page and self._before is not None:
            self._pages.setCurrentWidget(self._before)
        else:
            self.show()

    def open(self, row: BatchRow) -> None:
        """Show a clip of the table."""
        if row.clip is not None and row.state is not State.FAILED:
            self._clips.show_clip(row.clip)
        else:
            self.clip_wanted.emit(Path(row.path))

    def _rows(self) -> list[BatchRow]:
        return rows_of(self._cases.view, self._queue.clips)

    def _show(self) -> None:
        """Only where it is seen: the table of a large case takes a while to sort."""
        if self._pages.currentWidget() is self.page:
            self.page.show_rows(self._rows(), self._queue.paused, self._queue.seconds_left)

    def _advanced(self, clip: QueuedClip) -> None:
        if self._pages.currentWidget() is self.page:
            self.page.model.change(waiting_row(clip))

    # --- the queue ---

    def pause(self, on: bool) -> None:
        """Begin no other clip; the one in hand is finished."""
        self._queue.pause(on)

    def stop(self) -> None:
        """Stop, and take all clips out of the queue; what was found is kept."""
        self._queue.clear()

    def remove(self) -> None:
        """Take the selected clips out of the queue."""
        chosen = {row.path for row in self.page.chosen()}
        for clip in [c for c in self._queue.clips if str(c.path) in chosen]:
            self._queue.remove(clip)

    def retry(self) -> None:
        """Analyse again what failed: the selected clips that did, or else all."""
        chosen = [row for row in self.page.chosen() if row.state is State.FAILED]
        failed = chosen or [row for row in self._rows() if row.state is State.FAILED]
        self._queue.retry([Path(row.path) for row in failed])

    # --- files ---

    def export_csv(self) -> None:
        """Write the table for other programs."""
        self._export(mark("table of clips"), "csv", {}, lambda to, _: self._writer.csv(to))

    def export_pdf(self) -> None:
        """Write figures and table for readers, in the language chosen beside the file's name."""
        waiting, letterhead = self._queue.waiting, self._cases.memory.letterhead
        folder = Path(letterhead) if letterhead else None
        self._export(mark("PDF on all clips"), "pdf", NAMES,
                     lambda to, code: self._writer.pdf(to, code, folder, waiting))  # fmt: skip

    def _export(
        self, kind: str, suffix: str, languages: dict[str, str], write: Callable[[Path, str], None]
    ) -> None:
        view = self._cases.view
        assert view is not None

        def written(target: Path) -> None:
            if self._cases.writable:
                self._cases.do(lambda case: case.exported(None, kind, target))

        self.write_out(kind, suffix, view.path.stem, write, written, languages)
