"""Connects the table of clips with the case, its queue and the exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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

#: Milliseconds for which changes are collected before the table is updated.
_TOGETHER = 150

#: Actions with buttons on the page, and their short labels.
_BUTTONS = {
    "pause_batch": mark("Pause"),
    "stop_batch": mark("Stop"),
    "remove_clips": mark("Remove from the queue"),
    "remove_from_case": mark("Remove from the case"),
    "retry_failed": mark("Retry failed clips"),
    "export_batch_csv": mark("Export CSV"),
    "export_batch_pdf": mark("Export PDF"),
}


class BatchController(FileWriter):
    """Connects the table of clips with the case and its queue.

    Signals:
        clip_wanted(Path): open a clip, which may be outside the case.
    """

    clip_wanted = Signal(Path)

    def __init__(
        self, window: QWidget, pages: QStackedWidget, cases: CaseController, clips: ClipList,
        host: EngineHost,
    ) -> None:  # fmt: skip
        super().__init__(window, cases.memory)
        self._pages = pages
        self._cases, self._clips = cases, clips
        self._queue = cases.clip_queue
        self._writer = BatchWriter(host)
        self.page = BatchPage(host)
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
        """Add buttons for the actions."""
        self.page.use_actions([(tr(words), by_name[name]) for name, words in _BUTTONS.items()])

    def allowed(self) -> dict[str, bool]:
        """Which requirements of actions are met; see `forensics_gui.actions.Action.needs`."""
        view = self._cases.view
        failures = view is not None and bool(view.state.failures)
        failing = any(clip.failure is not None for clip in self._queue.clips)
        return {
            "queue": bool(self._queue.clips),
            "failed": self._cases.writable and (failures or failing),
        }

    # --- taking clips in ---

    def choose_folder(self) -> None:
        """Ask for a folder of clips to analyse."""
        name = QFileDialog.getExistingDirectory(self._window, tr("Analyse a folder"))
        if name:
            self.take([Path(name)])

    def take(self, paths: list[Path]) -> None:
        """Open one clip or case; queue several clips, or those of a folder."""
        if len(paths) == 1 and not paths[0].is_dir():
            self.clip_wanted.emit(paths[0])
            return
        clips = [c for p in paths for c in (find_clips(p) if p.is_dir() else [p])]
        if not clips:
            self.said.emit(tr("No clip found in this folder."), 10000)
        elif self._cases.take_clips(clips):
            self.show()

    # --- the table ---

    def show(self) -> None:
        """Show the table."""
        self._pages.setCurrentWidget(self.page)
        self._show()
        self.page.table.setFocus()

    def open(self, row: BatchRow) -> None:
        """Show a clip of the table."""
        if row.clip is not None and row.state is not State.FAILED:
            self._clips.show_clip(row.clip)
        else:
            self.clip_wanted.emit(Path(row.path))

    def _rows(self) -> list[BatchRow]:
        return rows_of(self._cases.view, self._queue.clips)

    def _show(self) -> None:
        """Update the table if it is visible; sorting a large case is slow."""
        if self._pages.currentWidget() is self.page:
            self.page.show_rows(self._rows(), self._queue.paused, self._queue.seconds_left)

    def _advanced(self, clip: QueuedClip) -> None:
        if self._pages.currentWidget() is self.page:
            self.page.model.change(waiting_row(clip))

    # --- the queue ---

    def pause(self, on: bool) -> None:
        """Start no other clip; the current one is finished."""
        self._queue.pause(on)

    def stop(self) -> None:
        """Stop and clear the queue; finished results are kept."""
        self._queue.clear()

    def remove(self) -> None:
        """Remove the selected clips from the queue."""
        chosen = {row.path for row in self.page.chosen()}
        for clip in [c for c in self._queue.clips if str(c.path) in chosen]:
            self._queue.remove(clip)

    def remove_from_case(self) -> None:
        """Remove the selected clips from the case; on other pages, the open clip."""
        numbers = [self._cases.clip] if self._cases.clip else []
        if self._pages.currentWidget() is self.page:
            chosen = [row.clip for row in self.page.chosen() if row.clip is not None]
            numbers = [one.clip.number for one in chosen]
        if numbers:
            self._cases.remove(numbers)
        else:
            self.said.emit(tr("Select a clip of the case first."), 6000)

    def retry(self) -> None:
        """Analyse failed clips again: the selected ones, or all."""
        chosen = [row for row in self.page.chosen() if row.state is State.FAILED]
        failed = chosen or [row for row in self._rows() if row.state is State.FAILED]
        self._queue.retry([Path(row.path) for row in failed])

    # --- files ---

    def export_csv(self) -> None:
        """Export the table as CSV."""
        self._export(mark("table of clips"), "csv", {}, lambda to, _: self._writer.csv(to))

    def export_pdf(self) -> None:
        """Export summary and table as PDF in the chosen language."""
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

        self.write_out(kind, suffix, view.path, write, written, languages)
