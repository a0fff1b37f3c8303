"""Faces as a list with pictures, for contact sheets."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap

from forensics_gui.colours import DARK
from forensics_gui.labels import plain
from forensics_gui.language import decimal, signed, tr
from forensics_gui.scatter.faces import ClipFaces
from forensics_gui.scatter.thumbnails import SIDE, Thumbnails
from forensics_gui.text_size import scaled
from forensics_gui.thumbnail import unchanged

_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class FaceModel(QAbstractListModel):
    """Rows of a clip's faces in some order; pictures are asked for when they are seen."""

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
        """List others.

        Args:
            faces: of the clip.
            rows: int64 (N,), those to be listed, in order.
            distances: float32 (N,), said with each, such as to the face they were sought by.
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
            told = tr("log10 LR {ratio}").format(ratio=signed(self._faces.llr[row]))
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
