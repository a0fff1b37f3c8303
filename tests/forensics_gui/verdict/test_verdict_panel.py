"""The verdict panel says why, leads to frames, and follows selection and look."""

import numpy as np
import panels
import pytest
from kinds import by_kind
from made_analysis import made_events
from PySide6.QtWidgets import QLabel

from engine.analysis.events import ClipJudged
from engine.analysis.verdict import Outcome, Reason, Verdict
from engine.case.case import Case
from engine.case.detector_panel import panel_of
from forensics_gui.language import signed
from forensics_gui.preferences import Preferences
from forensics_gui.session import Session
from forensics_gui.theme import Theme
from forensics_gui.verdict.panel import VerdictPanel


@pytest.fixture
def panel(qtbot):
    session = Session()
    panel = VerdictPanel(session)
    qtbot.addWidget(panel)
    panel.session = session
    return panel


def judged(panel, scores, **how):
    session = panel.session
    session.times = np.arange(100) / 25
    for event in made_events(scores=scores, **how):
        session.add(event)


def reasons(panel, qtbot, words):
    """What is given as reasons, once it holds some words: the verdict is drawn before them."""
    qtbot.waitUntil(lambda: words in panel.reasons.text(), timeout=60000)
    return panel.reasons.text()


def test_words_come_before_the_number_and_links_lead_to_the_weightiest_frames(panel, qtbot):
    judged(panel, (3.0,))
    assert "evidence of manipulation" in panel.headline.text()
    said = reasons(panel, qtbot, "Of 20 usable faces, 20 point to manipulation")
    assert "No usable face points against manipulation." in said
    scores = panel.session.analysis.scores[1]
    best = int(scores.frames[np.argmax(scores.llr)])
    label = next(x for x in panel.reasons.findChildren(QLabel) if f'href="1:{best}"' in x.text())
    with qtbot.waitSignal(panel.reasons.face_wanted) as asked:
        label.linkActivated.emit(f"1:{best}")
    assert asked.args == [1, best]


def test_the_selected_track_is_explained_and_the_others_are_named(panel, qtbot):
    judged(panel, (3.0, -3.0))
    reasons(panel, qtbot, "Why (track 1)")
    panel.session.select(2)
    said = reasons(panel, qtbot, "Why (track 2)")
    assert "Most against manipulation" in said
    assert ">Track 1</a>: " in said
    assert panel.headline.text() == "Moderate evidence of manipulation"


def test_kinds_of_forgery_stand_beside_each_other(panel):
    judged(panel, ((4.0, -6.0),), calibration=by_kind(0.05, ("face_swap", "generated")))
    assert not panel.kinds.isHidden()
    cells = [label.text() for label in panel.kinds.findChildren(QLabel) if not label.isHidden()]
    swap, generated = (signed(one.llr) for one in panel.session.analysis.verdict.kinds)
    assert cells == [
        "Face swap", swap, "moderate support for this kind",
        "Re-enactment and lip-sync", "–", "not seen by this detector",
        "Fully generated face", generated, "moderate support against this kind",
    ]  # fmt: skip
    assert "points to a face swap" in panel.sentence.text()
    assert panel.headline.text() == "Moderate evidence of a face swap"
    assert panel.summary.text() == "This detector cannot rule out re-enactment and lip-sync here."
    assert "does not see re-enactment and lip-sync" in panel.judged_by.coverage.text()
    panel.reset()
    assert panel.kinds.isHidden()
    judged(panel, (3.0,))
    assert panel.kinds.isHidden()


def test_an_inconclusive_result_says_what_would_help(panel):
    judged(panel, (3.0,))
    assert panel.help.isHidden()
    reasons = (Reason.TOO_SMALL,)
    panel.session.add(ClipJudged(Verdict(Outcome.INCONCLUSIVE, None, None, 0, 20, reasons, 1), 1.0))
    assert panel.headline.text() == "Cannot tell: the face is too small"
    assert not panel.help.isHidden()
    assert "Obtain a version with higher resolution" in panel.help.text()


