"""What the pages of the wizard have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.progress import Progress
from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label
from forensics_gui.wizard.retraining_worker import RetrainingWorker


class ProgressRow:
    """Widgets to be laid out in the row of whoever shows the work.

    Attributes:
        bar: the share that is done.
        at: what is being done, in words.
        halt: stops it.
    """

    def __init__(self, worker: RetrainingWorker) -> None:
        self.bar = QProgressBar()
        self.bar.setFixedWidth(180)
        self.bar.setAccessibleName(tr("Progress"))
        self.at = Label()
        self.halt = QPushButton(tr("S&top"))
        self.halt.setToolTip(tr("Stop what runs; what was done is kept"))
        self.halt.clicked.connect(worker.cancel)

    def show_progress(self, at: Progress) -> None:
        self.bar.setRange(0, at.total or 0)
        self.bar.setValue(at.done)
        self.at.setText(tr(at.stage))


class Page(QWidget):
    """One page.

    Signals:
        completed(): `complete` may have changed.

    Attributes:
        name: of its stage, see `engine.training.retrain.plan.STAGES`.
        body: where a page puts what it shows.
    """

    completed = Signal()
    name = ""

    def __init__(self, worker: RetrainingWorker) -> None:
        super().__init__()
        self.worker = worker
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)

    def enter(self) -> None:
        """The page is shown: fetch what it needs, or what a stop left undone."""

    @property
    def complete(self) -> bool:
        """Whether the next page may be shown."""
        return True

    @property
    def onwards(self) -> str:
        """Text of the button that leads on, "" for the usual one."""
        return ""

    def leave(self) -> None:
        """Another page will be shown: stop what only this one needs."""
