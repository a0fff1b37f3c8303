"""Labels for what helps most: offered, answered by a key, taken back, kept and made data."""

import csv
from pathlib import Path

import labelled
import pytest
from PySide6.QtCore import Qt
from retraining import LONG

from engine.training.records import FORGED, PRISTINE
from forensics_gui.labelling.dialog import LabelDialog

COUNT = 5


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    """Pictures of which nothing is known."""
    place = tmp_path_factory.mktemp("inbox")
    for number in range(COUNT):
        labelled.picture(place / f"{number}.png", 70 + number)
    return place


@pytest.fixture
def labelling(walk, qtbot):
    """Opens the window of labels, and waits until it offers something of a place."""

    def show(place=None):
        if walk.wizard is None:
            walk.start()
        walk.page.label_first.click()
        dialog = walk.page.findChildren(LabelDialog)[-1]
        walk.rest()
        if place is not None:
            dialog.take(place)
            walk.rest()
        return dialog

    return show


def press(qtbot, dialog, keys):
    for key in keys:
        qtbot.keyClick(dialog, key)


def close(walk, qtbot, dialog):
    """Close the window, and wait until what was said is data."""
    dialog.close()
    qtbot.waitUntil(lambda: not walk.page.findChildren(LabelDialog), timeout=LONG)
    walk.rest()


def test_each_is_shown_with_a_reason_and_labelled_by_one_key(labelling, walk, qtbot, inbox):
    dialog = labelling(inbox)
    assert len(dialog.waiting) == COUNT
    helps = [one.help.entropy * one.help.distance for one in dialog.waiting]
    assert helps[0] == max(helps)
    first, second, third = dialog.waiting[:3]
    assert dialog.name.text() == first.title
    assert dialog.why.text().endswith(".")
    qtbot.waitUntil(lambda: dialog.strip.count == 1, timeout=60000)
    assert dialog.strip.pictures[0].pixmap().width() >= 160
    assert first.title in dialog.strip.accessibleName()
    press(qtbot, dialog, "124")
    assert [one.key for one in dialog.waiting][-1] == third.key
    press(qtbot, dialog, "3")
    assert "1 pristine and 1 forged" in dialog.tally.text()
    assert "2 left" in dialog.tally.text()
    assert dialog.done_button.text() == "Add 2 to the data"
    close(walk, qtbot, dialog)
    assert "1 pristine and 1 forged" in walk.page.found.text()
    (manifest,) = map(Path, walk.wizard.worker.plan.sources)
    with manifest.open(newline="") as file:
        listed = {
            (manifest.parent / row["path"]).resolve(): row["label"] for row in csv.DictReader(file)
        }
    assert listed == {first.path.resolve(): "real", second.path.resolve(): "fake"}


def test_an_answer_can_be_taken_back_and_given_again(labelling, qtbot, inbox):
    dialog = labelling(inbox)
    order = [one.key for one in dialog.waiting]
    assert not dialog.back.isEnabled()
    press(qtbot, dialog, "14")
    qtbot.keyClick(dialog, Qt.Key.Key_Backspace)
    assert [one.key for one in dialog.waiting] == order[1:]
    dialog.back.click()
    assert [one.key for one in dialog.waiting] == order
    assert dialog.done_button.text() == "Close"
    press(qtbot, dialog, "2")
    assert dialog.pool.answers.new_labels == {order[0]: FORGED}


def test_it_resumes_where_it_was_closed_and_offers_nothing_twice(labelling, walk, qtbot, inbox):
    dialog = labelling(inbox)
    order = [one.key for one in dialog.waiting]
    skipped, rest = order[2], order[3:]
    press(qtbot, dialog, "134")
    close(walk, qtbot, dialog)
    again = labelling()
    assert Path(again.place.text()) == inbox
    keys = [one.key for one in again.waiting]
    assert sorted(keys[:-1]) == sorted(rest)
    assert keys[-1] == skipped
    assert not again.back.isEnabled()
    press(qtbot, again, "2" * len(keys))
    assert again.why.text() == "Nothing left to label."
    assert not again.pristine.isEnabled()
    close(walk, qtbot, again)
    assert f"1 pristine and {len(keys)} forged" in walk.page.found.text()
    assert len(walk.wizard.worker.plan.sources) == 1


def test_what_was_said_before_the_program_was_killed_is_kept(labelling, walk, qtbot, inbox):
    from engine.training.retrain.labelling import Answers

    dialog = labelling(inbox)
    first = dialog.waiting[0].key
    press(qtbot, dialog, "1")
    qtbot.waitUntil(lambda: not dialog.saving.busy, timeout=60000)
    answers = Answers(walk.wizard.worker.path.with_suffix(".work") / "labelling")
    assert answers.new_labels == {first: PRISTINE}
    assert walk.window.training.plans.unfinished()
    # As it is opened after a kill: the answer is not data yet, and can be taken back.
    dialog.blockSignals(True)
    dialog.close()
    again = labelling()
    assert first not in [one.key for one in again.waiting]
    again.back.click()
    walk.rest()
    assert again.waiting[0].key == first


def test_the_search_for_faces_can_be_stopped(labelling, walk, qtbot, tmp_path):
    for number in range(40):
        labelled.picture(tmp_path / "many" / f"{number}.png", 200 + number)
    dialog = labelling()
    dialog.take(tmp_path / "many")
    assert dialog.halt.isVisible()
    assert not dialog.from_folder.isEnabled()
    dialog.halt.click()
    walk.rest()
    qtbot.waitUntil(lambda: not dialog.halt.isVisible(), timeout=60000)
    assert dialog.from_folder.isEnabled()
    assert not dialog.waiting


def test_a_folder_without_faces_is_reported(labelling, walk, window, qtbot, tmp_path):
    dialog = labelling(tmp_path)
    qtbot.waitUntil(lambda: bool(window.failures.shown), timeout=60000)
    assert "No clips and no pictures" in window.failures.shown[0].what
    assert dialog.from_folder.isEnabled()


def test_the_action_leads_there_from_the_window(walk, window, qtbot):
    window.commands.by_name["label_first"].trigger()
    qtbot.waitUntil(
        lambda: walk.wizard is not None and bool(walk.wizard.findChildren(LabelDialog)),
        timeout=LONG,
    )
    (dialog,) = walk.wizard.findChildren(LabelDialog)
    walk.rest()
    assert dialog.isVisible()
    assert walk.page.name == "data"
    assert dialog.why.text() == "Choose a source of clips or faces."
