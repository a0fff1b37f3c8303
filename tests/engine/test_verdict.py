"""What is decided from which scores."""

import numpy as np
import pytest

from engine.analysis import phrases
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Outcome, Reason, Verdict, judge_clip, judge_track
from engine.detector.calibration import Calibration

CALIBRATION = Calibration(slope=0.5, intercept=0.0, bound=2.0, pristine=100, forged=100)
SETTINGS = AnalysisSettings()


def judge(scores, size=100.0, sharp=0.5):
    n = len(scores)
    sizes = np.full(n, size) if np.isscalar(size) else np.asarray(size)
    sharpness = np.full(n, sharp) if np.isscalar(sharp) else np.asarray(sharp)
    return judge_track(np.asarray(scores, float), sizes, sharpness, CALIBRATION, SETTINGS)


@pytest.mark.parametrize(
    ("score", "outcome"),
    [(2.0, Outcome.FORGED), (-2.0, Outcome.PRISTINE), (0.5, Outcome.INCONCLUSIVE)],
)
def test_the_side_follows_the_likelihood_ratio(score, outcome):
    verdict = judge([score] * 25)
    assert verdict.outcome is outcome
    assert verdict.llr == pytest.approx(score * 0.5)


def test_more_frames_of_the_same_face_add_no_weight():
    assert judge([2.0] * 6).llr == judge([2.0] * 25).llr


def test_the_likelihood_ratio_stays_within_what_validation_supports():
    assert judge([100.0] * 25).llr == 2.0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"scores": [3.0] * 4}, Reason.TOO_FEW),
        ({"scores": [3.0] * 25, "size": 30.0}, Reason.TOO_SMALL),
        ({"scores": [3.0] * 25, "sharp": 0.02}, Reason.TOO_BLURRED),
        ({"scores": [0.1] * 25}, Reason.UNDECIDED),
    ],
)
def test_inconclusive_says_why(arguments, reason):
    verdict = judge(**arguments)
    assert verdict.outcome is Outcome.INCONCLUSIVE
    assert reason in verdict.reasons
    assert phrases.REASONS[reason] in phrases.sentence(verdict)
    assert phrases.ADVICE[reason] in phrases.advice(verdict)


def test_unusable_frames_do_not_count_in_the_score():
    scores = [-3.0] * 20 + [9.0] * 5
    sizes = [100.0] * 20 + [20.0] * 5
    verdict = judge(scores, size=sizes)
    assert (verdict.score, verdict.usable, verdict.scored) == (-3.0, 20, 25)


def test_one_forged_face_makes_a_forged_clip():
    clip = judge_clip([(1, judge([-3.0] * 25)), (2, judge([3.0] * 25))])
    assert (clip.outcome, clip.track) == (Outcome.FORGED, 2)


def test_an_undecided_face_keeps_a_clip_from_being_called_pristine():
    clip = judge_clip([(1, judge([-3.0] * 25)), (2, judge([0.1] * 25))])
    assert clip.outcome is Outcome.INCONCLUSIVE


def test_a_face_too_small_to_judge_does_not_hide_a_pristine_one():
    clip = judge_clip([(1, judge([-3.0] * 25)), (2, judge([3.0] * 25, size=20.0))])
    assert (clip.outcome, clip.track) == (Outcome.PRISTINE, 1)


def test_no_faces():
    clip = judge_clip([])
    assert clip.outcome is Outcome.INCONCLUSIVE
    assert clip.llr is None
    assert "No face" in phrases.sentence(clip)


@pytest.mark.parametrize(
    ("llr", "words"),
    [(0.2, "no"), (-0.8, "weak"), (1.5, "moderate"), (2.5, "moderately strong"), (-3.5, "strong")],
)
def test_the_verbal_scale(llr, words):
    assert phrases.strength(llr) == f"{words} support"


def test_every_outcome_and_reason_has_words():
    for outcome in Outcome:
        assert phrases.headline(Verdict(outcome, 1.0, 1.0, 9, 9))
    assert set(phrases.REASONS) == set(phrases.ADVICE) == set(Reason)
