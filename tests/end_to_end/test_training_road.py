"""From folders of clips and pictures to a bundle that judges a clip: training for real, small."""

import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.detector.detector import Detector
from engine.forgery.sample import animate
from engine.forgery.swap import swap_face
from engine.video.encode import write_clip
from engine.video.source import VideoSource


@pytest.fixture(scope="module")
def labelled(tmp_path_factory, portrait_faces):
    """16 'people' (one portrait in different light), real and swapped; one is a clip."""
    folder = tmp_path_factory.mktemp("labelled")
    picture, landmarks = portrait_faces
    rng = np.random.default_rng(0)
    for person in range(16):
        tint = rng.uniform(0.75, 1.2, 3)
        for label in ("real", "fake"):
            home = folder / label / f"person{person}"
            home.mkdir(parents=True)
            for shot in range(2):
                face = picture if label == "real" else swap_face(picture, landmarks, rng, 20)
                face = np.clip(face * tint + rng.normal(0, 3, face.shape), 0, 255)
                Image.fromarray(face.astype(np.uint8)).save(home / f"{shot}.png")
    clip = folder / "real" / "person0" / "clip.mp4"
    write_clip(clip, animate(picture, (240, 240), 12), 25)
    return folder


@pytest.fixture(scope="module")
def portrait_faces():
    import clips

    from engine.faces.finder import faces_on
    from engine.video.frame import Frame

    picture = clips.portrait()
    return picture, faces_on(Frame.of_still(picture)).landmarks[0]


@pytest.fixture
def train(forensics):
    """Train on a folder, on small pictures."""

    def run(folder, output, *options):
        small = ("--set", "learning.batch=8", "--set", "model.size=96", "--device", "cpu")
        return forensics("train", folder, "-o", output, "--config", "single", *small, *options)

    return run


@pytest.mark.slow
def test_train_evaluate_and_use(forensics, train, labelled, tmp_path, face_clip):
    bundle = tmp_path / "own.bundle"
    options = ("--set", "learning.epochs=2", "--set", "classifier.kind=random_forest",
               "--work", str(tmp_path / "work"))  # fmt: skip
    ran = train(labelled, bundle, *options)
    assert ran.returncode == 0, ran.stderr
    epochs = [json.loads(line) for line in ran.stderr.splitlines() if line.startswith("{")]
    assert [e["epoch"] for e in epochs] == [1, 2]
    detector = Detector.load(bundle, "cpu")
    figures = detector.card["measured"]["sets"]["all"]["frame"]
    assert detector.card["measured"]["split"] == "test"
    (curve,) = detector.card["learning_curves"].values()
    assert [point["epoch"] for point in curve] == list(range(1, len(curve) + 1))
    evaluated = forensics("evaluate", bundle, labelled, "--json", "--work", tmp_path / "crops")
    again = json.loads(evaluated.stdout)["sets"]["all"]["frame"]
    assert again["pristine"] == figures["pristine"]
    assert again["auc"] == pytest.approx(figures["auc"], abs=0.1)
    with VideoSource.open(face_clip) as video:
        analysis = Analysis.of(analyze(video, detector))
    assert analysis.verdict is not None
    assert analysis.detector.digest == detector.digest
    # The same once more takes up the checkpoint of its last epoch.
    again = train(labelled, tmp_path / "again.bundle", *options)
    assert again.returncode == 0, again.stderr
    assert '"epoch"' not in again.stderr
    first, second = (tmp_path / n / "weights.safetensors" for n in ("own.bundle", "again.bundle"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.slow
def test_two_processes_write_one_bundle(labelled, tmp_path):
    bundle = tmp_path / "two.bundle"
    ran = subprocess.run(
        [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node=2",
         "--rdzv-backend=c10d", "--rdzv-endpoint=localhost:0", "-m", "engine.cli", "train",
         str(labelled), "-o", str(bundle), "--config", "single",
         "--set", "learning.batch=8", "--set", "learning.epochs=1", "--device", "cpu"],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("Wrote") == 1
    assert Detector.load(bundle, "cpu").card["measured"]["split"] == "test"
