"""Analysis: the finished (or interrupted) result, folded from its events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.analysis.correction import Made
from engine.analysis.events import (
    AnalysisStarted,
    ClipJudged,
    DetectorFacts,
    Event,
    FacesFound,
    FrameScores,
    FramesScored,
    TrackJudged,
)
from engine.analysis.local_calibration import LocalCalibration
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Verdict
from engine.container.facts import ClipFacts
from engine.detector.calibration import Calibration
from engine.faces.track import FaceTrack


@dataclass(frozen=True)
class FrameRange:
    """Frames of a track that an analyst left out of the verdict: first to last, and why."""

    first: int
    last: int
    reason: str


@dataclass
class Analysis:
    """What is known of a clip so far; `verdict` is None until the last event.

    Attributes:
        started: the first event; clip, detector and settings.
        tracks, scores, verdicts: by track number.
        verdict: on the clip.
        seconds: how long the analysis took.
        stopped: why the last frames were not examined, "" where all were.
        cuts: frames that a new shot begins with, rising; None where that is not known.
        turned: see `ClipJudged`.
        sha256_after: of the file once it was examined; "" where it was not hashed again.
        corrections: the analyst's, in order; empty for what the analysis itself found, and so
            are the next three. See `engine.analysis.corrections`.
        names: of tracks, where the analyst gave one.
        excluded: reasons, by number, of tracks that the clip's verdict does not rest on.
        left_out: by number, frames that the track's verdict does not rest on.
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
    corrections: tuple[Made, ...] = ()
    names: dict[int, str] = field(default_factory=dict)
    excluded: dict[int, str] = field(default_factory=dict)
    left_out: dict[int, tuple[FrameRange, ...]] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Take in the next event."""
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

    @classmethod
    def of(cls, events: Iterable[Event]) -> Analysis:
        """The result of all events of one analysis, from `analyze` or `Case.events`."""
        analysis = cls()
        for event in events:
            analysis.add(event)
        return analysis

    def _begun(self) -> AnalysisStarted:
        if self.started is None:
            raise ValueError("the analysis has not started")
        return self.started

    def title_of(self, number: int) -> str:
        """A track in words: its number, and the analyst's name for it."""
        name = self.names.get(number)
        return f"Track {number}" if not name else f"Track {number}, “{name}”"

    @property
    def clip(self) -> ClipFacts:
        """Facts of the clip; ValueError before the first event, as the four properties below."""
        return self._begun().clip

    @property
    def detector(self) -> DetectorFacts:
        """Which detector made it."""
        return self._begun().detector

    @property
    def local(self) -> LocalCalibration | None:
        """The local calibration that was used, if any."""
        return self._begun().local

    @property
    def calibration(self) -> Calibration | None:
        """The one that the ratios come from; None in cases of earlier versions."""
        return self._begun().calibration

    @property
    def settings(self) -> AnalysisSettings:
        """How the clip was analysed."""
        return self._begun().settings
