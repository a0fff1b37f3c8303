"""The full result as JSON: every number in the PDF, and the data behind them."""

from __future__ import annotations

import hashlib
import json
import platform
import shlex
from importlib import metadata
from pathlib import Path
from typing import Any

from engine import __version__
from engine.analysis import phrases
from engine.analysis.correction import applied_correction_json
from engine.analysis.local_calibration import LocalCalibration
from engine.analysis.result import Analysis
from engine.analysis.settings import DENSE
from engine.analysis.verbal_scale import verbal_scale
from engine.container.facts import truncation_note
from engine.detector.bundle.store import BundleStore
from engine.detector.coverage import coverage
from engine.files import write_atomic
from engine.registry import plugins
from engine.report.issue import Issue
from engine.report.material import Material
from engine.report.track_json import track_json, verdict_json
from engine.structure.library import LIMIT
from engine.structure.property_names import property_name
from engine.wording import ENGLISH, Wording

_FIGURES = ("auc", "eer", "cllr", "recall", "specificity")


def card_figures(card: dict[str, Any], wording: Wording) -> dict[str, Any]:
    """Use, method, error rates, failures and limits from a model card, JSON-ready.

    "rates" is the share of pristine clips at each step of the verbal scale toward manipulation;
    "rows" holds metrics of held-out sets, with 95 % intervals where measured.
    """
    measured = card.get("measured") or {}
    warnings = (measured.get("fairness") or {}).get("warnings") or []
    return {
        "use": str(card.get("use", "")),
        "method": str(card.get("method", "")),
        "made": str(card.get("made", "")),
        "rates": _rates(measured.get("rates") or {}, wording),
        "rows": [
            {"set": name, "level": level, **_row(figures)}
            for name, levels in (measured.get("sets") or {}).items()
            for level, figures in levels.items()
            if "auc" in figures
        ],
        "failures": [str(said) for said in card.get("failures") or []],
        "limits": [str(limit) for limit in [*card.get("limits", []), *warnings]],
    }


def _rates(rates: dict[str, Any], wording: Wording) -> list[dict[str, Any]]:
    return [
        {
            "set": name,
            "clips": found["clips"],
            "words": wording.say(step["words"]),
            **{key: step[key] for key in ("llr", "count", "share", "low", "high")},
        }
        for name, found in rates.items()
        for step in found["steps"]
    ]


def _row(figures: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: figures[key] for key in ("pristine", "forged")}
    for name in _FIGURES:
        for key in (name, f"{name}_low", f"{name}_high"):
            kept[key] = figures.get(key)
    return kept


#: Increased when a key is removed or changes meaning; `resources/report/report-1.schema.json`.
SCHEMA = 1
_PACKAGES = ("torch", "facenet-pytorch", "timm", "opencv-python-headless", "av", "scikit-learn",
             "numpy")  # fmt: skip


