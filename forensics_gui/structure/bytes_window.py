"""Window with the layout of a file, the fields of a box, and its bytes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from engine.container.box_fields import BoxField, read_fields
from engine.container.layout import Box, Layout, read_layout
from forensics_gui.evidence.request import Request
from forensics_gui.language import tr, whole
from forensics_gui.structure.hex_view import FileBytes, HexView
from forensics_gui.structure.layout_model import LayoutModel
from forensics_gui.widgets.labels import hint
from forensics_gui.widgets.tables import FactsTable
from forensics_gui.workers import tasks


class BytesWindow(QDialog):
    """Tree of boxes on the left; fields and bytes on the right. Reads what is shown.

    Signals:
        ready(): the layout is shown.
        failed(EngineError).
    """

    ready = Signal()
    failed = Signal(object)

    def __init__(self, parent: QWidget, path: Path) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(QSize(1250, 720).boundedTo(self.screen().availableSize()))
        self.setWindowTitle(tr("Bytes of {clip}").format(clip=path.name))
        self._path = path
        self._fields: tuple[BoxField, ...] = ()
        self.model: LayoutModel | None = None
        self.source = FileBytes(self, path)
        self._request = Request(self)
        self._request.failed.connect(self.failed)
        self.search = QLineEdit(placeholderText=tr("Box type or offset, such as avcC or 0x1f40"))
        self.search.setAccessibleName(tr("Search for a box or an offset"))
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self.look)
        self.copy_button = QPushButton(tr("Copy bytes"))
        self.copy_button.setToolTip(tr("Copy the selected bytes as hexadecimal"))
        self.copy_button.setAutoDefault(False)
        self.told = hint()
        self.tree = QTreeView()
        self.tree.setAccessibleName(tr("Layout of the file"))
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.table = FactsTable(tr("Fields of the box"))
        self.table.currentCellChanged.connect(lambda row, *_: self._select_field(row))
        self.table.cellClicked.connect(lambda row, _: self._select_field(row))
        self.bytes = HexView()
        self.bytes.moved.connect(self._tell)
        self.bytes.failed.connect(self.failed)
        self.copy_button.clicked.connect(self.bytes.copy)
        self._arrange()
        self._request.run(lambda _, cancel: read_layout(path, cancel), self._show)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.copy_button)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.table)
        right.addWidget(self.bytes)
        right.setStretchFactor(1, 1)
        right.setSizes([180, 420])
        both = QSplitter()
        both.addWidget(self.tree)
        both.addWidget(right)
        both.setSizes([550, 670])
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(both, 1)
        layout.addWidget(self.told)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._request.stop()
        super().closeEvent(event)

    def reject(self) -> None:
        self._request.stop()
        super().reject()

    def look(self) -> None:
        """Go to the offset in the search field, or to the next box of that type."""
        text = self.search.text().strip()
        if self.model is None or not text:
            return
        try:
            offset = int(text, 0)
        except ValueError:
            found = self.model.find_type(text, self.tree.currentIndex())
            if found.isValid():
                self.tree.setCurrentIndex(found)
            else:
                self.told.setText(tr("No box of this type."))
            return
        found = self.model.find_offset(offset)
        if found.isValid():
            self.tree.setCurrentIndex(found)
        self.bytes.go_to(offset)

    def _show(self, layout: Layout) -> None:
        self.model = LayoutModel(self, layout)
        self.tree.setModel(self.model)
        self.tree.selectionModel().currentChanged.connect(self._show_box)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        # Measuring all of many thousand boxes takes half a second.
        header.setResizeContentsPrecision(100)
        if len(self.model) <= 500:
            self.tree.expandAll()
        for column in range(self.model.columnCount()):
            self.tree.resizeColumnToContents(column)
        self.bytes.show_file(self.source, layout.size)
        if layout.incomplete:
            told = tr("The file has more boxes; the first {count} are listed.")
            self.told.setText(told.format(count=whole(len(self.model))))
        elif not layout.format:
            self.told.setText(tr("The layout of this kind of file is not read."))
        if len(self.model):
            self.tree.setCurrentIndex(self.model.index(0, 0))
        self.ready.emit()

    def _show_box(self, index: QModelIndex, _: QModelIndex) -> None:
        if self.model is None:
            return
        box = self.model.box(index)
        if box is None:
            return
        self.bytes.show_box(box.offset, box.header, box.size)
        self._show_fields(())
        path, parents = self._path, self.model.parents(index)

        def done(fields: tuple[BoxField, ...]) -> None:
            if self.model is not None and self.model.box(self.tree.currentIndex()) is box:
                self._show_fields(fields)

        tasks.run(self, lambda: _fields(path, box, parents), done, self.failed.emit)

    def _show_fields(self, fields: tuple[BoxField, ...]) -> None:
        self._fields = fields
        rows = [[one.name, one.value, whole(one.offset), whole(one.size)] for one in fields]
        headings = [tr("Field"), tr("Value"), tr("Offset"), tr("Size")]
        self.table.blockSignals(True)
        self.table.show_rows(headings, rows, words=2)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(
            0, QHeaderView.ResizeMode.ResizeToContents
        )
        values = self.table.horizontalHeaderItem(1)
        if values is not None:
            values.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.blockSignals(False)

    def _select_field(self, row: int) -> None:
        if 0 <= row < len(self._fields):
            field = self._fields[row]
            self.bytes.select(field.offset, field.size)

    def _tell(self, offset: int) -> None:
        chosen = self.bytes.selection
        told = tr("Offset {offset} (0x{hex})").format(offset=whole(offset), hex=f"{offset:x}")
        if len(chosen) > 1:
            told += ", " + tr("{count} bytes selected").format(count=whole(len(chosen)))
        self.told.setText(told)


def _fields(path: Path, box: Box, parents: tuple[Box, ...]) -> tuple[BoxField, ...]:
    with path.open("rb") as file:
        return read_fields(file, box, parents)
