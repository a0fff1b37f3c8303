"""Base of the wizard's pages, and the progress row."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.progress import Progress
from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label
from forensics_gui.wizard.retraining_worker import RetrainingWorker


class ProgressRow:
    """Progress widgets, laid out by their user.

    Attributes:
        bar: progress bar.
        at: current step in words.
        halt: stop button.
    """

    def __init__(self, worker: RetrainingWorker) -> None:
        self.bar = QProgressBar()
        self.bar.setFixedWidth(180)
        self.bar.setAccessibleName(tr("Progress"))
        self.at = Label()
        self.halt = QPushButton(tr("S&top"))
        self.halt.setToolTip(tr("Stop; results so far are kept"))
        self.halt.clicked.connect(worker.cancel)

    def show_progress(self, at: Progress) -> None:
        self.bar.setRange(0, at.total or 0)
        self.bar.setValue(at.done)
        self.at.setText(tr(at.stage))


class Page(QWidget):
    """A page of the wizard.

    Signals:
        completed(): `complete` may have changed.

    Attributes:
        name: of its stage, see `engine.training.retrain.plan.STAGES`.
        body: layout for the content.
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
        """Load what the shown page needs, including interrupted work."""

    @property
    def complete(self) -> bool:
        """Whether the next page may be opened."""
        return True

    @property
    def onwards(self) -> str:
        """Label of the next button, "" for the default."""
        return ""

    def leave(self) -> None:
        """Stop work that only this page needs."""
