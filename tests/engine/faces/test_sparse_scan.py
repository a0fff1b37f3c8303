"""A glance at a clip: few frames, the same faces."""

import clips
import numpy as np
import pytest

from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.faces.boxes import overlaps
from engine.faces.finder import track_faces
from engine.faces.sparse_scan import track_faces_sparsely
from engine.video.source import VideoSource


@pytest.fixture(scope="module")
def long_clip(tmp_path_factory):
    return clips.one_face(tmp_path_factory.mktemp("long"), 300)


def tracks_of(steps, times):
    return [t.finished(times) for step in steps for t in step.ended if t.number]


@pytest.mark.slow
def test_a_glance_finds_the_face_that_a_full_pass_finds(long_clip):
    with VideoSource.open(long_clip) as video:
        (seen,) = tracks_of(track_faces_sparsely(video, 20), video.times)
        (full,) = tracks_of(track_faces(video), video.times)
    assert 15 <= seen.detected.sum() <= 20
    assert seen.frames[-1] > 250
    for row in np.flatnonzero(seen.detected):
        other = full.row_at(int(seen.frames[row]))
        assert overlaps(seen.boxes[row][None], full.boxes[other][None])[0, 0] > 0.6


def test_a_quick_analysis_judges_by_frames_spread_over_the_clip(long_clip, untrained_detector):
    quick = AnalysisSettings(quick=True)
    with VideoSource.open(long_clip) as video:
        first = Analysis.of(analyze(video, untrained_detector, quick))
        again = Analysis.of(analyze(video, untrained_detector, quick))
    frames = first.scores[1].frames
    assert 15 <= len(frames) <= 25
    assert frames[-1] - frames[0] > 220
    assert first.verdict == again.verdict
    assert (first.scores[1].facts.scores == again.scores[1].facts.scores).all()


def test_a_quick_analysis_of_a_clip_without_faces(tmp_path, untrained_detector):
    with VideoSource.open(clips.no_face(tmp_path)) as video:
        seen = Analysis.of(analyze(video, untrained_detector, AnalysisSettings(quick=True)))
    assert not seen.tracks
    assert seen.verdict.llr is None


def test_one_frame_at_a_glance(tmp_path, untrained_detector):
    with VideoSource.open(clips.one_face(tmp_path, 1)) as video:
        seen = Analysis.of(analyze(video, untrained_detector, AnalysisSettings(quick=True)))
    assert len(seen.tracks) == 1
