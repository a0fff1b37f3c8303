"""The paper's rows on a small made copy of its data, from the command to the report."""

import csv
import json
import subprocess
import sys

import clips
import numpy as np
import pytest
from PIL import Image

from engine.errors import TrainingDataError
from engine.faces.mtcnn import FaceDetector
from engine.forgery.swap import swap_face
from engine.training.reproduce.data import find_data


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    """48 'videos' in a table of faces: pristine, and one of two forgeries of each."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "ffpp_faces").mkdir()
    picture = clips.portrait()
    landmarks = FaceDetector(40, device="cpu").detect(picture[None])[0].landmarks[0]
    rng = np.random.default_rng(0)
    rows = []
    for video in range(48):
        tint = rng.uniform(0.75, 1.2, 3)
        fold = ("train", "train", "val", "test")[video % 4]
        for method in ("pristine", ("Deepfakes", "NeuralTextures")[video // 4 % 2]):
            real = method == "pristine"
            face = picture if real else swap_face(picture, landmarks, rng, 20)
            face = np.clip(face * tint + rng.normal(0, 3, face.shape), 0, 255).astype(np.uint8)
            name = f"{method}_{video:04}.png"
            Image.fromarray(face).save(folder / "ffpp_faces" / name)
            rows.append((name, "real" if real else "fake", method, video, fold))
    with (folder / "ffpp_faces.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "label", "method", "video_order", "fold"))
        writer.writerows(rows)
    return folder


def reproduce(data, out, only):
    return subprocess.run(
        [sys.executable, "-m", "engine.cli", "reproduce", "paper", "--data-root", str(data),
         "--out", str(out), "--only", only, "--device", "cpu"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_rows_are_run_reported_and_taken_up_again(faces, tmp_path):
    first = reproduce(faces, tmp_path, "triplets-semi-hard-sgd")
    assert first.returncode == 0, first.stderr
    results = {r["row"]: r for r in json.loads((tmp_path / "results.json").read_text("utf-8"))}
    sgd = results["Semi-hard triplets + SGD"]
    assert len(sgd["measured"]) == 3
    assert sgd["paper"]["auc"] == 92.9
    clip = sgd["measured"][0]["sets"]["all"]["clip"]
    assert 0 <= clip["auc"] <= 1
    page = (tmp_path / "report.html").read_text("utf-8")
    for text in ("Semi-hard triplets + SGD", "92.90", "10.07", "Table IV", "MesoNet", "44.81"):
        assert text in page
    again = reproduce(faces, tmp_path, "triplets-semi-hard-sgd")
    assert again.returncode == 0
    assert "epoch" in first.stderr
    assert "epoch" not in again.stderr
    assert again.stdout == first.stdout


def test_what_is_there_in_small_and_what_is_absent_is_said(faces):
    found = find_data(faces)
    assert found.small
    assert {r.origin for r in found.sets["ff++"]} == {"ffpp"}
    assert "Celeb-real" in found.absent["celeb-df"]
    assert any("single faces" in note for note in found.notes)


def test_a_folder_without_any_of_the_data_says_what_is_looked_for(tmp_path):
    with pytest.raises(TrainingDataError, match="none of the paper's data sets") as raised:
        find_data(tmp_path)
    assert "original_sequences" in raised.value.advice
    ran = reproduce(tmp_path, tmp_path / "out", "")
    assert ran.returncode == 7
    assert "ffpp_faces.csv" in ran.stderr
