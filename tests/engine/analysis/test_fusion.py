"""Fusion: better than each detector alone where they complement each other, and honest if not."""

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.analysis.fusion import Fusion, fit_fusion, fuse, fusion_bytes, read_fusion
from engine.detector.calibration import ASSUMED_UNSEEN, cllr
from engine.errors import CalibrationError

NAMES = [("first", "a" * 64), ("second", "b" * 64)]


def drawn(seed, clips=400):
    """Values of two detectors whose errors are independent, and labels."""
    rng = np.random.default_rng(seed)
    labels = np.arange(clips) % 2
    return labels[:, None] * 2.0 + rng.normal(size=(clips, 2)) * (1.0, 2.0), labels


@pytest.fixture(scope="module")
def fusion():
    return fit_fusion(NAMES, *drawn(0), "labelled")


def test_it_beats_each_detector_alone_on_other_clips(fusion):
    values, labels = drawn(1)
    found = [fuse(fusion, row) for row in values]
    together = cllr(np.array([one.llr for one in found]), labels)
    alone = [cllr(np.array([one.alone[i] for one in found]), labels) for i in (0, 1)]
    assert together < min(alone) < max(alone) < 1


def test_the_weights_are_those_of_the_optimal_classifier(fusion):
    # For Gaussians, the weight is the distance over the variance: 2 and 0.5 in natural units.
    weights = [one.weight * np.log(10) for one in fusion.detectors]
    assert weights == pytest.approx([2.0, 0.5], rel=0.25)


def test_disagreement_widens_the_interval(fusion):
    agree, differ = fuse(fusion, [2.5, 3.0]), fuse(fusion, [2.5, -3.0])
    assert differ.high - differ.low > agree.high - agree.low
    for one in (agree, differ):
        assert one.low <= one.llr <= one.high
        assert one.low == min(one.llr, *one.alone)


def test_the_number_of_clips_and_unseen_forgeries_bound_the_ratio(fusion):
    assert fuse(fusion, [100, 100]).llr <= np.log10(200)
    assert fuse(fusion, [-100, -100]).llr >= np.log10(ASSUMED_UNSEEN)


def test_too_few_clips_are_refused():
    values, labels = drawn(0, clips=18)
    with pytest.raises(CalibrationError, match="at least 10"):
        fit_fusion(NAMES, values, labels, "few")


def test_a_file_gives_the_same_fusion(fusion, tmp_path):
    path = tmp_path / "both.json"
    path.write_bytes(fusion_bytes(fusion))
    assert read_fusion(path) == fusion


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2}, {"pristine": 3}, {"intercept": float("inf")}, {"more": 1},
        {"detectors": []}, {"detectors": [{"name": "x"}]},
    ],
)  # fmt: skip
def test_an_invalid_file_is_refused(fusion, tmp_path, change):
    plain = {**json.loads(fusion_bytes(fusion)), **change}
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(plain))
    if "more" in change:
        assert read_fusion(path) == fusion
        return
    with pytest.raises(CalibrationError):
        read_fusion(path)


def test_one_detector_is_no_fusion(fusion):
    with pytest.raises(ValueError, match="two or more"):
        Fusion(fusion.detectors[:1], 0.0, 50, 50, "x")
    with pytest.raises(ValueError, match="different"):
        replace(fusion, detectors=(fusion.detectors[0],) * 2)
    with pytest.raises(ValueError, match="zip"):
        fuse(fusion, [1.0])
