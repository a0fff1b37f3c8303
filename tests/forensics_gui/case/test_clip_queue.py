"""Several clips at once: analysed one after the other into the case, whatever one of them is."""

import shutil

import clips
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from engine.case.state import Description
from forensics_gui.batch.model import NAME, STATE, VERDICT
from forensics_gui.case.files import CaseDialog


@pytest.fixture
def folder(tmp_path, face_clip, clip_folder):
    """Two clips, one of them deeper, a broken one and a text."""
    folder = tmp_path / "seized"
    (folder / "deeper").mkdir(parents=True)
    shutil.copy(face_clip, folder / "b.mp4")
    shutil.copy(clips.no_face(clip_folder), folder / "deeper" / "c.mp4")
    (folder / "a.mp4").write_bytes(b"no video at all")
    (folder / "notes.txt").write_text("not a clip")
    return folder


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))


def waiting(window):
    return [clip.path.name for clip in window.cases.clip_queue.clips]


def cells(window, column):
    """The texts of a column of the table of clips, from the top."""
    model = window.batch.page.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.fixture
def in_case(window, qtbot, tmp_path):
    window.cases.files.create(tmp_path / "night.fcase", Description("Night", "Lab"), "A. Analyst")
    qtbot.waitUntil(lambda: window.cases.view is not None and not window.cases.queue.busy)
    return window


def test_a_dropped_folder_is_analysed_into_the_case_and_a_bad_clip_stops_nothing(
    in_case, qtbot, folder
):
    drop(in_case, folder)
    queue = in_case.cases.clip_queue
    qtbot.waitUntil(lambda: len(queue.clips) == 3, timeout=60000)
    assert in_case.pages.currentWidget() is in_case.batch.page
    qtbot.waitUntil(lambda: waiting(in_case) == ["a.mp4"], timeout=120000)
    qtbot.waitUntil(
        lambda: [r.clip.name for r in in_case.cases.view.rows if r.verdict] == ["b.mp4", "c.mp4"],
        timeout=60000,
    )
    qtbot.waitUntil(lambda: cells(in_case, STATE) == ["Done", "Done", "Failed"], timeout=60000)
    assert cells(in_case, NAME)[2] == "a.mp4"
    assert queue.clips[0].failure.advice in cells(in_case, VERDICT)[2]
    qtbot.waitUntil(lambda: "a.mp4" in str(in_case.cases.view.state.failures), timeout=60000)
    assert in_case.session.path is None


def test_a_paused_queue_begins_nothing_and_a_removed_clip_is_not_analysed(in_case, qtbot, folder):
    in_case.commands.by_name["pause_batch"].trigger()
    drop(in_case, folder / "b.mp4", folder / "deeper" / "c.mp4")
    qtbot.waitUntil(lambda: waiting(in_case) == ["b.mp4", "c.mp4"], timeout=60000)
    qtbot.wait(500)
    assert cells(in_case, STATE) == ["Waiting", "Waiting"]
    assert "paused" in in_case.batch.page.totals.text()
    in_case.batch.page.table.selectRow(cells(in_case, NAME).index("b.mp4"))
    in_case.commands.by_name["remove_clips"].trigger()
    assert waiting(in_case) == ["c.mp4"]
    in_case.commands.by_name["pause_batch"].trigger()
    qtbot.waitUntil(lambda: waiting(in_case) == [], timeout=60000)
    qtbot.waitUntil(
        lambda: [r.clip.name for r in in_case.cases.view.rows] == ["c.mp4"], timeout=20000
    )


@pytest.mark.slow
def test_the_queue_waits_for_the_clip_on_screen(in_case, qtbot, folder, face_clip):
    in_case.open(face_clip)
    drop(in_case, folder / "b.mp4", folder / "deeper" / "c.mp4")
    queue = in_case.cases.clip_queue
    qtbot.waitUntil(lambda: len(queue.clips) == 2, timeout=60000)
    assert queue.held
    assert queue.clips[0].stage == ""
    qtbot.waitUntil(lambda: in_case.session.finished, timeout=60000)
    qtbot.waitUntil(lambda: not queue.clips, timeout=120000)


def test_without_a_case_one_is_made_first_or_nothing_happens(
    window, qtbot, folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    monkeypatch.setattr(CaseDialog, "exec", lambda _: CaseDialog.DialogCode.Rejected)
    window.commands.by_name["queue_folder"].trigger()
    qtbot.wait(100)
    assert waiting(window) == []
    monkeypatch.setattr(CaseDialog, "exec", lambda _: CaseDialog.DialogCode.Accepted)
    target = tmp_path / "made.fcase"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.commands.by_name["queue_folder"].trigger()
    qtbot.waitUntil(lambda: waiting(window) == ["a.mp4", "b.mp4", "c.mp4"], timeout=60000)
    assert window.cases.view.path == target
    window.cases.clip_queue.clear()


def test_a_folder_without_clips_says_so(in_case, tmp_path):
    (tmp_path / "empty").mkdir()
    in_case.batch.take([tmp_path / "empty"])
    assert "No clip" in in_case.frame.status.currentMessage()
