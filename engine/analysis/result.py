"""Analysis: a finished or interrupted result, accumulated from its events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from engine.analysis.correction import AppliedCorrection
from engine.analysis.events import (
    AnalysisStarted,
    CameraCompared,
    ClipJudged,
    CodingExamined,
    DetectorFacts,
    Event,
    FaceDrawn,
    FacesFound,
    FrameScores,
    FramesScored,
    StructureMatched,
    SurroundingsCompared,
    TrackJudged,
)
from engine.analysis.local_calibration import LocalCalibration
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Verdict, suspicion_of
from engine.camera.findings import CameraFindings
from engine.coding.findings import CodingFindings
from engine.container.facts import ClipFacts
from engine.container.observation import Observation
from engine.detector.calibration import Calibration
from engine.faces.track import FaceTrack
from engine.structure.findings import StructureFindings
from engine.surroundings.findings import SurroundingsFindings


@dataclass(frozen=True)
class FrameRange:
    """Frames `first` to `last` of a track, excluded from the verdict, with the reason."""

    first: int
    last: int
    reason: str


@dataclass
class Analysis:
    """Results on a clip so far; `verdict` is None until `ClipJudged`.

    Attributes:
        started: the first event; clip, detector and settings.
        tracks, scores, verdicts: by track number.
        verdict: on the clip.
        seconds: duration of the analysis.
        stopped: why the last frames were not examined, "" if all were.
        cuts: first frames of new shots, ascending; None if unknown.
        turned: see `ClipJudged`.
        sha256_after: of the file after the analysis; "" if it was not hashed again.
        coding: findings on the clip's coding; None if it was not examined.
        camera: comparisons of the clip with cameras; None without one.
        surroundings: faces against their surroundings; None if they were not compared.
        structure: the file against a library of known structures; None if it was not compared.
        corrections: the analyst's, in order. Empty without corrections, as are the next three;
            see `engine.analysis.apply_corrections`.
        names: the analyst's names, by track number.
        excluded: reasons, by number, for tracks excluded from the clip's verdict.
        left_out: by number, frames excluded from the track's verdict.
        added: by number, the frame on which the analyst drew the face of a track.
        drawn: faces that the analyst drew, by `FaceDrawn.number`; corrections use them.
    """

    started: AnalysisStarted | None = None
    tracks: dict[int, FaceTrack] = field(default_factory=dict)
    scores: dict[int, FrameScores] = field(default_factory=dict)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    verdict: Verdict | None = None
    seconds: float = 0.0
    stopped: str = ""
    cuts: tuple[int, ...] | None = None
    sha256_after: str = ""
    turned: int = 0
    coding: CodingFindings | None = None
    camera: CameraFindings | None = None
    surroundings: SurroundingsFindings | None = None
    structure: StructureFindings | None = None
    corrections: tuple[AppliedCorrection, ...] = ()
    names: dict[int, str] = field(default_factory=dict)
    excluded: dict[int, str] = field(default_factory=dict)
    left_out: dict[int, tuple[FrameRange, ...]] = field(default_factory=dict)
    added: dict[int, int] = field(default_factory=dict)
    drawn: dict[int, FaceDrawn] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Add the next event."""
        match event:
            case AnalysisStarted():
                self.started = event
            case FacesFound(track):
                self.tracks[track.number] = track
            case FramesScored(scores):
                self.scores[scores.track] = scores
            case TrackJudged(number, verdict):
                self.verdicts[number] = verdict
            case ClipJudged(verdict, seconds, stopped, cuts, after, turned):
                self.verdict, self.seconds, self.turned = verdict, seconds, turned
                self.stopped, self.cuts, self.sha256_after = stopped, cuts, after
            case CodingExamined(findings):
                self.coding = findings
            case FaceDrawn(number):
                self.drawn[number] = event
            case CameraCompared(findings):
                self.camera = findings
            case SurroundingsCompared(findings):
                self.surroundings = findings
            case StructureMatched(findings):
                self.structure = findings

    @property
    def beside(self) -> dict[str, tuple[Observation, ...]]:
        """Observations beside the verdict, by what was examined: "coding", "camera", ..."""
        parts = {
            "coding": self.coding,
            "camera": self.camera,
            "surroundings": self.surroundings,
        }
        return {name: part.observations for name, part in parts.items() if part is not None}

    @classmethod
    def of(cls, events: Iterable[Event]) -> Analysis:
        """Build the result from all events of an analysis, from `analyze` or `Case.events`."""
        analysis = cls()
        for event in events:
            analysis.add(event)
        return analysis

    def _begun(self) -> AnalysisStarted:
        if self.started is None:
            raise ValueError("the analysis has not started")
        return self.started

    def title_of(self, number: int) -> str:
        """Title of a track: its number, and the analyst's name for it."""
        name = self.names.get(number)
        title = f"Track {number}" if not name else f"Track {number}, “{name}”"
        return f"{title} (drawn)" if number in self.added else title

    @property
    def clip(self) -> ClipFacts:
        """Facts about the clip; ValueError before the first event, as in the next four."""
        return self._begun().clip

    @property
    def detector(self) -> DetectorFacts:
        """The detector behind the analysis."""
        return self._begun().detector

    @property
    def local(self) -> LocalCalibration | None:
        """The local calibration used, if any."""
        return self._begun().local

    @property
    def calibration(self) -> Calibration | None:
        """The calibration behind the ratios; None in cases of earlier versions."""
        return self._begun().calibration

    @property
    def calibrated(self) -> bool:
        """Whether scores have likelihood ratios."""
        return self.calibration is None or self.calibration.fitted

    def suspicion(self, number: int) -> np.ndarray:
        """float64 (F,): by which a track's scored faces are ranked and plotted.

        The log10 likelihood ratio, or the score of a detector that is not calibrated.

        Raises:
            KeyError: the track has no scores.
        """
        scores = self.scores[number]
        return scores.llr if self.calibrated else scores.facts.scores[:, 0].astype(np.float64)

    def track_suspicion(self, number: int) -> float | None:
        """Like `suspicion` for a track: from its verdict, or the mean of its frames so far."""
        verdict = self.verdicts.get(number)
        if verdict is not None:
            return suspicion_of(verdict)
        scored = number in self.scores and len(self.scores[number].frames)
        return float(self.suspicion(number).mean()) if scored else None

    @property
    def settings(self) -> AnalysisSettings:
        """The settings of the analysis."""
        return self._begun().settings