@pytest.mark.parametrize(
    ("reason", "words", "action"),
    [
        (Reason.NO_FACES, "Search for smaller faces …", "analyse_with_settings"),
        (Reason.TOO_SMALL, "Count smaller faces …", "analyse_with_settings"),
        (Reason.TOO_FEW, "Score a range densely …", "score_densely"),
    ],
)
def test_the_next_step_is_what_may_help(panel, qtbot, reason, words, action):
    judged(panel, (3.0,))
    verdict = Verdict(Outcome.INCONCLUSIVE, None, None, 0, 20, (reason,), 1)
    panel.session.add(ClipJudged(verdict, 1.0))
    assert panel.next_step.text() == words
    with qtbot.waitSignal(panel.action_wanted) as told:
        panel.next_step.click()
    assert told.args == [action]


def test_details_stay_as_they_were_left(qtbot):
    preferences = Preferences()
    panel = VerdictPanel(Session(), preferences)
    qtbot.addWidget(panel)
    assert panel.details.isHidden()
    panel.more.click()
    assert not panel.details.isHidden()
    again = VerdictPanel(Session(), preferences)
    qtbot.addWidget(again)
    assert not again.details.isHidden()


def test_a_verdict_has_few_words_before_its_details(panel):
    judged(panel, ((4.0, -6.0),), calibration=by_kind(0.05, ("face_swap", "generated")))
    words = " ".join(widget.text() for widget in (panel.headline, panel.summary, panel.next_step))
    assert len(words.split()) <= 45
    assert panel.help.isHidden()


def test_what_was_not_examined_is_stated(panel, qtbot):
    judged(panel, (3.0,))
    assert "What was examined" not in reasons(panel, qtbot, "Why")
    verdict = panel.session.analysis.verdict
    panel.session.add(ClipJudged(verdict, 1.0, "The file ends in the midst of a frame."))
    reasons(panel, qtbot, "The file ends in the midst of a frame.")


def test_the_colour_of_the_words_follows_the_look(panel, qtbot):
    judged(panel, (3.0,))
    theme = Theme(panel, Preferences())
    theme.use_light()
    panel.show()
    light = panel.headline.styleSheet()
    theme.use_dark()
    qtbot.waitUntil(lambda: panel.headline.styleSheet() not in ("", light))
    theme.use_light()
    qtbot.waitUntil(lambda: panel.headline.styleSheet() == light)


def words_before_details(panel):
    shown = (panel.headline, panel.summary, panel.help, panel.next_step, panel.more)
    return sum(len(part.text().split()) for part in shown if not part.isHidden())


@pytest.mark.parametrize("reason", Reason)
def test_the_verdict_is_read_in_45_words(panel, reason):
    judged(panel, (3.0,))
    assert words_before_details(panel) <= 45
    verdict = Verdict(Outcome.INCONCLUSIVE, 0.2, 0.2, 9, 20, (reason,), 1)
    panel.session.add(ClipJudged(verdict, 1.0))
    assert words_before_details(panel) <= 45


def test_the_verdicts_of_several_detectors_stand_beside_each_other(panel, tmp_path):
    with Case.create(tmp_path / "c.fcase", analyst="A. Nalyst") as case:
        panels.judge(case, "first", panels.BUNDLES[0], 3.0)
        panel.detectors.show_panel(panel_of(case, 1))
        assert panel.detectors.isHidden()
        panels.judge(case, "second", panels.BUNDLES[1], -8.0)
        panel.detectors.show_panel(panel_of(case, 1))
        assert not panel.detectors.isHidden()
        names = [label.text() for label in panel.detectors.findChildren(QLabel)]
        assert {"first", "second"} <= set(names)
        assert panel.detectors.together.isHidden()
        assert not panel.detectors.fuse.isHidden()
        case.use_fusion(panels.fusion())
        panel.detectors.show_panel(panel_of(case, 1))
    assert "contradict each other" in panel.detectors.together.text()
    assert panel.detectors.fuse.isHidden()
