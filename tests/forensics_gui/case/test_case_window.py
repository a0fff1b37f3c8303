"""Working in a case: made, filled, closed, opened again without analysing, and found wanting."""

import shutil

import clips
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from engine.analysis import phrases
from engine.analysis.pipeline import analyze
from engine.case.case import Case
from engine.case.log import Kind
from engine.case.state import Description
from engine.video.source import VideoSource
from forensics_gui.case.log_view import LogDialog
from forensics_gui.widgets.thumbnail import framed


def settled(window, qtbot):
    qtbot.waitUntil(lambda: not window.cases.queue.busy, timeout=60000)


def finished(window, qtbot):
    qtbot.waitUntil(lambda: window.session.finished and not window.run.running, timeout=60000)
    settled(window, qtbot)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Where the case and its clips lie in each test, as the case holds their paths."""
    return tmp_path_factory.mktemp("inquiry")


@pytest.fixture(scope="module")
def originals(place, face_clip, clip_folder, untrained_detector, tmp_path_factory):
    """A case of two clips that were analysed, and the clips."""
    shutil.copy(face_clip, place / "first.mp4")
    shutil.copy(clips.no_face(clip_folder), place / "second.mp4")
    about = Description("Inquiry 7", "Lab")
    with Case.create(place / "inquiry.fcase", analyst="B. Second", about=about) as case:
        for name in ("first.mp4", "second.mp4"):
            with VideoSource.open(place / name) as video:
                case.recorder().add_all(analyze(video, untrained_detector))
    kept = tmp_path_factory.mktemp("originals")
    for path in place.iterdir():
        shutil.copy2(path, kept)
    return kept


@pytest.fixture
def footage(place, originals):
    """The two clips, which a test may move and alter, beside their case."""
    shutil.rmtree(place)
    shutil.copytree(originals, place)
    return place / "first.mp4", place / "second.mp4"


@pytest.fixture
def working(window, qtbot, place, footage):
    """The window with the case open and its second clip on screen."""
    window.cases.files.use_analyst("B. Second")
    window.cases.files.open(place / "inquiry.fcase")
    settled(window, qtbot)
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(footage[1])
    finished(window, qtbot)
    return window


def test_clips_are_analysed_into_the_case_that_is_open(window, qtbot, tmp_path, footage):
    window.cases.files.create(tmp_path / "new.fcase", Description("Inquiry 8", ""), "B. Second")
    settled(window, qtbot)
    for clip in footage:
        with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
            window.open(clip)
        finished(window, qtbot)
    assert [row.clip.name for row in window.cases.view.rows] == ["first.mp4", "second.mp4"]
    assert {act.who for act in window.host.cases.case.acts()} == {"B. Second"}


def test_a_case_holds_its_clips_with_their_verdicts(working, qtbot):
    view = working.cases.view
    assert working.case.title.text() == "Inquiry 7"
    assert working.case.state.text() == "Lab"
    assert [row.clip.name for row in view.rows] == ["first.mp4", "second.mp4"]
    for place, row in enumerate(view.rows):
        assert phrases.headline(row.verdict) in working.case.clips.item(place).text()
    blank = framed(None).pixmap(80, 46).toImage()
    qtbot.waitUntil(
        lambda: working.case.clips.item(1).icon().pixmap(80, 46).toImage() != blank, timeout=20000
    )
    acts = working.host.cases.case.acts()
    assert {act.who for act in acts} == {"B. Second"}
    assert working.host.cases.case.verify() == len(acts)


def test_a_double_click_shows_a_clip_without_analysing_it(working, qtbot, monkeypatch):
    monkeypatch.setattr(working.host, "analyse", lambda *_: pytest.fail("it was analysed"))
    item = working.case.clips.item(0)
    with qtbot.waitSignal(working.session.clip_judged, timeout=60000):
        working.case.clips.itemActivated.emit(item)
    finished(working, qtbot)
    assert working.session.path.name == "first.mp4"
    qtbot.waitUntil(lambda: working.player.canvas.has_picture, timeout=60000)
    assert len(working.session.analysis.tracks) == 1
    assert len(working.host.cases.case.analyses()) == 2
    assert working.case.clips.item(0).font().bold()


def test_a_closed_case_is_opened_again_from_the_recent_ones(working, qtbot):
    working.commands.by_name["close_case"].trigger()
    settled(working, qtbot)
    assert working.pages.currentWidget() is working.welcome
    assert working.cases.view is None
    assert working.case.clips.count() == 0
    assert not working.commands.by_name["close_case"].isEnabled()
    working.cases.files.recent.aboutToShow.emit()
    (entry,) = working.cases.files.recent.actions()
    assert entry.text() == "inquiry.fcase"
    with qtbot.waitSignal(working.session.clip_judged, timeout=60000):
        entry.trigger()
    finished(working, qtbot)
    assert working.session.path.name == "first.mp4"
    assert working.case.clips.count() == 2


def test_a_bookmark_keeps_the_picture_and_leads_back(working, qtbot, answer_words):
    with qtbot.waitSignal(working.session.clip_judged, timeout=60000):
        working.case.clips.itemActivated.emit(working.case.clips.item(0))
    finished(working, qtbot)
    working.session.go_to(20)
    working.commands.by_name["add_bookmark"].trigger()
    settled(working, qtbot)
    (remark,) = working.cases.view.state.remarks.values()
    assert (remark.clip, remark.frame, remark.seconds) == (1, 20, pytest.approx(0.8))
    assert working.host.cases.case.snapshot(remark.act).startswith(b"\x89PNG")
    remarks = working.case.remarks
    qtbot.waitUntil(lambda: not remarks.item(0).icon().isNull(), timeout=60000)
    answer_words("the ear")
    remarks.itemDoubleClicked.emit(remarks.item(0))
    settled(working, qtbot)
    assert remarks.item(0).text().startswith("the ear\nfirst.mp4, frame 20")
    # From another clip it leads there as well.
    with qtbot.waitSignal(working.session.clip_judged, timeout=60000):
        working.case.clips.itemActivated.emit(working.case.clips.item(1))
    finished(working, qtbot)
    remarks.itemClicked.emit(remarks.item(0))
    qtbot.waitUntil(lambda: working.session.frame == 20, timeout=60000)
    assert working.session.path.name == "first.mp4"
    finished(working, qtbot)
    remarks.setCurrentRow(0)
    qtbot.keyClick(remarks, Qt.Key.Key_Delete)
    settled(working, qtbot)
    assert remarks.count() == 0
    working.commands.by_name["undo"].trigger()
    settled(working, qtbot)
    assert remarks.count() == 1


def test_notes_and_tags_are_kept(working, qtbot, monkeypatch, answer_words):
    answer_words("ask the sender")
    working.commands.by_name["note_clip"].trigger()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("urgent, tv , urgent", True))
    working.case.clips.change_tags(working.case.clips.row_at(1))
    settled(working, qtbot)
    assert "ask the sender\nsecond.mp4" in working.case.remarks.item(0).text()
    assert "urgent, tv" in working.case.clips.item(1).text()
    assert working.cases.undo_text() == "&Undo change tags"


def test_the_log_can_be_searched_and_copied(working, qtbot):
    working.commands.by_name["show_log"].trigger()
    qtbot.waitUntil(lambda: bool(working.findChildren(LogDialog)), timeout=60000)
    (dialog,) = working.findChildren(LogDialog)
    count = dialog.table.rowCount()
    dialog.search.setText("IMPORTED")
    shown = [row for row in range(count) if not dialog.table.isRowHidden(row)]
    assert len(shown) == 2
    dialog.copy_button.click()
    from PySide6.QtGui import QGuiApplication

    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 2
    assert "first.mp4" in copied[0]
    dialog.close()


def test_a_missing_clip_is_shown_and_located_only_by_its_hash(
    working, qtbot, footage, tmp_path, monkeypatch
):
    moved = tmp_path / "moved.mp4"
    footage[0].rename(moved)
    working.cases.refresh()
    settled(working, qtbot)
    assert "The file is missing" in working.case.clips.item(0).text()
    working.case.clips.itemActivated.emit(working.case.clips.item(0))
    (box,) = working.findChildren(QMessageBox)
    assert "locate the file" in box.informativeText()
    button = next(b for b in box.buttons() if b.text() == "Locate …")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(footage[1]), ""))
    button.click()
    qtbot.waitUntil(lambda: bool(working.failures.shown), timeout=60000)
    assert "hash differs" in working.failures.shown[0].what
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(moved), ""))
    working.case.clips.locate(working.case.clips.row_at(0))
    settled(working, qtbot)
    assert "missing" not in working.case.clips.item(0).text()
    assert Kind.LOCATED in [act.kind for act in working.host.cases.case.acts()]


def test_an_altered_clip_is_noticed_though_its_size_is_the_same(working, qtbot, footage):
    content = bytearray(footage[0].read_bytes())
    content[-1] ^= 1
    footage[0].write_bytes(bytes(content))
    working.cases.refresh()
    qtbot.waitUntil(
        lambda: "is not the file that was examined" in working.case.clips.item(0).text(),
        timeout=60000,
    )


def test_a_second_window_reads_and_says_so(
    working, qtbot, tmp_path, place, untrained_detector, preferences
):
    from forensics_gui.main_window import MainWindow
    from forensics_gui.workers.engine_host import EngineHost

    host = EngineHost(case_folder=tmp_path / "others", detector=untrained_detector)
    second = MainWindow(host, preferences)
    qtbot.addWidget(second)
    second.show()
    second.open(place / "inquiry.fcase")
    qtbot.waitUntil(lambda: second.session.finished and not second.run.running, timeout=60000)
    settled(second, qtbot)
    (box,) = second.findChildren(QMessageBox)
    assert "read-only" in box.text()
    assert "another window" in box.informativeText()
    assert second.case.state.text().startswith("Lab\nRead-only")
    assert second.case.clips.count() == 2
    for name in ("add_bookmark", "exclude_track", "undo", "note_case"):
        assert not second.commands.by_name[name].isEnabled()
    second.close()
    assert not working.cases.view.read_only


def test_a_clip_opened_without_a_case_can_be_given_one(analysed, qtbot, tmp_path, monkeypatch):
    settled(analysed, qtbot)
    assert "Temporary case for this clip" in analysed.case.state.text()
    target = tmp_path / "named"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    analysed.commands.by_name["save_case_as"].trigger()
    settled(analysed, qtbot)
    path = target.with_suffix(".fcase")
    assert analysed.cases.view.path == path
    assert analysed.cases.view.named
    assert analysed.cases.memory.recent == [path]
    analysed.session.go_to(3)
    analysed.commands.by_name["add_bookmark"].trigger()
    settled(analysed, qtbot)
    with Case.open(path, read_only=True) as case:
        assert len(case.state().remarks) == 1
        assert case.verdict(1) == analysed.session.analysis.verdict


def test_the_analyst_is_asked_for_a_name_once(analysed, qtbot, preferences, monkeypatch):
    settled(analysed, qtbot)
    analysed.cases.memory.analyst = ""
    asked = []

    def ask(*arguments, **_):
        asked.append(arguments[1])
        return "C. Third", True

    monkeypatch.setattr(QInputDialog, "getText", ask)
    for frame in (1, 2):
        analysed.session.go_to(frame)
        analysed.commands.by_name["add_bookmark"].trigger()
        settled(analysed, qtbot)
    assert asked == ["Analyst"]
    assert [a.who for a in analysed.host.cases.case.acts()][-2:] == ["C. Third"] * 2
    assert preferences.get("case/analyst", "") == "C. Third"


def test_a_case_that_is_gone_or_damaged_is_reported_and_the_open_one_stays(
    working, qtbot, tmp_path
):
    bad = tmp_path / "bad.fcase"
    bad.write_text("not a case")
    for path in (bad, tmp_path / "gone.fcase"):
        working.cases.files.open(path)
        settled(working, qtbot)
    assert len(working.failures.shown) == 2
    assert working.cases.view.path.name == "inquiry.fcase"
    assert working.session.path is not None
