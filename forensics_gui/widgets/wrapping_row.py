"""Layout of a row that wraps if it is too narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class WrappingRow(QLayout):
    """Wraps instead of widening the window for large text or long translations.

    Args:
        spacing: pixels between widgets and between rows.
        centred: centre the rows.
    """

    def __init__(self, spacing: int = 6, centred: bool = False) -> None:
        super().__init__()
        self.setSpacing(spacing)
        self._centred = centred
        self._items: list[QLayoutItem] = []
        self._spring = -1

    def add_spring(self) -> None:
        """Align the following widgets to the right."""
        self._spring = len(self._items)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        rows = self._rows(width - margins.left() - margins.right())
        heights = sum(_height(row) for row in rows) + self.spacing() * max(0, len(rows) - 1)
        return heights + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        shown = self._shown()
        return self._framed(self._length(shown), _height(shown))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        widest = max((item.minimumSize().width() for item in shown), default=0)
        return self._framed(widest, _height(shown))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        inside = rect.marginsRemoved(self.contentsMargins())
        top = inside.top()
        after = self._after()
        for row in self._rows(inside.width()):
            height = _height(row)
            free = max(0, inside.width() - self._length(row))
            left = inside.left() + (free // 2 if self._centred else 0)
            for item in row:
                if item is not row[0] and item in after[:1]:
                    left += free
                size = item.sizeHint().boundedTo(QSize(inside.width(), height))
                y = top + (height - size.height()) // 2
                item.setGeometry(QRect(left, y, size.width(), size.height()))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _after(self) -> list[QLayoutItem]:
        """Visible items after the spring."""
        after = self._items[self._spring :] if self._spring >= 0 else []
        return [item for item in after if not item.isEmpty()]

    def _length(self, row: list[QLayoutItem]) -> int:
        widths = sum(item.sizeHint().width() for item in row)
        return widths + self.spacing() * max(0, len(row) - 1)

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """One row if everything fits; otherwise right-aligned items start a row of their own."""
        shown, after = self._shown(), self._after()
        if self._length(shown) <= width:
            return [shown] if shown else []
        before = shown[: len(shown) - len(after)]
        return self._broken(before, width) + self._broken(after, width)

    def _broken(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        for item in items:
            if rows and self._length([*rows[-1], item]) <= width:
                rows[-1].append(item)
            else:
                rows.append([item])
        return rows

    def _framed(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )


def _height(row: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in row), default=0)


def row_of(*widgets: QWidget, spacing: int = 6, centred: bool = False) -> WrappingRow:
    """Create a row of widgets."""
    row = WrappingRow(spacing, centred)
    for widget in widgets:
        row.addWidget(widget)
    return row
