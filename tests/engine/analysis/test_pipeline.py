"""A clip through detection, tracking, scoring, explanation and projection."""

import contextlib
import hashlib
import os
import signal
import sys
from dataclasses import replace

import clips
import cv2
import numpy as np
import pytest
import torch

from engine.analysis.events import AnalysisStarted, ClipJudged, FacesFound
from engine.analysis.gradcam import face_heat, track_evidence
from engine.analysis.pipeline import analyze
from engine.analysis.reference_comparison import METHODS, project
from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Outcome, Reason
from engine.detector.detector import Detector
from engine.detector.out_of_distribution import fit_out_of_distribution
from engine.embedding.network import to_batch
from engine.errors import CancelledError, ClipUnreadableError
from engine.faces.align import Alignment, aligned_crop, similarity
from engine.progress import CancelToken
from engine.report.json_report import to_json
from engine.shipped import default_bundle, resource
from engine.video.encode import write_clip
from engine.video.source import VideoSource

#: Every frame by itself, with the coarsest quantiser there is.
COARSEST = {"g": "1", "qmin": "31", "qmax": "31"}


def analysis_of(path, detector, **settings):
    with VideoSource.open(path) as video:
        return Analysis.of(analyze(video, detector, AnalysisSettings(**settings)))


@pytest.fixture(scope="module")
def analysis(face_clip, untrained_detector):
    return analysis_of(face_clip, untrained_detector)


def test_one_person_is_one_track_over_the_whole_clip(analysis):
    assert list(analysis.tracks) == [1]
    track = analysis.tracks[1]
    assert track.frames[0] == 0
    assert track.frames[-1] >= 48
    inside = (track.boxes[:, 0] > 0) & (track.boxes[:, 2] < 320) & (track.boxes[:, 3] < 240)
    assert inside.all()
    eyes, mouth = track.landmarks[:, :2, 1].mean(1), track.landmarks[:, 3:, 1].mean(1)
    assert (eyes < mouth).all()


def test_at_most_25_frames_are_scored_and_spread(analysis):
    scores = analysis.scores[1]
    assert len(scores.frames) == 25
    assert np.all(np.diff(scores.frames) <= 4)
    assert np.allclose(np.linalg.norm(scores.embeddings, axis=1), 1, atol=1e-4)


def test_the_same_clip_gives_the_same_numbers(analysis, face_clip, untrained_detector):
    again = analysis_of(face_clip, untrained_detector)
    assert again.verdict == analysis.verdict
    assert np.array_equal(again.scores[1].facts.scores, analysis.scores[1].facts.scores)
    assert np.array_equal(again.tracks[1].boxes, analysis.tracks[1].boxes)


def test_interpolated_boxes_lie_where_detection_finds_them(face_clip, untrained_detector):
    sparse = analysis_of(face_clip, untrained_detector, every=6).tracks[1]
    dense = analysis_of(face_clip, untrained_detector, every=1).tracks[1]
    common = np.intersect1d(sparse.frames, dense.frames)
    a, b = (t.boxes[common - t.frames[0]] for t in (sparse, dense))
    assert not sparse.detected.all()
    assert np.abs(a - b).mean() < 4


def test_events_begin_and_end_as_promised(face_clip, untrained_detector):
    with VideoSource.open(face_clip) as video:
        events = list(analyze(video, untrained_detector))
    assert isinstance(events[0], AnalysisStarted)
    assert isinstance(events[-1], ClipJudged)


def test_a_clip_is_hashed_again_once_it_was_examined(analysis, face_clip):
    assert analysis.sha256_after == hashlib.sha256(face_clip.read_bytes()).hexdigest()


def test_a_clip_that_changes_meanwhile_is_not_judged(face_clip, untrained_detector, tmp_path):
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(face_clip.read_bytes())
    with VideoSource.open(copy) as video:
        events = analyze(video, untrained_detector)
        next(events)
        with copy.open("ab") as file:
            file.write(b"one more")
        with pytest.raises(ClipUnreadableError, match="changed while"):
            list(events)


def test_cancelling_stops_between_batches(face_clip, untrained_detector):
    token = CancelToken()
    seen = 0
    with VideoSource.open(face_clip) as video:
        events = analyze(video, untrained_detector, cancel=token)
        seen += len([next(events), next(events)])
        token.cancel()
        with pytest.raises(CancelledError):
            seen += len(list(events))
    assert seen == 2


