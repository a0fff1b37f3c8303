"""`forensics frames` and `forensics tracks`, as a user calls them."""

import csv
import io
import json
import stat
import sys

import clips
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from engine.cli import cli
from engine.errors import OutputError
from engine.video.source import VideoSource


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def test_frames_are_saved_and_listed(tmp_path):
    path = clips.ordinary(tmp_path, "b_frames.mp4")
    result = run("frames", path, "--at", "7,2s,90-91", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    saved = sorted((tmp_path / "out").iterdir())
    assert [clips.read_number(np.asarray(Image.open(p))) for p in saved] == [7, 50, 90, 91]
    assert all(p.name in result.output for p in saved)


def test_a_place_beyond_the_end_saves_nothing(tmp_path):
    path = clips.ordinary(tmp_path, "old.avi")
    result = run("frames", path, "--at", "3,900", "-o", tmp_path / "out")
    assert result.exit_code != 0
    assert "frames 0 to 99" in str(result.exception)
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def tracked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tracked")
    path = clips.one_face(folder, 40)
    result = run("tracks", path, "--csv", folder / "t.csv", "--json", folder / "t.json",
                 "--video", folder / "boxes.mp4")  # fmt: skip
    assert result.exit_code == 0, result.output
    return path, folder, result.output


def test_tracks_as_csv_and_json_agree(tracked):
    path, folder, output = tracked
    rows = list(csv.DictReader(io.StringIO((folder / "t.csv").read_text("utf-8"))))
    body = json.loads((folder / "t.json").read_text("utf-8"))
    assert [int(row["frame"]) for row in rows] == list(range(40))
    (track,) = body["tracks"]
    assert [row["frame"] for row in track["rows"]] == list(range(40))
    assert [float(row["x0"]) for row in rows] == [row["x0"] for row in track["rows"]]
    assert float(rows[0]["yaw"]) == track["rows"][0]["yaw"]
    assert "0-39" in output
    with VideoSource.open(path) as video:
        assert body["clip"]["sha256"] == video.sha256
        assert [int(row["pts"]) for row in rows] == video.index.pts.tolist()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_tables_can_be_read_by_whoever_may_read_new_files(tracked, tmp_path):
    (tmp_path / "new").touch()
    usual = stat.S_IMODE((tmp_path / "new").stat().st_mode)
    assert stat.S_IMODE((tracked[1] / "t.csv").stat().st_mode) == usual


def test_boxes_are_burnt_into_a_copy_of_the_same_length(tracked):
    path, folder, _ = tracked
    with VideoSource.open(path) as plain, VideoSource.open(folder / "boxes.mp4") as marked:
        assert len(marked) == len(plain)
        assert np.allclose(marked.times, plain.times, atol=2e-3)
        changed = np.abs(marked.frame(20).rgb().astype(int) - plain.frame(20).rgb()).max(-1) > 60
    assert 50 < changed.sum() < 0.2 * changed.size


def test_a_clip_without_faces_says_so(tmp_path):
    result = run("tracks", clips.no_face(tmp_path))
    assert result.exit_code == 0
    assert "No face was found" in result.output


def test_a_format_that_does_not_exist_leaves_nothing(tmp_path, face_clip):
    target = tmp_path / "boxes.xyz"
    result = run("tracks", face_clip, "--video", target)
    assert isinstance(result.exception, OutputError)
    assert not target.exists()
