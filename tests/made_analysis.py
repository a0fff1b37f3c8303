"""The events of an analysis, made up."""

from dataclasses import replace

import numpy as np
from kinds import line

from engine.analysis.events import (
    AnalysisStarted,
    ClipJudged,
    DetectorFacts,
    FacesFound,
    FrameScores,
    FramesScored,
    StageStarted,
    TrackJudged,
)
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import FaceFacts, judge_clip, judge_track, usable_frames
from engine.container.facts import ClipFacts
from engine.faces.track import FaceTrack, TrackQuality

CALIBRATION = line()


def made_events(
    path="clips/interview.mp4", scores=(3.0, -3.0), seed=0, examination=None, frames=100,
    calibration=CALIBRATION,
):  # fmt: skip
    """The events of an analysis with one track for each of `scores`, on so many frames.

    Args:
        scores: mean of each track, a number or one of each kind of `calibration`.
    """
    rng = np.random.default_rng(seed)
    settings = AnalysisSettings()
    facts = ClipFacts(
        path, "ab" * 32, 123456, "mov,mp4", "h264", "High", "yuv420p", 640, 360, 0, frames, 25.0,
        frames / 25, 246912, "aac, 44100 Hz", {"encoder": "Lavf"}, examination,
    )  # fmt: skip
    card = {"measured": {"split": "test", "dropped": 0, "sets": {}}, "limits": ["Made up."]}
    detector = DetectorFacts("Test detector", "cd" * 32, card)
    yield AnalysisStarted(facts, detector, settings, calibration=calibration)
    yield StageStarted("Finding and scoring faces", 0, 20)
    verdicts = []
    for number, mean in enumerate(scores, start=1):
        rows = np.arange(frames)
        boxes = np.tile(np.array([50, 60, 150, 180], np.float32), (frames, 1))
        points = np.tile(
            np.array([[80, 100], [120, 100], [100, 125], [84, 150], [116, 150]], np.float32),
            (frames, 1, 1),
        )
        column = np.where(rows % 5 == 0, 0.3, np.nan).astype(np.float32)
        quality = TrackQuality(*[column] * 7)
        yield FacesFound(
            FaceTrack(number, rows, rows / 25, boxes, points,
                      np.full(frames, 0.99, np.float32), rows % 5 == 0, quality)
        )  # fmt: skip
        chosen = np.arange(0, frames, frames // 20)
        values = rng.normal(mean, 0.5, (20, len(calibration.kinds))).astype(np.float32)
        sizes, sharp = np.full(20, 100, np.float32), np.full(20, 0.4, np.float32)
        still, calm = np.full(20, 4, np.float32), np.full(20, 0.05, np.float32)
        facts = FaceFacts(values, sizes, sharp, calm, still, calm)
        by_kind = calibration.by_kind(values, facts.terms)
        embeddings = rng.normal(size=(20, 128)).astype(np.float32)
        yield FramesScored(
            FrameScores(number, chosen, chosen / 25, facts, calibration.mixture(by_kind), by_kind,
                        usable_frames(facts, settings), embeddings)
        )  # fmt: skip
        verdict = judge_track(facts, calibration, settings, chosen / 25)
        verdicts.append((number, verdict))
        yield TrackJudged(number, verdict)
    yield ClipJudged(judge_clip(verdicts), 1.5)


def keep_made(case, clips):
    """Put made analyses into a case.

    Args:
        clips: path to the scores of its faces.
    """
    for number, (clip, scores) in enumerate(clips.items()):
        started, *rest = [e for e in made_events(clip, scores) if not isinstance(e, StageStarted)]
        facts = replace(started.clip, sha256=f"{number + 10:x}" * 64)
        case.recorder().add_all([replace(started, clip=facts), *rest])
