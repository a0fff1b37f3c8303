"""The labelled faces nearest to a face, in words and as a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.analysis.reference_comparison import KnownCase, in_words
from engine.analysis.verdict import Outcome
from forensics_gui.colours import of_outcome
from forensics_gui.labels import Label
from forensics_gui.language import WORDING, decimal, mark, tr
from forensics_gui.text_size import scaled

_HEADINGS = (mark("Distance"), mark("Label"), mark("Method"), mark("Data set"))
_HEIGHT, _ROW = 200, 22


class KnownCases(QWidget):
    """Facts only: the pictures of reference faces are not part of a detector."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label()
        self.words.setWordWrap(True)
        note = Label(
            tr(
                "Near in the embedding means that the detector sees them alike, not that they were "
                "made alike. The verdict does not rest on this list."
            )
        )
        note.setObjectName("hint")
        note.setWordWrap(True)
        self.table = QTableWidget(0, len(_HEADINGS))
        self.table.setAccessibleName(tr("Nearest known faces"))
        self.table.setHorizontalHeaderLabels([tr(heading) for heading in _HEADINGS])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setFixedHeight(scaled(_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.table)
        layout.addWidget(note)

    def show_cases(self, cases: tuple[KnownCase, ...]) -> None:
        """List cases, the nearest first."""
        self.words.setText(in_words(cases, WORDING))
        self.table.setRowCount(len(cases))
        for row, case in enumerate(cases):
            outcome = Outcome.FORGED if case.forged else Outcome.PRISTINE
            label = mark("forged") if case.forged else mark("pristine")
            method = "–" if case.method == label else case.method
            told = (
                decimal(case.distance, 3),
                tr(label),
                method,
                case.data_set or tr("not known"),
            )
            for column, text in enumerate(told):
                item = QTableWidgetItem(text)
                if column == 0:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                if column == 1:
                    item.setForeground(QColor(of_outcome(outcome)))
                self.table.setItem(row, column, item)
