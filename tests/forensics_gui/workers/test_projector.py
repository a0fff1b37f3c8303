"""The process that computes embedding plots."""

import os
import sys
import threading
import time

import numpy as np
import pytest

from engine.detector.reference import Reference
from engine.errors import CancelledError, EngineError
from forensics_gui.workers.projector import Projector


@pytest.fixture
def points():
    rng = np.random.default_rng(0)
    made = rng.normal(size=(40, 16)).astype(np.float32)
    labels = np.arange(40) % 2
    return made[:10], Reference(made, labels, ["made"] * 40)


def test_it_answers_again_and_again(points):
    projector = Projector()
    try:
        for _ in range(2):
            found = projector.project(*points, "pca")
            assert found.points.shape == (10, 2)
            assert found.reference.shape == (40, 2)
    finally:
        projector.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no niceness")
def test_it_has_what_the_window_leaves(points):
    projector = Projector()
    try:
        projector.project(*points, "pca")
        process = projector.process.pid
        assert os.getpriority(os.PRIO_PROCESS, process) >= min(19, os.nice(0) + 15)
    finally:
        projector.close()


@pytest.mark.parametrize("wait", [0, 0.002, 0.01, 0.05, 0.3])
def test_closing_ends_it_at_once(points, wait):
    projector = Projector()
    outcome = []

    def ask():
        try:
            projector.project(*points, "umap")
        except CancelledError as error:
            outcome.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(wait)
    projector.close()
    asking.join(5)
    assert not asking.is_alive()
    assert outcome
    with pytest.raises(CancelledError):
        projector.project(*points, "pca")


def test_a_new_process_follows_one_that_died(points):
    projector = Projector()
    try:
        projector.project(*points, "pca")
        projector.process.kill()
        projector.process.join()
        with pytest.raises(EngineError, match="could not be computed"):
            projector.project(*points, "pca")
        assert projector.project(*points, "pca").points.shape == (10, 2)
    finally:
        projector.close()


def test_what_goes_wrong_there_is_raised_here(points):
    projector = Projector()
    try:
        with pytest.raises((EngineError, KeyError, ValueError)):
            projector.project(*points, "no such method")
    finally:
        projector.close()
