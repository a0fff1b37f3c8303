"""Forgeries made on the spot of pristine training faces."""

from dataclasses import replace

import numpy as np
import pytest
from made_crops import made_crops

from engine.embedding.network import EmbeddingNetwork, to_batch
from engine.errors import TrainingDataError, TrainingError
from engine.faces.align import Alignment
from engine.training import train as train_module
from engine.training.batch_sampler import Batches
from engine.training.config import Experiment, LearningConfig, ModelConfig
from engine.training.estimators.learners import PictureLearner
from engine.training.estimators.make import make_estimator
from engine.training.loop import Run
from engine.training.on_the_fly import WithForgeries
from engine.training.records import FORGED, PRISTINE
from engine.training.samples import face_samples, window_samples

SEEN = Alignment(size=77)


@pytest.fixture(scope="module")
def samples():
    return face_samples(made_crops(people=8, size=96))


@pytest.fixture(scope="module")
def both(samples):
    return WithForgeries(samples)


def test_recorded_faces_stay_as_they_are(samples, both):
    rows = np.arange(len(samples))
    seen = both.pictures(rows, SEEN, np.random.default_rng(0), "none")
    assert np.array_equal(seen, samples.pictures(rows, SEEN))


def test_each_pristine_face_has_a_forgery_that_differs_in_the_face_only(samples, both):
    assert [samples.labels[row] for row in both.originals] == [PRISTINE] * 8
    made = np.arange(len(samples), len(samples) + 8)
    assert np.all(both.labels[made] == FORGED)
    stored = samples.crops.alignment
    for round_ in range(12):
        rng = np.random.default_rng(round_)
        forged = both.pictures(made, stored, rng, "none").astype(int)
        original = samples.pictures(both.originals, stored).astype(int)
        change = np.abs(forged - original).max(axis=3)
        assert np.all(change.max(axis=(1, 2)) > 2)
        assert np.all(change[:, :5, :5] == 0)
        assert np.all(change[:, -5:, -5:] == 0)


def test_forgeries_are_drawn_again_and_repeatable(samples, both):
    made = np.full(6, len(samples))
    first, again, other = (
        both.pictures(made, SEEN, np.random.default_rng(seed), "none") for seed in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert len(np.unique(first.reshape(6, -1), axis=0)) > 3


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_a_made_forgery_is_paired_with_its_own_original(samples, both, share):
    records, count = samples.records, len(samples)
    batches = Batches(records, 4, originals=both.originals, made=share)
    made = recorded = 0
    for batch in batches.epoch(np.random.default_rng(0)):
        for pristine, forged in zip(batch[:2].tolist(), batch[2:].tolist(), strict=True):
            if forged >= count:
                assert pristine == both.originals[forged - count]
                made += 1
            else:
                assert records[pristine].source == records[forged].source
                recorded += 1
    assert (recorded, made) == (8, 8 * share)


def test_without_recorded_forgeries_all_are_made(samples):
    pristine = samples.only(lambda r: r.label == PRISTINE)
    made = WithForgeries(pristine)
    batches = Batches(pristine.records, 4, originals=made.originals, made=0.5)
    assert np.concatenate(batches.epoch(np.random.default_rng(0))).tolist().count(0) <= 1
    assert len(batches.epoch(np.random.default_rng(0))) == 2


def test_small_data_sets_have_an_equal_part_in_what_is_made(samples):
    records = [replace(r, origin="large") for r in samples.records]
    records += [replace(r, origin="small") for r in records[:4] if r.label == PRISTINE]
    originals = np.array([i for i, r in enumerate(records) if r.label == PRISTINE], np.int64)
    batches = Batches(records, 4, originals=originals, made=0.5)
    rows = np.concatenate(batches.epoch(np.random.default_rng(0)))
    made = [records[originals[row - len(records)]].origin for row in rows if row >= len(records)]
    assert sorted(made) == ["large", "large", "small", "small"]


def test_partners_can_be_augmented_alike(samples):
    for alike in (True, False):
        experiment = Experiment(
            model=ModelConfig(size=64), learning=LearningConfig(alike=alike, made=0.5, hide=0.5)
        )
        network = EmbeddingNetwork(experiment.spec)
        learner = PictureLearner(network, samples, samples, experiment, False, "")
        rows = np.array([0, 2, 4, 0, 2, 4])
        batch, labels = learner.load(rows, np.random.default_rng(0))
        assert labels.tolist() == [0] * 6
        assert bool((batch[:3] == batch[3:]).all()) == alike


def test_pictures_grow_from_epoch_to_epoch(samples):
    learning = LearningConfig(sizes=[32, 48], epochs=4)
    experiment = Experiment(model=ModelConfig(size=64, drop_path=0.2), learning=learning)
    network = EmbeddingNetwork(experiment.spec, experiment.model.drop_path)
    learner = PictureLearner(network, samples, samples, experiment, False, "")
    sides = []
    for epoch in range(4):
        rows = learner.epoch(epoch, np.random.default_rng(0))[0]
        pictures, _ = learner.load(rows, np.random.default_rng(0))
        sides.append(pictures.shape[1])
        batch = to_batch(pictures, network.spec)
        assert learner.module(batch)[1].shape == (len(rows),)
    assert sides == [32, 48, 64, 64]


def test_pristine_sets_take_part_where_forgeries_are_made_of_them(samples, tmp_path, monkeypatch):
    crops = samples.crops
    portraits = [replace(r, origin="portraits") for r in crops.records if r.label == PRISTINE]
    rows = crops.rows(lambda r: r.label == PRISTINE)
    joined = replace(
        crops,
        index=np.concatenate([crops.index, crops.index[rows]]),
        records=crops.records + portraits,
        facts=np.concatenate([crops.facts, crops.facts[rows]]),
    )
    seen = []

    class Watched:
        def __init__(self, experiment):
            self.experiment = experiment

        def samples(self, crops):
            return face_samples(crops)

        def fit(self, train, val, run):
            seen.append((train, val))
            raise InterruptedError

    monkeypatch.setattr(train_module, "make_estimator", Watched)
    for made in (0.0, 0.5):
        with pytest.raises(InterruptedError):
            train_module.fit_detector(
                joined, Experiment(learning=LearningConfig(made=made)), Run(tmp_path)
            )
    origins = [{r.origin for r in train.records} for train, _ in seen]
    assert origins == [{"made"}, {"made", "portraits"}]
    assert all({r.origin for r in val.records} == {"made"} for _, val in seen)


def test_models_that_cannot_learn_from_them_say_so(samples, tmp_path):
    with pytest.raises(TrainingDataError, match="single faces"):
        WithForgeries(window_samples(samples.crops, 4, True))
    frozen = Experiment(
        model=ModelConfig(architecture="mobilenetv3_small_050", weights="none", trunk="frozen"),
        learning=LearningConfig(made=0.5),
    )
    with pytest.raises(TrainingError, match="frozen"):
        make_estimator(frozen).fit(samples, samples, Run(tmp_path))
