"""Known faces in a bundle, for a head that must not forget; and clips tagged in a case."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_analysis import made_events

from engine.case.case import Case
from engine.detector.classifier import linear_layer, score
from engine.detector.detector import Detector
from engine.detector.reference import Rehearsal, rehearsal_from_reference
from engine.errors import TrainingDataError
from engine.shipped import default_bundle
from engine.training.case_faces import labelled_clips
from engine.training.retrain.forgetting import forgotten
from engine.training.retrain.head_fit import Points, evened, fit_near, joined


def test_a_bundle_brings_its_known_faces_back(untrained_detector, tmp_path):
    known = rehearsal_from_reference(untrained_detector.reference, 7)
    replace(untrained_detector, rehearsal=known).save(tmp_path / "a")
    read = Detector.load(tmp_path / "a", "cpu").rehearsal
    assert np.allclose(read.embeddings, known.embeddings, atol=1e-3)
    assert (read.methods, read.held.tolist()) == (known.methods, known.held.tolist())
    untrained_detector.save(tmp_path / "b")
    assert Detector.load(tmp_path / "b", "cpu").rehearsal is None


def test_a_reference_is_cut_in_halves_of_each_method_by_its_seed(untrained_detector):
    first, again, other = (
        rehearsal_from_reference(untrained_detector.reference, seed) for seed in (1, 1, 2)
    )
    assert first.held.tolist() == again.held.tolist() != other.held.tolist()
    for half in (first.part(True), first.part(False)):
        assert sorted(half.methods) == ["made"] * 15 + ["pristine"] * 15


def test_one_source_in_both_halves_is_refused():
    with pytest.raises(ValueError, match="learned from and measured on"):
        Rehearsal(
            np.zeros((2, 3)), np.array([0, 1]), ["a", "b"], np.zeros(2), np.array([True, False])
        )


def test_the_shipped_bundle_carries_both_halves_with_both_classes():
    known = Detector.load(default_bundle(), "cpu").rehearsal
    assert known.part(True).both_classes
    assert known.part(False).both_classes


def test_the_same_head_forgets_nothing_and_a_turned_one_does(untrained_detector):
    known = rehearsal_from_reference(untrained_detector.reference, 7)
    assert forgotten(untrained_detector, untrained_detector, known).difference == 0
    turned = linear_layer(-untrained_detector.classifier.coef_[0], 0.0)
    lost = forgotten(untrained_detector, replace(untrained_detector, classifier=turned), known)
    assert lost.forgets
    assert lost.after < lost.before


def points(direction, count=200, seed=0):
    rng = np.random.default_rng(seed)
    found = rng.normal(size=(count, 8)).astype(np.float32)
    labels = (found @ direction > 0).astype(np.int64)
    names = np.arange(count).astype(str)
    return Points(found, labels, np.ones(count), names, names)


def test_a_head_is_held_to_the_present_one_as_strongly_as_asked():
    first, second = np.eye(8)[0], np.eye(8)[1]
    start = linear_layer(first, 0.0)

    def turn(strength):
        head = fit_near(start, points(second), strength, np.eye(8)).coef_[0]
        return abs(head @ second) / np.linalg.norm(head)

    assert turn(0.001) > 0.9
    assert turn(0.001) > turn(1.0)
    both = joined(points(first), points(second, seed=1))
    head = fit_near(start, both, 0.03, np.eye(8))
    for part in (points(first), points(second, seed=1)):
        assert (score(head, part.embeddings)[part.labels == 1] > 0).mean() > 0.6


def test_what_varies_within_kinds_counts_less():
    """Two kinds that differ a little where nothing varies, and vary much elsewhere."""
    rng = np.random.default_rng(0)
    faces = rng.normal(size=(400, 8)).astype(np.float32) * np.array([0.2, *[3.0] * 7], np.float32)
    kinds = np.arange(400) % 2
    faces[:, 0] += kinds
    mapped = faces @ evened(faces, kinds)
    apart = mapped[kinds == 1].mean(0) - mapped[kinds == 0].mean(0)
    assert abs(apart[0]) > 3 * np.abs(apart[1:]).max()
    spread = (mapped - kinds[:, None] * apart).std(0)
    assert spread[1:].max() < 8 * spread[0]


@pytest.mark.parametrize("count", [1, 5, 20])
def test_a_few_faces_say_hardly_how_they_vary(count):
    faces = np.random.default_rng(0).normal(size=(count, 8)).astype(np.float32)
    even = evened(faces, np.zeros(count))
    assert np.isfinite(even).all()
    assert np.linalg.cond(even) < 5


def test_tagged_clips_of_a_case_are_labelled_data(tmp_path):
    with Case.create(tmp_path / "spring.fcase") as case:
        with pytest.raises(TrainingDataError, match="No clip"):
            labelled_clips(case, "pristine", "forged")
        for event in made_events():
            case.add(event)
        case.tag(1, ["Forged", "urgent"])
        (found,) = labelled_clips(case, "pristine", "forged")
        assert (found.label, found.path) == (1, Path(next(iter(case.state().clips.values())).path))
        case.tag(1, ["forged", "pristine"])
        with pytest.raises(TrainingDataError, match="tagged both"):
            labelled_clips(case, "pristine", "forged")
