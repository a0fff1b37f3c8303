"""Faces against their surroundings: on faces whose middle went through other steps."""

import json

import cv2
import numpy as np
import pytest
from made_analysis import made_events
from reports import text_of

from engine.analysis.events import SurroundingsCompared
from engine.analysis.result import Analysis
from engine.case.case import Case
from engine.errors import CancelledError, TrainingDataError
from engine.faces.track import FaceTrack
from engine.progress import CancelToken
from engine.report.json_report import to_json
from engine.report.pdf import write_pdf
from engine.surroundings.examine import examine_surroundings
from engine.surroundings.findings import SurroundingsFindings
from engine.surroundings.measure import measure_surroundings
from engine.surroundings.reference import shipped_reference
from engine.surroundings.statistics import (
    CROP,
    STATISTICS,
    face_crop,
    measure_crop,
    noise_map,
)
from engine.video.encode import write_clip
from engine.video.source import VideoSource

FRAMES = 6


def scene(width, height, seed=0):
    """Soft shapes with an even noise, uint8 (H, W, 3)."""
    rng = np.random.default_rng(seed)
    coarse = rng.uniform(60, 200, (9, 9, 3)).astype(np.float32)
    picture = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(picture + rng.normal(0, 4, picture.shape), 0, 255).astype(np.uint8)


