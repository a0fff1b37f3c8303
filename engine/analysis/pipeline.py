"""analyze(): run a detector on a clip and yield typed events."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from engine.analysis.events import (
    AnalysisStarted,
    ClipJudged,
    DetectorFacts,
    Event,
    FacesFound,
    FrameScores,
    FramesScored,
    StageStarted,
    TrackJudged,
)
from engine.analysis.local_calibration import LocalCalibration, calibrated
from engine.analysis.sampling import Candidate
from engine.analysis.scan import Scan, TrackProgress
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Verdict, face_facts, judge_clip, judge_track, usable_frames
from engine.container.clip_file import sha256_of
from engine.detector.detector import Detector
from engine.errors import CancelledError, ClipUnreadableError
from engine.faces.sparse_scan import turn_to_faces
from engine.progress import CancelToken
from engine.video.source import VideoSource
from engine.wording import mark

logger = logging.getLogger(__name__)

#: Show growing tracks after SHOW_FIRST frames, then each time the examined share of the clip has
#: doubled, but at least every SHOW_AT_LEAST frames: each update costs scoring time.
SHOW_FIRST, SHOW_AT_LEAST = 25, 750


def analyze(
    video: VideoSource,
    detector: Detector,
    settings: AnalysisSettings | None = None,
    cancel: CancelToken | None = None,
    local: LocalCalibration | None = None,
) -> Iterator[Event]:
    """Detect, track, score and judge every face of a clip.

    Growing tracks are yielded several times, longer each time; the last FacesFound and
    FramesScored of a track are the ones behind its TrackJudged. The same clip, bundle and
    settings give the same events, except for `ClipJudged.seconds`.

    Args:
        video: must not be used elsewhere until the generator ends or is closed.
        detector: scores the faces.
        settings: of the analysis; the defaults if None.
        cancel: raises CancelledError at the next step; closing the generator also stops it.
        local: replaces the detector's own calibration.

    Yields:
        AnalysisStarted first, ClipJudged last.

    Raises:
        CalibrationError: `local` belongs to another detector.
        ClipUnreadableError: the file changed during the analysis.
    """
    began = time.monotonic()
    settings = settings or AnalysisSettings()
    if local is not None:
        detector = calibrated(detector, local)
    facts = DetectorFacts(detector.name, detector.digest, detector.card)
    yield AnalysisStarted(video.facts, facts, settings, local, detector.calibration)
    with _logged(video, detector, settings, began):
        yield from _judged(video, detector, settings, cancel or CancelToken(), began)


def _judged(
    video: VideoSource,
    detector: Detector,
    settings: AnalysisSettings,
    cancel: CancelToken,
    began: float,
) -> Iterator[Event]:
    """Yield the events after AnalysisStarted."""
    verdicts: dict[int, Verdict] = {}
    # A detector that judges the faces of a track together needs all of them at its end.
    sampled = settings if detector.window == 1 else replace(settings, stretch=0.0)
    parts = (sampled, detector.alignment, detector.embedder.device, cancel)
    scan = Scan(video, *parts)
    yield from _faces_of(scan, detector, settings, verdicts)
    quarters = 0
    if not verdicts and not scan.stopped:
        yield StageStarted(mark("Looking for faces that are not upright"), 0, 0)
        quarters = turn_to_faces(video, scan.finder, cancel)
        if quarters:
            scan = Scan(video, *parts, quarters)
            yield from _faces_of(scan, detector, settings, verdicts)
    verdict = judge_clip(sorted(verdicts.items()))
    cuts = None if settings.quick else tuple(scan.cuts)
    yield StageStarted(mark("Hashing the file again"), 0, 0)
    after = _unchanged(video, cancel)
    yield ClipJudged(verdict, time.monotonic() - began, scan.stopped, cuts, after, 90 * quarters)


@contextmanager
def _logged(
    video: VideoSource, detector: Detector, settings: AnalysisSettings, began: float
) -> Iterator[None]:
    """Log the start of an analysis, and its duration in seconds at the end."""
    kind = "First look" if settings.quick else "Analysis"
    logger.info("%s of %s started, detector %s", kind, video.path, detector.digest or "unsaved")
    ended = "failed"
    try:
        yield
        ended = "finished"
    except (CancelledError, GeneratorExit):
        ended = "cancelled"
        raise
    finally:
        seconds = time.monotonic() - began
        logger.info("%s of %s %s after %.1f s", kind, video.path, ended, seconds)


def _faces_of(
    scan: Scan, detector: Detector, settings: AnalysisSettings, verdicts: dict[int, Verdict]
) -> Iterator[Event]:
    """Yield the events of one pass over the clip, and store track verdicts in `verdicts`."""
    times = scan.times
    show_at = SHOW_FIRST
    for tracks in scan.run():
        yield StageStarted(mark("Finding and scoring faces"), scan.done, scan.total)
        show = scan.done >= show_at and not settings.quick
        if show:
            show_at = scan.done + min(scan.done, SHOW_AT_LEAST)
        for part in tracks:
            _let_go(part.sample.closed(), detector)
            if part.ended or show:
                scores = score_track(part, detector, settings, times)
                yield FacesFound(scan.in_clip_coordinates(part.track.finished(times)))
                yield FramesScored(scores)
                if part.ended:
                    verdicts[scores.track] = judge_track(
                        scores.facts, detector.calibration, settings, scores.times
                    )
                    yield TrackJudged(scores.track, verdicts[scores.track])


def _unchanged(video: VideoSource, cancel: CancelToken) -> str:
    """SHA-256 of the examined file, after checking that it is unchanged; "" if it is gone."""
    try:
        after = sha256_of(video.path, cancel=cancel)
    except ClipUnreadableError:
        return ""
    if after != video.facts.sha256:
        raise ClipUnreadableError(
            mark("'{path}' was changed while it was examined: its SHA-256 differs."),
            mark("Copy it to where nothing writes to it, and analyse the copy."),
            path=video.path,
        )
    return after


def score_track(
    part: TrackProgress, detector: Detector, settings: AnalysisSettings, times: np.ndarray
) -> FrameScores:
    """Embed and score the chosen faces of a track.

    Args:
        times: float64 (N,), seconds of each frame of the clip.
    """
    chosen = part.sample.chosen()
    _embed(chosen, detector)
    embeddings = np.stack([c.embedding for c in chosen if c.embedding is not None])
    frames = np.array([c.frame for c in chosen], np.int64)
    scores = detector.score(embeddings)
    facts = face_facts(
        [c.quality for c in chosen], scores, detector.out_of_distribution_distance(embeddings)
    )
    by_kind = detector.calibration.by_kind(scores, facts.terms)
    return FrameScores(
        track=part.track.number,
        frames=frames,
        times=times[frames],
        facts=facts,
        llr=detector.calibration.mixture(by_kind),
        by_kind=by_kind,
        usable=usable_frames(facts, settings),
        embeddings=embeddings,
    )


def _let_go(candidates: list[Candidate], detector: Detector) -> None:
    """Embed candidates that remain chosen, and release their crops."""
    _embed(candidates, detector)
    for candidate in candidates:
        candidate.crop = np.empty((0, 0, 3), np.uint8)


def _embed(candidates: list[Candidate], detector: Detector) -> None:
    together = detector.embedder.spec.window > 1
    new = [c for c in candidates if together or c.embedding is None]
    if new:
        for candidate, row in zip(
            new, detector.embed(np.stack([c.crop for c in new])), strict=True
        ):
            candidate.embedding = row
