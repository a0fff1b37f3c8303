"""One picture counts once, however often it is shown."""

import clips
import encoded_clips
import numpy as np
import pytest

from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.analysis.sampling import Appearance
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Outcome, Reason
from engine.video.source import VideoSource


def judged(path, detector, **settings):
    with VideoSource.open(path) as video:
        return Analysis.of(analyze(video, detector, AnalysisSettings(**settings))).verdict


@pytest.fixture(scope="module")
def still():
    return next(iter(clips.faces(1)))


@pytest.mark.parametrize("quick", [False, True])
def test_a_repeated_picture_gives_the_verdict_of_one(tmp_path, still, untrained_detector, quick):
    found = []
    for count in (1, 5, 30):
        path = encoded_clips.write(
            tmp_path / f"repeat{count}.mkv", "ffv1", pix_fmt="bgr0", frames=[still] * count
        )
        found.append(judged(path, untrained_detector, quick=quick))
    assert len({(v.outcome, v.reasons, v.usable, v.scored, v.llr) for v in found}) == 1
    assert found[0].scored == 1
    assert found[0].outcome is Outcome.INCONCLUSIVE
    assert found[0].reasons == (Reason.ONE_PICTURE,)


@pytest.mark.parametrize("options", [{"crf": "30"}, {"crf": "23", "g": "25"}])
def test_neither_a_freeze_nor_a_slide_show_counts_as_many(
    tmp_path, still, untrained_detector, options
):
    """Coded with loss, no two frames are equal to the last bit."""
    slides = [still, still[:, ::-1].copy(), np.roll(still, 24, axis=1)]
    frames = [slides[n // 20 % 3] for n in range(120)]
    path = encoded_clips.write(tmp_path / "slides.mp4", frames=frames, options=options)
    with VideoSource.open(path) as video:
        done = Analysis.of(analyze(video, untrained_detector))
    # Each slide is a shot, and so a track of its own, of 20 frames.
    assert max(len(scores.frames) for scores in done.scores.values()) <= 3
    assert done.verdict.outcome is Outcome.INCONCLUSIVE


def test_frames_of_a_recording_all_count(tmp_path, untrained_detector):
    path = encoded_clips.write(tmp_path / "moving.mp4", frames=clips.faces(60))
    assert judged(path, untrained_detector).scored >= 20


@pytest.mark.slow
def test_a_low_rate_recording_counts_each_of_its_pictures(tmp_path, untrained_detector):
    moving = list(clips.faces(60))
    frames = [moving[n // 10 * 10] for n in range(60)]
    path = encoded_clips.write(tmp_path / "slow.mkv", "ffv1", pix_fmt="bgr0", frames=frames)
    assert judged(path, untrained_detector).scored == 6


@pytest.mark.parametrize(("shift", "differs"), [(0, False), (3, False), (200, True)])
def test_boxes_may_lie_a_little_apart(shift, differs):
    """The same picture is known again where its box was found elsewhere by some pixels."""
    picture = np.random.default_rng(0).integers(0, 256, (300, 400, 3)).astype(np.uint8)

    class Still:
        def region(self, x0, y0, x1, y1):
            return picture[y0:y1, x0:x1]

    box = np.array([50.0, 60.0, 150.0, 190.0])
    first, second = (Appearance.of(Still(), b, 2) for b in (box, box + shift / 2))
    assert first.differs(second) == differs
    brighter = Appearance(first.x, first.y, first.step, first.luma + 3)
    assert first.differs(brighter)
