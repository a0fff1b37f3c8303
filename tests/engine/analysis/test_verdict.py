"""What is decided from which scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kinds import KEYS, by_kind, line

from engine.analysis import phrases
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import FaceFacts, Outcome, Reason, Verdict, judge_clip, judge_track
from engine.detector.calibration import ASSUMED_UNSEEN, quality_terms

CALIBRATION = line(0.5)
SETTINGS = AnalysisSettings()


def judge(scores, settings=SETTINGS, calibration=CALIBRATION, times=None, **columns):
    """The verdict on good faces with these scores, some columns of facts changed."""
    scores = np.asarray(scores, float)
    scores = scores if scores.ndim > 1 else scores[:, None]
    usual = {
        "sizes": 100.0,
        "sharpness": 0.5,
        "blockiness": 0.05,
        "yaw": 5.0,
        "out_of_distribution": 0.4,
    }
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
        ({"scores": [3.0] * 25, "out_of_distribution": 1.5}, Reason.UNFAMILIAR),
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
    unknown = dict.fromkeys(("blockiness", "yaw", "out_of_distribution"), np.nan)
    assert judge([3.0] * 25, **unknown).outcome is Outcome.FORGED


def test_some_unfamiliar_faces_are_no_hindrance_but_most_are():
    def share(count):
        return judge([3.0] * 20, out_of_distribution=[1.2] * count + [0.5] * (20 - count))

    assert share(10).outcome is Outcome.FORGED
    assert share(11).reasons == (Reason.UNFAMILIAR,)
    # Faces that do not count for other reasons have no say here.
    few = judge(
        [3.0] * 20, out_of_distribution=[1.2] * 14 + [0.5] * 6, sizes=[20.0] * 14 + [90.0] * 6
    )
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
    pristine, strange = judge([-3.0] * 25), judge([3.0] * 25, out_of_distribution=2.0)
    clip = judge_clip([(1, pristine), (2, strange)])
    assert (clip.reasons, clip.track) == ((Reason.UNFAMILIAR,), 2)


def test_an_unfamiliar_face_does_not_hide_a_forged_one():
    clip = judge_clip([(1, judge([1.5] * 25)), (2, judge([3.0] * 25, out_of_distribution=2.0))])
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


# --- kinds of forgery ---

SWAPS = by_kind(unseen=0.05, keys=("face_swap",))


def test_each_kind_has_a_ratio_and_the_headline_is_their_mixture():
    verdict = judge([[4.0, 0.0, -4.0]] * 25, calibration=by_kind(unseen=0.0))
    found = {one.kind: one for one in verdict.kinds}
    assert [found[key].score for key in KEYS] == [4.0, 0.0, -4.0]
    assert [round(found[key].llr, 6) for key in KEYS] == [1.6, 0.0, -1.6]
    assert 10**verdict.llr == pytest.approx(0.4 * 10**1.6 + 0.3 + 0.3 * 10**-1.6)
    assert verdict.score is None
    assert verdict.outcome is Outcome.FORGED
    clip = judge_clip([(1, verdict)])
    assert clip.kinds == verdict.kinds


def test_no_reassurance_where_kinds_cannot_be_seen():
    """A face swap is as good as excluded, and generated faces are not seen at all."""
    verdict = judge([[-100.0]] * 25, calibration=SWAPS)
    assert verdict.kinds[0].llr < -1
    assert 10**verdict.llr >= 0.6
    assert verdict.outcome is Outcome.INCONCLUSIVE
    assert verdict.reasons == (Reason.UNDECIDED,)
    said = phrases.sentence(verdict)
    assert "points against a face swap; says nothing about re-enactment and lip-sync, a fully " \
           "generated face" in said  # fmt: skip
    rows = phrases.kind_rows(verdict)
    assert [row.words for row in rows] == [
        "moderate support against this kind", *["not seen by this detector"] * 2,
    ]  # fmt: skip
    assert [row.llr for row in rows] == [verdict.kinds[0].llr, None, None]


def test_what_speaks_for_a_kind_is_stated():
    verdict = judge([[9.0, -9.0, 0.0]] * 25, calibration=by_kind())
    assert phrases.sentence(verdict).endswith(
        "By kind, the evidence points to a face swap; points against re-enactment and lip-sync; "
        "says nothing about a fully generated face."
    )


def test_detectors_of_one_kind_and_useless_faces_say_nothing_by_kind():
    for verdict in (judge([3.0] * 25), judge([[3.0] * 3] * 4, calibration=by_kind()), None):
        assert phrases.kind_rows(verdict) == ()
    assert "By kind" not in phrases.sentence(judge([3.0] * 25))


@pytest.mark.parametrize(
    ("place", "column", "value", "reason"),
    [(0, "sizes", 50.0, Reason.TOO_SMALL), (1, "sharpness", 0.15, Reason.TOO_BLURRED),
     (2, "blockiness", 0.2, Reason.TOO_COMPRESSED)],
)  # fmt: skip
def test_where_quality_makes_scores_worthless_the_reason_names_it(place, column, value, reason):
    slopes = np.zeros(3)
    slopes[place] = 0.4 * (-1 if column == "blockiness" else 1)
    known = by_kind(quality_slope=tuple(slopes), quality_intercept=(1.0, 1.0, 1.0))
    verdict = judge([[9.0] * 3] * 25, calibration=known, **{column: value})
    assert verdict.outcome is Outcome.INCONCLUSIVE
    assert verdict.reasons == (Reason.QUALITY, reason)
    assert verdict.llr == 0
    assert "At this picture quality" in phrases.sentence(verdict)
    assert phrases.REASONS[reason] in phrases.sentence(verdict)
    assert phrases.advice(verdict)
    # It could not be judged, and keeps no clip from being judged by its other faces.
    other = judge([[-9.0] * 3] * 25, calibration=by_kind(unseen=0.0))
    assert judge_clip([(1, verdict), (2, other)]).outcome is Outcome.PRISTINE


def test_a_ratio_is_that_of_the_mean_quality():
    known = by_kind(unseen=0.0, quality_slope=(0.1, 0.0, 0.0))
    verdict = judge([[2.0] * 3] * 20, calibration=known, sizes=[56.0] * 10 + [112.0] * 10)
    assert verdict.kinds[0].llr == pytest.approx(2 * (0.4 - 0.05))
    columns = [np.full(20, 56.0), np.full(20, 0.3), np.full(20, 0.03)]
    assert np.allclose(quality_terms(*columns), [-1, 0, 0])


# --- long takes ---


def long_take(scores, calibration=CALIBRATION):
    """Ten faces in each stretch of 20 seconds."""
    times = np.concatenate([20.0 * n + np.arange(10) * 1.9 for n in range(len(scores))])
    return judge(np.repeat(scores, 10), calibration=calibration, times=times)


def test_a_take_of_one_stretch_is_judged_as_without_times():
    assert long_take([2.0]) == judge([2.0] * 10)
    assert long_take([2.0]).stretches == ()


def test_one_forged_stretch_counts_and_the_more_were_searched_the_less():
    plain = line(0.5, unseen=0.0)
    verdicts = [long_take([-3.0] * count + [4.0], plain) for count in (1, 4, 20)]
    ratios = [10**verdict.llr for verdict in verdicts]
    assert ratios[0] > ratios[1] > ratios[2]
    whole = 10 ** (0.5 * (4 * -3 + 4) / 5)
    parts = (100 + 4 * 10**-1.5) / 5
    assert ratios[1] == pytest.approx((whole + parts) / 2)
    assert verdicts[1].outcome is Outcome.FORGED
    assert judge(np.repeat([-3.0] * 4 + [4.0], 10)).outcome is not Outcome.FORGED
    strongest = max(verdicts[1].stretches, key=lambda one: one.llr)
    assert (strongest.start, strongest.llr) == (80.0, pytest.approx(2.0))
    said = phrases.sentence(verdicts[1])
    assert "Of 5 stretches, the one from 01:20 to 01:37 is the most suspicious" in said


def test_a_take_that_is_alike_everywhere_has_the_ratio_of_any_part():
    assert long_take([2.0] * 9).llr == pytest.approx(judge([2.0] * 10).llr)
    assert "stretches" not in phrases.sentence(long_take([-3.0] * 5))


def test_stretches_with_few_faces_do_not_stand_alone():
    times = np.concatenate([np.arange(10) * 1.9, [21, 22, 23], [45 + n for n in range(9)]])
    verdict = judge([2.0] * 22, times=times)
    assert [(one.start, one.end) for one in verdict.stretches] == [
        (0.0, pytest.approx(17.1)), (45.0, 53.0),
    ]  # fmt: skip
    assert judge([2.0] * 22, AnalysisSettings(stretch=0.0), times=times).stretches == ()


@given(st.lists(st.floats(-12, 12), min_size=1, max_size=12), st.sampled_from([0.0, 0.1, 0.5]))
def test_no_long_take_falls_below_the_invisible_share(scores, unseen):
    calibration = line(0.5, unseen=unseen)
    assert 10 ** long_take(scores, calibration).llr >= unseen
