"""Typed events of an analysis, for display in the window and storage in a case."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.local_calibration import LocalCalibration
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import FaceFacts, Verdict
from engine.camera.findings import CameraFindings
from engine.coding.findings import CodingFindings
from engine.container.facts import ClipFacts
from engine.detector.calibration import Calibration
from engine.faces.track import FaceTrack
from engine.structure.findings import StructureFindings
from engine.surroundings.findings import SurroundingsFindings


@dataclass(frozen=True)
class DetectorFacts:
    """The detector behind the scores: name, SHA-256 of its bundle, model card."""

    name: str
    digest: str
    card: dict[str, object]


@dataclass(frozen=True)
class AnalysisStarted:
    """First event: the clip, the detector and the settings.

    Attributes:
        clip: facts about the file and its streams, including observations.
        detector: the detector that scores the faces.
        settings: of the analysis.
        local: the calibration that replaces the detector's own, if any.
        calibration: the source of the likelihood ratios; None in cases of earlier versions.
    """

    clip: ClipFacts
    detector: DetectorFacts
    settings: AnalysisSettings
    local: LocalCalibration | None = None
    calibration: Calibration | None = None


@dataclass(frozen=True)
class StageStarted:
    """Progress of a stage: `done` of `total` steps; a `total` of 0 means unknown."""

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
        frames: int64 (F,), frame indices, ascending.
        times: float64 (F,), seconds.
        facts: score and quality of each face.
        llr: float64 (F,), log10 likelihood ratio of each single frame, for the mixture of kinds.
        by_kind: float64 (F, K), the same for each kind that the detector knows.
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
    """The `scores` of one track, one row per scored frame; see `FrameScores`."""

    scores: FrameScores


@dataclass(frozen=True)
class TrackJudged:
    """The verdict on one track."""

    track: int
    verdict: Verdict


@dataclass(frozen=True)
class ClipJudged:
    """Last event of `analyze`: the verdict on the clip.

    Attributes:
        verdict: based on the frames that could be decoded.
        seconds: duration of the analysis.
        stopped: why frames are missing at the end; "" if all were decoded.
        cuts: first frames of new shots, ascending; None if cuts were not detected, or in
            results of earlier versions that did not record them.
        sha256_after: hexadecimal hash of the clip's file after the analysis; "" in results of
            earlier versions that did not hash it again.
        turned: clockwise rotation in degrees at which faces were found, if none was found
            upright. Boxes and landmarks are in pixels of the clip itself.
    """

    verdict: Verdict
    seconds: float
    stopped: str = ""
    cuts: tuple[int, ...] | None = None
    sha256_after: str = ""
    turned: int = 0


@dataclass(frozen=True)
class CodingExamined:
    """The `findings` on the clip's coding, added after the verdict; they do not change it."""

    findings: CodingFindings


@dataclass(frozen=True)
class CameraCompared:
    """The `findings` of comparing the clip with cameras; they do not change the verdict.

    The last event replaces earlier ones.
    """

    findings: CameraFindings


@dataclass(frozen=True)
class SurroundingsCompared:
    """The `findings` of comparing faces with their surroundings; they do not change the verdict."""

    findings: SurroundingsFindings


@dataclass(frozen=True)
class StructureMatched:
    """The `findings` of comparing the file with a library; they do not change the verdict.

    The last event replaces earlier ones.
    """

    findings: StructureFindings


#: Findings beside the verdict, each added on request.
Beside = CodingExamined | CameraCompared | SurroundingsCompared | StructureMatched


@dataclass(frozen=True)
class FaceDrawn:
    """A face that the analyst drew, followed and scored; it counts only through a correction.

    Attributes:
        number: 1, 2, ... within the analysis.
        track, scores: of the face; their track number is 0.
    """

    number: int
    track: FaceTrack
    scores: FrameScores


Event = (
    AnalysisStarted
    | StageStarted
    | FacesFound
    | FramesScored
    | TrackJudged
    | ClipJudged
    | Beside
    | FaceDrawn
)
