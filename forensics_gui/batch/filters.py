"""Which rows of the table of clips are shown: by state, by verdict and by words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from engine.analysis.verdict import Outcome
from forensics_gui.batch.rows import BatchRow, State
from forensics_gui.batch.words import STATES
from forensics_gui.language import tr
from forensics_gui.row import Row


class Filters(QWidget):
    """Two lists and a line to type in.

    Signals:
        changed(): other rows are wanted.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = QComboBox()
        self.state.addItem(tr("All states"), None)
        for state, words in STATES.items():
            self.state.addItem(tr(words), state)
        self.state.setAccessibleName(tr("Show clips in this state"))
        self.verdict = QComboBox()
        self.verdict.addItem(tr("All verdicts"), None)
        for outcome, words in (
            (Outcome.FORGED, tr("For manipulation")),
            (Outcome.PRISTINE, tr("Against manipulation")),
            (Outcome.INCONCLUSIVE, tr("Inconclusive")),
        ):
            self.verdict.addItem(words, outcome)
        self.verdict.setAccessibleName(tr("Show clips with this verdict"))
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("Name, folder or words"))
        self.text.setAccessibleName(tr("Show clips with these words"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(220)
        row = Row()
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.text, self.state, self.verdict):
            widget.setToolTip(widget.accessibleName())
            row.addWidget(widget)
        self.setLayout(row)
        self.state.currentIndexChanged.connect(self.changed)
        self.verdict.currentIndexChanged.connect(self.changed)
        self.text.textChanged.connect(self.changed)

    def wanted(self, rows: list[BatchRow]) -> list[BatchRow]:
        """Those rows that are to be shown, in their order."""
        state: State | None = self.state.currentData()
        outcome: Outcome | None = self.verdict.currentData()
        text = self.text.text().casefold().strip()
        if state is not None:
            rows = [row for row in rows if row.state == state]
        if outcome is not None:
            rows = [row for row in rows if row.said == outcome]
        return [row for row in rows if text in row.folded] if text else rows

    def clear(self) -> None:
        """Show all."""
        self.text.clear()
        self.state.setCurrentIndex(0)
        self.verdict.setCurrentIndex(0)
