"""Fine-tuning that is killed at any moment: the same losses in the end, and no broken bundle."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.detector.detector import Detector
from engine.errors import BundleError

#: Each process imports the networks' packages anew, which a busy machine takes its time for.
pytestmark = pytest.mark.timeout(900)

#: A small detector, learned further on small crops; argument: the folder of the run.
RUN = """
import json, sys
from dataclasses import replace
from pathlib import Path
import numpy as np
import torch
from kinds import line
from made_crops import made_crops
from engine.detector.classifier import linear_layer
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.training.experiments import make_experiment
from engine.training.loop import Run
from engine.training.retrain.fine_tune import fine_tune

torch.manual_seed(0)
torch.set_num_threads(1)
learning = {"batch": 8, "average": 0.0, "augment": "none", "precision": "fp32"}
experiment = make_experiment({"model": {"size": 32}, "learning": learning})
points = np.random.default_rng(0).normal(size=(8, 128)).astype(np.float32)
detector = Detector(
    "small", Embedder(EmbeddingNetwork(experiment.spec), "cpu"), linear_layer(points[0], 0.0),
    line(), 0.0,
    Reference(points, np.arange(8) % 2, ["a", "b"] * 4), {"experiment": experiment.to_json()},
    "digest",
)
home = Path(sys.argv[1])
run = Run(home / "state", "cpu", checkpoint_seconds=0.0)
learned = fine_tune(detector, made_crops(people=12, size=32), 7, ("learning.epochs=2",), run)
learned.detector.save(home / "new.bundle")
(home / "curves.json").write_text(json.dumps(learned.facts["learning_curves"]))
"""


def start(home):
    home.mkdir(exist_ok=True)
    root = Path(__file__).parents[4]
    paths = os.pathsep.join([str(root), str(root / "tests")])
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(home)], env={**os.environ, "PYTHONPATH": paths}
    )


def loadable(home):
    """Whether each bundle that is there loads; one with a part missing may not."""
    for folder in home.glob("**/*.bundle*"):
        try:
            assert Detector.load(folder, "cpu").name
        except BundleError:
            assert folder.name.startswith("."), folder


def killed_and_resumed(home, kills, seconds, seed):
    """Run to the end, killed so often at random moments within so many seconds."""
    rng = random.Random(seed)
    for _ in range(kills):
        process = start(home)
        time.sleep(rng.uniform(0.1, 1.0) * seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        loadable(home)
    assert start(home).wait() == 0
    loadable(home)
    return json.loads((home / "curves.json").read_text())


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The curves of a run that was not killed, and the seconds that it took."""
    home = tmp_path_factory.mktemp("whole")
    began = time.monotonic()
    assert start(home).wait() == 0
    return json.loads((home / "curves.json").read_text()), time.monotonic() - began


@pytest.mark.slow
def test_killed_at_twenty_random_moments_it_ends_with_the_same_losses(whole, tmp_path):
    curves, seconds = whole
    assert killed_and_resumed(tmp_path / "killed", 20, seconds, seed=20) == curves
    assert Detector.load(tmp_path / "killed" / "new.bundle", "cpu").digest