def test_leaving_early_frees_the_clip(face_clip, untrained_detector):
    with VideoSource.open(face_clip) as video:
        events = analyze(video, untrained_detector)
        for _ in range(3):
            next(events)
        events.close()
        assert video.frame(10).index == 10


def test_a_clip_without_faces_is_inconclusive(clip_folder, untrained_detector):
    analysis = analysis_of(clips.no_face(clip_folder), untrained_detector)
    assert analysis.verdict.outcome is Outcome.INCONCLUSIVE
    assert analysis.verdict.reasons == (Reason.NO_FACES,)


def test_one_frame_is_too_few(clip_folder, untrained_detector):
    analysis = analysis_of(clips.one_face(clip_folder, 1), untrained_detector)
    assert list(analysis.tracks) == [1]
    assert Reason.ONE_PICTURE in analysis.verdict.reasons


def test_small_faces_are_found_but_not_judged(clip_folder, untrained_detector):
    analysis = analysis_of(
        clips.one_face(clip_folder, 30, (640, 480)), untrained_detector, min_face=400
    )
    assert analysis.verdict.reasons == (Reason.TOO_SMALL,)


def test_a_strongly_compressed_face_is_found_but_not_judged(tmp_path, untrained_detector):
    path = tmp_path / "coarse.avi"
    write_clip(path, clips.faces(20, (480, 360)), 25, "mpeg4", COARSEST)
    found = analysis_of(path, untrained_detector)
    assert found.verdict.outcome is Outcome.INCONCLUSIVE
    assert found.verdict.reasons[0] is Reason.TOO_COMPRESSED
    assert not found.scores[1].usable.any()
    fair = tmp_path / "fair.mp4"
    write_clip(fair, clips.faces(20, (480, 360)), 25)
    assert analysis_of(fair, untrained_detector).scores[1].usable.all()


def test_a_face_unlike_training_is_found_but_not_judged(face_clip, untrained_detector):
    grey = np.linspace(60, 200, 40).astype(np.uint8)[:, None, None, None]
    walls = untrained_detector.embed(np.tile(grey, (1, 160, 160, 3)))
    novelty = fit_out_of_distribution(walls[::2], ["wall"] * 20, walls[1::2])
    found = analysis_of(face_clip, replace(untrained_detector, out_of_distribution=novelty))
    assert found.verdict.reasons == (Reason.UNFAMILIAR,)
    assert (found.scores[1].facts.out_of_distribution > 1).all()
    assert found.scores[1].usable.all()
    columns = to_json(found)["tracks"][0]["frames"]
    assert np.allclose(columns["novelty"], found.scores[1].facts.out_of_distribution, rtol=1e-3)


def test_facts_of_scored_faces_are_those_of_the_track(analysis):
    scores, track = analysis.scores[1], analysis.tracks[1]
    rows = scores.frames - track.frames[0]
    for mine, whole in (("yaw", "yaw"), ("blockiness", "blockiness"), ("sizes", "size")):
        expected = getattr(track.quality, whole)[rows]
        assert np.allclose(getattr(scores.facts, mine), expected)


def test_twenty_faces_are_twenty_tracks(clip_folder, untrained_detector):
    analysis = analysis_of(clips.twenty_faces(clip_folder), untrained_detector)
    assert len(analysis.tracks) == 20
    assert set(analysis.verdicts) == set(range(1, 21))


def test_a_shot_cut_ends_a_track(clip_folder, untrained_detector):
    analysis = analysis_of(clips.two_shots(clip_folder), untrained_detector, every=2)
    assert len(analysis.tracks) >= 2
    assert analysis.cuts == (30, 60)
    for track in analysis.tracks.values():
        assert not track.frames[0] < 30 <= track.frames[-1]
        assert not track.frames[0] < 60 <= track.frames[-1]


def test_a_rotated_clip_is_searched_upright(clip_folder, untrained_detector):
    analysis = analysis_of(clips.rotated(clip_folder), untrained_detector)
    track = analysis.tracks[1]
    assert track.boxes[:, 3].max() <= 320
    assert (track.landmarks[:, :2, 1].mean(1) < track.landmarks[:, 3:, 1].mean(1)).all()


