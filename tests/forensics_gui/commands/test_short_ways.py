"""What an analyst does often takes one or two keys."""

import clips
import pytest
from PySide6.QtCore import Qt

from engine.analysis.verdict import Outcome, Verdict
from engine.case.state import Description


def settled(window, qtbot):
    bookmark = window.commands.by_name["add_bookmark"]
    qtbot.waitUntil(lambda: window.session.finished and bookmark.isEnabled(), timeout=60000)
    qtbot.waitUntil(lambda: not window.run.running and not window.cases.queue.busy, timeout=60000)


def bookmark(window, qtbot, answer_words, frame, text):
    before = window.case.remarks.count()
    window.session.go_to(frame)
    answer_words(text)
    window.commands.by_name["bookmark_with_words"].trigger()
    qtbot.waitUntil(lambda: window.case.remarks.count() == before + 1, timeout=60000)


def test_a_bookmark_is_made_with_its_words_and_found_again(analysed, qtbot, answer_words):
    settled(analysed, qtbot)
    bookmark(analysed, qtbot, answer_words, 12, "the left ear")
    bookmark(analysed, qtbot, answer_words, 30, "")
    remarks = analysed.cases.view.state.remarks.values()
    assert [(r.frame, r.text, r.bookmark) for r in remarks] == [
        (12, "the left ear", True), (30, "", True),
    ]  # fmt: skip
    analysed.session.go_to(0)
    onwards = analysed.commands.by_name["next_remark"]
    seen = []
    for _ in range(3):
        onwards.trigger()
        seen.append(analysed.session.frame)
    assert seen == [12, 30, 12]
    analysed.commands.by_name["previous_remark"].trigger()
    assert analysed.session.frame == 30


def test_enter_goes_to_what_a_note_is_about(analysed, qtbot, answer_words):
    settled(analysed, qtbot)
    bookmark(analysed, qtbot, answer_words, 12, "the left ear")
    analysed.session.go_to(0)
    remarks = analysed.case.remarks
    remarks.setCurrentRow(0)
    qtbot.keyClick(remarks, Qt.Key.Key_Return)
    assert analysed.session.frame == 12


@pytest.mark.slow
def test_the_most_suspicious_clip_of_a_case_is_shown(window, qtbot, tmp_path, face_clip):
    other = tmp_path / "other.mp4"
    other.write_bytes(clips.one_face(tmp_path, 30).read_bytes())
    window.cases.files.create(tmp_path / "case.fcase", Description("Two", ""), "A. Analyst")
    qtbot.waitUntil(lambda: window.cases.view is not None, timeout=60000)
    for path in (face_clip, other):
        window.open(path)
        settled(window, qtbot)
    qtbot.waitUntil(lambda: len(window.cases.view.rows) == 2, timeout=60000)
    shown = []
    window.case.clips.wanted.disconnect()
    window.case.clips.wanted.connect(lambda path, _: shown.append(path.name))
    rows = window.cases.view.rows
    for worst in (0, 1):
        for place, row in enumerate(rows):
            outcome = Outcome.FORGED if place == worst else Outcome.PRISTINE
            llr = 1.0 if place == worst else -1.0
            object.__setattr__(row, "verdict", Verdict(outcome, llr, llr, 9, 9))
        window.commands.by_name["worst_clip"].trigger()
    assert shown == [face_clip.name, "other.mp4"]


def test_recent_clips_and_cases_are_offered_on_the_start_page(analysed, qtbot, tmp_path, face_clip):
    path = tmp_path / "inquiry.fcase"
    analysed.cases.files.create(path, Description("Inquiry", ""), "A. Analyst")
    qtbot.waitUntil(lambda: analysed.pages.currentWidget() is analysed.welcome, timeout=60000)
    qtbot.waitUntil(lambda: not analysed.cases.queue.busy, timeout=60000)
    analysed.commands.by_name["close_case"].trigger()
    qtbot.waitUntil(lambda: analysed.cases.view is None, timeout=60000)
    clip, case = analysed.welcome.recent_buttons
    assert clip.text() == f"Open “{face_clip.name}” again"
    assert case.text() == "Open “inquiry” again"
    case.click()
    qtbot.waitUntil(lambda: analysed.cases.view is not None, timeout=60000)
    assert analysed.cases.view.path == path