def versions() -> dict[str, str]:
    """Versions of the program, of packages that affect the numbers, and of plug-ins."""
    found = {"deepfake-forensics": __version__, "python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "unknown"
    return found | {f"plug-in {one.package}": one.version for one in plugins()}


def to_json(
    analysis: Analysis,
    issue: Issue | None = None,
    material: Material | None = None,
    wording: Wording = ENGLISH,
) -> dict[str, Any]:
    """Convert an analysis to JSON-ready data; see `engine.report.track_json` for its tracks.

    "issue" is None for a result that was not issued as a report; "coding", "camera",
    "surroundings" and "structure" are None if they were not examined, and never enter the verdict.
    "shot_cuts" lists the first frame of each shot, None if unknown.
    """
    material = material or Material()
    said = phrases.propositions(wording)
    return {
        "schema": SCHEMA,
        "issue": None if issue is None else issue.to_json(wording),
        "clip": analysis.clip.to_json(),
        "hashes": _hashes_json(analysis, material),
        "verdict": verdict_json(analysis.verdict, wording),
        "propositions": dict(zip(("forged", "pristine"), said, strict=True)),
        "scale": scale_json(wording),
        "caution": phrases.caution(wording),
        "not_examined": phrases.not_examined(
            analysis.stopped,
            analysis.settings,
            analysis.turned,
            truncation_note(analysis.clip, wording),
            wording,
        ),
        "coding": None if analysis.coding is None else analysis.coding.to_json(),
        "camera": None if analysis.camera is None else analysis.camera.to_json(),
        "surroundings": None if analysis.surroundings is None else analysis.surroundings.to_json(),
        "structure": _structure_json(analysis, wording),
        "shot_cuts": None if analysis.cuts is None else list(analysis.cuts),
        "corrections": [applied_correction_json(made, wording) for made in analysis.corrections],
        "tracks": [track_json(analysis, n, material, wording) for n in sorted(analysis.tracks)],
        "detector": _detector_json(analysis, wording),
        "coverage": [] if analysis.calibration is None else coverage(analysis.calibration, wording),
        "performance": card_figures(analysis.detector.card, wording),
        "local_calibration": local_json(analysis.local, wording),
        "settings": analysis.settings.to_json(),
        "settings_sha256": settings_digest(analysis),
        "command": command(analysis),
        "software": versions(),
        "seconds": round(analysis.seconds, 3),
        "limits": [wording.say(limit) for limit in phrases.LIMITS],
    }


def local_json(local: LocalCalibration | None, wording: Wording = ENGLISH) -> dict[str, Any] | None:
    """A local calibration in words; None if the detector's own was used."""
    if local is None:
        return None
    count, threshold = len(local.clips), local.before[0]
    return {
        **local.to_json(),
        "clip_count": count,
        "false_alarm_rate": threshold.count / count,
        "false_alarm_rate_interval": [threshold.low, threshold.high],
        "sentences": phrases.local_calibration_sentences(local, wording),
    }


def settings_digest(analysis: Analysis) -> str:
    """SHA-256 of the settings as JSON with sorted keys, hexadecimal."""
    plain = json.dumps(analysis.settings.to_json(), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def command(analysis: Analysis) -> str:
    """Command line that repeats an analysis."""
    settings = analysis.settings
    clip = shlex.quote(analysis.clip.path)
    smallest = f" --smallest-face {settings.smallest_face}" if settings.smallest_face else ""
    part = f" --from {settings.begin:.9g}" if settings.begin else ""
    part += f" --to {settings.end:.9g}" if settings.end else ""
    part += " --dense" if settings.frames_per_track == DENSE else ""
    quick = " --quick" if settings.quick else ""
    quick += " --coding" if analysis.coding is not None else ""
    quick += " --surroundings" if analysis.surroundings is not None else ""
    quick += " --structure" if analysis.structure is not None else ""
    local = " --calibration CALIBRATION.fcal" if analysis.local else ""
    examination = analysis.clip.examination
    several = examination is not None and sum(s.kind == "video" for s in examination.streams) > 1
    stream = f" --stream {analysis.clip.stream}" if several else ""
    return (
        f"forensics analyze {clip}{stream} --every {settings.every}{smallest}{part}{quick}{local}"
    )


def _structure_json(analysis: Analysis, wording: Wording) -> dict[str, Any] | None:
    """Matches in the library of structures, and what they do not show."""
    found = analysis.structure
    if found is None:
        return None
    plain = found.to_json()
    for match in plain["matches"]:
        match["lacks"] = [property_name(name, wording) for name in match["lacks"]]
        for one in match["differ"]:
            one["field"] = property_name(one["field"], wording)
    return {"limit": wording.say(LIMIT), **plain}


def _hashes_json(analysis: Analysis, material: Material) -> dict[str, Any]:
    later = [taken for taken in (analysis.sha256_after, material.sha256_after) if taken]
    return {
        "sha256": analysis.clip.sha256,
        "sha512": material.sha512 or None,
        "sha256_after_analysis": analysis.sha256_after or None,
        "sha256_after": material.sha256_after or None,
        "unchanged": set(later) == {analysis.clip.sha256} if later else None,
    }


def _detector_json(analysis: Analysis, wording: Wording) -> dict[str, Any]:
    """The detector, and its origin according to this machine's store."""
    origin = BundleStore().origin_of(analysis.detector.digest)
    return {
        "name": analysis.detector.name,
        "sha256": analysis.detector.digest,
        "origin": origin,
        "origin_words": wording.say(phrases.ORIGINS[origin]),
        "calibrated": analysis.calibrated,
        "licence": str(analysis.detector.card.get("licence", "")),
        "citation": str(analysis.detector.card.get("citation", "")),
    }


def scale_json(wording: Wording) -> dict[str, Any]:
    """The verbal scale as rows of likelihood ratios; the last one has no upper end."""
    scale = verbal_scale()
    lower = [step.lower for step in scale.steps]
    return {
        "source": scale.source,
        "rows": [
            {"from": low, "to": high, "words": wording.say(step.words)}
            for low, high, step in zip(lower, [*lower[1:], None], scale.steps, strict=True)
        ],
    }


def json_bytes(result: dict[str, Any]) -> bytes:
    """Encode a result of `to_json` for a file."""
    return (
        json.dumps(result, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    )


def write_json(
    analysis: Analysis, path: Path, issue: Issue | None = None, material: Material | None = None
) -> None:
    """Write `to_json`; raises OutputError, see `engine.files.write_atomic`."""
    write_atomic(path, json_bytes(to_json(analysis, issue, material)))
