"""The typed events that an analysis is made of; the window draws them, a case stores them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.local_calibration import LocalCalibration
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import FaceFacts, Verdict
from engine.container.facts import ClipFacts
from engine.detector.calibration import Calibration
from engine.faces.track import FaceTrack


@dataclass(frozen=True)
class DetectorFacts:
    """Which detector gave the scores: its name, the bundle's SHA-256, the model card."""

    name: str
    digest: str
    card: dict[str, object]


@dataclass(frozen=True)
class AnalysisStarted:
    """First event: what is analysed, with what, and how.

    Attributes:
        clip: facts of the file and its streams, observations among them.
        detector: what scores the faces.
        settings: of the analysis.
        local: the calibration that took the place of the detector's own, if any.
        calibration: the one that the ratios come from; None in cases of earlier versions.
    """

    clip: ClipFacts
    detector: DetectorFacts
    settings: AnalysisSettings
    local: LocalCalibration | None = None
    calibration: Calibration | None = None


@dataclass(frozen=True)
class StageStarted:
    """A stage begins or advances; `done` of `total` steps (0 total: not known)."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True)
class FacesFound:
    """One finished track."""

    track: FaceTrack


@dataclass(frozen=True)
class FrameScores:
    """The scored frames of one track, as columns.

    Attributes:
        track: the track's number.
        frames: int64 (F,), frame indices, rising.
        times: float64 (F,), seconds.
        facts: score and quality of each face.
        llr: float64 (F,), log10 likelihood ratio of each frame by itself, of the mixture.
        by_kind: float64 (F, K), likewise of each kind that the detector knows.
        usable: bool (F,), good enough to count in the verdict.
        embeddings: float32 (F, D).
    """

    track: int
    frames: np.ndarray
    times: np.ndarray
    facts: FaceFacts
    llr: np.ndarray
    by_kind: np.ndarray
    usable: np.ndarray
    embeddings: np.ndarray


@dataclass(frozen=True)
class FramesScored:
    """What `scores` one track has: one row for each scored frame, see `FrameScores`."""

    scores: FrameScores


@dataclass(frozen=True)
class TrackJudged:
    """The verdict on one track."""

    track: int
    verdict: Verdict


@dataclass(frozen=True)
class ClipJudged:
    """Last event: the verdict on the clip.

    Attributes:
        verdict: rests on the frames before the clip could no longer be decoded.
        seconds: how long the analysis took.
        stopped: why frames are missing at the end, "" where all were decoded.
        cuts: frames that a new shot begins with, rising; None where cuts were not sought, or by
            an earlier version that did not tell.
        sha256_after: of the clip's file when all of it had been examined, hexadecimal; "" by an
            earlier version that did not hash it again.
        turned: degrees clockwise by which the pictures were turned to find the faces, where
            none was found upright. Boxes and landmarks are those of the pictures unturned.
    """

    verdict: Verdict
    seconds: float
    stopped: str = ""
    cuts: tuple[int, ...] | None = None
    sha256_after: str = ""
    turned: int = 0


Event = AnalysisStarted | StageStarted | FacesFound | FramesScored | TrackJudged | ClipJudged
