"""List of the case's clips with thumbnail, verdict and file state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QInputDialog, QListWidget, QListWidgetItem, QMenu

from engine.analysis import phrases
from engine.batch.table import suspicion
from engine.case.sources import ADVICE, WORDS, Source
from engine.errors import EngineError
from engine.progress import CancelToken
from forensics_gui.case.controller import CaseController
from forensics_gui.case.snapshot import ClipRow, Judged
from forensics_gui.case.source_check import SourceCheck
from forensics_gui.colours import of_outcome
from forensics_gui.language import WORDING, tr
from forensics_gui.player.canvas import to_image
from forensics_gui.session import Session
from forensics_gui.theme import is_dark
from forensics_gui.widgets.dialogs import ask_words
from forensics_gui.widgets.labels import plain
from forensics_gui.widgets.thumbnail import SIZE, framed
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost

_ROLE = Qt.ItemDataRole.UserRole


class ClipList(QListWidget):
    """A double click shows a clip with its stored analysis; Delete removes it from the case.

    Signals:
        wanted(path, analysis): show a clip; analysis is 0 if none is stored.
    """

    wanted = Signal(Path, int)

    def __init__(self, session: Session, cases: CaseController, host: EngineHost) -> None:
        super().__init__()
        self._session = session
        self._cases = cases
        self._host = host
        self._pictures: dict[str, QIcon] = {}
        #: Content of each drawn item; few items of a large case change at a time.
        self._told: list[tuple[ClipRow, Source, bool, bool]] = []
        self._cancel = CancelToken()
        self.checks = SourceCheck(self, cases)
        self.setIconSize(SIZE)
        self.setSpacing(2)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setAccessibleName(tr("Clips of the case"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.itemActivated.connect(self._activated)
        # The open clip's picture comes first.
        self._rest = QTimer(self, interval=600, singleShot=True)
        self._rest.timeout.connect(self._fetch)
        cases.changed.connect(self._show)
        self.checks.changed.connect(self._show)

    def row_at(self, place: int) -> ClipRow:
        """Clip at a position of the list."""
        view = self._cases.view
        assert view is not None
        row = view.row_of(int(self.item(place).data(_ROLE)))
        assert row is not None
        return row

    def _show(self) -> None:
        view = self._cases.view
        rows = view.rows if view is not None else ()
        told = [
            (row, self.checks.of(row), row.clip.number == self._cases.clip, is_dark())
            for row in rows
        ]
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        for place, row in enumerate(rows):
            if place == self.count():
                self.addItem(QListWidgetItem())
            elif self._told[place] == told[place]:
                continue
            self._draw(self.item(place), row)
        self._told = told
        if any(row.clip.sha256 not in self._pictures for row in rows):
            self._rest.start()

    def _draw(self, item: QListWidgetItem, row: ClipRow) -> None:
        item.setIcon(self._picture(row.clip.sha256))
        item.setText(self._text(row))
        item.setData(_ROLE, row.clip.number)
        item.setData(Qt.ItemDataRole.ForegroundRole, None)
        source = self.checks.of(row)
        if row.verdict is not None:
            item.setForeground(QColor(of_outcome(row.verdict.outcome)))
        if source in (Source.MISSING, Source.CHANGED):
            item.setForeground(QColor("#9a4a00"))
        font = item.font()
        font.setBold(row.clip.number == self._cases.clip)
        item.setFont(font)
        item.setToolTip(plain(f"{row.clip.path}\nSHA-256 {row.clip.sha256}"))

    def _text(self, row: ClipRow) -> str:
        source = self.checks.of(row)
        lines = [row.clip.name]
        if source is not Source.PRESENT:
            lines.append(
                tr("The file {state}.").format(state=tr(WORDS[source])) + f" {tr(ADVICE[source])}"
            )
        if row.verdict is not None:
            after = (
                tr(" (corrected: {count})").format(count=row.corrections) if row.corrections else ""
            )
            lines.append(f"{phrases.headline(row.verdict, WORDING)}{after}")
            if row.entry is not None and not row.entry.settings.whole:
                lines.append(phrases.examined_part(row.entry.settings, WORDING))
        elif row.analysis is not None:
            lines.append(tr("Analysis not finished"))
        else:
            lines.append(tr("Not analysed yet"))
        lines += [
            f"{_way_of(row, other)}: {phrases.headline(other.verdict, WORDING)}"
            for other in row.others
        ]
        if row.clip.tags:
            lines.append(", ".join(row.clip.tags))
        return "\n".join(lines)

    def _picture(self, sha256: str) -> QIcon:
        return self._pictures.get(sha256) or framed(None)

    def _fetch(self) -> None:
        view = self._cases.view
        if view is None:
            return
        self._cancel.cancel()
        token = self._cancel = CancelToken()
        absent = [
            row.clip
            for row in view.rows
            if row.clip.sha256 not in self._pictures and row.source is not Source.MISSING
        ]

        def pictures() -> Iterator[tuple[str, np.ndarray]]:
            for clip in absent:
                token.check()
                try:
                    yield (
                        clip.sha256,
                        self._host.first_picture(Path(clip.path), SIZE.width(), token),
                    )
                except EngineError:
                    # Errors of the file are reported when it is opened.
                    token.check()

        def each(found: tuple[str, np.ndarray]) -> None:
            sha256, pixels = found
            self._pictures[sha256] = framed(QPixmap.fromImage(to_image(pixels)))
            view = self._cases.view
            for place, row in enumerate(view.rows if view is not None else ()):
                if place < self.count() and row.clip.sha256 == sha256:
                    self.item(place).setIcon(self._pictures[sha256])

        if absent:
            tasks.stream(self, pictures, each, lambda _: None)

    def stop(self) -> None:
        """Stop fetching thumbnails and hashing files."""
        self._cancel.cancel()
        self._rest.stop()
        self.checks.stop()

    def _activated(self, item: QListWidgetItem) -> None:
        self.show_clip(self.row_at(self.row(item)))

    def show_most_suspicious(self) -> None:
        """Show the clip at the top of the ranking."""
        view = self._cases.view
        rows = view.rows if view is not None else ()
        found = [row for row in rows if row.verdict is not None and row.verdict.llr is not None]
        if found:
            self.show_clip(max(found, key=lambda row: suspicion(row.verdict)))

    def show_clip(self, row: ClipRow) -> None:
        """Show a clip with its stored analysis; ask for a missing file."""
        if self.checks.of(row) in (Source.MISSING, Source.CHANGED):
            self.checks.offer(row)
        else:
            self.wanted.emit(Path(row.clip.path), row.analysis if row.verdict else 0)

    def show_other(self, row: ClipRow, other: Judged) -> None:
        """Show a clip with another of its analyses."""
        if self.checks.of(row) in (Source.MISSING, Source.CHANGED):
            self.checks.offer(row)
        else:
            self.wanted.emit(Path(row.clip.path), other.analysis)

    def _menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is None:
            return
        row = self.row_at(self.row(item))
        menu = QMenu(self)
        menu.addAction(tr("&Show"), lambda: self.show_clip(row))
        for other in row.others:
            action = menu.addAction(
                plain(tr("Show: {analysis}").format(analysis=_way_of(row, other)))
            )
            action.triggered.connect(lambda _=False, other=other: self.show_other(row, other))
        for text, does in (
            (tr("&Tags …"), self.change_tags),
            (tr("Note on &receipt …"), self.change_receipt),
            (tr("&Locate the file …"), self.locate),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, does=does: does(row))
            action.setEnabled(self._cases.writable)
        menu.addAction(tr("&Check the file's hash"), lambda: self.checks.start(row))
        menu.addSeparator()
        remove = menu.addAction(tr("&Remove from the case"), lambda: self.remove(row))
        remove.setEnabled(self._cases.writable)
        menu.popup(self.viewport().mapToGlobal(at))

    def remove(self, row: ClipRow) -> None:
        """Remove a clip from the case; it can be undone."""
        self._cases.remove([row.clip.number])

    def restore(self) -> None:
        """Ask for a removed clip and restore it."""
        view = self._cases.view
        removed = view.state.removed.values() if view is not None else ()
        names = {f"{clip.number}: {clip.name}": clip.number for clip in removed}
        chosen, agreed = QInputDialog.getItem(
            self, tr("Restore a removed clip"), tr("Clip to restore"), list(names), editable=False
        )
        if agreed and chosen in names:
            self._cases.do(lambda case: case.restore([names[chosen]]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None and self._cases.writable:
            self.remove(self.row_at(self.row(item)))
        else:
            super().keyPressEvent(event)

    def change_tags(self, row: ClipRow) -> None:
        """Ask for tags, separated by commas."""
        asked = tr("Tags of {clip}, separated by commas").format(clip=row.clip.name)
        text, agreed = QInputDialog.getText(
            self, tr("Tags"), plain(asked),
            text=", ".join(row.clip.tags),
        )  # fmt: skip
        tags = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        if agreed and tags != list(row.clip.tags):
            self._cases.do(lambda case: case.tag(row.clip.number, tags))

    def change_receipt(self, row: ClipRow) -> None:
        """Ask how the clip was received, from whom and when."""
        asked = tr("How, when and from whom {clip} was received").format(clip=row.clip.name)
        text = ask_words(self, tr("Note on receipt"), asked, row.clip.received)
        if text is not None and text != row.clip.received:
            self._cases.do(lambda case: case.received(row.clip.number, text))

    def locate(self, row: ClipRow) -> None:
        """Ask for the clip's new location; accepted only if its hash matches."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Locate {clip}").format(clip=row.clip.name))
        if name:
            self.checks.locate(row, Path(name))


def _way_of(row: ClipRow, other: Judged) -> str:
    """What distinguishes an analysis from the clip's current one."""
    part = "" if other.settings.whole else phrases.examined_part(other.settings, WORDING)
    if part and row.entry is not None and other.bundle == row.entry.bundle:
        return part
    by = tr("By “{detector}”").format(detector=other.detector)
    return f"{by}, {part}" if part else by
