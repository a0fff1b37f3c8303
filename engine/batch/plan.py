"""Estimate the duration of a batch from a measurement on one clip."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.analysis.events import StageStarted
from engine.analysis.pipeline import analyze
from engine.analysis.settings import AnalysisSettings
from engine.batch.admission import Admission, need_of
from engine.detector.detector import Detector
from engine.faces.finder import FinderSettings, track_faces
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.video.source import VideoSource

#: Minimum duration of a pass in seconds, a third of the whole measurement.
_LEAST = 20.0


@dataclass(frozen=True)
class Pass:
    """One pass through a clip.

    Attributes:
        frames: processed.
        seconds: wall time.
        core_seconds: CPU time including the decoder's process.
        decoder: final memory of the decoder's process, bytes.
    """

    frames: int
    seconds: float
    core_seconds: float
    decoder: int = 0

    @property
    def rate(self) -> float:
        """Frames a second."""
        return self.frames / self.seconds


@dataclass(frozen=True)
class Measured:
    """Measured cost of a clip; each pass includes the work of the previous one.

    Attributes:
        clip: its path.
        width, height, fps: of its pictures.
        faces: mean number on a frame.
        decode, find, whole: decoding; with detection and tracking; the whole analysis.
        length: of the clip, seconds.
        peak: maximum memory of this process and the decoder's, bytes.
        others: mean number of cores used by other programs meanwhile.
        torch: whether the detector needs torch.
    """

    clip: Path
    width: int
    height: int
    fps: float
    faces: float
    decode: Pass
    find: Pass
    whole: Pass
    length: float
    peak: int
    others: float
    torch: bool = False


def measure(
    path: Path,
    detector: Detector,
    settings: AnalysisSettings | None = None,
    least: float = _LEAST,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Measured:
    """Measure three passes through a clip; a long clip is not read to its end.

    Args:
        least: minimum seconds of each pass; the maximum is about twice that.

    Raises:
        ClipUnreadableError: the clip is unreadable or damaged; see `VideoSource`.
    """
    settings, cancel = settings or AnalysisSettings(), cancel or CancelToken()
    device = detector.embedder.device
    finder = FinderSettings(settings.smallest_face, settings.every, device=device)
    faces: list[float] = []

    def decoded(video: VideoSource) -> Iterator[int]:
        return (frame.index + 1 for frame in video.frames())

    def found(video: VideoSource) -> Iterator[int]:
        # Stationary faces are not detected on every frame.
        spans: dict[int, tuple[int, int]] = {}
        for step in track_faces(video, finder, cancel):
            for seen in step.seen:
                frame = seen.sighting.frame
                first, last = spans.get(seen.track.key, (frame, frame))
                spans[seen.track.key] = (min(first, frame), max(last, frame))
            faces[:] = [sum(last - first + 1 for first, last in spans.values()) / step.done]
            yield step.done

    def analysed(video: VideoSource) -> Iterator[int]:
        events = analyze(video, detector, settings, cancel)
        return (event.done for event in events if isinstance(event, StageStarted))

    with VideoSource.open(path, cancel=cancel) as video:
        # One-time loading is not part of a clip's cost.
        first, fps, length = video.frame(0), video.fps, video.facts.duration
        for _ in analyze(video, detector, AnalysisSettings(quick=True), cancel):
            pass
    passes, began, busy = [], time.perf_counter(), _busy_seconds()
    for number, way in enumerate((decoded, found, analysed)):
        progress(Progress("Measuring this machine", number, 3))
        passes.append(passed(path, way, least, 2 * least, cancel))
    progress(Progress("Measuring this machine", 3, 3))
    decode, find, whole = passes
    taken = time.perf_counter() - began
    others = (_busy_seconds() - busy - sum(one.core_seconds for one in passes)) / taken
    return Measured(
        path, first.width, first.height, fps, faces[0] if faces else 0.0, decode, find, whole,
        length, _peak() + max(p.decoder for p in passes), max(0.0, others), detector.takes_torch,
    )  # fmt: skip


def passed(
    path: Path,
    way: Callable[[VideoSource], Iterator[int]],
    least: float,
    most: float,
    cancel: CancelToken | None = None,
) -> Pass:
    """Repeat a pass through a clip until it took long enough.

    Args:
        way: the work; yields the number of finished frames, or 0 if unchanged.
        least: seconds after which no repetition starts.
        most: seconds after which a repetition is aborted.
    """
    frames, seconds, core, decoder = 0, 0.0, 0.0, 0
    while not frames or seconds < least:
        with VideoSource.open(path, cancel=cancel) as video:
            # Index the clip before timing.
            len(video)
            before, began, done = _core_seconds(), time.perf_counter(), 0
            for reached in way(video):
                done = max(done, reached)
                if time.perf_counter() - began > most:
                    break
            seconds += time.perf_counter() - began
            core += _core_seconds() - before
            with contextlib.suppress(psutil.Error):
                decoder = max(decoder, psutil.Process(video.process_id).memory_info().rss)
        frames += done
    return Pass(frames, seconds, core, decoder)


def _core_seconds() -> float:
    """CPU time of this process and its live children."""
    me = psutil.Process()
    total = sum(os.times()[:2])
    for child in me.children(recursive=True):
        try:
            used = child.cpu_times()
        except psutil.Error:
            continue
        total += used.user + used.system
    return total


def _busy_seconds() -> float:
    """CPU time of all cores and programs since boot."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


def _peak() -> int:
    """Peak memory of this process in bytes."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


_HOUR = 3600.0


@dataclass(frozen=True)
class Plan:
    """Estimated cost of a batch.

    Attributes:
        hours: of video.
        workers: requested; fit: number that cores and memory allow.
        cores: of this machine.
        one: hours of wall time with one worker; many: with all that fit.
        core_hours: for one hour of video.
        stages: name and core-hours per hour of video, in order.
        need: bytes reserved for each worker.
    """

    hours: float
    workers: int
    fit: int
    cores: int
    one: float
    many: float
    core_hours: float
    stages: tuple[tuple[str, float], ...]
    need: int

    @property
    def bottleneck(self) -> str:
        """The most expensive stage."""
        return max(self.stages, key=lambda stage: stage[1])[0]


def plan_for(measured: Measured, hours: float, workers: int, cores: int, limit: int) -> Plan:
    """Compute a plan.

    Assumes clips like the measured one in size, frame rate and faces, and workers that slow each
    other down only by sharing cores.

    Args:
        hours: of video, > 0.
        workers: requested; 0 for one on each core.
        cores: of the machine. limit: total bytes for analyses.
    """
    frames = _HOUR * measured.fps
    costs = [p.core_seconds / p.frames * frames / _HOUR
             for p in (measured.decode, measured.find, measured.whole)]  # fmt: skip
    stages = (
        ("decode", costs[0]),
        ("find and follow faces", max(0.0, costs[1] - costs[0])),
        ("embed and judge", max(0.0, costs[2] - max(costs[:2]))),
    )
    need = need_of(measured.width, measured.height, measured.torch)
    asked = workers or cores
    fit = max(1, min(asked, limit // need))
    alone = frames / measured.whole.rate / _HOUR
    # Busy cores are not available to other clips.
    together = max(alone / fit, costs[2] / cores)
    return Plan(hours, asked, fit, cores, hours * alone, hours * min(alone, together), costs[2],
                stages, need)  # fmt: skip


def plan_here(measured: Measured, hours: float, workers: int) -> Plan:
    """The plan for this machine."""
    cores = psutil.cpu_count() or 1
    return plan_for(measured, hours, workers, cores, Admission.of_this_machine().limit)
