"""The full result as JSON."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from engine import __version__
from engine.analysis import local_words, phrases
from engine.analysis.correction import made_json
from engine.analysis.local_calibration import LocalCalibration
from engine.analysis.result import Analysis
from engine.analysis.verdict import Verdict
from engine.detector.store import BundleStore
from engine.report.files import write_whole

#: Raised when a key is removed or changes its meaning.
SCHEMA = 1
_PACKAGES = ("torch", "facenet-pytorch", "timm", "opencv-python-headless", "av", "scikit-learn",
             "numpy")  # fmt: skip


def versions() -> dict[str, str]:
    """Versions of the program and of the packages that a number can depend on."""
    found = {"deepfake-forensics": __version__, "python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "unknown"
    return found


def verdict_json(verdict: Verdict | None) -> dict[str, Any] | None:
    """A verdict with its words; None where there is none yet."""
    if verdict is None:
        return None
    return {
        "outcome": verdict.outcome.value,
        "headline": phrases.headline(verdict),
        "sentence": phrases.sentence(verdict),
        "advice": phrases.advice(verdict),
        "log10_lr": verdict.llr,
        "score": verdict.score,
        "usable_frames": verdict.usable,
        "scored_frames": verdict.scored,
        "reasons": [reason.value for reason in verdict.reasons],
        "deciding_track": verdict.track,
    }


def local_json(local: LocalCalibration | None) -> dict[str, Any] | None:
    """A local calibration with its words; None where the detector's own was used."""
    if local is None:
        return None
    count, threshold = len(local.clips), local.before[0]
    return {
        **local.to_json(),
        "clip_count": count,
        "false_alarm_rate": threshold.count / count,
        "false_alarm_rate_interval": [threshold.low, threshold.high],
        "sentences": local_words.sentences(local),
    }


def to_json(analysis: Analysis) -> dict[str, Any]:
    """Everything an analysis found, JSON-ready.

    The keys under "frames" of a track are columns of equal length, one entry a scored frame.
    "excluded" is the reason for which a track does not count, None where it does. "shot_cuts" are
    the frames that a new shot begins with, None where that is not known.
    """
    return {
        "schema": SCHEMA,
        "clip": analysis.clip.to_json(),
        "verdict": verdict_json(analysis.verdict),
        "propositions": dict(zip(("forged", "pristine"), phrases.propositions(), strict=True)),
        "caution": phrases.caution(),
        "not_examined": phrases.not_examined(analysis.stopped, analysis.settings.quick),
        "shot_cuts": None if analysis.cuts is None else list(analysis.cuts),
        "corrections": [made_json(made) for made in analysis.corrections],
        "tracks": [_track_json(analysis, number) for number in sorted(analysis.tracks)],
        "detector": _detector_json(analysis),
        "local_calibration": local_json(analysis.local),
        "settings": analysis.settings.to_json(),
        "software": versions(),
        "seconds": round(analysis.seconds, 3),
        "limits": list(phrases.LIMITS),
    }


def _detector_json(analysis: Analysis) -> dict[str, str]:
    """Which detector, and where it came from, as this machine's store knows it."""
    origin = BundleStore().origin_of(analysis.detector.digest)
    return {
        "name": analysis.detector.name,
        "sha256": analysis.detector.digest,
        "origin": origin,
        "origin_words": phrases.ORIGINS[origin],
    }


def _track_json(analysis: Analysis, number: int) -> dict[str, Any]:
    track, scores = analysis.tracks[number], analysis.scores.get(number)
    result: dict[str, Any] = {
        "number": number,
        "name": analysis.names.get(number, ""),
        "excluded": analysis.excluded.get(number),
        "excluded_frames": [asdict(r) for r in analysis.left_out.get(number, ())],
        "first_frame": int(track.frames[0]),
        "last_frame": int(track.frames[-1]),
        "first_time": round(float(track.times[0]), 4),
        "last_time": round(float(track.times[-1]), 4),
        "detections": int(track.detected.sum()),
        "verdict": verdict_json(analysis.verdicts.get(number)),
    }
    if scores is not None:
        rows = np.searchsorted(track.frames, scores.frames)
        result["frames"] = {
            "index": scores.frames.tolist(),
            "time": _rounded(scores.times),
            "box": _rounded(track.boxes[rows]),
            "landmarks": _rounded(track.landmarks[rows]),
            "probability": _rounded(track.probabilities[rows]),
            "score": _rounded(scores.facts.scores),
            "log10_lr": _rounded(scores.llr),
            "size": _rounded(scores.facts.sizes),
            "sharpness": _rounded(scores.facts.sharpness),
            "novelty": _known(scores.facts.novelty),
            "usable": scores.usable.tolist(),
        }
        if track.quality is not None:
            for name in ("yaw", "pitch", "roll", "brightness", "blockiness"):
                result["frames"][name] = _known(getattr(track.quality, name)[rows])
    return result


def _rounded(values: np.ndarray) -> list[Any]:
    return list(np.round(values.astype(np.float64), 4).tolist())


def _known(values: np.ndarray) -> list[float | None]:
    """Rounded; JSON knows no NaN."""
    return [None if v != v else v for v in _rounded(values)]


def write_json(analysis: Analysis, path: Path) -> None:
    """Write `to_json`; raises OutputError, see `engine.report.files.write_whole`."""
    text = json.dumps(to_json(analysis), indent=1, ensure_ascii=False)
    write_whole(path, text.encode() + b"\n")
