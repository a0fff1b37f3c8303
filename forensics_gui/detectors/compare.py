"""Two detectors side by side, by their cards."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from forensics_gui.facts import Facts
from forensics_gui.labels import hint
from forensics_gui.language import tr


class CompareDialog(QDialog):
    """A row a fact.

    Args:
        rows: see `engine.detector.bundle.summary.compare_cards`.
    """

    def __init__(self, parent: QWidget, names: tuple[str, str], rows: list[tuple[str, str, str]]):
        super().__init__(parent)
        self.setWindowTitle(tr("Compare detectors"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = Facts(tr("Facts of both detectors"))
        self.table.show_rows(["", *names], [list(row) for row in rows], words=3)
        for number, (_, first, second) in enumerate(rows):
            if first != second:
                self.table.embolden(number)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(header.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            hint(tr("What the model cards say; what differs is bold. Figures can be compared only "
                    "where they were measured on the same data."))
        )  # fmt: skip
        layout.addWidget(self.table)
        layout.addWidget(buttons)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(900, 560)
