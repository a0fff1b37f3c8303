"""What is decided from which scores."""

import numpy as np
import pytest
from kinds import line

from engine.analysis import phrases
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import FaceFacts, Outcome, Reason, Verdict, judge_clip, judge_track
from engine.detector.calibration import ASSUMED_UNSEEN

CALIBRATION = line(0.5)
SETTINGS = AnalysisSettings()


def judge(scores, settings=SETTINGS, calibration=CALIBRATION, times=None, **columns):
    """The verdict on good faces with these scores, some columns of facts changed."""
    scores = np.asarray(scores, float)
    scores = scores if scores.ndim > 1 else scores[:, None]
    usual = {"sizes": 100.0, "sharpness": 0.5, "blockiness": 0.05, "yaw": 5.0, "novelty": 0.4}
    facts = {
        name: np.broadcast_to(np.asarray(value, float), len(scores))
        for name, value in {**usual, **columns}.items()
    }
    return judge_track(FaceFacts(scores, **facts), calibration, settings, times)


@pytest.mark.parametrize(
    ("score", "outcome"),
    [(2.0, Outcome.FORGED), (-2.0, Outcome.PRISTINE), (0.5, Outcome.INCONCLUSIVE)],
)
def test_the_side_follows_the_likelihood_ratio(score, outcome):
    verdict = judge([score] * 25)
    assert verdict.outcome is outcome
    assert verdict.llr == pytest.approx(
        np.log10((1 - ASSUMED_UNSEEN) * 10 ** (score * 0.5) + ASSUMED_UNSEEN)
    )


def test_more_frames_of_the_same_face_add_no_weight():
    assert judge([2.0] * 6).llr == judge([2.0] * 25).llr


def test_the_likelihood_ratio_stays_within_what_validation_supports():
    assert judge([100.0] * 25).llr == pytest.approx(2.0, abs=0.05)
    assert judge([100.0] * 25).llr < 2.0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"scores": [3.0] * 4}, Reason.TOO_FEW),
        ({"scores": [3.0] * 25, "sizes": 30.0}, Reason.TOO_SMALL),
        ({"scores": [3.0] * 25, "sharpness": 0.02}, Reason.TOO_BLURRED),
        ({"scores": [3.0] * 25, "yaw": 75.0}, Reason.TURNED_AWAY),
        ({"scores": [3.0] * 25, "yaw": -75.0}, Reason.TURNED_AWAY),
        ({"scores": [3.0] * 25, "blockiness": 0.8}, Reason.TOO_COMPRESSED),
        ({"scores": [3.0] * 25, "novelty": 1.5}, Reason.UNFAMILIAR),
        ({"scores": [0.1] * 25}, Reason.UNDECIDED),
    ],
)
def test_inconclusive_says_why(arguments, reason):
    verdict = judge(**arguments)
    assert verdict.outcome is Outcome.INCONCLUSIVE
    assert reason in verdict.reasons
    assert phrases.REASONS[reason] in phrases.sentence(verdict)
    assert phrases.ADVICE[reason] in phrases.advice(verdict)


def test_what_was_not_measured_is_held_against_no_face():
    unknown = dict.fromkeys(("blockiness", "yaw", "novelty"), np.nan)
    assert judge([3.0] * 25, **unknown).outcome is Outcome.FORGED


def test_some_unfamiliar_faces_are_no_hindrance_but_most_are():
    def share(count):
        return judge([3.0] * 20, novelty=[1.2] * count + [0.5] * (20 - count))

    assert share(10).outcome is Outcome.FORGED
    assert share(11).reasons == (Reason.UNFAMILIAR,)
    # Faces that do not count for other reasons have no say here.
    few = judge([3.0] * 20, novelty=[1.2] * 14 + [0.5] * 6, sizes=[20.0] * 14 + [90.0] * 6)
    assert few.outcome is Outcome.FORGED


def test_each_lost_frame_counts_for_one_reason_and_the_commonest_comes_first():
    verdict = judge(
        [3.0] * 20,
        sizes=[20.0] * 4 + [90.0] * 16,
        blockiness=[0.9] * 14 + [0.1] * 6,
        yaw=[0.0] * 18 + [80.0] * 2,
    )
    assert verdict.usable == 4
    assert verdict.reasons == (Reason.TOO_COMPRESSED, Reason.TOO_SMALL, Reason.TURNED_AWAY)


def test_two_reasons_with_one_remedy_name_it_once():
    verdict = judge([3.0] * 20, sharpness=[0.0] * 9 + [0.5] * 11, blockiness=[0.1] * 9 + [0.9] * 11)
    assert len(verdict.reasons) == 2
    assert phrases.advice(verdict).count("Obtain") == 1


def test_no_score_gives_more_than_weak_support_for_pristine():
    verdict = judge([-100.0] * 25)
    assert verdict.outcome is Outcome.PRISTINE
    assert phrases.headline(verdict).startswith("Weak")
    assert np.log10(ASSUMED_UNSEEN) < verdict.llr < -0.9


def test_unusable_frames_do_not_count_in_the_score():
    scores = [-3.0] * 20 + [9.0] * 5
    sizes = [100.0] * 20 + [20.0] * 5
    verdict = judge(scores, sizes=sizes)
    assert (verdict.score, verdict.usable, verdict.scored) == (-3.0, 20, 25)


def test_one_forged_face_makes_a_forged_clip():
    clip = judge_clip([(1, judge([-3.0] * 25)), (2, judge([3.0] * 25))])
    assert (clip.outcome, clip.track) == (Outcome.FORGED, 2)


def test_an_undecided_face_keeps_a_clip_from_being_called_pristine():
    clip = judge_clip([(1, judge([-3.0] * 25)), (2, judge([0.1] * 25))])
    assert clip.outcome is Outcome.INCONCLUSIVE


def test_an_unfamiliar_face_that_looks_forged_keeps_a_clip_from_being_called_pristine():
    pristine, strange = judge([-3.0] * 25), judge([3.0] * 25, novelty=2.0)
    clip = judge_clip([(1, pristine), (2, strange)])
    assert (clip.reasons, clip.track) == ((Reason.UNFAMILIAR,), 2)


def test_an_unfamiliar_face_does_not_hide_a_forged_one():
    clip = judge_clip([(1, judge([1.5] * 25)), (2, judge([3.0] * 25, novelty=2.0))])
    assert (clip.outcome, clip.track) == (Outcome.FORGED, 1)


def test_a_face_too_small_to_judge_does_not_hide_a_pristine_one():
    clip = judge_clip([(1, judge([-3.0] * 25)), (2, judge([3.0] * 25, sizes=20.0))])
    assert (clip.outcome, clip.track) == (Outcome.PRISTINE, 1)


def test_no_faces():
    clip = judge_clip([])
    assert clip.outcome is Outcome.INCONCLUSIVE
    assert clip.llr is None
    assert "No face" in phrases.sentence(clip)


def test_every_outcome_and_reason_has_words():
    for outcome in Outcome:
        assert phrases.headline(Verdict(outcome, 1.0, 1.0, 9, 9))
    assert set(phrases.REASONS) == set(phrases.ADVICE) == set(Reason)
