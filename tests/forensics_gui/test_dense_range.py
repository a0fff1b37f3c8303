"""A range scored densely: asked for, analysed, kept beside the whole clip's analysis."""

import re

import clips
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog

from engine.analysis.settings import DENSE
from forensics_gui.dense_range import DenseRangeDialog


def dialog_of(window, qtbot):
    window.commands.by_name["score_densely"].trigger()
    dialog = window.findChild(DenseRangeDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def fill(dialog, begin, end):
    for entry, text in ((dialog.begin, begin), (dialog.end, end)):
        entry.clear()
        entry.insert(text)


def judged(window, qtbot):
    qtbot.waitUntil(lambda: window.session.finished and not window.run.running, timeout=60000)
    qtbot.waitUntil(lambda: not window.cases.queue.busy, timeout=60000)


@pytest.fixture
def ranged(analysed, qtbot):
    """The window with frames 10 to 30 of an analysed clip scored densely; it has 25 a second."""
    dialog = dialog_of(analysed, qtbot)
    fill(dialog, "0.4", "0:01.2")
    with qtbot.waitSignal(analysed.session.clip_judged, timeout=60000):
        qtbot.mouseClick(dialog.agree, Qt.MouseButton.LeftButton)
    judged(analysed, qtbot)
    return analysed


def test_every_followed_face_of_the_range_is_scored(ranged):
    analysis = ranged.session.analysis
    assert analysis.tracks[1].frames.tolist() == list(range(10, 31))
    assert analysis.scores[1].frames.tolist() == list(range(10, 31))
    assert (analysis.settings.begin, analysis.settings.end) == (0.4, 1.2)
    assert ranged.player.transport.marked_range == (10, 30)
    assert ranged.session.frame == 10


def test_window_and_report_say_that_only_the_range_was_examined(
    ranged, qtbot, tmp_path, monkeypatch
):
    said = "Only the clip from 00:00.4 to 00:01.2 was examined."
    assert ranged.verdict.summary.text().startswith(said)
    qtbot.waitUntil(lambda: said in ranged.verdict.reasons.text())
    target = tmp_path / "report.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    ranged.commands.by_name["export_pdf"].trigger()
    qtbot.waitUntil(target.exists, timeout=60000)
    text = " ".join(page.extract_text() for page in PdfReader(target).pages)
    text = re.sub(r"\s+", " ", text)
    assert said in text
    assert "--from 0.4 --to 1.2 --dense" in text


@pytest.mark.slow
def test_the_whole_clips_analysis_still_speaks_for_the_clip(ranged, qtbot, face_clip):
    case = ranged.host.cases.case
    whole, part = case.analyses()
    assert (whole.settings.whole, part.settings.frames_per_track) == (True, DENSE)
    listed = ranged.case.clips.item(0).text
    qtbot.waitUntil(lambda: "Only 00:00.4 to 00:01.2: " in listed(), timeout=20000)
    (row,) = ranged.cases.view.rows
    assert row.analysis == whole.id
    with qtbot.waitSignal(ranged.session.clip_judged, timeout=60000):
        ranged.case.clips.show_clip(row)
    judged(ranged, qtbot)
    assert ranged.session.analysis.tracks[1].frames[-1] == 49
    with qtbot.waitSignal(ranged.session.clip_judged, timeout=60000):
        ranged.case.clips.show_other(row, row.others[0])
    judged(ranged, qtbot)
    assert ranged.session.analysis.tracks[1].frames[-1] == 30
    assert ranged.player.transport.marked_range == (10, 30)
    assert len(case.analyses()) == 2


def test_the_dialog_counts_what_will_be_scored(analysed, qtbot):
    dialog = dialog_of(analysed, qtbot)
    fill(dialog, "0.4", "1.2")
    before = sum(10 <= frame <= 30 for frame in analysed.session.analysis.scores[1].frames)
    assert dialog.message.text() == (
        f"21 frames. Up to 21 faces will be scored; {before} were scored before."
    )


def test_the_marked_range_is_proposed_or_else_what_lies_around_the_frame(analysed, qtbot):
    dialog = dialog_of(analysed, qtbot)
    assert (dialog.begin.text(), dialog.end.text()) == ("0:00.000", "0:01.960")
    assert dialog.settings.whole
    dialog.reject()
    qtbot.waitUntil(lambda: analysed.findChild(DenseRangeDialog) is None)
    analysed.player.transport.set_range(5, 20)
    dialog = dialog_of(analysed, qtbot)
    assert (dialog.begin.text(), dialog.end.text()) == ("0:00.200", "0:00.800")


def test_what_is_no_range_of_the_clip_is_reported_and_cannot_be_agreed_to(analysed, qtbot):
    dialog = dialog_of(analysed, qtbot)
    for begin, end, words in (
        ("1.2", "0.4", "The end of the range is before its start."),
        ("0.4", "9", "The last frame is at 0:01.960."),
        ("0:05", "0:06", "The last frame is at 0:01.960."),
        ("soon", "1", "Examples:"),
        ("", "1", "Examples:"),
        ("-1", "1", "Examples:"),
    ):
        fill(dialog, begin, end)
        assert words in dialog.message.text(), (begin, end)
        assert not dialog.agree.isEnabled(), (begin, end)
        fill(dialog, "0.4", "1.2")
        assert dialog.agree.isEnabled()


def test_drawing_back_changes_nothing(analysed, qtbot):
    before = analysed.session.analysis
    dialog = dialog_of(analysed, qtbot)
    cancel = dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert analysed.session.analysis is before
    assert not analysed.run.running


@pytest.mark.slow
def test_it_cannot_be_asked_for_without_a_clip_or_while_an_analysis_runs(
    window, qtbot, clip_folder
):
    action = window.commands.by_name["score_densely"]
    assert not action.isEnabled()
    assert "Open a clip first." in action.toolTip()
    with qtbot.waitSignal(window.session.track_found, timeout=60000):
        window.open(clips.one_face(clip_folder, 400))
    assert not action.isEnabled()
    assert "An analysis is running. Stop it or wait." in action.toolTip()
    window.cancel_analysis()
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    assert action.isEnabled()
    assert "analysis is running" not in action.toolTip()


@pytest.mark.slow
def test_a_dense_analysis_can_be_stopped(window, qtbot, clip_folder):
    path = clips.one_face(clip_folder, 400)
    window.player.opened.connect(window.run.cancel, Qt.ConnectionType.SingleShotConnection)
    window.open(path)
    qtbot.waitUntil(lambda: len(window.session.times) > 0 and not window.run.running, timeout=60000)
    dialog = dialog_of(window, qtbot)
    fill(dialog, "2", "14")
    with qtbot.waitSignal(window.session.track_scored, timeout=60000):
        qtbot.mouseClick(dialog.agree, Qt.MouseButton.LeftButton)
    window.commands.by_name["cancel_analysis"].trigger()
    qtbot.waitUntil(lambda: not window.run.running, timeout=60000)
    assert not window.session.finished
    assert window.session.analysis.settings.begin == 2.0
    assert window.commands.by_name["score_densely"].isEnabled()
