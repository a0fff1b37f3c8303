"""Faces that an analyst draws, and boxes that an analyst corrects."""

import json

import jsonschema
import numpy as np
import pytest
import scenes

from engine.analysis.correction import applied_correction_json
from engine.analysis.drawn_face import measure_again, measure_drawn_face
from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.case.case import Case
from engine.errors import CorrectionError
from engine.report.json_report import to_json
from engine.shipped import resource
from engine.video.source import VideoSource

#: Larger than the face of the clip, which is therefore missed.
MISSING = AnalysisSettings(smallest_face=230)


@pytest.fixture(scope="module")
def video(face_clip):
    with VideoSource.open(face_clip) as video:
        yield video


@pytest.fixture(scope="module")
def found(video, untrained_detector):
    """The analysis that finds the face."""
    return Analysis.of(analyze(video, untrained_detector))


@pytest.fixture(scope="module")
def events(video, untrained_detector):
    """Those of the analysis that misses the face."""
    return list(analyze(video, untrained_detector, MISSING))


@pytest.fixture
def case(events, tmp_path):
    with Case.create(tmp_path / "c.fcase", analyst="A. Analyst") as case:
        case.recorder().add_all(events)
        yield case


def box_of(found, frame):
    return tuple(float(v) for v in found.tracks[1].boxes[found.tracks[1].row_at(frame)])


@pytest.fixture(scope="module")
def drawn(video, untrained_detector, events, found):
    return measure_drawn_face(video, untrained_detector, Analysis.of(events), 20, box_of(found, 20))


def test_a_drawn_face_is_followed_to_both_ends_of_the_clip(drawn, found, events):
    assert not Analysis.of(events).tracks
    assert drawn.track.frames.tolist() == list(range(50))
    off = np.abs(drawn.track.boxes - found.tracks[1].boxes)
    assert off.mean() < 2
    assert 10 < len(drawn.scores.frames) <= 25


def test_it_becomes_a_track_that_is_judged_and_can_be_undone(case, drawn, found):
    result = case.draw(1, drawn)
    assert result.added == {1: 20}
    assert result.verdict.scored == len(drawn.scores.frames)
    assert result.verdicts[1].llr == pytest.approx(found.verdicts[1].llr, abs=0.3)
    with Case.open(case.path) as again:
        assert again.corrected(1).verdict == result.verdict
        again.verify()
    case.undo()
    assert not case.corrected(1).tracks
    case.redo()
    assert case.corrected(1).added == {1: 20}


def test_numbers_of_drawn_tracks_are_never_used_twice(case, drawn):
    case.draw(1, drawn)
    case.undo()
    assert sorted(case.draw(1, drawn).tracks) == [1]
    with pytest.raises(CorrectionError, match="no track 7"):
        case.draw(1, drawn, track=7)


def test_the_report_says_that_the_analyst_added_the_track(case, drawn):
    result = case.draw(1, drawn)
    told = to_json(result)
    assert [track["drawn_on_frame"] for track in told["tracks"]] == [20]
    (made,) = result.corrections
    assert "added by the analyst" in applied_correction_json(made)["sentence"]
    assert "frames 0 to 49" in told["corrections"][0]["sentence"]
    schema = json.loads(resource("report/report-1.schema.json").read_text("utf-8"))
    # The detector of the tests has no bundle.
    told["detector"]["sha256"] = 64 * "0"
    jsonschema.validate(json.loads(json.dumps(told)), schema)


def test_the_same_drawing_gives_the_same_numbers_again(
    case, drawn, video, untrained_detector, events
):
    made = case.draw(1, drawn).corrections
    again = Analysis.of(events)
    measure_again(video, untrained_detector, again, made)
    assert np.array_equal(again.drawn[1].scores.llr, drawn.scores.llr)
    assert np.array_equal(again.drawn[1].track.boxes, drawn.track.boxes)


def test_a_corrected_box_replaces_the_rows_until_the_boxes_agree(
    video, untrained_detector, found, tmp_path
):
    x0, y0, x1, y1 = box_of(found, 20)
    moved = (x0 + 9, y0 + 5, x1 + 9, y1 + 5)
    face = measure_drawn_face(video, untrained_detector, found, 20, moved, track=1)
    assert 1 <= len(face.track) < 50
    with Case.create(tmp_path / "c.fcase") as case:
        case.recorder().add_all(analyze(video, untrained_detector))
        result = case.draw(1, face, track=1)
    track = result.tracks[1]
    assert track.frames.tolist() == found.tracks[1].frames.tolist()
    assert tuple(track.boxes[20]) == pytest.approx(moved)
    assert tuple(track.boxes[45]) == pytest.approx(box_of(found, 45))
    assert not result.added
    assert 20 in result.scores[1].frames


def test_a_box_over_a_known_face_is_refused(video, untrained_detector, found):
    with pytest.raises(CorrectionError, match="already has a face"):
        measure_drawn_face(video, untrained_detector, found, 20, box_of(found, 20))
    with pytest.raises(CorrectionError, match="smaller"):
        measure_drawn_face(video, untrained_detector, found, 20, (5, 5, 10, 10))


def test_what_no_network_knows_is_followed_by_its_picture(untrained_detector, tmp_path):
    rng = np.random.default_rng(1)
    tile = np.kron(rng.integers(0, 255, (6, 6, 3), np.uint8), np.ones((10, 10, 1), np.uint8))
    clip = scenes.clip_of(tmp_path / "t.mp4", 24, [(tile, lambda n: (60 + 4 * n, 80))])
    with VideoSource.open(clip) as video:
        events = list(analyze(video, untrained_detector))
        face = measure_drawn_face(
            video, untrained_detector, Analysis.of(events), 12, (108, 80, 168, 140)
        )
    assert face.track.frames.tolist() == list(range(24))
    assert face.track.boxes[:, 0] == pytest.approx(60 + 4 * np.arange(24), abs=3)
