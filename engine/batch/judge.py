"""Judge one clip of a batch in a worker process."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from engine.analysis.events import AnalysisStarted, Event, StageStarted
from engine.analysis.local_calibration import LocalCalibration
from engine.analysis.pipeline import analyze
from engine.analysis.settings import AnalysisSettings
from engine.batch.admission import Admission, need_of
from engine.batch.inputs import as_file
from engine.batch.workers import fault
from engine.detector.detector import Detector
from engine.errors import EngineError
from engine.video.source import VideoSource


@dataclass(frozen=True)
class Job:
    """Settings shared by the clips of a batch.

    Attributes:
        bundle: folder of the detector; the same path on every machine. digest: its SHA-256.
        device: see `engine.device.pick_device`.
    """

    bundle: Path
    digest: str
    settings: AnalysisSettings = field(default_factory=AnalysisSettings)
    local: LocalCalibration | None = None
    device: str = "auto"


@dataclass(frozen=True)
class Order:
    """A clip (path or address) to judge."""

    clip: str
    job: Job


@dataclass(frozen=True)
class Outcome:
    """Result of an order.

    Attributes:
        clip: as ordered.
        events: of the analysis, without progress; empty if it failed.
        error: why it failed.
        seconds: duration without waiting for memory.
    """

    clip: str
    events: tuple[Event, ...] = ()
    error: EngineError | None = None
    seconds: float = 0.0


def judge(order: Order) -> Outcome:
    """Judge a clip; errors are returned, not raised."""
    job, began = order.job, time.monotonic()
    try:
        with as_file(order.clip) as path, VideoSource.open(path) as video:
            detector = _detector(job.bundle, job.device)
            first = video.frame(0)
            need = need_of(first.width, first.height, detector.takes_torch)
            with Admission.of_this_machine().room(need):
                began = time.monotonic()
                events = analyze(video, detector, job.settings, local=job.local)
                kept = [_named(e, order.clip) for e in events if not isinstance(e, StageStarted)]
    except EngineError as error:
        return Outcome(order.clip, error=error, seconds=time.monotonic() - began)
    # A bug ends this clip only, and is reported.
    except Exception as error:
        return Outcome(order.clip, error=fault(error), seconds=time.monotonic() - began)
    return Outcome(order.clip, tuple(kept), seconds=time.monotonic() - began)


@lru_cache(maxsize=1)
def _detector(bundle: Path, device: str) -> Detector:
    """Load the detector once for each process."""
    return Detector.load(bundle, device)


def _named(event: Event, clip: str) -> Event:
    """Name a downloaded clip by its address instead of its temporary path."""
    if isinstance(event, AnalysisStarted) and event.clip.path != clip:
        return replace(event, clip=replace(event.clip, path=clip))
    return event