def with_middle(picture, change, box=None):
    """Change the ellipse in the middle of a box."""
    x0, y0, x1, y1 = box or (0, 0, picture.shape[1], picture.shape[0])
    mask = np.zeros(picture.shape[:2], np.uint8)
    axes = (int(0.27 * (x1 - x0)), int(0.27 * (y1 - y0)))
    cv2.ellipse(mask, ((x0 + x1) // 2, (y0 + y1) // 2), axes, 0, 0, 360, 1, -1)
    return np.where(mask[..., None] == 1, change(picture), picture)


def jpeg(picture, quality=60):
    return cv2.imdecode(cv2.imencode(".jpg", picture, [1, quality])[1], cv2.IMREAD_COLOR)


def blurred(picture):
    return cv2.GaussianBlur(picture, (0, 0), 1.5)


def told(picture):
    return dict(zip(STATISTICS, measure_crop(picture), strict=True))


def test_each_statistic_shows_its_change():
    plain = scene(CROP, CROP)
    before = told(plain)
    assert abs(before["noise"]) < 0.2
    assert abs(before["sharpness"]) < 0.3
    soft = told(with_middle(plain, blurred))
    assert soft["noise"] < before["noise"] - 1
    assert soft["sharpness"] < before["sharpness"] - 1
    assert told(with_middle(plain, jpeg))["ghost"] > before["ghost"] + 0.05
    grey = told(with_middle(plain, lambda p: np.repeat(p[..., :1], 3, 2)))
    assert grey["colour"] < before["colour"] - 1


def test_dark_small_and_cut_faces_are_not_measured():
    assert np.isnan(measure_crop(np.zeros((CROP, CROP, 3), np.uint8))).all()
    picture = scene(200, 200)
    assert face_crop(picture, np.array([20, 20, 180, 180])).shape == (CROP, CROP, 3)
    assert face_crop(picture, np.array([20, 20, 100, 100])) is None
    assert face_crop(picture, np.array([-40, 20, 120, 180])) is None
    assert face_crop(picture, np.array([50, 50, 50, 50])) is None


def test_the_map_is_brighter_where_there_is_more_noise():
    plain = scene(128, 128)
    shown = noise_map(with_middle(plain, blurred)).sum(2)
    assert shown[64, 64] < np.median(shown)
    assert noise_map(plain[:5, :5]).shape == (5, 5, 3)


def track(number, box, frames=FRAMES):
    rows = np.arange(frames)
    boxes = np.tile(np.array(box, np.float32), (frames, 1))
    marks = np.zeros((frames, 5, 2), np.float32)
    ones = np.ones(frames, np.float32)
    return FaceTrack(number, rows, rows / 25, boxes, marks, ones, ones > 0)


SOFT, PLAIN, TINY = (10, 10, 150, 150), (170, 10, 310, 150), (150, 0, 170, 20)


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Two faces side by side; the middle of the left one is soft."""
    path = tmp_path_factory.mktemp("faces") / "faces.mp4"
    frames = [with_middle(scene(320, 160, n), blurred, SOFT) for n in range(FRAMES)]
    write_clip(path, frames, 25, options={"crf": "8", "preset": "veryfast"})
    return path


@pytest.fixture(scope="module")
def found(clip):
    faces = [track(1, SOFT), track(2, PLAIN), track(3, TINY)]
    with VideoSource.open(clip) as video:
        return examine_surroundings(video, faces)


def test_the_changed_face_is_farther_from_pristine_ones(found):
    soft, plain = found.tracks
    assert found.unmeasured == (3,)
    assert soft.frames == tuple(range(FRAMES))
    assert soft.distance > found.limit > plain.distance
    assert soft.deviations.sharpness < -2
    assert soft.other_faces < -0.2
    assert soft.other_faces == -plain.other_faces
    differs, fits, small = found.observations
    assert (differs.code, fits.code) == ("surroundings-differ", "surroundings-alike")
    assert small.texts().title == "Track 3 not measured"
    assert "less sharpness" in differs.values["deviations"]
    assert "pristine and" in differs.texts().sentence


def test_it_can_be_cancelled(clip):
    cancel = CancelToken()
    cancel.cancel()
    with VideoSource.open(clip) as video, pytest.raises(CancelledError):
        examine_surroundings(video, [track(1, SOFT)], cancel=cancel)


def test_case_and_reports_keep_them_beside_the_verdict(found, tmp_path):
    events = list(made_events())
    compared = SurroundingsCompared(found)
    with Case.create(tmp_path / "a.fcase", False, "A. Analyst") as case:
        recorder = case.recorder()
        recorder.add_all(events)
        case.add_findings(recorder.analysis, compared)
        assert case.corrected(1).surroundings == found
    plain, examined = Analysis.of(events), Analysis.of([*events, compared])
    said = to_json(examined)
    assert said["verdict"] == to_json(plain)["verdict"]
    assert to_json(plain)["surroundings"] is None
    assert SurroundingsFindings.from_json(json.loads(json.dumps(said["surroundings"]))) == found
    write_pdf(examined, tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert "Faces against their surroundings" in text
    assert "Track 1 differs from its surroundings" in text


def test_the_command(forensics, face_clip):
    said = forensics("surroundings", face_clip, "--json")
    assert said.returncode == 0, said.stderr
    told = json.loads(said.stdout)
    assert told["limit"] == shipped_reference().limit
    assert len(told["tracks"]) + len(told["unmeasured"]) >= 1


def test_a_reference_is_fitted_on_training_and_measured_on_test(tmp_path):
    rows = ["file,label,method,fold"]
    (tmp_path / "faces").mkdir()
    for number in range(30):
        fold, forged = ("train", False) if number < 22 else ("test", number >= 26)
        picture = scene(CROP, CROP, number)
        picture = with_middle(picture, blurred) if forged else picture
        cv2.imwrite(str(tmp_path / "faces" / f"{number}.png"), picture)
        rows.append(f"{number}.png,{'fake' if forged else 'real'},Soft,{fold}")
    (tmp_path / "faces.csv").write_text("\n".join(rows))
    (tmp_path / "clips.csv").write_text("file,label\n")
    found = measure_surroundings(tmp_path / "faces.csv", tmp_path / "clips.csv")
    assert found.faces == 22
    assert (found.forged["Soft"].found, found.forged["Soft"].of) == (4, 4)
    assert found.pristine.found <= 2
    (tmp_path / "faces.csv").write_text("\n".join(rows[:10]))
    with pytest.raises(TrainingDataError, match="9 pristine faces to fit"):
        measure_surroundings(tmp_path / "faces.csv", tmp_path / "clips.csv")


def test_the_shipped_reference_states_its_rates():
    reference = shipped_reference()
    assert reference.faces > 1000
    assert reference.pristine.of > 100
    assert reference.forged_total.of > 300
    share = reference.pristine.found / reference.pristine.of
    assert share < 0.1
