"""Long takes, stretch by stretch, and part of a clip, examined by itself."""

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.analysis import phrases
from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.analysis.settings import DENSE, AnalysisSettings
from engine.analysis.track_statistics import ratio_interval
from engine.batch.table import rows_of
from engine.case.case import Case
from engine.detector.sequence import SequenceHead, SequenceSpec
from engine.errors import SettingsError
from engine.report.json_report import command, to_json
from engine.video.source import VideoSource


def judged(path, detector, **settings):
    with VideoSource.open(path) as video:
        return Analysis.of(analyze(video, detector, AnalysisSettings(**settings)))


def test_a_long_take_is_scored_and_judged_stretch_by_stretch(face_clip, untrained_detector):
    """Two seconds in stretches of half a second, twelve or thirteen frames each."""
    whole, long = (judged(face_clip, untrained_detector, stretch=s) for s in (0.0, 0.5))
    frames = long.scores[1].frames
    assert len(whole.scores[1].frames) == 25
    assert len(frames) > 25
    assert (np.diff(frames) > 0).all()
    assert len(long.scores[1].embeddings) == len(frames)
    verdict, scores = long.verdict, long.scores[1]
    assert len(verdict.stretches) == 4
    calibration = untrained_detector.calibration
    place = (scores.times - scores.times[0]) // 0.5
    values = scores.facts.scores.astype(float)
    parts = [10 ** calibration.llr(values[place == n].mean(axis=0)) for n in range(4)]
    assert [10**one.llr for one in verdict.stretches] == pytest.approx(parts, rel=1e-4)
    expected = (10 ** calibration.llr(values.mean(axis=0)) + np.mean(parts)) / 2
    assert 10**verdict.llr == pytest.approx(expected, rel=1e-4)
    low, high = ratio_interval(long, 1)
    assert low <= verdict.llr <= high


def test_a_head_over_sequences_is_given_the_whole_track(face_clip, untrained_detector):
    head = SequenceHead(SequenceSpec(untrained_detector.embedder.spec.width, "gru", 4)).eval()
    found = judged(face_clip, replace(untrained_detector, classifier=head), stretch=0.5)
    assert len(found.scores[1].frames) == 25


@pytest.mark.parametrize("quick", [False, True])
def test_only_frames_of_the_range_are_examined(face_clip, untrained_detector, quick):
    """The clip has 50 frames in 2 seconds."""
    found = judged(face_clip, untrained_detector, begin=0.4, end=1.2, quick=quick)
    frames = found.tracks[1].frames
    assert (frames[0], frames[-1]) == (10, 30) or (quick and 10 <= frames[0] < frames[-1] <= 30)
    assert set(found.scores[1].frames) <= set(range(10, 31))
    said = to_json(found)
    assert said["not_examined"].startswith("Only the clip from 00:00.4 to 00:01.2 was examined.")
    assert "--from 0.4 --to 1.2" in command(found)
    assert "--dense" not in command(found)


def test_a_dense_analysis_scores_every_followed_face(face_clip, untrained_detector):
    found = judged(face_clip, untrained_detector, begin=0.4, frames_per_track=DENSE)
    assert found.scores[1].frames.tolist() == found.tracks[1].frames.tolist()
    assert found.settings.most_scored(found.scores[1].times) == len(found.scores[1].frames) == 40
    assert command(found).endswith("--from 0.4 --dense")


def test_a_dense_analysis_is_had_from_the_command_line(
    face_clip, untrained_detector, forensics, tmp_path
):
    untrained_detector.save(tmp_path / "a.bundle")
    done = forensics("analyze", face_clip, "--from", "1", "--dense", "--device", "cpu",
                     "--bundle", tmp_path / "a.bundle", "--json", tmp_path / "a.json")  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert told["settings"]["frames_per_track"] == DENSE
    assert told["tracks"][0]["verdict"]["scored_frames"] == 25
    assert forensics("analyze", face_clip, "--dense", "--quick").returncode == 2


def test_at_most_so_many_faces_of_each_stretch_are_scored():
    times = np.arange(1000) / 25
    assert AnalysisSettings().most_scored(times) == 50
    assert AnalysisSettings(stretch=0.0).most_scored(times) == 25
    assert AnalysisSettings(frames_per_track=DENSE).most_scored(times) == 1000
    assert AnalysisSettings().most_scored(times[:0]) == 0


def test_an_analysis_of_a_part_does_not_take_the_place_of_the_whole_clips(
    face_clip, untrained_detector, tmp_path
):
    with (
        Case.create(tmp_path / "a.fcase") as case, VideoSource.open(face_clip) as video
    ):  # fmt: skip
        part = AnalysisSettings(begin=0.4, end=1.2)
        for settings, speaks in ((part, 1), (None, 2), (part, 2)):
            case.recorder().add_all(analyze(video, untrained_detector, settings))
            (row,) = rows_of(case)
            assert row.analysis == speaks


def test_a_range_to_the_end_is_what_it_is_of_the_whole(face_clip, untrained_detector):
    whole, part = (judged(face_clip, untrained_detector, begin=b) for b in (0.0, 1.0))
    assert part.tracks[1].frames[0] == 25
    assert part.tracks[1].frames[-1] == whole.tracks[1].frames[-1] == 49
    boxes = whole.tracks[1].boxes[25:]
    # A tenth of the face: the first frames of a range have no frame before them to follow.
    assert np.abs(boxes - part.tracks[1].boxes).max() < 0.1 * (boxes[:, 3] - boxes[:, 1]).min()
    assert "from 00:01 on" in phrases.not_examined("", part.settings)
    assert phrases.not_examined("", whole.settings) == ""


@pytest.mark.parametrize(("begin", "end"), [(9.0, 0.0), (1.0, 0.5), (5.0, 6.0)])
def test_a_range_without_frames_is_refused(face_clip, untrained_detector, begin, end):
    with pytest.raises(SettingsError, match="No frame of the clip"):
        judged(face_clip, untrained_detector, begin=begin, end=end)


@pytest.mark.parametrize(
    ("given", "seconds"), [("1", 1.0), ("0:01", 1.0), ("0:00:01.5", 1.5), (".5", 0.5)]
)
def test_times_are_given_as_seconds_or_with_colons(
    face_clip, untrained_detector, forensics, tmp_path, given, seconds
):
    untrained_detector.save(tmp_path / "a.bundle")
    done = forensics("analyze", face_clip, "--from", given, "--bundle", tmp_path / "a.bundle",
                     "--device", "cpu", "--json", tmp_path / "a.json")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["settings"]["begin"] == seconds


@pytest.mark.parametrize("given", ["soon", "1:2:3:4", "-3", "nan"])
def test_what_is_no_time_is_refused(face_clip, forensics, given):
    done = forensics("analyze", face_clip, f"--from={given}")
    assert done.returncode == 2
    assert "is no time" in done.stderr
