"""How far the work of a hand is, and the button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QPushButton

from engine.progress import Progress
from forensics_gui.labels import Label
from forensics_gui.language import tr
from forensics_gui.wizard.hand import Hand


class Moving:
    """Widgets to be laid out in the row of whoever shows the work.

    Attributes:
        bar: the share that is done.
        at: what is being done, in words.
        halt: stops it.
    """

    def __init__(self, hand: Hand) -> None:
        self.bar = QProgressBar()
        self.bar.setFixedWidth(180)
        self.bar.setAccessibleName(tr("Progress"))
        self.at = Label()
        self.halt = QPushButton(tr("S&top"))
        self.halt.setToolTip(tr("Stop what runs; what was done is kept"))
        self.halt.clicked.connect(hand.cancel)

    def show_progress(self, at: Progress) -> None:
        self.bar.setRange(0, at.total or 0)
        self.bar.setValue(at.done)
        self.at.setText(tr(at.stage))
