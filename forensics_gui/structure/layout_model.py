"""The layout of a file as a tree for views."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine.container.box_names import meaning
from engine.container.layout import Box, Layout
from forensics_gui.language import tr, whole

_Index = QModelIndex | QPersistentModelIndex
_TYPE, _MEANING, _OFFSET, _SIZE = range(4)


class LayoutModel(QAbstractItemModel):
    """Boxes in file order with type, meaning, offset and size.

    Boxes are also numbered in file order, each before those inside it.
    """

    def __init__(self, parent: QObject, layout: Layout) -> None:
        super().__init__(parent)
        #: Box, number of the box around it (-1 for none) and row in it.
        self._boxes: list[tuple[Box, int, int]] = []
        self._first: dict[int, list[int]] = {}
        self._number(layout.boxes, -1)

    def _number(self, boxes: tuple[Box, ...], around: int) -> None:
        for row, box in enumerate(boxes):
            number = len(self._boxes)
            self._boxes.append((box, around, row))
            self._first.setdefault(around, []).append(number)
            self._number(box.children, number)

    def __len__(self) -> int:
        return len(self._boxes)

    def box(self, index: _Index) -> Box | None:
        return self._boxes[int(index.internalId())][0] if index.isValid() else None

    def parents(self, index: _Index) -> tuple[Box, ...]:
        """Boxes around a box, the outermost first."""
        found: list[Box] = []
        number = self._boxes[int(index.internalId())][1] if index.isValid() else -1
        while number >= 0:
            box, number, _ = self._boxes[number]
            found.append(box)
        return tuple(reversed(found))

    def find_type(self, text: str, after: _Index) -> QModelIndex:
        """The next box, cyclically, whose type contains a text."""
        start = int(after.internalId()) + 1 if after.isValid() else 0
        count, wanted = len(self._boxes), text.casefold()
        for step in range(count):
            number = (start + step) % count
            if wanted in self._boxes[number][0].kind.casefold():
                return self._index(number)
        return QModelIndex()

    def find_offset(self, offset: int) -> QModelIndex:
        """The innermost box that contains an offset."""
        around, found = -1, QModelIndex()
        while True:
            inside = [
                number
                for number in self._first.get(around, [])
                if self._boxes[number][0].offset <= offset < self._boxes[number][0].end
            ]
            if not inside:
                return found
            around = inside[0]
            found = self._index(around)

    def _index(self, number: int) -> QModelIndex:
        return self.createIndex(self._boxes[number][2], 0, number)

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        around = int(parent.internalId()) if parent.isValid() else -1
        rows = self._first.get(around, [])
        if not 0 <= row < len(rows) or not 0 <= column <= _SIZE:
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        around = self._boxes[int(index.internalId())][1] if index.isValid() else -1
        return self._index(around) if around >= 0 else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        around = int(parent.internalId()) if parent.isValid() else -1
        return len(self._first.get(around, [])) if parent.column() <= 0 else 0

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return _SIZE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Type"), tr("Meaning"), tr("Offset"), tr("Size"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        box = self.box(index)
        if box is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= _OFFSET:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column == _TYPE:
            return box.kind
        if column == _MEANING:
            return self._meaning(box)
        return whole(box.offset if column == _OFFSET else box.size)

    def _meaning(self, box: Box) -> str:
        named = meaning(box.kind)
        told = tr(named) if named else ""
        if box.missing:
            cut = tr("{count} bytes are missing").format(count=whole(box.missing))
            told = f"{told}, {cut}" if told else cut
        return told
