"""Correcting faces in the window: the verdict follows at once, and can be undone."""

import clips
import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QInputDialog

from engine.analysis.verdict import Reason
from engine.case.case import Case
from forensics_gui.colours import EXCLUDED
from forensics_gui.tracks.corrector import RangeDialog


@pytest.fixture
def answer(monkeypatch):
    """Answers the next question for a text."""

    def give(text):
        monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (text, True))

    return give


def settled(window, qtbot):
    qtbot.waitUntil(lambda: not window.cases.queue.busy, timeout=60000)


def act(window, qtbot, name):
    """Trigger an action as its menu entry would, and wait until the case took it in."""
    settled(window, qtbot)
    assert window.commands.by_name[name].isEnabled(), name
    window.commands.by_name[name].trigger()
    settled(window, qtbot)


def test_an_excluded_face_is_greyed_with_its_reason_and_the_verdict_follows(
    analysed, qtbot, answer
):
    found = analysed.session.analysis.verdict
    answer("a poster on the wall")
    act(analysed, qtbot, "exclude_track")
    verdict = analysed.session.analysis.verdict
    assert verdict.reasons == (Reason.ALL_EXCLUDED,)
    assert analysed.verdict.headline.text() == "Every face is excluded"
    assert "1 correction by the analyst" in analysed.verdict.basis.text()
    item = analysed.tracks.item(0)
    assert "Excluded: a poster on the wall" in item.text()
    assert item.foreground().color() == QColor(EXCLUDED)
    assert analysed.timeline.lanes.label(1).words == "Excluded: a poster on the wall"
    act(analysed, qtbot, "restore_track")
    assert analysed.session.analysis.verdict == found
    assert "Excluded" not in analysed.tracks.item(0).text()


def test_undo_and_redo_name_the_act_and_turn_it(analysed, qtbot, answer):
    undo, redo = (analysed.commands.by_name[name] for name in ("undo", "redo"))
    found = analysed.session.analysis.verdict
    settled(analysed, qtbot)
    assert not undo.isEnabled()
    answer("speaker left")
    act(analysed, qtbot, "rename_track")
    answer("a poster")
    act(analysed, qtbot, "exclude_track")
    assert undo.text() == "&Undo exclude track 1"
    act(analysed, qtbot, "undo")
    assert analysed.session.analysis.verdict == found
    assert undo.text() == "&Undo rename track 1 to “speaker left”"
    assert redo.text() == "&Redo exclude track 1"
    act(analysed, qtbot, "redo")
    assert analysed.session.analysis.excluded == {1: "a poster"}
    assert not redo.isEnabled()
    # As fast as keys repeat: each takes back one act, none the same twice.
    undo.trigger()
    undo.trigger()
    settled(analysed, qtbot)
    assert analysed.session.analysis is not None
    assert not analysed.session.analysis.names
    assert not undo.isEnabled()


def test_splitting_and_merging_change_the_list_the_plot_and_the_verdict(
    analysed, qtbot, monkeypatch
):
    analysed.session.go_to(25)
    act(analysed, qtbot, "split_track")
    assert analysed.tracks.count() == 2
    assert analysed.timeline.lanes.numbers == [1, 2]
    assert analysed.session.analysis.tracks[2].frames[0] == 25
    assert [t.number for t, _ in analysed.session.tracks_at(30)] == [2]
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: (_[3][0], True))
    act(analysed, qtbot, "merge_track")
    assert analysed.tracks.count() == 1
    assert analysed.timeline.lanes.numbers == [1]
    assert len(analysed.session.analysis.tracks[1]) == 50


def test_frames_are_excluded_with_a_reason(analysed, qtbot, monkeypatch):
    asked = []

    def fill(dialog):
        asked.append(dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled())
        dialog.first.setValue(0)
        dialog.last.setValue(29)
        dialog.reason.setText("a hand")
        assert dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled()
        return RangeDialog.DialogCode.Accepted

    monkeypatch.setattr(RangeDialog, "exec", fill)
    act(analysed, qtbot, "exclude_frames")
    assert asked == [False]
    scores = analysed.session.analysis.scores[1]
    assert not scores.usable[scores.frames < 30].any()
    assert "Frames 0 – 29 excluded: a hand" in analysed.tracks.item(0).text()


def test_the_range_marked_in_the_player_is_proposed(analysed, qtbot, monkeypatch):
    proposed = []

    def refuse(dialog):
        proposed.append((dialog.first.value(), dialog.last.value()))
        return RangeDialog.DialogCode.Rejected

    monkeypatch.setattr(RangeDialog, "exec", refuse)
    analysed.session.go_to(7)
    analysed.corrector.exclude_frames()
    transport = analysed.player.transport
    transport.set_in()
    analysed.session.go_to(20)
    transport.set_out()
    analysed.corrector.exclude_frames()
    assert proposed == [(7, 49), (7, 20)]


def test_corrections_are_there_when_the_clip_is_opened_again(
    analysed, qtbot, answer, face_clip, tmp_path, monkeypatch
):
    answer("speaker left")
    act(analysed, qtbot, "rename_track")
    curve = analysed.session.analysis.scores[1].llr
    with qtbot.waitSignal(analysed.session.corrected, timeout=60000):
        analysed.open(face_clip)
    assert "“speaker left”" in analysed.tracks.item(0).text()
    assert np.array_equal(analysed.session.analysis.scores[1].llr, curve)
    qtbot.waitUntil(lambda: not analysed.run.running, timeout=60000)
    settled(analysed, qtbot)
    with Case.open(analysed.host.cases.case.path, read_only=True) as case:
        assert len(case.analyses()) == 1
    target = tmp_path / "r.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    analysed.exports.pdf()
    qtbot.waitUntil(target.exists, timeout=60000)
    settled(analysed, qtbot)
    text = " ".join(page.extract_text() for page in PdfReader(target).pages)
    assert "speaker left" in text
    assert "A. Analyst" in text
    qtbot.waitUntil(lambda: "exported" in [a.kind for a in analysed.host.cases.case.acts()],
                    timeout=60000)  # fmt: skip


@pytest.mark.slow
def test_analysing_again_leaves_the_first_analysis_as_it_was(analysed, qtbot, answer):
    answer("speaker left")
    act(analysed, qtbot, "rename_track")
    with qtbot.waitSignal(analysed.session.clip_judged, timeout=60000):
        analysed.analyse_again()
    qtbot.waitUntil(lambda: not analysed.run.running, timeout=60000)
    settled(analysed, qtbot)
    assert not analysed.session.analysis.names
    case = analysed.host.cases.case
    assert len(case.analyses()) == 2
    assert case.corrected(1).names == {1: "speaker left"}


def test_a_face_alone_cannot_be_corrected_before_the_verdict(window, qtbot, clip_folder):
    with qtbot.waitSignal(window.session.track_scored, timeout=60000):
        window.open(clips.one_face(clip_folder, 400))
    assert not window.commands.by_name["exclude_track"].isEnabled()
