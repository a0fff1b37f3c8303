"""The training window: stages on the left, the current page on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.progress import Progress
from forensics_gui.case.controller import CaseController
from forensics_gui.help.pages import PROPERTY
from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.wizard.amounts import stage_titles
from forensics_gui.wizard.check_page import CheckPage
from forensics_gui.wizard.data_page import DataPage
from forensics_gui.wizard.judge_page import JudgePage
from forensics_gui.wizard.page import Page, ProgressRow
from forensics_gui.wizard.plan_page import PlanPage
from forensics_gui.wizard.retraining_worker import RetrainingWorker
from forensics_gui.wizard.save_page import SavePage
from forensics_gui.wizard.train_page import TrainPage

#: Width of the list of stages in pixels.
_STEPS = 150


class WizardWindow(QWidget):
    """Closing the window stops nothing; it reopens unchanged.

    Signals:
        help_wanted(): F1, or the button.
        others_wanted(): continue another retraining, or start one.
        saved(Entry, bool, bool): see `SavePage.saved`.
    """

    help_wanted = Signal()
    others_wanted = Signal()
    saved = Signal(object, bool, bool)

    def __init__(self, parent: QWidget, worker: RetrainingWorker, cases: CaseController) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Train a detector"))
        self.setProperty(PROPERTY, "training")
        self.worker = worker
        save = SavePage(worker, cases)
        save.saved.connect(self.saved)
        self.pages: list[Page] = [
            DataPage(worker, cases), CheckPage(worker), PlanPage(worker), TrainPage(worker),
            JudgePage(worker), save,
        ]  # fmt: skip
        self._reached = 0
        self._titles = list(stage_titles().values())
        self.steps = QListWidget()
        self.steps.setFixedWidth(_STEPS)
        self.steps.setAccessibleName(tr("Steps"))
        for number, title in enumerate(self._titles, 1):
            self.steps.addItem(QListWidgetItem(f"{number}   {title}"))
        self.steps.itemClicked.connect(lambda item: self.go_to(self.steps.row(item)))
        self.steps.itemActivated.connect(lambda item: self.go_to(self.steps.row(item)))
        self.title = Label()
        self.title.setObjectName("headline")
        self.lead = hint()
        self.stack = QStackedWidget()
        for page in self.pages:
            self.stack.addWidget(page)
            page.completed.connect(self._allow)
        self._build_foot()
        right = QVBoxLayout()
        right.setSpacing(8)
        for widget in (self.title, self.lead):
            right.addWidget(widget)
        right.addWidget(self.stack, 1)
        upper = QHBoxLayout()
        upper.addWidget(self.steps)
        upper.addSpacing(10)
        upper.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(upper, 1)
        layout.addLayout(self._foot)
        worker.busy_changed.connect(lambda _: self._allow())
        worker.moved.connect(self._move)
        worker.stopped.connect(self._stopped)
        worker.failed.connect(lambda _: self.at.setText(tr("Failed; results so far are kept.")))
        worker.planned.connect(self._planned)
        QShortcut("F1", self, self.help_wanted.emit)
        self.resize(self.sizeHint())
        self._show_page(0)

    def _build_foot(self) -> None:
        self.moving = moving = ProgressRow(self.worker)
        self.bar, self.at, self.halt = moving.bar, moving.at, moving.halt
        self.resume = QPushButton(tr("&Resume"))
        self.resume.clicked.connect(self._resume)
        self.others = QPushButton(tr("&Other trainings …"))
        self.others.setToolTip(tr("Resume another training or start a new one"))
        self.others.clicked.connect(self.others_wanted)
        self.help = QPushButton(tr("Guide"))
        self.help.clicked.connect(self.help_wanted)
        self.back = QPushButton(tr("&Back"))
        self.back.clicked.connect(lambda: self.go_to(self.place - 1))
        self.next = QPushButton()
        self.next.setObjectName("primary")
        self.next.clicked.connect(self._next)
        self._foot = QHBoxLayout()
        for widget in (self.others, self.help, self.bar, self.at, self.halt, self.resume):
            self._foot.addWidget(widget)
        self._foot.addStretch()
        self._foot.addWidget(self.back)
        self._foot.addWidget(self.next)
        self.bar.hide()
        self.resume.hide()

    def sizeHint(self) -> QSize:
        return QSize(1120, 690)

    @property
    def place(self) -> int:
        """Index of the current page."""
        return self.stack.currentIndex()

    @property
    def page(self) -> Page:
        return self.pages[self.place]

    def begin(self) -> None:
        """Show the page of the plan's stage."""

        def opened(stage: str) -> None:
            names = [page.name for page in self.pages]
            place = names.index(stage) if stage in names else len(names) - 1
            self._reached = place
            self._show_page(place)
            self.page.enter()

        self.worker.ask(lambda retraining: retraining.plan.stage, opened)

    def go_to(self, place: int) -> None:
        """Show a page that was reached before; the current page's work is stopped."""
        if not 0 <= place <= self._reached or place == self.place:
            return
        self.worker.cancel()
        self.page.leave()
        self._show_page(place)
        self.page.enter()

    def label_first(self) -> None:
        """Open the labelling dialog after the plan was read."""

        def show() -> None:
            self.go_to(0)
            page = self.pages[0]
            assert isinstance(page, DataPage)
            page.show_labelling()

        self.worker.ask(lambda _: None, lambda _: show())

    def _next(self) -> None:
        page = self.page
        if isinstance(page, SavePage):
            page.save()
            return
        page.leave()
        self._reached = max(self._reached, self.place + 1)
        self._show_page(self.place + 1)
        self.page.enter()

    def _resume(self) -> None:
        self.resume.hide()
        self.page.enter()

    def _show_page(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.resume.hide()
        self.title.setText(self._titles[place])
        self.lead.setText(_leads()[place])
        self.steps.setCurrentRow(place)
        self._allow()

    def _planned(self) -> None:
        """Reset later pages after a change."""
        names = [page.name for page in self.pages]
        plan = self.worker.plan
        if plan is not None and plan.stage in names:
            self._reached = max(self.place, min(self._reached, names.index(plan.stage) + 1))
        self._allow()

    def _allow(self) -> None:
        page, busy = self.page, self.worker.busy
        self.back.setEnabled(self.place > 0)
        self.next.setText(page.onwards or tr("&Next"))
        self.next.setEnabled(page.complete and not busy)
        self.bar.setVisible(busy)
        self.at.setVisible(busy or self.resume.isVisibleTo(self))
        self.halt.setVisible(busy)
        if busy:
            self.resume.hide()
        for row in range(self.steps.count()):
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            self.steps.item(row).setFlags(
                flags if row <= self._reached else Qt.ItemFlag.NoItemFlags
            )
        if not busy:
            self.bar.setRange(0, 0)

    def _move(self, at: Progress) -> None:
        self.moving.show_progress(at)

    def _stopped(self) -> None:
        self.at.setText(tr("Stopped; results so far are kept."))
        self.resume.setVisible(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.leave()
        super().closeEvent(event)


def _leads() -> list[str]:
    """Purpose of each page."""
    return [
        tr("Labelled clips for training. Some are held out for evaluation."),
        tr("Problems of the data. Repair serious ones or keep them with a reason."),
        tr("Training method and estimated time"),
        tr("Training runs in the background while you analyse clips."),
        tr("Both detectors on clips that neither was trained on"),
        tr("Name the new detector. It replaces nothing unless you choose so."),
    ]  # fmt: skip
