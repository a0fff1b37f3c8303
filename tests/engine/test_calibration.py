"""Scores to likelihood ratios, and the figures that judge them."""

import numpy as np
import pytest

from engine.detector.calibration import PRISTINE_BOUND, Calibration, cllr, fit_calibration
from engine.training.evaluation import equal_error_rate, figures

RNG = np.random.default_rng(3)
LABELS = np.repeat([0, 1], 4000)
#: Two unit Gaussians two apart: the true log ratio of a score s is 2 s (natural units).
SCORES = RNG.normal(np.where(LABELS == 1, 1.0, -1.0), 1.0)


def test_calibration_finds_the_true_ratio_of_gaussians():
    fitted = fit_calibration(SCORES, LABELS)
    assert fitted.slope == pytest.approx(2 / np.log(10), rel=0.06)
    assert fitted.intercept == pytest.approx(0, abs=0.05)


def test_calibration_does_not_depend_on_how_many_forgeries_there_were():
    rows = np.concatenate([np.arange(4000), np.arange(4000, 4400)])
    few = fit_calibration(SCORES[rows], LABELS[rows])
    assert few.llr(np.array(0.0)) == pytest.approx(0, abs=0.12)
    assert few.bound == pytest.approx(np.log10(400))


def test_ratios_for_pristine_are_bounded_whatever_the_data_support():
    fitted = fit_calibration(SCORES, LABELS)
    assert fitted.bound == pytest.approx(np.log10(4000))
    assert fitted.llr(np.array([-1e3, 1e3])).tolist() == [-PRISTINE_BOUND, fitted.bound]
    few = Calibration(0.5, 0.0, 0.7, 5, 5)
    assert few.llr(np.array([-1e3, 1e3])).tolist() == [-0.7, 0.7]
    local = Calibration(0.5, 0.0, 2.0, 100, 100, pristine_bound=0.5)
    assert local.llr(np.array(-1e3)) == -0.5


def test_cllr_of_silence_is_one_and_of_lies_is_more():
    assert cllr(np.zeros(10), np.repeat([0, 1], 5)) == pytest.approx(1)
    assert cllr(np.repeat([2.0, -2.0], 5), np.repeat([0, 1], 5)) > 5
    assert cllr(np.repeat([-4.0, 4.0], 5), np.repeat([0, 1], 5)) < 0.01
    good = fit_calibration(SCORES, LABELS)
    loud = Calibration(good.slope * 4, 0, good.bound, 1, 1, good.bound)
    assert cllr(good.llr(SCORES), LABELS) < cllr(loud.llr(SCORES), LABELS)


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
