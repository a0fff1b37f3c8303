"""The Structure tab: matches in the library, and the table that compares two files."""

import json

import clips
import numpy as np
import pytest
from made_analysis import made_events
from made_structures import remuxed
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog

from engine.analysis.events import StructureMatched
from engine.container.examine import examine_file
from engine.structure.library import StructureLibrary
from forensics_gui.evidence.panel import EvidencePanel
from forensics_gui.session import Session
from forensics_gui.structure.bytes_window import BytesWindow
from forensics_gui.structure.compare_window import CompareWindow
from forensics_gui.structure.panel import AddDialog
from forensics_gui.workers.engine_host import EngineHost


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pair")
    first = clips.ordinary(folder, "b_frames.mp4", 60)
    return first, remuxed(first, folder / "late.mp4")


@pytest.fixture(scope="module")
def examination(pair):
    return examine_file(pair[0])


@pytest.fixture
def shown(qtbot, own_data, pair, examination):
    session = Session()
    panel = EvidencePanel(session, EngineHost())
    qtbot.addWidget(panel)
    session.open(pair[0])
    session.times = np.arange(60) / 25
    session.add(next(iter(made_events(path=str(pair[0]), frames=60, examination=examination))))
    with qtbot.waitSignal(panel.structure.matched, timeout=60000):
        panel.tabs.setCurrentWidget(panel.structure)
        panel.resize(400, 500)
        panel.show()
    return session, panel.structure


def added(qtbot, panel, name, note=""):
    with qtbot.waitSignal(panel.matched, timeout=60000):
        panel.add(name, note)


def test_an_empty_library_says_how_to_fill_it(shown):
    _, panel = shown
    assert "Your library is empty" in panel.told.text()
    assert panel.results.isHidden()
    assert panel.add_button.isEnabled()
    assert not panel.remove_action.isEnabled()


def test_matches_are_kept_with_the_analysis_once_it_is_finished(qtbot, shown, pair, examination):
    session, panel = shown
    kept = []
    panel.compared.connect(kept.append)
    added(qtbot, panel, "Recorder")
    assert session.analysis.structure is None
    for event in made_events(path=str(pair[0]), frames=60, examination=examination):
        session.add(event)
    assert [match.name for match in session.analysis.structure.matches] == ["Recorder"]
    assert kept == [StructureMatched(session.analysis.structure)]
    # Nothing new is kept when the tab is shown again.
    panel.hide()
    panel.show()
    assert len(kept) == 1
    added(qtbot, panel, "Other")
    assert len(session.analysis.structure.matches) == 2
    assert len(kept) == 2


def test_a_known_structure_is_shown_with_its_features(qtbot, shown, pair):
    session, panel = shown
    added(qtbot, panel, "Recorder", "version 2")
    text = panel.results.toPlainText()
    assert text.startswith("Looks like")
    assert "Recorder: 43 of 43 features" in text
    assert "version 2" in text
    assert "order of boxes, ftyp, moov" in text
    assert "identifies no device" in text
    # A clip that differs in one feature.
    session.open(pair[1])
    assert panel.results.isHidden()
    session.times = np.arange(60) / 25
    with qtbot.waitSignal(panel.matched, timeout=60000):
        found = examine_file(pair[1])
        session.add(next(iter(made_events(path=str(pair[1]), frames=60, examination=found))))
    text = panel.results.toPlainText()
    assert text.startswith("Differs from")
    assert "Recorder: 42 of 43 features" in text
    assert "order of boxes: ftyp moov free mdat in the library, ftyp free mdat moov here" in text


def test_entries_are_removed_exported_and_imported(qtbot, shown, tmp_path, monkeypatch):
    _, panel = shown
    added(qtbot, panel, "Recorder")
    target = str(tmp_path / "out.json")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (target, ""))
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_, **__: ("Recorder", True))
    for action, count in (("Export …", 1), ("Remove an entry …", 0), ("Import …", 1)):
        (chosen,) = [a for a in panel.menu.actions() if a.text() == action]
        with qtbot.waitSignal(panel.matched, timeout=60000):
            chosen.trigger()
        assert ("Recorder" in panel.results.toPlainText()) == bool(count)
        assert panel.results.isHidden() == (not count)
    assert json.loads((tmp_path / "out.json").read_bytes())["entries"][0]["name"] == "Recorder"


