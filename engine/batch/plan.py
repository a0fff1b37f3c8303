"""How long so many hours of video would take, from what one clip takes here."""

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

#: A pass is repeated until it has taken so many seconds, a third of the whole measurement.
_LEAST = 20.0


@dataclass(frozen=True)
class Pass:
    """One way through a clip.

    Attributes:
        frames: looked at.
        seconds: by the clock.
        core_seconds: of all cores together, the decoder's process counted.
        decoder: bytes that the decoder's process took at the end.
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
    """What a clip takes here; each pass does all that the one before does, and more.

    Attributes:
        clip: its path.
        width, height, fps: of its pictures.
        faces: on a frame, on average.
        decode, find, whole: decoding alone; faces found and followed too; the whole analysis.
        length: of the clip, seconds.
        peak: bytes of memory of this process and the decoder's at the most.
        others: cores that were busy with other programs meanwhile, on average.
        torch: the detector takes torch.
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
    """Go through a clip in three ways, each for a while; a long clip is not seen to its end.

    Args:
        least: seconds that each pass takes at least, and at most about so many more than that.

    Raises:
        ClipUnreadableError: the clip cannot be read, or has another fault; see `VideoSource`.
    """
    settings, cancel = settings or AnalysisSettings(), cancel or CancelToken()
    device = detector.embedder.device
    finder = FinderSettings(settings.smallest_face, settings.every, device=device)
    faces: list[float] = []

    def decoded(video: VideoSource) -> Iterator[int]:
        return (frame.index + 1 for frame in video.frames())

    def found(video: VideoSource) -> Iterator[int]:
        # A face that lies still is not looked at on every frame between.
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
        # What is loaded once is not part of what a clip costs.
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
    """One pass through a clip, over and over until it took long enough.

    Args:
        way: what is done; yields how many frames are done, or 0 where that does not change.
        least: seconds after which none is begun anew.
        most: seconds after which one is broken off.
    """
    frames, seconds, core, decoder = 0, 0.0, 0.0, 0
    while not frames or seconds < least:
        with VideoSource.open(path, cancel=cancel) as video:
            # Indexed before the clock runs.
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
    """Of this process and of its children that live."""
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
    """Of all cores and programs since the machine started."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


def _peak() -> int:
    """Of this process, in bytes."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


_HOUR = 3600.0


@dataclass(frozen=True)
class Plan:
    """What a batch would take.

    Attributes:
        hours: of video that it is for.
        workers: asked for; fit: of these at once in this machine's cores and memory.
        cores: of this machine.
        one: hours by the clock with one worker; many: with all that fit.
        core_hours: of one hour of video.
        stages: name and core-hours of an hour of video, in the order of the work.
        need: bytes of memory that a worker is let in with.
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
        """The stage that takes most."""
        return max(self.stages, key=lambda stage: stage[1])[0]


def plan_for(measured: Measured, hours: float, workers: int, cores: int, limit: int) -> Plan:
    """Work out a plan.

    It is assumed that clips are like the measured one, in size, rate and faces, and that workers
    slow each other down only by sharing the cores.

    Args:
        hours: of video, > 0.
        workers: at once; 0 takes as many as there are cores.
        cores: of the machine. limit: bytes that analyses may take together.
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
    # Cores that are busy cannot work for another clip.
    together = max(alone / fit, costs[2] / cores)
    return Plan(hours, asked, fit, cores, hours * alone, hours * min(alone, together), costs[2],
                stages, need)  # fmt: skip


def plan_here(measured: Measured, hours: float, workers: int) -> Plan:
    """The plan for this machine."""
    cores = psutil.cpu_count() or 1
    return plan_for(measured, hours, workers, cores, Admission.of_this_machine().limit)
