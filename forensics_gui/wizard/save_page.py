"""The page for naming and saving the new detector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QPlainTextEdit

from forensics_gui.case.controller import CaseController
from forensics_gui.language import tr
from forensics_gui.widgets.labels import Label, hint
from forensics_gui.wizard.page import Page
from forensics_gui.wizard.retraining_worker import RetrainingWorker

if TYPE_CHECKING:
    from engine.detector.bundle.store import Entry
    from engine.training.retrain.session import Retraining


class SavePage(Page):
    """Adds the detector to the store; it replaces the default only on request.

    Signals:
        saved(Entry, bool, bool): the detector is in the store; whether to make it the default, and
            whether to analyse the open case's clips with it.
    """

    saved = Signal(object, bool, bool)
    name = "save"

    def __init__(self, worker: RetrainingWorker, cases: CaseController) -> None:
        super().__init__(worker)
        self._cases = cases
        self.entry: Entry | None = None
        self.title = QLineEdit()
        self.title.setMaxLength(200)
        self.title.textChanged.connect(lambda _: self.completed.emit())
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setMaximumHeight(120)
        self.default = QCheckBox(tr("Make it the default detector"))
        self.again = QCheckBox(tr("Analyse the clips of the open case again"))
        self.again.setToolTip(tr("Existing analyses stay in the case"))
        self.default.toggled.connect(self._allow)
        self.advice = Label()
        self.advice.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("Name"), self.title)
        form.addRow(tr("Notes"), self.notes)
        form.addRow(self.default)
        form.addRow(self.again)
        self.title.setAccessibleName(tr("Name"))
        self.notes.setAccessibleName(tr("Notes"))
        self.body.addWidget(self.advice)
        self.body.addLayout(form)
        self.body.addWidget(
            hint(tr("Its model card records data, kept findings with reasons, and figures before "
                    "and after. Manage the detector in Tools > Detectors."))
        )  # fmt: skip
        self.body.addStretch()

    def enter(self) -> None:
        plan = self.worker.plan
        if plan is not None and not self.title.text():
            self.title.setText(plan.name)
            self.notes.setPlainText(plan.notes)
        self.worker.ask(
            lambda retraining: (retraining.judge().outcome, retraining.title()), self._advise
        )

    @property
    def complete(self) -> bool:
        return bool(self.title.text().strip())

    @property
    def onwards(self) -> str:
        return tr("&Save")

    def save(self) -> None:
        """Save under the entered name."""
        title, notes = self.title.text().strip(), self.notes.toPlainText().strip()

        def work(retraining: Retraining) -> Entry:
            retraining.change(name=title, notes=notes)
            return retraining.save()

        self.worker.ask(work, self._saved)

    def _saved(self, entry: Entry) -> None:
        self.entry = entry
        self.saved.emit(entry, self.default.isChecked(), self.again.isChecked())

    def _advise(self, told: tuple[str, str]) -> None:
        outcome, title = told
        if not self.title.text():
            self.title.setText(title)
        better = outcome == "replace"
        self.advice.setText(
            tr("The new detector was better on your clips.")
            if better
            else tr("We recommend keeping the present detector. You can still save the new one.")
        )  # fmt: skip
        self.default.setChecked(better)
        self._allow()

    def _allow(self) -> None:
        view = self._cases.view
        there = view is not None and bool(view.rows) and view.named
        self.again.setEnabled(there and self.default.isChecked())
        if not self.again.isEnabled():
            self.again.setChecked(False)
