"""A retraining that is stopped, left or closed goes on where it was, on every page."""

import pytest

from engine.detector.bundle.store import BundleStore
from forensics_gui.main_window import MainWindow
from forensics_gui.wizard.plans import PlanChooser


def stop_and_go_on(walk, qtbot):
    """Stop what runs at once, and take it up by the button."""
    wizard = walk.wizard
    assert wizard.worker.busy
    assert wizard.halt.isVisible()
    with qtbot.waitSignal(wizard.worker.stopped, timeout=60000):
        wizard.halt.click()
    walk.rest()
    assert "Stopped" in wizard.at.text()
    wizard.resume.click()
    walk.rest()
    assert not wizard.resume.isVisible()


@pytest.fixture
def at(walk, striped_faces, qtbot):
    """Go to a page, where what it begins with is stopped once and taken up."""

    def go(name):
        walk.start()
        walk.page.add([striped_faces])
        if name == "data":
            stop_and_go_on(walk, qtbot)
            return walk
        walk.rest()
        for page in ("check", "plan", "train", "judge", "save"):
            qtbot.waitUntil(walk.wizard.next.isEnabled, timeout=60000)
            walk.wizard.next.click()
            if page == name:
                stop_and_go_on(walk, qtbot)
                return walk
            walk.rest()
            if page == "check":
                walk.keep_all()
        raise AssertionError(name)

    return go


_LATER_PAGES = ("plan", "train", "judge", "save")


@pytest.mark.parametrize(
    "page", ["data", "check", *(pytest.param(p, marks=pytest.mark.slow) for p in _LATER_PAGES)]
)
def test_what_a_page_does_can_be_stopped_and_resumed(at, page, qtbot):
    walk = at(page)
    assert walk.page.name == page
    if page == "check":
        walk.keep_all()
    assert walk.page.complete
    qtbot.waitUntil(walk.wizard.next.isEnabled, timeout=60000)


@pytest.mark.slow
def test_the_window_may_be_closed_while_it_trains(walk, striped_faces, window, qtbot):
    walk.start().data(striped_faces).next().keep_all().next()
    walk.wizard.next.click()
    assert walk.wizard.worker.busy
    walk.wizard.close()
    assert window.training.label.isVisible()
    walk.rest()
    assert not window.training.label.isVisible()
    window.commands.by_name["train_detector"].trigger()
    assert walk.wizard.isVisible()
    assert walk.page.name == "train"
    assert walk.page.complete


@pytest.mark.slow
def test_after_the_program_was_closed_it_is_offered_again(
    walk, striped_faces, window, qtbot, host, preferences
):
    walk.start().data(striped_faces).next().keep_all().next()
    walk.page.cards["recalibrate"].button.click()
    walk.rest()
    plan = walk.wizard.worker.path
    walk.wizard.next.click()
    window.close()
    again = MainWindow(host, preferences)
    qtbot.addWidget(again)
    again.show()
    walk.window = again
    again.commands.by_name["train_detector"].trigger()
    qtbot.waitUntil(lambda: again.findChild(PlanChooser) is not None, timeout=60000)
    chooser = again.findChild(PlanChooser)
    assert chooser.list.count() == 1
    assert "At “" in chooser.list.item(0).text()
    chooser.go_on.click()
    qtbot.waitUntil(lambda: walk.wizard is not None, timeout=60000)
    walk.rest()
    assert walk.wizard.worker.path == plan
    assert walk.page.name in ("check", "train")
    assert walk.wizard.worker.plan.preset == "recalibrate"
    if walk.page.name == "check":
        walk.next().next()
    assert walk.page.complete
    assert [entry.title for entry in BundleStore().entries()][1:] == ["Present"]
    again.close()


def test_a_training_that_was_left_can_be_deleted_and_another_begun(
    walk, striped_faces, window, qtbot, monkeypatch, own_data
):
    from PySide6.QtWidgets import QMessageBox

    walk.start().data(striped_faces)
    first = walk.wizard.worker.path
    walk.wizard.others.click()
    qtbot.waitUntil(lambda: walk.wizard.findChild(PlanChooser) is not None, timeout=60000)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    window.findChild(PlanChooser).delete.click()
    qtbot.waitUntil(lambda: not first.parent.exists(), timeout=60000)
    assert window.training.window is None
