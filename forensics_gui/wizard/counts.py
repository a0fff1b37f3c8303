"""Counts and balance of labelled data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.analysis.verdict import Outcome
from forensics_gui.colours import of_outcome
from forensics_gui.language import tr, whole
from forensics_gui.widgets.accessibility import set_role
from forensics_gui.widgets.tables import FactsTable
from forensics_gui.wizard.amounts import label_words

if TYPE_CHECKING:
    from engine.training.retrain.summary import Count


class CountTable(FactsTable):
    """Number of items, clips and people of each split and label."""

    def __init__(self) -> None:
        super().__init__(tr("Counts"))

    def show_counts(self, counts: list[Count]) -> None:
        """Show the counts."""
        splits = {
            "train": tr("training"),
            "val": tr("validation"),
            "test": tr("test"),
            "": tr("not assigned yet"),
        }
        rows = [
            [f"{label_words(c.label)}, {splits.get(c.split, c.split)}",
             *(whole(n) for n in (c.items, c.clips, c.people))]
            for c in counts
        ]  # fmt: skip
        self.show_rows(["", tr("Items"), tr("Clips"), tr("People")], rows)
        self.fit()


class Balance(QWidget):
    """Bar of pristine and forged clips with their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = (0, 0)
        set_role(self, QAccessible.Role.Chart)
        self.setAccessibleName(tr("Balance of pristine and forged clips"))

    def sizeHint(self) -> QSize:
        return QSize(200, 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 22)

    def show_counts(self, pristine: int, forged: int) -> None:
        """Show the number of clips of each class; hidden without clips."""
        self._counts = (pristine, forged)
        self.setVisible(pristine + forged > 0)
        self.setAccessibleDescription(f"{pristine} : {forged}")
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        total = sum(self._counts)
        if not total:
            return
        painter = QPainter(self)
        left = 0.0
        for count, outcome in zip(self._counts, (Outcome.PRISTINE, Outcome.FORGED), strict=True):
            width = self.width() * count / total
            part = QRectF(left, 0, width, self.height())
            painter.fillRect(part, QColor(of_outcome(outcome)))
            painter.setPen(QColor("#ffffff"))
            if width > 40:
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, whole(count))
            left += width
        painter.end()
