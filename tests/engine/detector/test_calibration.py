"""Scores to likelihood ratios, and the figures that judge them."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kinds import KEYS, by_kind, line

from engine.detector.calibration import (
    ASSUMED_UNSEEN,
    Calibration,
    KindCalibration,
    cllr,
    fit_calibration,
    fit_kind,
    quality_terms,
)
from engine.training.evaluation import equal_error_rate, figures

RNG = np.random.default_rng(3)
LABELS = np.repeat([0, 1], 4000)
#: Two unit Gaussians two apart: the true log ratio of a score s is 2 s (natural units).
SCORES = RNG.normal(np.where(LABELS == 1, 1.0, -1.0), 1.0)


def test_calibration_finds_the_true_ratio_of_gaussians():
    fitted = fit_calibration(SCORES, LABELS)
    (kind,) = fitted.kinds
    assert kind.slope == pytest.approx(2 / np.log(10), rel=0.06)
    assert kind.intercept == pytest.approx(0, abs=0.05)


def test_calibration_does_not_depend_on_how_many_forgeries_there_were():
    rows = np.concatenate([np.arange(4000), np.arange(4000, 4400)])
    few = fit_calibration(SCORES[rows], LABELS[rows])
    assert few.llr(np.array([0.0])) == pytest.approx(0, abs=0.12)
    assert few.kinds[0].bound == pytest.approx(np.log10(400))


def test_ratios_for_pristine_do_not_fall_below_what_is_unseen_whatever_the_data_support():
    fitted = fit_calibration(SCORES, LABELS)
    low, high = fitted.llr(np.array([[-1e3], [1e3]]))
    assert np.log10(ASSUMED_UNSEEN) < low < -0.98
    assert high == pytest.approx(np.log10(4000), abs=0.05)


UNSEEN = st.floats(0, 1)
NUMBER = st.floats(-50, 50)
STEPS = st.just(()) | st.tuples(NUMBER, NUMBER, NUMBER)
QUALITY = st.tuples(*[st.floats(0, 5000) | st.just(np.nan)] * 3)


@st.composite
def calibrations(draw):
    keys = draw(st.sampled_from([KEYS, KEYS[:2], KEYS[2:], ("manipulation",)]))
    return Calibration(tuple(
        KindCalibration(key, draw(st.floats(0, 50)), draw(NUMBER), draw(st.floats(0, 6)), 9, 9,
                        draw(UNSEEN), draw(STEPS), draw(STEPS))
        for key in keys
    ))  # fmt: skip


@given(calibrations(), st.lists(NUMBER, min_size=3, max_size=3), QUALITY)
def test_a_mixture_is_never_below_the_share_that_is_invisible(calibration, scores, quality):
    terms = quality_terms(*map(np.array, quality))
    floor = 1 - sum(
        share * (1 - part.unseen)
        for share, part in zip(calibration.shares, calibration.kinds, strict=True)
    )
    llr = calibration.llr(np.array(scores[: len(calibration.kinds)]), terms)
    assert np.isfinite(llr)
    assert 10**llr >= floor - 1e-9


@given(calibrations(), st.lists(NUMBER, min_size=3, max_size=3), QUALITY, st.floats(0, 20))
def test_ratios_rise_with_each_score(calibration, scores, quality, more):
    terms = quality_terms(*map(np.array, quality))
    scores = np.array(scores[: len(calibration.kinds)])
    for place in range(len(scores)):
        higher = scores.copy()
        higher[place] += more
        assert (calibration.by_kind(higher, terms) >= calibration.by_kind(scores, terms)).all()
        assert calibration.llr(higher, terms) >= calibration.llr(scores, terms) - 1e-12


def test_kinds_that_no_score_covers_count_as_unseen():
    swaps = by_kind(unseen=0.0, keys=("face_swap",))
    assert 10 ** swaps.llr(np.array([-1e3])) == pytest.approx(0.4 * 0.01 + 0.6)
    assert 10 ** swaps.llr(np.array([1e3])) == pytest.approx(0.4 * 100 + 0.6)
    assert 10 ** line(unseen=0.0).llr(np.array([-1e3])) == pytest.approx(0.01)


def test_quality_terms_are_steps_from_the_reference():
    found = quality_terms(
        np.array([112, 56, 7, 9999, np.nan]), np.array([0.3, 0.2, 0, 1, np.nan]),
        np.array([0.03, 0.08, 1, 0, np.nan]),
    )  # fmt: skip
    assert np.allclose(
        found, [[0, 0, 0], [-1, -1, 1], [-2, -2.5, 4], [1, 2, -0.6], [0, 0, 0]], atol=1e-12
    )
    assert quality_terms(np.array(0.0), np.array(0.3), np.array(0.03)).tolist() == [-2, 0, 0]


def test_quality_that_was_not_measured_is_that_of_the_reference():
    known = by_kind(quality_slope=(0.1, 0.1, -0.1), quality_intercept=(1.0, 1.0, 1.0))
    scores = np.array([1.0, 2.0, -1.0])
    nothing = quality_terms(*[np.array(np.nan)] * 3)
    assert np.array_equal(known.by_kind(scores, nothing), known.by_kind(scores))


def test_where_quality_makes_scores_worthless_the_ratio_is_one():
    known = by_kind(unseen=0.0, quality_slope=(0.0, 0.0, -0.1), quality_intercept=(0.0, 0.0, 0.3))
    terms = np.array([[0, 0, 3.1], [0, 0, 3.3], [0, 0, 4.0]])
    assert known.uninformative(terms).all(axis=1).tolist() == [False, True, True]
    assert known.llr(np.full((3, 3), 10.0), terms)[1:].tolist() == [0, 0]
    never = by_kind(keys=("generated",))
    assert not never.uninformative(terms).any()


def test_a_fit_finds_what_quality_does_to_a_score():
    """Blockiness halves the slope with each step and adds to pristine scores."""
    rng = np.random.default_rng(0)
    labels = np.arange(20000) % 2
    terms = np.stack([rng.normal(size=20000), np.zeros(20000), rng.uniform(0, 2, 20000)], 1)
    spread = np.where(labels == 1, 1.0, -1.0) * (1 - 0.4 * terms[:, 2])
    scores = rng.normal(spread, 1.0)
    kind = fit_kind("face_swap", scores, labels, terms, unseen=0.2)
    assert kind.slope == pytest.approx(2 / np.log(10), rel=0.1)
    assert kind.quality_slope[2] == pytest.approx(-0.8 / np.log(10), rel=0.15)
    assert np.abs(kind.quality_slope[:2]).max() < 0.05
    assert kind.quality_slope[1] == pytest.approx(0, abs=1e-6)
    assert kind.unseen == 0.2
    held = fit_kind("face_swap", scores, labels, terms, ridge=1e6)
    assert abs(held.quality_slope[2]) < 0.05


@pytest.mark.parametrize("graded", [False, True])
def test_scores_that_are_lower_for_forged_clips_say_nothing(graded):
    rng = np.random.default_rng(0)
    labels = np.arange(200) % 2
    scores, terms = rng.normal(-labels, 1.0), rng.normal(size=(200, 3))
    kind = fit_kind("face_swap", scores, labels, terms if graded else None, unseen=0.2)
    assert np.all(kind.llr(scores, terms) == 0)


@pytest.mark.parametrize("kinds", [
    (), ("face_swap", "face_swap"), ("face_swap", "manipulation"),
])  # fmt: skip
def test_kinds_of_a_calibration_fit_together(kinds):
    parts = tuple(KindCalibration(kind, 1.0, 0.0, 1.0, 9, 9) for kind in kinds)
    with pytest.raises(ValueError, match="kind"):
        Calibration(parts)


def test_unknown_kinds_and_measures_are_refused():
    with pytest.raises(ValueError, match="painting"):
        KindCalibration("painting", 1.0, 0.0, 1.0, 9, 9)
    with pytest.raises(ValueError, match="quality_slope"):
        KindCalibration("face_swap", 1.0, 0.0, 1.0, 9, 9, 0.0, (1.0,))
    with pytest.raises(ValueError, match="shape"):
        line().llr(np.zeros(3))


def test_a_calibration_is_the_same_after_json():
    made = by_kind(quality_slope=(0.1, 0.0, -0.1))
    assert Calibration.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_cllr_of_silence_is_one_and_of_lies_is_more():
    assert cllr(np.zeros(10), np.repeat([0, 1], 5)) == pytest.approx(1)
    assert cllr(np.repeat([2.0, -2.0], 5), np.repeat([0, 1], 5)) > 5
    assert cllr(np.repeat([-4.0, 4.0], 5), np.repeat([0, 1], 5)) < 0.01
    good = fit_calibration(SCORES, LABELS)
    loud = line(good.kinds[0].slope * 4, 0.0, good.kinds[0].bound, unseen=0.0)
    column = SCORES[:, None]
    assert cllr(good.llr(column), LABELS) < cllr(loud.llr(column), LABELS)


def test_equal_error_rate_of_gaussians():
    rate, threshold = equal_error_rate(SCORES, LABELS)
    assert rate == pytest.approx(0.1587, abs=0.012)
    assert threshold == pytest.approx(0, abs=0.1)


def test_figures_of_gaussians():
    measured = figures(SCORES, SCORES, LABELS, np.arange(len(LABELS)) // 20, 0.0)
    auc = measured["auc"]
    assert auc.value == pytest.approx(0.921, abs=0.01)
    assert auc.low < auc.value < auc.high
    assert measured["accuracy"].value == pytest.approx(0.841, abs=0.012)
