"""`forensics fusion` on real files: fit on labelled pictures, judge a clip, keep a case."""

import csv
import json

import labelled
import numpy as np
import pytest

from engine.case.case import Case
from engine.detector.bundle.store import BundleStore
from engine.detector.calibration import Calibration
from engine.detector.classifier import LinearClassifier
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import EmbedderSpec
from engine.faces.align import Alignment


def detector(seed):
    """A small network without calibration; the seed decides its score."""
    import torch

    torch.manual_seed(seed)
    spec = EmbedderSpec("meso4", "none", 16, alignment=Alignment(256, recipe="deepfakebench"))
    coefficients = np.random.default_rng(seed).normal(size=(1, 16)) * 0.1
    return Detector(
        f"network {seed}", Embedder(EmbeddingNetwork(spec), "cpu"),
        LinearClassifier(coefficients, np.zeros(1)), Calibration.uncalibrated(), 0.0,
        Reference(np.zeros((0, 16), np.float32), np.zeros(0, np.int64), []),
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("labelled")
    with (folder / "manifest.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("path", "label", "identity", "split"))
        for number in range(32):
            path = labelled.picture(folder / f"{number}.png", number)
            split = "test" if number >= 24 else "train"
            writer.writerow((path.name, ("real", "fake")[number % 2], f"p{number}", split))
    return folder / "manifest.csv"


def test_detectors_are_fused_and_judge_a_clip(forensics, data, face_clip, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    store = BundleStore()
    names = [store.add(one.name, one.save).name for one in (detector(1), detector(2))]
    weights = tmp_path / "both.json"
    fit = forensics("fusion", "fit", data, "--bundle", names[0], "--bundle", names[1], "-o",
                    weights, "--work", tmp_path)  # fmt: skip
    assert fit.returncode == 0, fit.stderr
    assert "12 pristine and 12 forged" in fit.stdout
    assert "fusion" in fit.stdout
    case = tmp_path / "case.fcase"
    judged = forensics("fusion", "judge", face_clip, weights, "--quick", "--json", "--case", case)
    assert judged.returncode == 0, judged.stderr
    found = json.loads(judged.stdout)
    low, high = found["interval"]
    assert low <= found["log10_lr"] <= high
    assert [one["name"] for one in found["detectors"]] == ["network 1", "network 2"]
    with Case.open(case, "analyst") as kept:
        assert [one.name for one in kept.state().fusion.detectors] == ["network 1", "network 2"]
        assert [entry.detector for entry in kept.analyses()] == ["network 1", "network 2"]
    text = forensics("fusion", "judge", face_clip, weights, "--quick")
    assert "Together: " in text.stdout
    assert "log10 LR" in text.stdout


def test_one_detector_is_refused(forensics, data, tmp_path):
    done = forensics("fusion", "fit", data, "--bundle", "shipped", "-o", tmp_path / "x.json")
    assert done.returncode != 0
    assert "two or more" in done.stderr
