"""The paper's rows on a small made copy of its data, from the command to the report."""

import json

import face_table
import pytest

from engine.errors import TrainingDataError
from engine.training.reproduce.rows import find_data


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    return face_table.write(tmp_path_factory.mktemp("data") / "faces", videos=24)


@pytest.fixture
def reproduce(forensics):
    def run(data, out, only):
        return forensics("reproduce", "paper", "--data-root", data, "--out", out,
                         "--only", only, "--device", "cpu")  # fmt: skip

    return run


@pytest.mark.slow
def test_rows_are_run_reported_and_resumed(reproduce, faces, tmp_path):
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


def test_what_is_there_in_small_and_what_is_absent_is_stated(faces):
    found = find_data(faces)
    assert found.small
    assert {r.origin for r in found.sets["ff++"]} == {"ffpp"}
    assert "Celeb-real" in found.absent["celeb-df"]
    assert any("single faces" in note for note in found.notes)


def test_a_folder_without_any_of_the_data_says_what_is_looked_for(reproduce, tmp_path):
    with pytest.raises(TrainingDataError, match="none of the paper's data sets") as raised:
        find_data(tmp_path)
    assert "original_sequences" in raised.value.advice
    ran = reproduce(tmp_path, tmp_path / "out", "")
    assert ran.returncode == 7
    assert "ffpp_faces.csv" in ran.stderr
