"""The page of a running training."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from engine.progress import Progress
from engine.training.events import EpochDone, StepDone
from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.widgets.tables import FactsTable
from forensics_gui.widgets.wrapping_row import row_of
from forensics_gui.wizard.amounts import duration, figure
from forensics_gui.wizard.curves import Plot
from forensics_gui.wizard.page import Page
from forensics_gui.wizard.retraining_worker import RetrainingWorker
from forensics_gui.wizard.validation_faces import ValidationFaces

if TYPE_CHECKING:
    from engine.training.events import TrainingEvent
    from engine.training.retrain.session import Retraining

#: Maximum number of plotted steps.
_DRAWN = 2000
#: Seconds of a stage before its remaining time is estimated.
_TOLD_AFTER = 3.0


class TrainPage(Page):
    """Curves of loss, AUC and EER, faces and remaining time; training continues in the background.

    Signals:
        begun(Path): folder of the starting training's snapshots.
    """

    name = "train"
    begun = Signal(object)

    def __init__(self, worker: RetrainingWorker) -> None:
        super().__init__(worker)
        self._done = False
        self._stage = ("", 0.0, 0)
        self._steps: list[tuple[float, float]] = []
        self.epochs: list[EpochDone] = []
        self.state = Label()
        self.state.setObjectName("headline")
        self.left = hint()
        self.method = Label()
        self.method.setWordWrap(True)
        self.losses = Plot(tr("Loss"), tr("Epoch"), tr("Loss"))
        self.ranks = Plot(tr("Validation clips"), tr("Epoch"), tr("AUC, EER"))
        self.pause = QPushButton(tr("&Pause"))
        self.pause.setToolTip(tr("Pause; resumes from the checkpoint, even after a restart"))
        self.pause.clicked.connect(self._pause)
        self.early = QPushButton(tr("&Stop and keep the best"))
        self.early.setToolTip(tr("Stop training and keep the best epoch"))
        self.early.clicked.connect(self._stop_early)
        self.table = FactsTable(tr("Epochs"))
        self.table.setMaximumHeight(170)
        self.curves = QWidget()
        drawn = QVBoxLayout(self.curves)
        drawn.setContentsMargins(0, 6, 0, 0)
        plots = QHBoxLayout()
        plots.addWidget(self.losses)
        plots.addWidget(self.ranks)
        self.body.addWidget(self.state)
        self.body.addWidget(self.left)
        self.body.addLayout(row_of(self.pause, self.early))
        drawn.addLayout(plots, 1)
        drawn.addWidget(self.table)
        self.faces = ValidationFaces()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.curves, tr("&Curves"))
        self.tabs.addTab(self.faces, tr("&Faces"))
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self.method)
        self.begun.connect(self.faces.follow)
        worker.learned.connect(self._hear)
        worker.moved.connect(self._move)
        worker.stopped.connect(self._stopped)
        worker.failed.connect(lambda _: self._failed())
        worker.busy_changed.connect(lambda _: self._allow())
        worker.planned.connect(self._planned)
        self._allow()

    def enter(self) -> None:
        """Start or continue the training; a new plan starts with empty curves."""
        self._say(tr("Training …"))
        self.left.setText(
            tr("You can close this window. Training continues while the program runs and resumes "
               "later from its checkpoint.")
        )  # fmt: skip
        self.worker.ask(self._train, self._finished)
        self._allow()

    @property
    def complete(self) -> bool:
        return self._done

    @property
    def onwards(self) -> str:
        return tr("&Evaluate")

    def _planned(self) -> None:
        """Reset after a choice changed."""
        plan = self.worker.plan
        if plan is not None and plan.stage in ("data", "check", "plan"):
            self._done = False
            self.method.setText("")
            self._steps, self.epochs = [], []
            self.faces.forget()
            self._draw()

    def _finished(self, method: str) -> None:
        self._done = True
        self.method.setText(method)
        self.faces.refresh()
        self._say(tr("The new detector is trained."))
        self.left.setText(tr("The next page compares it with the present one."))
        self._allow()
        self.completed.emit()

    def _stopped(self) -> None:
        if not self._done:
            self._say(tr("Paused"))
            self.left.setText(tr("The last checkpoint is kept."))
        self._allow()

    def _failed(self) -> None:
        """Replace "Paused" after an error."""
        if not self._done:
            self._say(tr("Training failed"))
            self.left.setText(tr("Fix the cause, then resume. The last checkpoint is kept."))

    def _pause(self) -> None:
        self._say(tr("Pausing …"))
        self.worker.cancel()

    def _stop_early(self) -> None:
        self._say(tr("Ending with the best epoch …"))
        self.early.setEnabled(False)
        self.worker.stop_early()

    def _allow(self) -> None:
        running = self.worker.busy and not self._done
        self.pause.setEnabled(running)
        self.early.setEnabled(running and bool(self.epochs))
        drawn = bool(self._steps or self.epochs)
        place = self.tabs.indexOf(self.curves)
        if drawn and not self.tabs.isTabVisible(place):
            self.tabs.setTabVisible(place, True)
            self.tabs.setCurrentIndex(place)
        elif not drawn:
            self.tabs.setTabVisible(place, False)
        self.early.setVisible(drawn)

    def _say(self, words: str) -> None:
        self.state.setText(words)

    def _move(self, at: Progress) -> None:
        """Estimate the remaining time of the stage."""
        stage, began, first = self._stage
        now = time.monotonic()
        if at.stage != stage or at.done < first:
            self._stage = (at.stage, now, at.done)
        elif at.total and at.done > first and now - began > _TOLD_AFTER and not self._done:
            rest = (now - began) * (at.total - at.done) / (at.done - first)
            self.left.setText(
                tr("{stage}: about {time} left in this step.").format(
                    stage=at.stage, time=duration(rest)
                )
            )

    def _hear(self, event: TrainingEvent) -> None:
        if isinstance(event, StepDone):
            self._steps.append((event.epoch - 1 + event.step / event.steps, event.loss))
            del self._steps[: -2 * _DRAWN]
        else:
            self.epochs = [one for one in self.epochs if one.epoch < event.epoch]
            self.epochs.append(event)
            self.faces.refresh()
        self._draw()
        self._allow()

    def _draw(self) -> None:
        some = self._steps[:: max(1, len(self._steps) // _DRAWN)]
        self.losses.draw(tr("each batch"), [x for x, _ in some], [y for _, y in some], 4)
        at: list[float] = [one.epoch for one in self.epochs]
        points = [(float(e.epoch), e.metrics["loss"]) for e in self.epochs if "loss" in e.metrics]
        self.losses.draw(
            tr("validation clips"), [x for x, _ in points], [y for _, y in points], 1, dots=True
        )
        self.losses.draw(tr("each epoch"), at, [one.loss for one in self.epochs], 3, dots=True)
        for key, name, colour in (("auc", "AUC", 1), ("eer", "EER", 2)):
            points = [(float(e.epoch), e.metrics[key]) for e in self.epochs if key in e.metrics]
            self.ranks.draw(name, [x for x, _ in points], [y for _, y in points], colour, dots=True)
        rows = [
            [tr("Epoch {number}, the best so far").format(number=e.epoch) if e.best
             else tr("Epoch {number}").format(number=e.epoch),
             figure(e.loss), figure(e.metrics.get("auc")), figure(e.metrics.get("eer")),
             duration(e.seconds)]
            for e in self.epochs
        ]  # fmt: skip
        self.table.show_rows(["", tr("Loss"), "AUC", "EER", tr("Time")], rows)
        self.table.scrollToBottom()

    def _train(self, retraining: Retraining) -> str:
        """Train, and return the method from the card; runs on a worker thread."""
        from engine.detector.bundle.card import read_card

        self.begun.emit(retraining.album().folder)
        return str(read_card(retraining.train()).get("method", ""))
