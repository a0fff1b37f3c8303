"""Faces unlike all that a detector was trained on."""

from dataclasses import replace

import numpy as np
import pytest
from made_crops import made_crops
from sklearn.metrics import roc_auc_score

from engine.detector.detector import Detector
from engine.detector.out_of_distribution import (
    LEAST_FACES,
    OutOfDistribution,
    fit_out_of_distribution,
)
from engine.shipped import default_bundle
from engine.training.evaluation import score_crops
from engine.training.samples import face_samples
from engine.training.scoring import learn_novelty

RNG = np.random.default_rng(1)
#: Two classes far apart, both long in one direction and narrow in another.
SPREAD = np.array([3.0, 0.3, 1.0])
CENTRES = np.array([[0.0, 0, 0], [20.0, 5, 0]])


def drawn(count, centre=0):
    return (RNG.normal(size=(count, 3)) * SPREAD + CENTRES[centre]).astype(np.float32)


@pytest.fixture(scope="module")
def fitted():
    train = np.concatenate([drawn(2000), drawn(2000, 1)])
    return fit_out_of_distribution(train, ["a"] * 2000 + ["b"] * 2000, drawn(4000))


def test_one_in_a_hundred_faces_of_the_same_kind_is_unfamiliar(fitted):
    for centre in (0, 1):
        assert (fitted.of(drawn(5000, centre)) > 1).mean() == pytest.approx(0.01, abs=0.006)


def test_distance_is_measured_in_the_spread_of_the_classes(fitted):
    long, narrow = fitted.of(np.array([[3, 0, 0], [0, 3, 0]], np.float32))
    assert long < 0.2
    assert narrow > 5
    # Between the classes lies nothing, though it is near the mean of all.
    assert fitted.of(np.array([[10, 2.5, 0]], np.float32))[0] > 1
    # One standard deviation: squared distance 1, in units of the 99 % point of chi2(3).
    assert long == pytest.approx(1 / 11.34, rel=0.2)


def test_classes_of_few_faces_share_a_mean():
    train = np.concatenate([drawn(200), drawn(LEAST_FACES - 1, 1), drawn(2, 1)])
    names = ["a"] * 200 + ["b"] * (LEAST_FACES - 1) + ["c"] * 2
    assert len(fit_out_of_distribution(train, names, drawn(50)).means) == 2


def test_what_is_packed_is_unpacked(fitted):
    read = OutOfDistribution.unpack(fitted.pack())
    points = drawn(20)
    assert np.array_equal(read.of(points), fitted.of(points))
    assert read.whitening.dtype == read.means.dtype == np.float32


@pytest.mark.parametrize(
    "change",
    [{"threshold": 0.0}, {"threshold": float("nan")}, {"whitening": np.eye(2, dtype=np.float32)}],
)
def test_parts_that_do_not_fit_are_refused(fitted, change):
    with pytest.raises(ValueError, match=r"threshold|fit together"):
        replace(fitted, **change)


@pytest.fixture(scope="module")
def crops():
    return made_crops(people=60)


@pytest.fixture(scope="module")
def knowing(untrained_detector, crops):
    """A detector that knows the made crops."""
    train, val = (face_samples(crops.only(lambda r, s=s: r.split == s)) for s in ("train", "val"))
    classes = [r.method for r in train.records]
    novelty = learn_novelty(untrained_detector.embedder, train, classes, val, 0)
    return replace(untrained_detector, out_of_distribution=novelty)


def test_noise_is_distinguished_from_real_faces_and_these_from_each_other_are_not():
    """Faces are the validation faces whose embeddings come with the shipped detector."""
    detector = Detector.load(default_bundle(), "cpu")
    reference = detector.reference
    order = np.random.default_rng(0).permutation(len(reference.labels))
    train, val, test = np.split(order, [len(order) // 2, 3 * len(order) // 4])
    faces = reference.embeddings
    novelty = fit_out_of_distribution(
        faces[train], [reference.methods[i] for i in train], faces[val]
    )
    side = detector.alignment.side
    noise = np.random.default_rng(5).integers(0, 256, (30, side, side, 3), dtype=np.uint8)
    made = novelty.of(detector.embed(noise))
    own = novelty.of(faces[test])
    labels = np.repeat([0, 1], [len(own), len(made)])
    assert roc_auc_score(labels, np.concatenate([own, made])) > 0.99
    assert (made > 1).all()
    assert (own > 1).mean() < 0.05


def test_more_faces_than_are_needed_are_drawn_from(untrained_detector, crops, monkeypatch):
    monkeypatch.setattr("engine.training.scoring.MOST_FACES", 12)
    samples = face_samples(crops)
    names = ["one"] * len(samples)
    a, b, c = (
        learn_novelty(untrained_detector.embedder, samples, names, samples, seed)
        for seed in (0, 0, 1)
    )
    assert np.array_equal(a.means, b.means)
    assert not np.array_equal(a.means, c.means)


def test_a_detector_that_does_not_know_says_so(untrained_detector):
    assert np.isnan(
        untrained_detector.out_of_distribution_distance(np.zeros((3, 128), np.float32))
    ).all()


def test_a_bundle_keeps_it(knowing, tmp_path):
    knowing.save(tmp_path / "a.bundle")
    points = np.random.default_rng(0).normal(size=(5, 128)).astype(np.float32)
    read = Detector.load(tmp_path / "a.bundle", "cpu")
    assert np.array_equal(
        read.out_of_distribution_distance(points), knowing.out_of_distribution_distance(points)
    )


def test_an_evaluation_has_it_of_faces_and_of_clips(knowing, untrained_detector, crops):
    scored = score_crops(knowing, crops, "test")
    assert scored.novelty.shape == (30,)
    assert (scored.novelty > 1).mean() < 0.3
    assert score_crops(untrained_detector, crops, "test").novelty is None
    records = [replace(r, clip="one") for r in scored.records[:3]]
    one = replace(scored.take(np.arange(3)), records=records, novelty=np.array([0.1, 3.0, 0.7]))
    assert one.clips().novelty.tolist() == pytest.approx([0.7])
