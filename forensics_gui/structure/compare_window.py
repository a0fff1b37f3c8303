"""Window that compares two files, property by property."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.structure.compare import DIFFERENT, ONLY_FIRST, ONLY_SECOND, SAME, Row
from engine.structure.property_names import property_name
from forensics_gui.colours import alarm
from forensics_gui.evidence.request import Call, Request
from forensics_gui.language import WORDING, tr, whole
from forensics_gui.widgets.labels import hint, plain
from forensics_gui.widgets.wrapping_row import row_of

#: Signs before a row, which say the same as its colour.
_SIGNS = {SAME: "=", DIFFERENT: "≠", ONLY_FIRST: "<", ONLY_SECOND: ">"}


class CompareWindow(QDialog):
    """Table of two files by section; what differs has a sign and bold text.

    Args:
        names: of the two files.
        read: returns the rows; runs on a worker thread.

    Signals:
        ready(): the table is shown.
        failed(EngineError): a file cannot be read; the window closes.
    """

    ready = Signal()
    failed = Signal(object)

    def __init__(self, parent: QWidget, names: tuple[str, str], read: Call) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(QSize(1080, 680).boundedTo(self.screen().availableSize()))
        self.setWindowTitle(tr("Compare {first} with {second}").format(
            first=names[0], second=names[1]))  # fmt: skip
        self._rows: Sequence[Row] = ()
        self._items: list[tuple[str, QTreeWidgetItem]] = []
        self.search = QLineEdit(placeholderText=tr("Search"))
        self.search.setAccessibleName(tr("Search names and values"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(220)
        self.differences = QCheckBox(tr("Differences only"))
        self.differences.setChecked(True)
        self.features = QCheckBox(tr("Features only"))
        self.features.setToolTip(
            tr("Hide what depends on the recording, such as its length, date and picture size")
        )
        self.copy_button = QPushButton(tr("Copy"))
        self.copy_button.setToolTip(tr("Copy the selected rows, or all rows shown"))
        self.copy_button.setAutoDefault(False)
        self.told = hint(tr("Reading the files …"))
        self.table = QTreeWidget()
        self.table.setAccessibleName(tr("Comparison"))
        self.table.setHeaderLabels([tr("Property"), "", *names])
        self.table.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setUniformRowHeights(True)
        layout = QVBoxLayout(self)
        layout.addLayout(
            row_of(self.search, self.differences, self.features, self.copy_button, spacing=12)
        )
        layout.addWidget(self.table, 1)
        layout.addWidget(self.told)
        self.search.textChanged.connect(self._fill)
        for box in (self.differences, self.features):
            box.toggled.connect(self._fill)
        self.copy_button.clicked.connect(self.copy)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self.copy)
        self._request = Request(self)
        self._request.progressed.connect(self.told.setText)
        self._request.failed.connect(self._fail)
        self._request.run(read, self._show)

    def done(self, result: int) -> None:
        self._request.stop()
        super().done(result)

    def shown_text(self) -> str:
        """Rows on screen, or the selected ones, as lines with tabs."""
        chosen = [item for item in self.table.selectedItems() if item.parent() is not None]
        lines = []
        for section, item in self._items:
            if not chosen or item in chosen:
                lines.append("\t".join([section, *map(item.text, range(4))]))
        return "\n".join(lines)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.shown_text())

    def _fail(self, error: object) -> None:
        self.failed.emit(error)
        self.reject()

    def _show(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        features = [row for row in rows if row.feature]
        told = tr("{same} of {all} values and {alike} of {features} features are the same.")
        self.told.setText(
            told.format(
                same=whole(sum(row.state == SAME for row in rows)), all=whole(len(rows)),
                alike=whole(sum(row.state == SAME for row in features)),
                features=whole(len(features)),
            )
        )  # fmt: skip
        self._fill()
        header = self.table.header()
        header.setStretchLastSection(False)
        for column in (0, 1):
            self.table.resizeColumnToContents(column)
        for column in (2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.ready.emit()

    def _wanted(self) -> list[Row]:
        text = self.search.text().casefold()
        return [
            row
            for row in self._rows
            if not (self.differences.isChecked() and row.state == SAME)
            and not (self.features.isChecked() and not row.feature)
            and text in f"{property_name(row.name, WORDING)}\n{row.first}\n{row.second}".casefold()
        ]

    def _fill(self, _: object = None) -> None:
        self.table.clear()
        self._items = []
        colour = QBrush(QColor(alarm()))
        for title, group in groupby(self._wanted(), lambda row: row.section):
            section = QTreeWidgetItem([tr(title)])
            font = section.font(0)
            font.setBold(True)
            section.setFont(0, font)
            for row in group:
                values = ["–" if v is None else v for v in (row.first, row.second)]
                name = property_name(row.name, WORDING)
                item = QTreeWidgetItem([name, _SIGNS[row.state], *values])
                for column, value in enumerate(values, 2):
                    item.setToolTip(column, plain(value))
                item.setToolTip(1, _explained(row.state))
                if row.feature:
                    item.setToolTip(0, tr("Feature: depends on the device or program"))
                if row.state != SAME:
                    item.setForeground(1, colour)
                    for column in (1, 2, 3):
                        item.setFont(column, font)
                section.addChild(item)
                self._items.append((tr(title), item))
            self.table.addTopLevelItem(section)
        self.table.expandAll()


def _explained(state: str) -> str:
    return {
        SAME: tr("the same"),
        DIFFERENT: tr("different"),
        ONLY_FIRST: tr("only in the first file"),
        ONLY_SECOND: tr("only in the second file"),
    }[state]
