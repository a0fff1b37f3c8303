"""Fixtures of the whole suite."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

# Tests run on all cores side by side: threads of networks would only wait for each other.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["OMP_NUM_THREADS"] = "1"

import hypothesis
import numpy as np
import pytest

# An example may wait for another process; how long says nothing about the code.
hypothesis.settings.register_profile("no deadline", deadline=None)
hypothesis.settings.load_profile("no deadline")

sys.path.insert(0, str(Path(__file__).parent))


def pytest_xdist_auto_num_workers(config):
    """One more than there are cores: tests wait for other processes now and then.

    Speed is measured with nothing beside it.
    """
    benchmark = "benchmark" in config.option.markexpr.replace("not benchmark", "")
    return 0 if benchmark else (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items):
    """Long runs may take long."""
    for item in items:
        if item.get_closest_marker("slow") or item.get_closest_marker("benchmark"):
            item.add_marker(pytest.mark.timeout(3600))


@pytest.fixture(scope="session", autouse=True)
def graphs_apart(tmp_path_factory):
    """Graphs of networks made here are not left in the user's own cache."""
    from engine.embedding import graph

    folder = tmp_path_factory.mktemp("graphs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph, "cache_folder", lambda: folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def log_apart(tmp_path_factory):
    """Programs that tests run, here or in processes of their own, leave the user's log alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        if sys.platform in ("darwin", "win32"):
            from engine import log

            folder = tmp_path_factory.mktemp("log")
            patch.setattr(log, "log_folder", lambda: folder)
        yield


@pytest.fixture
def forensics(monkeypatch, capsys):
    """The command line in this process: a program of its own would import everything anew."""
    from engine.cli import main

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["forensics", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return SimpleNamespace(returncode=ended.value.code, stdout=said.out, stderr=said.err)

    return run


@pytest.fixture(scope="session")
def untrained_detector():
    """A detector with the real shapes and arbitrary weights, always the same."""
    import torch
    from kinds import line
    from sklearn.linear_model import LogisticRegression

    from engine.detector.detector import Detector
    from engine.detector.reference import Reference
    from engine.embedding.embedder import Embedder
    from engine.embedding.network import EmbeddingNetwork
    from engine.embedding.spec import EmbedderSpec

    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    points = rng.normal(size=(60, 128)).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    labels = np.arange(60) % 2
    return Detector(
        name="untrained",
        embedder=Embedder(EmbeddingNetwork(EmbedderSpec()), "cpu"),
        classifier=LogisticRegression().fit(points, labels),
        calibration=line(),
        threshold=0.0,
        reference=Reference(points, labels, ["pristine" if i == 0 else "made" for i in labels]),
    )


@pytest.fixture(scope="session")
def clip_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="session")
def face_clip(clip_folder):
    """50 frames of one moving face, 320 x 240."""
    import clips

    return clips.one_face(clip_folder)
