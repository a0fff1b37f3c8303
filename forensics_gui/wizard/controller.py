"""Opens the training window and keeps trainings running after it is closed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from engine.progress import Progress
from forensics_gui.case.controller import CaseController
from forensics_gui.language import tr
from forensics_gui.wizard.plans import PlanChooser, Plans, UnfinishedPlan
from forensics_gui.wizard.retraining_worker import RetrainingWorker
from forensics_gui.workers import tasks

if TYPE_CHECKING:
    from engine.detector.bundle.store import Entry
    from forensics_gui.wizard.window import WizardWindow


class TrainingController(QObject):
    """One active retraining; the others are stored as plans.

    Signals:
        failed(EngineError): an operation failed.
        said(str): status message.
        chosen(Entry, list[Path]): use a new detector, and analyse some clips of the open case
            with it.
        help_wanted(str): open a page of the guide.

    Attributes:
        label: status bar widget that names the running work; a click shows its window.
    """

    failed = Signal(object)
    said = Signal(str)
    chosen = Signal(object, list)
    help_wanted = Signal(str)

    def __init__(self, window: QWidget, cases: CaseController, plans: Plans | None = None) -> None:
        super().__init__(window)
        self._window, self._cases = window, cases
        self.plans = plans or Plans()
        self.window: WizardWindow | None = None
        self.label = QPushButton()
        self.label.setObjectName("link")
        self.label.setToolTip(tr("Show the running training"))
        self.label.clicked.connect(self.start)
        self.label.hide()

    def start(self) -> None:
        """Show the active retraining; otherwise offer unfinished ones, or start one."""
        if self.window is not None:
            self._raise(self.window)
            return
        self._offer(begin=True)

    def label_first(self) -> None:
        """Label candidates for the active retraining, the last one, or a new one.

        A busy retraining is only shown.
        """

        def found(plans: list[UnfinishedPlan]) -> None:
            self.open(plans[0].path if plans else self.plans.new())
            assert self.window is not None
            self.window.label_first()

        if self.window is None:
            tasks.run(self, self.plans.unfinished, found, self.failed.emit)
            return
        self._raise(self.window)
        if self.window.worker.busy:
            self.said.emit(tr("Training is running. Stop it or wait before labelling."))
        else:
            self.window.label_first()

    def _offer(self, begin: bool) -> None:
        """Offer unfinished retrainings.

        Args:
            begin: start a new one at once if there are none.
        """

        def found(plans: list[UnfinishedPlan]) -> None:
            if begin and not plans:
                self.open(self.plans.new())
                return
            dialog = PlanChooser(self.window or self._window, plans)
            dialog.chosen.connect(self.open)
            dialog.new_wanted.connect(lambda: self.open(self.plans.new()))
            dialog.discarded.connect(self._discard)
            dialog.open()

        tasks.run(self, self.plans.unfinished, found, self.failed.emit)

    def open(self, path: Path) -> None:
        """Open a plan or start one; the active retraining is stopped and kept."""
        if self.window is not None and self.window.worker.path == path:
            self._raise(self.window)
            return
        # Imported late, because its plots are slow to import.
        from forensics_gui.wizard.window import WizardWindow

        self._put_away()
        worker = RetrainingWorker(path, self)
        made = WizardWindow(self._window, worker, self._cases)
        worker.failed.connect(self.failed)
        worker.busy_changed.connect(lambda _: self._tell())
        worker.moved.connect(self._move)
        made.help_wanted.connect(lambda: self.help_wanted.emit("training"))
        made.others_wanted.connect(lambda: self._offer(begin=False))
        made.saved.connect(self._saved)
        self.window = made
        made.begin()
        self._raise(made)

    def stop(self) -> None:
        """Stop the running work; the plan keeps its state."""
        if self.window is not None:
            self.window.worker.cancel()
            self.window.close()

    def _put_away(self) -> None:
        before, self.window = self.window, None
        if before is not None:
            before.worker.cancel()
            before.worker.blockSignals(True)
            before.close()
            before.deleteLater()
        self.label.hide()

    def _discard(self, path: Path) -> None:
        if self.window is not None and self.window.worker.path == path:
            self._put_away()
        tasks.run(self, lambda: self.plans.discard(path), lambda _: None, self.failed.emit)

    def _saved(self, entry: Entry, default: bool, again: bool) -> None:
        self._put_away()
        self.said.emit(tr("“{name}” was added to your detectors.").format(name=entry.title))
        if default:
            rows = self._cases.view.rows if again and self._cases.view is not None else ()
            self.chosen.emit(entry, [Path(row.clip.path) for row in rows])

    def _tell(self) -> None:
        self.label.setText(tr("Training"))
        self.label.setVisible(self.window is not None and self.window.worker.busy)

    def _move(self, at: Progress) -> None:
        share = f" {100 * at.done // at.total} %" if at.total else ""
        what = tr("Training")
        self.label.setText(f"{what}: {tr(at.stage)}{share}")

    def _raise(self, window: WizardWindow) -> None:
        window.show()
        window.raise_()
        window.activateWindow()
