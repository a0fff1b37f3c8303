"""The window of detectors: what can be done to each, undone, and what is refused."""

import pickle

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.detector.bundle.store import IMPORTED, BundleStore
from forensics_gui.detectors.cards import CompareDialog


@pytest.fixture
def manager(own_data, blind_bundle, window, qtbot):
    """The window over a store with one imported detector."""
    BundleStore().import_bundle(blind_bundle)
    window.commands.by_name["show_detectors"].trigger()
    made = window.detectors.window
    qtbot.waitUntil(lambda: made.list.count() == 2 and not made.busy, timeout=60000)
    return made


def press(manager, qtbot, name):
    """Press a button, and wait until it is done."""
    assert manager.buttons[name].isEnabled()
    manager.buttons[name].click()
    qtbot.waitUntil(lambda: not manager.busy, timeout=60000)


def choose(manager, *names):
    for row in range(manager.list.count()):
        item = manager.list.item(row)
        item.setSelected(any(name in str(item.data(256)) for name in names))


def titles(manager):
    return [entry.title for entry in manager.entries.values()]


def test_each_is_a_card_with_its_model_card_beside(manager, qtbot):
    choose(manager, "shipped")
    shown = [label.text() for label in cards(manager)[0]]
    assert "(in use)" in shown[0]
    assert "shipped with the program" in shown[1]
    qtbot.waitUntil(lambda: "Intended use" in manager.card.toPlainText(), timeout=60000)
    choose(manager, "present")
    assert "imported" in cards(manager)[1][1].text()
    qtbot.waitUntil(lambda: "Intended use" not in manager.card.toPlainText(), timeout=60000)


def cards(manager):
    from PySide6.QtWidgets import QLabel

    rows = range(manager.list.count())
    widgets = [manager.list.itemWidget(manager.list.item(row)) for row in rows]
    return [widget.findChildren(QLabel) for widget in widgets]


def test_the_shipped_one_can_be_neither_deleted_nor_archived(manager):
    choose(manager, "shipped")
    able = {name for name, button in manager.buttons.items() if button.isEnabled()}
    assert able == {"import", "export"}


@pytest.mark.slow
def test_another_default_judges_the_next_clip_and_a_case_shows_both(
    manager, window, qtbot, face_clip, untrained_detector
):
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    choose(manager, "present")
    press(manager, qtbot, "use")
    qtbot.waitUntil(lambda: BundleStore().default().name == "present", timeout=60000)
    qtbot.waitUntil(lambda: window.host.bundle.parent.name == "present", timeout=60000)
    assert "Present" in window.frame.status.currentMessage()
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.commands.by_name["analyse_again"].trigger()
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    clips = window.case.clips
    qtbot.waitUntil(lambda: "By “untrained”" in clips.item(0).text(), timeout=60000)
    assert window.session.analysis.detector.name == "Present"
    other = clips.row_at(0).others[0]
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        clips.show_other(clips.row_at(0), other)
    assert window.session.analysis.detector.name == "untrained"
    assert "untrained" in window.verdict.judged_by.name.text()


def test_a_deleted_one_comes_back(manager, qtbot):
    choose(manager, "present")
    press(manager, qtbot, "delete")
    assert titles(manager) == [BundleStore().entry("shipped").title]
    assert "present" in manager.state.text()
    press(manager, qtbot, "restore")
    assert "Present" in titles(manager)
    assert not manager.buttons["restore"].isEnabled()


def test_the_default_that_is_deleted_gives_way_to_the_shipped_one(manager, window, qtbot):
    choose(manager, "present")
    press(manager, qtbot, "use")
    qtbot.waitUntil(lambda: window.host.bundle.parent.name == "present", timeout=60000)
    qtbot.waitUntil(lambda: manager.entries["present"].default, timeout=60000)
    choose(manager, "present")
    press(manager, qtbot, "delete")
    qtbot.waitUntil(lambda: window.host.bundle.name == "detector.bundle"
                    and window.host.bundle.parent.name == "resources", timeout=60000)  # fmt: skip
    assert BundleStore().default().name == "shipped"


def test_an_archived_one_is_kept_and_taken_back(manager, qtbot):
    choose(manager, "present")
    press(manager, qtbot, "archive")
    assert BundleStore().entry("present").archived
    assert not manager.buttons["use"].isEnabled()
    assert manager.buttons["archive"].text() == "Take &back"
    press(manager, qtbot, "archive")
    assert not BundleStore().entry("present").archived


def test_what_is_exported_can_be_imported(manager, qtbot, tmp_path):
    choose(manager, "present")
    manager.export(tmp_path / "out.zip")
    qtbot.waitUntil(lambda: not manager.busy, timeout=60000)
    press(manager, qtbot, "delete")
    manager.import_bundle(tmp_path / "out.zip")
    qtbot.waitUntil(lambda: not manager.busy, timeout=60000)
    assert BundleStore().entry("present").origin == IMPORTED


def test_a_hostile_bundle_is_reported_and_nothing_of_it_stays(
    manager, window, qtbot, tmp_path, blind_bundle
):
    import shutil

    hostile = shutil.copytree(blind_bundle, tmp_path / "hostile.bundle")
    (hostile / "classifier.skops").write_bytes(pickle.dumps({"a": 1}))
    before = titles(manager)
    manager.import_bundle(hostile)
    qtbot.waitUntil(lambda: bool(window.failures.shown), timeout=60000)
    assert "refused" in window.failures.shown[0].what
    assert "Do not use" in window.failures.shown[0].advice
    assert window.findChildren(QMessageBox)
    manager.refresh()
    qtbot.waitUntil(lambda: not manager.busy, timeout=60000)
    assert titles(manager) == before


def test_two_are_put_side_by_side(manager, qtbot):
    choose(manager, "shipped", "present")
    assert manager.buttons["compare"].isEnabled()
    manager.buttons["compare"].click()
    qtbot.waitUntil(lambda: manager.findChild(CompareDialog) is not None, timeout=60000)
    table = manager.findChild(CompareDialog).table
    facts = {table.item(row, 0).text(): row for row in range(table.rowCount())}
    assert table.item(facts["detector"], 2).text() == "Present"
    assert table.item(facts["SHA-256"], 1).font().bold()
