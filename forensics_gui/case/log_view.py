"""The log of the case, searchable and copyable."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.events import AnalysisStarted, Beside, ClipJudged
from engine.case.log import Act, Kind
from engine.case.log_phrases import describe_act
from forensics_gui.language import mark, tr
from forensics_gui.widgets.labels import hint

#: Events of an analysis with an entry of their own.
_SHOWN = {kind.__name__ for kind in (AnalysisStarted, ClipJudged, *get_args(Beside))}
_HEADINGS = (mark("Act"), "UTC", mark("Who"), mark("What"))


class LogDialog(QDialog):
    """Lists all log entries; those of an analysis are summarised in its first.

    Args:
        verified: result of verifying the log.
    """

    def __init__(self, parent: QWidget, acts: list[Act], verified: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Case log"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        shown = [act for act in acts if not _is_detail(act)]
        self.table = QTableWidget(len(shown), len(_HEADINGS))
        self.table.setHorizontalHeaderLabels([tr(heading) for heading in _HEADINGS])
        self.table.setAccessibleName(tr("Case log"))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(True)
        for row, act in enumerate(shown):
            when = act.written[:19].replace("T", " ")
            for column, text in enumerate((str(act.id), when, act.who, describe_act(act))):
                self.table.setItem(row, column, QTableWidgetItem(text))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.table.resizeRowsToContents()
        note = hint(verified)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.setToolTip(tr("Copy the rows shown, or those selected, as text"))
        self.copy_button.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.search, self.table, note, buttons):
            layout.addWidget(widget)
        self.table.scrollToBottom()

    def sizeHint(self) -> QSize:
        return QSize(980, 620)

    def _filter(self, text: str) -> None:
        for row in range(self.table.rowCount()):
            found = text.casefold() in self._line(row).casefold()
            self.table.setRowHidden(row, not found)

    def _line(self, row: int) -> str:
        cells = (self.table.item(row, column) for column in range(len(_HEADINGS)))
        return "\t".join(cell.text() for cell in cells if cell is not None)

    def _copy(self) -> None:
        chosen = sorted({index.row() for index in self.table.selectedIndexes()})
        rows = chosen or [r for r in range(self.table.rowCount()) if not self.table.isRowHidden(r)]
        QGuiApplication.clipboard().setText("\n".join(self._line(row) for row in rows))


def _is_detail(act: Act) -> bool:
    return act.kind == Kind.RESULT and act.details["event"] not in _SHOWN
