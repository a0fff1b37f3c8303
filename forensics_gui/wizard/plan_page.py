"""The page of training methods with their estimates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engine.device import DEVICES
from engine.shipped import shipped_experiments
from forensics_gui.language import WORDING, tr
from forensics_gui.widgets.labels import Label, hint, name_choice
from forensics_gui.wizard.advanced import AdvancedDialog
from forensics_gui.wizard.amounts import duration, memory
from forensics_gui.wizard.page import Page
from forensics_gui.wizard.retraining_worker import RetrainingWorker

if TYPE_CHECKING:
    from engine.training.retrain.estimate import Option
    from engine.training.retrain.plan import RetrainPlan
    from engine.training.retrain.session import Retraining


class OptionCard(QFrame):
    """Radio button with description, and estimate or reason why it is unavailable."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self.setObjectName("note")
        self.button = QRadioButton(tr(option.title))
        self.button.setStyleSheet("font-weight: 600;")
        self.button.setAccessibleDescription(tr(option.words))
        words = Label(tr(option.words))
        words.setWordWrap(True)
        self.takes = hint(
            tr("Not available: {reason}").format(reason=option.impossible.said(WORDING)[0])
            if option.impossible
            else tr("About {time} after face extraction, and {memory} of memory.").format(
                time=duration(option.seconds), memory=memory(option.memory)
            )
        )
        self.button.setEnabled(not option.impossible)
        words.setEnabled(not option.impossible)
        layout = QVBoxLayout(self)
        layout.setSpacing(3)
        for widget in (self.button, words, self.takes):
            layout.addWidget(widget)


#: Presets with a configuration.
_CONFIGURED = ("fine-tune", "experiment")


class PlanPage(Page):
    """One card for each preset, and settings."""

    name = "plan"

    def __init__(self, worker: RetrainingWorker) -> None:
        super().__init__(worker)
        self.cards: dict[str, OptionCard] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _: self._choose())
        self.state = hint(tr("Estimating time and memory of each method …"))
        self._left = QVBoxLayout()
        self._left.addWidget(self.state)
        self._left.addStretch()
        self.device = QComboBox()
        for name in DEVICES:
            self.device.addItem(tr("best available") if name == "auto" else name.upper(), name)
        self.device.activated.connect(lambda _: self.change_plan(device=self.device.currentData()))
        self.seed = QSpinBox()
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setToolTip(tr("Random seed; the same seed repeats the training"))
        self.seed.editingFinished.connect(self._set_seed)
        self.old = QLineEdit()
        self.old.setReadOnly(True)
        self.old.setPlaceholderText(tr("not available"))
        self.old_button = QPushButton(tr("Choose …"))
        self.old_button.clicked.connect(self._ask_old)
        self.no_old = QPushButton(tr("None"))
        self.no_old.clicked.connect(lambda: self.change_plan(old_data=""))
        self.experiment = QComboBox()
        for path in shipped_experiments():
            root = next(p for p in path.parents if p.name == "experiments")
            name = path.relative_to(root).with_suffix("").as_posix()
            self.experiment.addItem(name, name)
        self.experiment.activated.connect(
            lambda _: self.change_plan(experiment=self.experiment.currentData())
        )
        self.advanced = QPushButton(tr("Advanced settings …"))
        self.advanced.clicked.connect(self._ask_advanced)
        self.changed = hint()
        old = QHBoxLayout()
        for widget in (self.old, self.old_button, self.no_old):
            old.addWidget(widget)
        for box, name in ((self.device, tr("Device")), (self.experiment, tr("Experiment"))):
            name_choice(box, name)
        self.seed.setAccessibleName(tr("Seed"))
        self.old.setAccessibleName(tr("Training data of the present detector"))
        side = QWidget()
        form = QFormLayout(side)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(tr("Device"), self.device)
        form.addRow(tr("Seed"), self.seed)
        form.addRow(tr("Training data of the present detector"), old)
        form.addRow(
            hint(tr("Used to measure forgetting and for rehearsal."))
        )  # fmt: skip
        form.addRow(tr("Experiment"), self.experiment)
        form.addRow(self.advanced)
        form.addRow(self.changed)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addLayout(self._left, 3)
        columns.addWidget(side, 2)
        self.body.addLayout(columns)

    def enter(self) -> None:
        plan = self.worker.plan
        if plan is not None:
            self._show_plan(plan)
        self.worker.ask(lambda retraining: retraining.options(), self._show)

    @property
    def complete(self) -> bool:
        chosen = self.cards.get(self.worker.plan.preset) if self.worker.plan is not None else None
        return chosen is not None and not chosen.option.impossible

    @property
    def onwards(self) -> str:
        return tr("&Train")

    def _show(self, options: list[Option]) -> None:
        for card in self.cards.values():
            self._group.removeButton(card.button)
            self._left.removeWidget(card)
            card.deleteLater()
        self.cards = {}
        self.state.setText(tr("Estimates are based on a measurement on this machine."))
        for place, option in enumerate(options, 1):
            card = OptionCard(option)
            self.cards[option.preset] = card
            self._group.addButton(card.button)
            self._left.insertWidget(place, card)
        plan = self.worker.plan
        assert plan is not None
        self.cards[plan.preset].button.setChecked(True)
        self._show_plan(plan)

    def _show_plan(self, plan: RetrainPlan) -> None:
        self.device.setCurrentIndex(self.device.findData(plan.device))
        self.seed.setValue(plan.seed)
        self.old.setText(plan.old_data)
        self.no_old.setEnabled(bool(plan.old_data))
        self.experiment.setCurrentIndex(self.experiment.findData(plan.experiment))
        self.experiment.setEnabled(plan.preset == "experiment")
        self.advanced.setEnabled(plan.preset in _CONFIGURED)
        self.changed.setText(", ".join(plan.changes))
        self.completed.emit()

    def _choose(self) -> None:
        chosen = next(name for name, card in self.cards.items() if card.button.isChecked())
        self.worker.change(lambda _: self._refresh(), preset=chosen)

    def _refresh(self) -> None:
        if self.worker.plan is not None:
            self._show_plan(self.worker.plan)

    def change_plan(self, **fields: Any) -> None:
        """Change fields of the plan and estimate its cost again."""
        self.worker.change(**fields)
        self.enter()

    def _set_seed(self) -> None:
        if self.worker.plan is not None and self.seed.value() != self.worker.plan.seed:
            self.worker.change(lambda _: self._refresh(), seed=self.seed.value())

    def _ask_old(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Training data of the detector"))
        if name:
            self.change_plan(old_data=str(Path(name).resolve()))

    def _ask_advanced(self) -> None:
        def show(values: dict[str, Any]) -> None:
            plan = self.worker.plan
            assert plan is not None
            dialog = AdvancedDialog(self, values, list(plan.changes))
            dialog.chosen.connect(lambda changes: self.change_plan(changes=changes))
            dialog.open()

        self.worker.ask(_configuration, show)


def _configuration(retraining: Retraining) -> dict[str, Any]:
    """Configuration that the changes refer to."""
    from engine.training.experiments import find_experiment
    from engine.training.retrain.fine_tune import fine_tuning

    plan = retraining.plan
    if plan.preset == "fine-tune":
        return fine_tuning(retraining.present(), plan.seed, ()).to_json()
    return find_experiment(plan.experiment).to_json()
