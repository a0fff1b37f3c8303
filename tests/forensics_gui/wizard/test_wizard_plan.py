"""How is learned: presets, the typed configuration as a form, and a training as curves."""

import pytest
from PySide6.QtWidgets import QDialogButtonBox

from engine.errors import TrainingError
from engine.training.events import EpochDone, StepDone
from engine.training.experiments import find_experiment
from engine.training.retrain.session import Retraining
from forensics_gui.wizard.advanced import AdvancedDialog


@pytest.fixture
def planned(walk, striped_faces):
    """The page of the plan."""
    return walk.start().data(striped_faces).next().keep_all().next()


@pytest.mark.slow
def test_a_preset_is_chosen_by_its_card_and_kept(planned):
    assert not planned.page.advanced.isEnabled()
    planned.page.cards["experiment"].button.click()
    planned.rest()
    assert planned.wizard.worker.plan.preset == "experiment"
    assert planned.page.advanced.isEnabled()
    assert planned.page.experiment.isEnabled()


@pytest.mark.slow
def test_what_an_experiment_is_changed_to_is_in_the_plan_and_estimated_again(planned, qtbot):
    planned.page.cards["experiment"].button.click()
    planned.rest()
    box = planned.page.experiment
    box.setCurrentIndex(box.findData("single"))
    box.activated.emit(box.currentIndex())
    planned.rest()
    before = planned.page.cards["experiment"].option.seconds
    planned.page.advanced.click()
    planned.rest()
    dialog = planned.page.findChild(AdvancedDialog)
    assert dialog.fields["learning.epochs"].value() == find_experiment("single").learning.epochs
    assert dialog.fields["learning.epochs"].toolTip() == "maximum number."
    dialog.fields["learning.epochs"].setValue(60)
    dialog.fields["model.head"].setCurrentText("dense")
    dialog.findChild(QDialogButtonBox).accepted.emit()
    planned.rest()
    assert planned.wizard.worker.plan.changes == ["model.head=dense", "learning.epochs=60"]
    assert planned.page.cards["experiment"].option.seconds > 2 * before
    assert "learning.epochs=60" in planned.page.changed.text()


def test_a_training_that_fails_is_not_called_paused(planned, monkeypatch):
    def fail(_):
        raise TrainingError("The disk is full.", "Free some room.")

    monkeypatch.setattr(Retraining, "train", fail)
    planned.wizard.next.click()
    planned.rest()
    assert planned.page.state.text() == "Training failed"
    assert planned.wizard.resume.isVisible()
    assert not planned.wizard.next.isEnabled()


def test_what_is_not_allowed_cannot_be_trained(planned):
    planned.page.cards["experiment"].button.click()
    planned.rest()
    planned.page.change_plan(changes=["learning.batch=1"])
    planned.rest()
    assert "not a valid experiment" in planned.page.cards["experiment"].takes.text()
    assert not planned.wizard.next.isEnabled()


def test_every_key_of_the_configuration_has_a_field_with_its_words(qtbot, window):
    values = find_experiment("single").to_json()
    dialog = AdvancedDialog(window, values, ["learning.optimiser=sgd"])
    qtbot.addWidget(dialog)
    keys = {f"{t}.{k}" for t, v in values.items() if isinstance(v, dict) for k in v}
    assert set(dialog.fields) == keys
    assert dialog.changes() == ["learning.optimiser=sgd"]
    told = [field.toolTip() for field in dialog.fields.values()]
    assert sum(map(bool, told)) > 0.8 * len(told)
    restore = dialog.findChild(QDialogButtonBox).button(
        QDialogButtonBox.StandardButton.RestoreDefaults
    )
    restore.click()
    assert dialog.changes() == []


def test_of_a_panel_only_what_its_members_share_can_be_changed(qtbot, window):
    dialog = AdvancedDialog(window, find_experiment("default").to_json(), [])
    qtbot.addWidget(dialog)
    tabs = [dialog.tabs.tabText(place) for place in range(dialog.tabs.count())]
    assert tabs == ["data", "faces"]


@pytest.mark.slow
def test_the_curve_grows_during_training(planned, qtbot):
    planned.next()
    page, hand = planned.page, planned.wizard.worker
    assert not page.losses.isVisible()
    for epoch in (1, 2):
        for step in (1, 2):
            hand.learned.emit(StepDone(epoch, step, 2, 1 / (epoch + step), {}))
        hand.learned.emit(EpochDone(epoch, 0.5, {"auc": 0.6 + epoch / 10, "eer": 0.3}, True, 9.0))
    assert page.losses.isVisible()
    assert page.ranks.values("AUC") == ([1, 2], [0.7, 0.8])
    assert page.table.rowCount() == 2
    assert page.table.item(1, 2).text() == "0.800"
    # An epoch that is learned again after a stop takes the place of the first try.
    hand.learned.emit(EpochDone(2, 0.4, {"auc": 0.9, "eer": 0.2}, True, 9.0))
    assert page.table.rowCount() == 2
    assert page.table.item(1, 2).text() == "0.900"
