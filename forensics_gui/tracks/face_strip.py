"""Strip of the selected track's scored faces, by time or suspicion."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.events import FrameScores
from engine.analysis.result import Analysis
from forensics_gui.colours import graded
from forensics_gui.language import decimal, mark, signed, tr
from forensics_gui.preferences import Preferences
from forensics_gui.scatter.thumbnails import Thumbnails
from forensics_gui.session import Session, title_of
from forensics_gui.theme import scaled
from forensics_gui.timeline.time_axis import labels
from forensics_gui.timeline.tooltips import describe_face, short_fault
from forensics_gui.widgets.labels import Label, name_choice, plain
from forensics_gui.workers.engine_host import EngineHost

_ROW = Qt.ItemDataRole.UserRole
_FRAME, _LINES = 3, 15
#: Side of a picture in pixels.
_PICTURE = 50
_TIME, _SUSPICION, _LEAST = "time", "suspicion", "least"
_ORDERS = {
    _TIME: mark("By time"),
    _SUSPICION: mark("Most suspicious first"),
    _LEAST: mark("Least suspicious first"),
}
_KEY = "face_strip/order"


class FaceStrip(QWidget):
    """Selecting a picture goes to its frame; the face nearest the current frame is marked.

    Signals:
        wanted(track, frame): show a face.
        failed(EngineError): a picture cannot be loaded.
        drag_wanted(track, frame): the user drags a face out.
    """

    wanted = Signal(int, int)
    drag_wanted = Signal(int, int)
    failed = Signal(object)

    def __init__(self, session: Session, host: EngineHost, preferences: Preferences) -> None:
        super().__init__()
        self.session, self._preferences = session, preferences
        self._shown: FrameScores | None = None
        self.thumbnails = Thumbnails(session, host, self)
        self.title = Label()
        self.title.setObjectName("hint")
        self.title.setMinimumWidth(1)
        self.order = QComboBox()
        name_choice(self.order, tr("Order of faces"))
        for key, words in _ORDERS.items():
            self.order.addItem(tr(words), key)
        self.order.setCurrentIndex(max(0, self.order.findData(preferences.get(_KEY, _TIME))))
        self.faces = _Faces()
        self.faces.setItemDelegate(_FaceDelegate(session, self.thumbnails, self.faces))
        self.title.setWordWrap(True)
        side = QWidget()
        # As wide as the labels of the timeline.
        side.setFixedWidth(labels())
        head = QVBoxLayout(side)
        head.setContentsMargins(8, 6, 8, 6)
        head.addWidget(self.title)
        head.addWidget(self.order)
        head.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(self.faces, 1)
        self.order.currentIndexChanged.connect(self._reorder)
        self.faces.currentItemChanged.connect(self._chosen)
        self.faces.itemClicked.connect(self._chosen)
        self.faces.dragged.connect(self._drag)
        self.thumbnails.ready.connect(lambda _, __: self.faces.viewport().update())
        self.thumbnails.failed.connect(self.failed)
        session.clip_opened.connect(self._show)
        session.track_selected.connect(self._show)
        session.track_scored.connect(self._scored)
        session.track_judged.connect(self._scored)
        session.corrected.connect(self._show)
        session.frame_changed.connect(lambda _: self._mark())
        self._show()

    def _scored(self, number: int) -> None:
        if number == self.session.selected:
            self._show()

    def _reorder(self) -> None:
        self._preferences.set(_KEY, self.order.currentData())
        self._show()

    def _show(self, _: object = None) -> None:
        """Refill the strip and drop pending pictures of other tracks."""
        self.thumbnails.forget()
        self._shown = self.session.analysis.scores.get(self.session.selected)
        self.faces.blockSignals(True)
        self.faces.clear()
        scores, analysis = self._shown, self.session.analysis
        for row in _ordered(analysis, scores, str(self.order.currentData())) if scores else ():
            item = QListWidgetItem()
            item.setData(_ROW, row)
            item.setToolTip(plain(describe_face(analysis, scores.track, row)) if scores else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
            self.faces.addItem(item)
        self.faces.blockSignals(False)
        self._tell()
        self._mark()

    def _tell(self) -> None:
        scores, analysis = self._shown, self.session.analysis
        if scores is None:
            self.title.setText(tr("The scored faces of the selected track appear here."))
            return
        unusable = int((~scores.usable).sum())
        told = tr("{face}: %n scored face(s)", "", len(scores.frames))
        if unusable:
            told = tr(
                "{face}: %n scored face(s), {unusable} of them not usable", "", len(scores.frames)
            )
        face = title_of(analysis, scores.track)
        self.title.setText(told.format(face=face, unusable=unusable))

    def _mark(self) -> None:
        """Mark the face nearest to the current frame."""
        if self._shown is None or not len(self._shown.frames):
            return
        nearest = int(np.argmin(np.abs(self._shown.frames - self.session.frame)))
        for place in range(self.faces.count()):
            if self.faces.item(place).data(_ROW) == nearest and self.faces.currentRow() != place:
                self.faces.blockSignals(True)
                self.faces.setCurrentRow(place)
                self.faces.blockSignals(False)

    def _drag(self, row: int) -> None:
        if self._shown is not None:
            self.drag_wanted.emit(self._shown.track, int(self._shown.frames[row]))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and self._shown is not None:
            self.wanted.emit(self._shown.track, int(self._shown.frames[item.data(_ROW)]))


def _ordered(analysis: Analysis, scores: FrameScores, order: str) -> list[int]:
    """Sort rows; unusable ones come last unless sorted by time."""
    if order == _TIME:
        return list(range(len(scores.frames)))
    sign = -1 if order == _SUSPICION else 1
    found: list[int] = np.lexsort(
        (sign * analysis.suspicion(scores.track), ~scores.usable)
    ).tolist()
    return found


def _cell() -> QSize:
    width = max(_PICTURE + 2 * _FRAME + 12, scaled(_PICTURE))
    return QSize(width, _PICTURE + 2 * _FRAME + 2 * scaled(_LINES) + 4)


class _Faces(QListWidget):
    """Pictures in rows.

    Signals:
        dragged(row): the user drags the face of a row out.
    """

    dragged = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(_cell())
        self.setAccessibleName(tr("Scored faces"))
        self.setDragEnabled(True)

    def startDrag(self, _: Qt.DropAction) -> None:
        """Let the face be dragged as a file; called by Qt."""
        item = self.currentItem()
        if item is not None:
            self.dragged.emit(int(item.data(_ROW)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        item = self.currentItem()
        if item is not None:
            self.scrollToItem(item)

    def event(self, event: QEvent) -> bool:
        # With the focus here, arrow keys move between faces, not frames.
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in (  # type: ignore[attr-defined]
            Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
        ):  # fmt: skip
            event.accept()
            return True
        return super().event(event)


class _FaceDelegate(QStyledItemDelegate):
    """Draws a face framed in its score's colour, with time and ratio or fault below."""

    def __init__(self, session: Session, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self._thumbnails = session, thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return _cell()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        analysis, number = self.session.analysis, self.session.selected
        scores, row = analysis.scores.get(number), int(index.data(_ROW))
        if scores is None or row >= len(scores.frames):
            return
        cell, palette = option.rect, option.palette
        left = cell.left() + (cell.width() - _PICTURE) // 2
        picture = QRect(left, cell.top() + _FRAME + 2, _PICTURE, _PICTURE)
        face = self._thumbnails.get(number, int(scores.frames[row]))
        usable = bool(scores.usable[row])
        if face is None:
            painter.fillRect(picture, palette.midlight())
        else:
            painter.setOpacity(1.0 if usable else 0.45)
            painter.drawPixmap(picture, face)
            painter.setOpacity(1.0)
        colour = QColor(graded(float(scores.llr[row]) if usable else 0.0))
        style = Qt.PenStyle.SolidLine if usable else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour, _FRAME if usable else 2, style))
        painter.drawRect(picture.adjusted(-2, -2, 1, 1))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.highlight().color(), 2))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        words = f"{decimal(scores.times[row], 2)} s"
        value = analysis.suspicion(number)[row]
        second = signed(value) if usable else short_fault(analysis, number, row)
        below = QRect(cell.left() + 2, picture.bottom() + _FRAME, cell.width() - 4, scaled(_LINES))
        for text, pen in ((words, palette.text()), (second, palette.text() if usable else
                                                    palette.dark())):  # fmt: skip
            painter.setPen(pen.color())
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, below.width()
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, shown)
            below.translate(0, scaled(_LINES))
