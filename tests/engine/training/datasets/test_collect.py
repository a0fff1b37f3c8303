"""Faces of a clip that are added to a folder to train on."""

import csv

import clips
import numpy as np
import pytest
from PIL import Image

from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.errors import CancelledError, TrainingDataError
from engine.progress import CancelToken
from engine.training.datasets.collect import collect_faces
from engine.training.datasets.folders import read_folders
from engine.training.records import FORGED, PRISTINE
from engine.video.source import VideoSource


@pytest.fixture(scope="module")
def examined(tmp_path_factory, untrained_detector):
    path = clips.one_face(tmp_path_factory.mktemp("collect"))
    with VideoSource.open(path) as video:
        yield video, Analysis.of(analyze(video, untrained_detector))


@pytest.fixture
def faces(examined):
    return [(1, int(frame)) for frame in examined[1].scores[1].frames[[6, 0, 3]]]


def test_faces_are_pixels_of_the_clip_with_room_around_them(examined, faces, tmp_path):
    video, analysis = examined
    collected = collect_faces(video, analysis, faces, tmp_path / "data", FORGED)
    assert len(collected.files) == 3
    picture = np.asarray(Image.open(collected.files[0]))
    frame = video.frame(faces[0][1]).rgb()
    x0, y0, _, y1 = analysis.tracks[1].boxes[faces[0][1]]
    assert picture.shape[0] > 1.5 * min(y1 - y0, frame.shape[0] / 2)
    top, left = max(0, round(y0 - (y1 - y0) / 2)), max(0, round(x0 - (y1 - y0) / 2))
    height, width = picture.shape[:2]
    assert np.abs(picture.astype(int) - frame[top : top + height, left : left + width]).max() <= 2


def test_the_folder_can_be_trained_on_and_a_clip_stays_in_one_split(examined, faces, tmp_path):
    video, analysis = examined
    collect_faces(video, analysis, faces, tmp_path, PRISTINE)
    found = read_folders(tmp_path)
    assert not found.notes
    assert {r.label for r in found.records} == {PRISTINE}
    assert len({r.source for r in found.records}) == len({r.split for r in found.records}) == 1
    assert len(found.records) == 3


def test_more_faces_join_those_before_and_what_the_table_said_stays(examined, faces, tmp_path):
    video, analysis = examined
    sheet = tmp_path / "identities.csv"
    sheet.write_text("file,identity,method\nreal/anna.png,anna,\n")
    for some in (faces[:2], faces[1:]):
        collect_faces(video, analysis, some, tmp_path, FORGED)
    with sheet.open() as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["identity"] == "anna"
    assert len(rows) == 4
    assert len(list((tmp_path / "fake").rglob("*.png"))) == 3


def test_a_face_cannot_be_both_real_and_fake(examined, faces, tmp_path):
    video, analysis = examined
    collect_faces(video, analysis, faces[:1], tmp_path, PRISTINE)
    with pytest.raises(TrainingDataError, match="other label"):
        collect_faces(video, analysis, faces, tmp_path, FORGED)
    assert not (tmp_path / "fake").exists()


def test_stopping_adds_none_and_keeps_what_was_there(examined, faces, tmp_path):
    video, analysis = examined
    collect_faces(video, analysis, faces[1:2], tmp_path, FORGED)
    before = (tmp_path / "identities.csv").read_bytes()
    token = CancelToken()
    with pytest.raises(CancelledError):
        collect_faces(
            video, analysis, faces, tmp_path, FORGED,
            progress=lambda at: token.cancel() if at.done == 1 else None, cancel=token,
        )  # fmt: skip
    assert len(list((tmp_path / "fake").rglob("*.png"))) == 1
    assert (tmp_path / "identities.csv").read_bytes() == before