def test_alignment_undoes_any_rotation_scale_and_shift():
    alignment = Alignment(size=160, margin=0.1)
    template = alignment.template()
    for angle, scale, shift in ((0.4, 0.7, (30, 50)), (-1.2, 3.0, (400, 90)), (3.0, 1.0, (0, 0))):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        matrix = similarity((template @ turn.T * scale + shift).astype(np.float32), alignment)
        placed = (template @ turn.T * scale + shift) @ matrix[:, :2].T + matrix[:, 2]
        assert np.abs(placed - template).max() < 0.01


def test_an_aligned_crop_is_the_face_upright_and_centred(analysis, face_clip):
    alignment = Alignment()
    landmarks = analysis.tracks[1].landmarks[0]
    with VideoSource.open(face_clip) as video:
        picture = video.frame(0).rgb()
    crop = aligned_crop(picture, landmarks, alignment)
    turned = np.ascontiguousarray(np.rot90(picture))
    moved = np.stack([landmarks[:, 1], picture.shape[1] - 1 - landmarks[:, 0]], axis=1)
    again = aligned_crop(turned, moved, alignment)
    assert crop.shape == (160, 160, 3)
    assert np.abs(crop.astype(int) - again).mean() < 3


def _without(features, heat, which):
    """A feature map whose fifth that is hottest, or coldest, is silent."""
    side = features.shape[-1]
    order = cv2.resize(heat, (side, side), interpolation=cv2.INTER_AREA).ravel().argsort()
    count = side * side // 5
    silenced = features.flatten(2).clone()
    silenced[:, :, (order[-count:] if which == "hot" else order[:count]).copy()] = 0
    return silenced.view_as(features)


def test_grad_cam_points_at_what_moves_the_score():
    """Silencing the hottest cells of the feature map lowers the score more than the coldest."""
    detector = Detector.load(default_bundle(), "cpu")
    with VideoSource.open(resource("sample/manipulated.mp4")) as video:
        analysis = Analysis.of(analyze(video, detector))
        shown = track_evidence(video, detector, analysis, 1, count=4)
    network = detector.embedder.network
    direction = torch.from_numpy(detector.evidence_direction())
    lost = {"hot": 0.0, "cold": 0.0}
    for face in shown:
        with torch.no_grad():
            features = network.feature_maps(to_batch(face.crop[None], detector.embedder.spec))
            before = float(network.embed_maps(features) @ direction)
            for name in lost:
                silenced = [_without(part, face.heat, name) for part in features]
                lost[name] += before - float(network.embed_maps(silenced) @ direction)
    assert lost["hot"] > lost["cold"]


def test_evidence_is_laid_where_the_face_is(analysis, face_clip, untrained_detector):
    with VideoSource.open(face_clip) as video:
        shown = track_evidence(video, untrained_detector, analysis, 1, count=3)
        heat = face_heat(video, untrained_detector, analysis, 1, 11)
    assert [e.frame for e in shown] == sorted({e.frame for e in shown})
    assert len(shown) == 3
    assert heat.shape == (240, 320)
    x0, y0, x1, y1 = analysis.tracks[1].boxes[11]
    outside = heat.copy()
    outside[max(0, int(y0 - 40)) : int(y1 + 40), max(0, int(x0 - 40)) : int(x1 + 40)] = 0
    assert outside.max() == 0


@pytest.mark.parametrize(
    "method", [pytest.param(m, marks=pytest.mark.slow if m == "umap" else ()) for m in METHODS]
)
def test_projections_keep_near_things_near(untrained_detector, method):
    reference = untrained_detector.reference
    near = reference.embeddings[:5] + 0.001
    result = project(near, reference, method)
    assert result.points.shape == (5, 2)
    assert result.reference.shape == (60, 2)
    spread = np.linalg.norm(np.ptp(result.reference, axis=0))
    gaps = np.linalg.norm(result.points - result.reference[:5], axis=1)
    assert gaps.max() < 0.35 * spread


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_was_seen_before_the_decoder_died_is_judged(tmp_path, untrained_detector):
    """A face for ten seconds, and a decoder that is killed in the midst."""
    result = Analysis()
    with VideoSource.open(clips.one_face(tmp_path, 250)) as video:
        for event in analyze(video, untrained_detector):
            result.add(event)
            if isinstance(event, FacesFound) and not result.verdicts:
                with contextlib.suppress(ProcessLookupError, TypeError):
                    os.kill(video.process_id, signal.SIGKILL)
    assert "crashed" in result.stopped
    assert result.verdict.scored >= 5
    assert result.tracks[1].frames[-1] < 249
    assert "not examined" in to_json(result)["not_examined"]
