"""Contact sheet of selected faces of the clip."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from forensics_gui.colours import DARK
from forensics_gui.language import decimal, mark, suspicion_words, tr
from forensics_gui.scatter.faces import ClipFaces
from forensics_gui.scatter.thumbnails import SIDE, Thumbnails
from forensics_gui.theme import scaled
from forensics_gui.widgets.labels import Label, name_choice, plain
from forensics_gui.widgets.thumbnail import unchanged

_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class FaceModel(QAbstractListModel):
    """List model of faces; pictures are requested when visible."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._faces: ClipFaces | None = None
        self._distances: np.ndarray | None = None
        self.rows = np.zeros(0, np.int64)
        blank = QPixmap(SIDE, SIDE)
        blank.fill(QColor(DARK))
        self._blank = QIcon(blank)
        thumbnails.ready.connect(self._arrived)

    def show_faces(
        self, faces: ClipFaces, rows: np.ndarray, distances: np.ndarray | None = None
    ) -> None:
        """Replace the list.

        Args:
            faces: of the clip.
            rows: int64 (N,), faces to list, in order.
            distances: float32 (N,), shown with each, for example to a query face.
        """
        self.beginResetModel()
        self._faces, self.rows, self._distances = faces, rows, distances
        self.endResetModel()

    def rowCount(self, _: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.rows)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        if self._faces is None or not 0 <= index.row() < len(self.rows):
            return None
        row = int(self.rows[index.row()])
        track, frame = self._faces.place(row)
        if role == _ROLE.DecorationRole:
            picture = self._thumbnails.get(track, frame)
            return self._blank if picture is None else unchanged(picture)
        if role == _ROLE.DisplayRole:
            told = suspicion_words(self._faces.suspicion[row], self._faces.calibrated)
            if self._distances is not None:
                away = decimal(self._distances[index.row()], 2)
                told = tr("distance {value}").format(value=away)
            place = tr("{track}: frame {frame}").format(track=track, frame=frame)
            return f"{place}\n{told}"
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            told = f"{self._faces.describe(row)}, {decimal(self._faces.times[row], 2)} s"
            return plain(told) if role == _ROLE.ToolTipRole else told
        if role == _ROLE.SizeHintRole:
            return QSize(max(SIDE + 20, scaled(SIDE + 8)), SIDE + scaled(46))
        return None

    def _arrived(self, track: int, frame: int) -> None:
        if self._faces is None:
            return
        found = (self._faces.tracks[self.rows] == track) & (self._faces.frames[self.rows] == frame)
        for place in np.flatnonzero(found).tolist():
            index = self.index(place)
            self.dataChanged.emit(index, index, [_ROLE.DecorationRole])


_STRONGEST, _WEAKEST, _EARLIEST, _NEAREST = (
    mark("Highest score first"), mark("Lowest score first"),
    mark("Earliest first"), mark("Most similar first"),
)  # fmt: skip


class ContactSheet(QWidget):
    """A click goes to the face's frame; several faces can be selected.

    Signals:
        wanted(track, frame): a face was clicked or activated.
    """

    wanted = Signal(int, int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._faces: ClipFaces | None = None
        self._rows = np.zeros(0, np.int64)
        self._distances: np.ndarray | None = None
        self.model = FaceModel(thumbnails)
        self.order = QComboBox()
        name_choice(self.order, tr("Order of faces"))
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.order.activated.connect(self._sort)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setUniformItemSizes(True)
        self.view.setSpacing(4)
        self.view.setIconSize(QSize(SIDE, SIDE))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setAccessibleName(tr("Contact sheet"))
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.view.selectionModel().selectionChanged.connect(self._count)
        self.count = Label()
        self.count.setObjectName("hint")
        top = QHBoxLayout()
        top.addWidget(self.count, 1)
        top.addWidget(self.order)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)

    def show_faces(
        self, faces: ClipFaces, rows: np.ndarray, distances: np.ndarray | None = None
    ) -> None:
        """Show faces, most suspicious or nearest first.

        Args:
            rows: int64 (N,), of `faces`.
            distances: float32 (N,), to the query face.
        """
        self._faces, self._rows, self._distances = faces, rows, distances
        orders = [_STRONGEST, _WEAKEST, _EARLIEST]
        self.order.clear()
        for order in orders if distances is None else [_NEAREST, *orders]:
            self.order.addItem(tr(order), order)
        self._sort()

    @property
    def faces(self) -> ClipFaces:
        """The clip's faces."""
        assert self._faces is not None
        return self._faces

    def _count(self, *_: object) -> None:
        number, chosen = len(self._rows), len(self.view.selectionModel().selectedIndexes())
        told = tr("{chosen} of %n face(s)", "", number) if chosen else tr("%n face(s)", "", number)
        self.count.setText(told.format(chosen=chosen))

    def _sort(self, _: int = 0) -> None:
        assert self._faces is not None
        values = self._faces.suspicion[self._rows]
        order = self.order.currentData()
        if order == _STRONGEST:
            places = np.argsort(-values, kind="stable")
        elif order == _WEAKEST:
            places = np.argsort(values, kind="stable")
        elif order == _EARLIEST:
            places = np.lexsort((self._faces.tracks[self._rows], self._faces.times[self._rows]))
        else:
            places = np.arange(len(self._rows))
        distances = None if self._distances is None else self._distances[places]
        self.model.show_faces(self._faces, self._rows[places], distances)
        self._count()

    def chosen(self) -> np.ndarray:
        """Rows of the selected faces, or of all without a selection; int64, rising."""
        picked = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return np.sort(self.model.rows[picked] if picked else self.model.rows)

    def _go(self, index: QModelIndex) -> None:
        if self._faces is not None and index.isValid():
            self.wanted.emit(*self._faces.place(int(self.model.rows[index.row()])))
