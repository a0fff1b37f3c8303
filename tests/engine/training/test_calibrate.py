"""Calibration of a detector on labelled clips."""

import csv

import labelled
import numpy as np
import pytest

from engine.detector.bundle.import_validation import validate_bundle
from engine.detector.calibration import Calibration
from engine.detector.classifier import LinearClassifier
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import EmbedderSpec
from engine.errors import TrainingDataError, TrainingError
from engine.faces.align import Alignment
from engine.training.calibrate import LEAST_CLIPS, calibrate_detector

PEOPLE = 30


@pytest.fixture(scope="module")
def detector():
    """A small network without calibration, whose score follows the colour of a face."""
    import torch

    torch.manual_seed(0)
    spec = EmbedderSpec("meso4", "none", 16, alignment=Alignment(256, recipe="deepfakebench"))
    # The sign gives the forged pictures of `write_data` the higher scores.
    coefficients = np.random.default_rng(0).normal(size=(1, 16)) * -0.1
    return Detector(
        "published",
        Embedder(EmbeddingNetwork(spec), "cpu"),
        LinearClassifier(coefficients, np.zeros(1)),
        Calibration.uncalibrated(),
        0.0,
        Reference(np.zeros((0, 16), np.float32), np.zeros(0, np.int64), []),
        {"name": "published", "licence": "CC BY-NC 4.0"},
        exact=True,
    )


def write_data(folder, people=PEOPLE, kinds=("face_swap",)):
    """Pristine and forged pictures of so many people each, with a manifest."""
    rows = []
    for number in range(2 * people):
        forged = number % 2
        path = labelled.picture(folder / f"{number}.png", number)
        split = "test" if number >= 2 * people - 8 else "train"
        rows.append({
            "path": path.name, "label": ("pristine", "forged")[forged], "identity": f"p{number}",
            "split": split, "kind": kinds[(number // 2) % len(kinds)] if forged else "",
        })  # fmt: skip
    with (folder / "manifest.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return folder / "manifest.csv"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_data(tmp_path_factory.mktemp("labelled"))


@pytest.fixture(scope="module")
def calibrated(detector, data, tmp_path_factory):
    return calibrate_detector(detector, data, tmp_path_factory.mktemp("crops"))


def test_scores_stay_and_ratios_follow_them(detector, calibrated):
    points = np.random.default_rng(1).normal(size=(20, 16)).astype(np.float32)
    before, after = detector.score(points), calibrated.score(points)
    assert np.array_equal(before[:, 0], after[:, 0])
    assert calibrated.calibration.fitted
    assert calibrated.calibration.keys == ("face_swap",)
    llr = calibrated.calibration.by_kind(after)[:, 0]
    assert calibrated.calibration.kinds[0].slope > 0
    assert (np.diff(llr[np.argsort(after[:, 0])]) >= -1e-9).all()


def test_the_number_of_clips_bounds_the_ratios(calibrated):
    part = calibrated.calibration.kinds[0]
    assert part.pristine <= PEOPLE
    assert 10**part.bound <= min(part.pristine, part.forged) + 1e-6


def test_the_test_split_measures_and_the_card_keeps_the_licence(calibrated):
    card = calibrated.card
    assert card["measured"]["split"] == "test"
    assert card["licence"] == "CC BY-NC 4.0"
    assert "Calibrated on" in card["method"]


def test_it_is_a_bundle_with_a_reference(calibrated, tmp_path):
    calibrated.save(tmp_path / "calibrated.bundle")
    validate_bundle(tmp_path / "calibrated.bundle")
    again = Detector.load(tmp_path / "calibrated.bundle", "cpu")
    assert set(again.reference.labels) == {0, 1}
    assert again.calibration == calibrated.calibration
    assert again.exact


def test_kinds_with_enough_clips_are_calibrated_apart(detector, tmp_path):
    data = write_data(tmp_path, 2 * LEAST_CLIPS + 8, ("face_swap", "generated"))
    made = calibrate_detector(detector, data, tmp_path / "crops")
    assert set(made.calibration.keys) == {"face_swap", "generated"}
    scores = made.score(np.ones((1, 16), np.float32))
    assert scores.shape == (1, 2)
    assert scores[0, 0] == scores[0, 1]


def test_too_few_clips_are_refused(detector, tmp_path):
    data = write_data(tmp_path, 8)
    with pytest.raises(TrainingDataError, match=f"{LEAST_CLIPS} of each"):
        calibrate_detector(detector, data, tmp_path / "crops")


def test_a_detector_that_scores_forged_clips_lower_is_refused(detector, data, tmp_path):
    from dataclasses import replace

    linear = detector.classifier
    swapped = replace(detector, classifier=LinearClassifier(-linear.coef_, -linear.intercept_))
    with pytest.raises(TrainingDataError, match="no higher scores"):
        calibrate_detector(swapped, data, tmp_path)


def test_a_detector_with_several_scores_is_refused(detector, data, tmp_path):
    from dataclasses import replace

    several = replace(detector, classifier=LinearClassifier(np.zeros((2, 16)), np.zeros(2)))
    with pytest.raises(TrainingError, match="single score"):
        calibrate_detector(several, data, tmp_path)


def test_the_command_line_calibrates(forensics, detector, data, tmp_path):
    detector.save(tmp_path / "plain.bundle")
    done = forensics("bundle", "calibrate", tmp_path / "plain.bundle", data, "-o",
                     tmp_path / "made.bundle", "--work", tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert Detector.load(tmp_path / "made.bundle", "cpu").calibration.fitted
