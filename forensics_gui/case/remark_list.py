"""List of the case's notes and bookmarks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu

from engine.case.state import Remark
from forensics_gui.case.controller import CaseController
from forensics_gui.language import decimal, tr
from forensics_gui.session import Session, named
from forensics_gui.widgets.dialogs import ask_words
from forensics_gui.widgets.labels import plain
from forensics_gui.widgets.thumbnail import SIZE, framed
from forensics_gui.workers import tasks
from forensics_gui.workers.engine_host import EngineHost


class RemarkList(QListWidget):
    """Enter goes to a remark, F2 edits it, Delete removes it.

    Signals:
        wanted(Remark): show a remark of another clip.
    """

    wanted = Signal(object)

    def __init__(self, session: Session, cases: CaseController, host: EngineHost) -> None:
        super().__init__()
        self._session = session
        self._cases = cases
        self._host = host
        self._pictures: dict[tuple[str, int], QIcon] = {}
        self.setIconSize(SIZE)
        self.setSpacing(2)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setAccessibleName(tr("Notes and bookmarks"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.itemClicked.connect(lambda item: self.go_to(_remark(item)))
        self.itemDoubleClicked.connect(lambda item: self.change_words(_remark(item)))
        cases.changed.connect(self._show)

    def _show(self) -> None:
        view = self._cases.view
        chosen = self.currentRow()
        self.clear()
        for remark in view.state.remarks.values() if view is not None else ():
            item = QListWidgetItem(self._text(remark))
            item.setData(Qt.ItemDataRole.UserRole, remark)
            item.setToolTip(plain(f"{remark.who}, {remark.written[:19].replace('T', ' ')} UTC"))
            if remark.bookmark:
                item.setIcon(self._picture(remark))
            self.addItem(item)
        self.setCurrentRow(min(chosen, self.count() - 1))

    def _text(self, remark: Remark) -> str:
        view = self._cases.view
        row = view.row_of(remark.clip) if view is not None and remark.clip else None
        place = [row.clip.name if row is not None else tr("Case")]
        if remark.track is not None:
            place.append(tr("track {number}").format(number=remark.track))
        if remark.frame is not None:
            place.append(tr("frame {number}").format(number=remark.frame))
        if remark.seconds is not None:
            place.append(f"{decimal(remark.seconds, 2)} s")
        words = remark.text or (tr("Bookmark") if remark.bookmark else "")
        return f"{words}\n{', '.join(place)}"

    def _picture(self, remark: Remark) -> QIcon:
        view = self._cases.view
        assert view is not None
        # File name and log entry identify a remark, wherever the case is saved.
        key = (view.path.name, remark.act)
        if key not in self._pictures:
            self._pictures[key] = QIcon()
            case = self._host.cases.case

            def done(png: bytes | None) -> None:
                picture = QPixmap()
                if png and picture.loadFromData(png):
                    self._pictures[key] = framed(picture)
                    self._show()

            if case is not None:
                tasks.run(self, lambda: case.snapshot(remark.act), done, self._cases.failed.emit)
        return self._pictures[key]

    def go_to(self, remark: Remark) -> None:
        """Go to the frame or track of a remark."""
        if remark.clip is not None and remark.clip != self._cases.clip:
            self.wanted.emit(remark)
            return
        if remark.track is not None and remark.track in self._session.analysis.tracks:
            self._session.select(remark.track)
        if remark.frame is not None:
            self._session.go_to(remark.frame)

    def change_words(self, remark: Remark) -> None:
        """Edit the text."""
        text = ask_words(self, tr("Note"), tr("Text"), remark.text)
        if text is not None and text != remark.text and self._cases.writable:
            self._cases.edit(remark, text)

    def add_to_case(self) -> None:
        """Add a note to the case."""
        self._ask(tr("Note on the case"), None, None, None)

    def add_to_clip(self) -> None:
        """Add a note to the current clip."""
        self._ask(tr("Note on the clip"), self._cases.clip, None, None)

    def add_to_track(self) -> None:
        """Add a note to the selected face."""
        number = self._session.selected
        title = named(self._session.analysis, number)
        self._ask(tr("Note on {face}").format(face=title), self._cases.clip, number, None)

    def add_to_moment(self) -> None:
        """Add a note to the current frame."""
        frame = self._session.frame
        about = tr("Note on frame {number}").format(number=frame)
        self._ask(about, self._cases.clip, None, frame)

    def bookmark(self) -> None:
        """Bookmark the current frame with a note."""
        about = tr("Note on frame {number}").format(number=self._session.frame)
        text = ask_words(self, tr("Bookmark"), about)
        if text is not None:
            self._cases.bookmark(text)

    def _ask(self, about: str, clip: int | None, track: int | None, frame: int | None) -> None:
        text = ask_words(self, tr("Note"), about)
        if text:
            self._cases.note(text, clip, track, frame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_to(_remark(item))
        elif item is None or not self._cases.writable:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self._cases.delete(_remark(item))
        elif event.key() == Qt.Key.Key_F2:
            self.change_words(_remark(item))
        else:
            super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is None:
            return
        remark = _remark(item)
        menu = QMenu(self)
        menu.addAction(tr("&Go there"), lambda: self.go_to(remark))
        change = menu.addAction(tr("&Edit text …"), lambda: self.change_words(remark))
        delete = menu.addAction(tr("&Delete"), lambda: self._cases.delete(remark))
        for action in (change, delete):
            action.setEnabled(self._cases.writable)
        menu.popup(self.viewport().mapToGlobal(at))


def _remark(item: QListWidgetItem) -> Remark:
    remark: Remark = item.data(Qt.ItemDataRole.UserRole)
    return remark
