"""Calibrate a detector for one source from a folder of known-pristine clips."""

from __future__ import annotations

import datetime
from pathlib import Path

from engine.analysis.local_calibration import (
    LEAST_CLIPS,
    KnownClip,
    LeftOut,
    LocalCalibration,
    fit_locally,
)
from engine.analysis.phrases import REASONS
from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Reason, Verdict
from engine.container.clip_file import find_clips
from engine.detector.detector import Detector
from engine.errors import CalibrationError, CancelledError, EngineError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.video.source import VideoSource
from engine.wording import mark

_STAGE = "Judging known-pristine clips"


def calibrate_locally(
    detector: Detector,
    folder: Path,
    settings: AnalysisSettings | None = None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> LocalCalibration:
    """Analyse every clip of a folder as `analyze` does, and calibrate on the scores.

    Each clip counts once, with the score of its verdict. Clips without a usable verdict and
    duplicates are left out and listed.

    Args:
        folder: clips of one source, at any depth, all known to be pristine.
        settings: those of later analyses; the defaults if None.

    Raises:
        CalibrationError: the folder does not exist, or has fewer than `LEAST_CLIPS` usable
            clips.
        CancelledError: `cancel` was used.
    """
    cancel = cancel or CancelToken()
    paths = _clips(folder)
    clips: list[KnownClip] = []
    left_out: list[LeftOut] = []
    names: dict[str, str] = {}
    for done, path in enumerate(paths):
        cancel.check()
        progress(Progress(_STAGE, done, len(paths)))
        name = path.relative_to(folder).as_posix()
        try:
            with VideoSource.open(path, cancel=cancel) as video:
                sha256 = video.facts.sha256
                if sha256 in names:
                    left_out.append(LeftOut(name, f"It is a copy of {names[sha256]}."))
                    continue
                names[sha256] = name
                analysis = Analysis.of(analyze(video, detector, settings, cancel))
        except CancelledError:
            raise
        except EngineError as error:
            left_out.append(LeftOut(name, error.what))
            continue
        verdict = analysis.verdict
        assert verdict is not None
        if reason := _unusable(verdict):
            left_out.append(LeftOut(name, reason))
        else:
            assert verdict.track is not None
            assert verdict.llr is not None
            found = analysis.scores[verdict.track]
            terms = found.facts.terms[found.usable].mean(axis=0).tolist()
            scores = [kind.score for kind in verdict.kinds]
            clips.append(KnownClip(name, sha256, scores, terms, verdict.llr))
    progress(Progress(_STAGE, len(paths), len(paths)))
    today = datetime.date.today().isoformat()
    return fit_locally(detector, folder.resolve().name, today, clips, left_out)


def _clips(folder: Path) -> list[Path]:
    """List the clips below a folder; raise if there are too few."""
    if not folder.is_dir():
        raise CalibrationError(
            mark("'{folder}' is not a folder."), mark("Choose a folder of clips."), folder=folder
        )
    paths = find_clips(folder)
    if len(paths) < LEAST_CLIPS:
        raise CalibrationError(
            mark("'{folder}' holds {count} clips; at least {least} are needed."),
            mark("Add clips of the same source that are known to be pristine."),
            folder=folder,
            count=len(paths),
            least=LEAST_CLIPS,
        )
    return paths


def _unusable(verdict: Verdict) -> str:
    """Why a verdict has no ratio to calibrate on; "" if it has one."""
    weighty = [reason for reason in verdict.reasons if reason is not Reason.UNDECIDED]
    return " ".join(REASONS[reason] for reason in weighty)
