"""A detector carried to a source whose colours differ; and one that cannot be helped."""

from dataclasses import replace

import numpy as np
import pytest
from made_crops import made_crops

from engine.detector.detector import Detector
from engine.errors import TrainingDataError, TrainingError
from engine.training.adapt import adapt
from engine.training.estimators.make import make_estimator
from engine.training.experiments import make_experiment
from engine.training.loop import Run
from engine.training.train import as_detector

LEARNING = {"epochs": 10, "batch": 8, "augment": "none", "average": 0.0, "learning_rate": 2e-3}


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    crops = made_crops(people=32, size=32)
    experiment = make_experiment({"model": {"size": 32}, "learning": LEARNING})
    estimator = make_estimator(experiment)
    train, val = (
        estimator.samples(crops.only(lambda r, s=s: r.split == s)) for s in ("train", "val")
    )
    estimator.fit(train, val, Run(tmp_path_factory.mktemp("run"), "cpu"))
    return as_detector(estimator, train, val)


def new_source(people, seed, change):
    """Other people, every picture changed alike; a third of them for measuring."""
    crops = made_crops(people=people, seed=seed, size=32)
    records = [
        replace(r, identity=f"{seed}{r.identity}", origin=f"source{seed}") for r in crops.records
    ]
    return replace(crops, store=change(crops.store.astype(float)), records=records)


def darker(pictures):
    return np.clip(pictures * 0.35 + 10, 0, 255).astype(np.uint8)


@pytest.mark.slow
def test_faces_of_a_darker_source_are_distinguished_better_afterwards(trained, tmp_path):
    unlabelled, labelled = new_source(60, 1, darker), new_source(80, 2, darker)
    found = adapt(trained, unlabelled, labelled)
    old, new = (m["sets"]["all"]["clip"]["auc"] for m in (found.before, found.after))
    assert found.way != "none"
    assert new > old
    found.detector.save(tmp_path / "adapted")
    read = Detector.load(tmp_path / "adapted", "cpu")
    pictures = np.stack([labelled.picture(i) for i in range(8)])[:, 3:35, 3:35]
    expected = found.detector.score(found.detector.embed(pictures))
    assert np.allclose(read.score(read.embed(pictures)), expected, atol=0.2)
    # The new source is what it now knows.
    assert (read.out_of_distribution_distance(read.embed(pictures)) < 1).mean() > 0.7


@pytest.mark.slow
def test_labels_of_the_unlabelled_part_do_not_matter(trained):
    unlabelled, labelled = new_source(60, 1, darker), new_source(80, 2, darker)
    flipped = replace(
        unlabelled, records=[replace(r, label=1 - r.label) for r in unlabelled.records]
    )
    one, two = adapt(trained, unlabelled, labelled), adapt(trained, flipped, labelled)
    assert one.way == two.way
    assert one.after == two.after


@pytest.mark.slow
def test_it_is_refused_where_nothing_gets_better(trained):
    def hopeless(pictures):
        return np.random.default_rng(0).integers(0, 255, pictures.shape, dtype=np.uint8)

    with pytest.raises(TrainingError, match=r"no better|measures the AUC went"):
        adapt(trained, new_source(60, 3, hopeless), new_source(80, 4, hopeless))


def test_people_in_both_parts_and_too_few_faces_are_refused(trained):
    crops = new_source(60, 5, darker)
    with pytest.raises(TrainingDataError, match=r"60 people are in the unlabelled and in"):
        adapt(trained, crops, crops)
    with pytest.raises(TrainingDataError, match="at least 100"):
        adapt(trained, new_source(8, 6, darker), new_source(40, 7, darker))
