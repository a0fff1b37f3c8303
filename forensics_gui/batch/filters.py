"""Which rows of the table of clips are shown: by state, by verdict and by words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from engine.analysis import phrases
from engine.analysis.verdict import Outcome
from forensics_gui.batch.rows import BatchRow, State
from forensics_gui.batch.words import STATES, verdict_of
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

    def wants(self, row: BatchRow) -> bool:
        """Whether a row is to be shown."""
        state: State | None = self.state.currentData()
        outcome: Outcome | None = self.verdict.currentData()
        if state is not None and row.state != state:
            return False
        if outcome is not None:
            if row.verdict is None:
                return False
            said = phrases.supported(row.verdict)
            if (row.verdict.outcome if said is not None else Outcome.INCONCLUSIVE) != outcome:
                return False
        text = self.text.text().casefold().strip()
        return not text or text in row.path.casefold() or text in verdict_of(row).casefold()

    def clear(self) -> None:
        """Show all."""
        self.text.clear()
        self.state.setCurrentIndex(0)
        self.verdict.setCurrentIndex(0)
