"""Clips removed from the case in the window, and brought back."""

import shutil

import clips
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from engine.analysis.pipeline import analyze
from engine.case.case import Case
from engine.video.source import VideoSource


@pytest.fixture(scope="module")
def inquiry(face_clip, clip_folder, untrained_detector, tmp_path_factory):
    """A case of two judged clips."""
    folder = tmp_path_factory.mktemp("removed")
    shutil.copy(face_clip, folder / "first.mp4")
    shutil.copy(clips.no_face(clip_folder), folder / "second.mp4")
    with Case.create(folder / "inquiry.fcase", analyst="B. Second") as case:
        for name in ("first.mp4", "second.mp4"):
            with VideoSource.open(folder / name) as video:
                case.recorder().add_all(analyze(video, untrained_detector))
    return folder / "inquiry.fcase"


def settled(window, qtbot):
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    qtbot.waitUntil(lambda: not window.cases.queue.busy, timeout=60000)


@pytest.fixture
def working(window, qtbot, inquiry, tmp_path):
    """The window with a copy of the case, its first clip on screen."""
    window.cases.files.use_analyst("B. Second")
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.cases.files.open(shutil.copy(inquiry, tmp_path))
    settled(window, qtbot)
    return window


def names(window):
    return [row.clip.name for row in window.cases.view.rows]


def test_the_delete_key_removes_a_clip_and_undo_brings_it_back(working, qtbot):
    listed, undo = working.case.clips, working.commands.by_name["undo"]
    listed.setCurrentRow(1)
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    settled(working, qtbot)
    assert names(working) == ["first.mp4"]
    assert listed.count() == 1
    assert working.session.path.name == "first.mp4"
    assert undo.text() == "&Undo remove clip 2"
    undo.trigger()
    settled(working, qtbot)
    assert names(working) == ["first.mp4", "second.mp4"]


def test_the_open_clip_is_closed_and_a_later_opening_restores_it(working, qtbot, inquiry):
    working.commands.by_name["remove_from_case"].trigger()
    settled(working, qtbot)
    assert working.pages.currentWidget() is working.welcome
    assert working.session.path is None
    assert names(working) == ["second.mp4"]
    with qtbot.waitSignal(working.session.clip_judged, timeout=60000):
        working.open(inquiry.parent / "first.mp4")
    settled(working, qtbot)
    assert names(working) == ["first.mp4", "second.mp4"]
    assert len(working.host.cases.case.analyses()) == 2


def test_selected_clips_of_the_table_are_removed_in_one_act(working, qtbot):
    working.commands.by_name["show_triage"].trigger()
    page = working.batch.page
    page.table.selectAll()
    working.commands.by_name["remove_from_case"].trigger()
    settled(working, qtbot)
    working.commands.by_name["show_triage"].trigger()
    assert page.model.rows == []
    assert not working.commands.by_name["remove_from_case"].isEnabled()
    working.commands.by_name["undo"].trigger()
    settled(working, qtbot)
    assert len(names(working)) == 2


def test_a_removed_clip_is_chosen_for_restoring(working, qtbot, monkeypatch):
    restore = working.commands.by_name["restore_clip"]
    assert not restore.isEnabled()
    working.cases.remove([2])
    settled(working, qtbot)
    monkeypatch.setattr(QInputDialog, "getItem", lambda *a, **_: (a[3][0], True))
    assert restore.isEnabled()
    restore.trigger()
    settled(working, qtbot)
    assert names(working) == ["first.mp4", "second.mp4"]
    assert not restore.isEnabled()
