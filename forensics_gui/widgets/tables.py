"""Read-only tables."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from forensics_gui.widgets.labels import plain


class FactsTable(QTableWidget):
    """Rows of text under headings; the first column holds words, the others numbers."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)

    def show_rows(self, headings: list[str], rows: list[list[str]], words: int = 1) -> None:
        """Replace the content.

        Args:
            words: number of leading columns with words; numbers are right-aligned.
        """
        self.clear()
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(headings)
        self.setRowCount(len(rows))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(plain(text))
                if x >= words:
                    item.setTextAlignment(right)
                self.setItem(y, x, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if headings:
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            first = self.horizontalHeaderItem(0)
            if first is not None:
                first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def mark_row(self, row: int, colour: QColor) -> None:
        """Set the colour of a row."""
        for column in range(self.columnCount()):
            item = self.item(row, column)
            if item is not None:
                item.setForeground(colour)

    def embolden(self, row: int) -> None:
        """Set the numbers of a row in bold."""
        for column in range(1, self.columnCount()):
            item = self.item(row, column)
            if item is not None:
                font = item.font()
                font.setBold(True)
                item.setFont(font)

    def fit(self) -> None:
        """Fix the height to the rows."""
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 4)