def test_an_import_says_what_was_left_out(qtbot, shown, tmp_path, monkeypatch):
    _, panel = shown
    assert panel.library_button.isEnabled()
    added(qtbot, panel, "Recorder", "theirs")
    StructureLibrary().export(tmp_path / "out.json")
    added(qtbot, panel, "Recorder", "mine")
    chosen = (str(tmp_path / "out.json"), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: chosen)
    (action,) = [a for a in panel.menu.actions() if a.text() == "Import …"]
    action.trigger()
    told = "0 entries imported. Left out, because the name is in use: Recorder"
    qtbot.waitUntil(lambda: panel.told.text() == told, timeout=60000)
    assert "mine" in panel.results.toPlainText()


def test_a_damaged_library_is_reported_and_kept(qtbot, shown, own_data):
    _, panel = shown
    own_data.mkdir(parents=True, exist_ok=True)
    (own_data / "structures.json").write_text("no library")
    with qtbot.waitSignal(panel.failed, timeout=60000) as told:
        panel.add("Recorder", "")
    assert "structures.json" in told.args[0].what
    assert (own_data / "structures.json").read_text() == "no library"


def test_an_entry_needs_a_name(qtbot):
    dialog = AddDialog(None, ["Recorder"])
    qtbot.addWidget(dialog)
    dialog.show()
    agree = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not agree.isEnabled()
    qtbot.keyClicks(dialog.name, "Phone")
    assert agree.isEnabled()
    assert dialog.name.itemText(0) == "Recorder"


# --- comparison ---


@pytest.fixture
def compared(qtbot, shown, pair, monkeypatch):
    _, panel = shown
    window = panel.compare_with(pair[1])
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=60000):
        pass
    return window


def lines(window):
    return [line.split("\t") for line in window.shown_text().splitlines()]


def test_differences_are_marked_by_signs(compared):
    found = {line[1]: line for line in lines(compared)}
    assert found["order of boxes"] == [
        "Structure", "order of boxes", "≠", "ftyp moov free mdat", "ftyp free mdat moov",
    ]  # fmt: skip
    assert "stream 0: codec" not in found
    assert compared.told.text().endswith("features are the same.")


def test_filters_show_all_rows_or_features(qtbot, compared):
    few = len(lines(compared))
    compared.features.setChecked(True)
    assert [line[1] for line in lines(compared)] == ["order of boxes"]
    compared.features.setChecked(False)
    qtbot.mouseClick(compared.differences, Qt.MouseButton.LeftButton,
                     pos=compared.differences.rect().center() * 0.2)  # fmt: skip
    everything = lines(compared)
    assert len(everything) > 100 > few
    assert {line[2] for line in everything} == {"=", "≠"}
    qtbot.keyClicks(compared.search, "codec")
    assert "stream 0: codec" in [line[1] for line in lines(compared)]
    assert all("codec" in "\t".join(line).lower() for line in lines(compared))


def test_selected_rows_are_copied(compared):
    compared.table.topLevelItem(0).child(0).setSelected(True)
    compared.copy()
    assert QGuiApplication.clipboard().text().splitlines() == compared.shown_text().splitlines()
    assert len(compared.shown_text().splitlines()) == 1


def test_a_file_that_cannot_be_read_closes_the_window(qtbot, shown, tmp_path):
    _, panel = shown
    with qtbot.waitSignal(panel.failed, timeout=60000) as told:
        window = panel.compare_with(tmp_path / "gone.mp4")
    assert "gone.mp4" in told.args[0].what
    assert not window.isVisible()


def test_the_menu_opens_both_windows(qtbot, own_data, analysed, pair, monkeypatch):
    actions = analysed.commands.by_name
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(pair[1]), ""))
    for name, kind in (("compare_files", CompareWindow), ("show_bytes", BytesWindow)):
        actions[name].trigger()
        (opened,) = analysed.findChildren(kind)
        with qtbot.waitSignal(opened.ready, timeout=60000):
            pass
        opened.close()


def test_the_menu_needs_a_clip(window):
    actions = window.commands.by_name
    assert not actions["compare_files"].isEnabled()
    assert not actions["show_bytes"].isEnabled()
