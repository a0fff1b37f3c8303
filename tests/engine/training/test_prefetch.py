"""Batches prepared ahead: in their order, the same ones, whoever prepares them."""

import os
import sys
from functools import partial

import numpy as np
import pytest
import torch
from made_crops import made_crops

from engine.embedding.network import EmbeddingNetwork
from engine.training.config import Experiment, LearningConfig, ModelConfig
from engine.training.estimators.learners import PictureLearner
from engine.training.events import StepDone
from engine.training.loop import Run, learn
from engine.training.prefetch import prefetch_jobs
from engine.training.samples import face_samples

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread prepares")


def drawn(seed):
    return os.getpid(), torch.from_numpy(np.random.default_rng(seed).random(5))


@pytest.mark.parametrize("processes", [1, pytest.param(3, marks=ON_LINUX)])
def test_results_come_in_the_order_of_the_jobs(processes):
    found = list(prefetch_jobs([partial(drawn, seed) for seed in range(20)], processes))
    for seed, (_, numbers) in enumerate(found):
        assert numbers.tolist() == np.random.default_rng(seed).random(5).tolist()
    workers = {pid for pid, _ in found}
    assert len(workers) == processes
    assert (os.getpid() in workers) == (processes == 1)


def failing(number):
    if number == 3:
        raise ValueError("the third is damaged")
    return number


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=ON_LINUX)])
def test_a_job_that_fails_says_why(processes):
    results = prefetch_jobs([partial(failing, number) for number in range(6)], processes)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="the third is damaged"):
        next(results)


@ON_LINUX
@pytest.mark.slow
def test_a_training_has_the_same_losses_whoever_prepares_its_batches(tmp_path):
    samples = face_samples(made_crops(people=6))
    learning = LearningConfig(epochs=1, batch=6, augment="worn", alike=True, hide=0.5)
    model = ModelConfig(architecture="meso4", size=64)
    experiment = Experiment(model=model, learning=learning)
    curves, losses = [], []
    for loaders in (1, 2):
        torch.manual_seed(0)
        network = EmbeddingNetwork(experiment.spec)
        learner = PictureLearner(network, samples, samples, experiment, True, "", loaders)
        heard = []
        run = Run(tmp_path / str(loaders), "cpu", listen=heard.append, loaders=loaders)
        curves.append(learn(learner, learning, 7, {}, run))
        losses.append([event.loss for event in heard if isinstance(event, StepDone)])
    assert len(losses[0]) > 1
    assert losses[0] == pytest.approx(losses[1], rel=1e-5)
    assert curves[0][0]["auc"] == pytest.approx(curves[1][0]["auc"])
