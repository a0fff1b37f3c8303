"""The PDF report: data and pictures handed to a Typst template, never markup."""

from __future__ import annotations

import json
import shlex
import shutil
import statistics
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import typst
from PIL import Image

from engine.analysis.evidence import FaceEvidence
from engine.analysis.gradcam import blend
from engine.analysis.result import Analysis
from engine.analysis.scale import verbal_scale
from engine.errors import OutputError
from engine.report import plots
from engine.report.files import write_whole
from engine.report.json_report import to_json
from engine.shipped import resource
from engine.video.fact_sheet import fact_sheet

Evidence = dict[int, list[FaceEvidence]]


def write_pdf(analysis: Analysis, path: Path, evidence: Evidence) -> None:
    """Typeset an analysis as a tagged PDF/A-2b.

    Args:
        analysis: finished, or as far as it came.
        path: the file to write; replaced whole or left as it was.
        evidence: faces to show of each track, by track number; may be empty.

    Raises:
        OutputError: the report cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="report-") as name:
            folder = Path(name)
            shutil.copy(resource("report/report.typ"), folder / "report.typ")
            document = _typeset(folder, report_data(analysis, evidence, folder))
    except OSError as error:
        raise OutputError(
            f"The report could not be prepared: {error.strerror or error}.",
            "Free some room on the disk that holds temporary files. The analysis itself is kept.",
            repr(error),
        ) from error
    write_whole(path, document)


def _typeset(folder: Path, data: dict[str, Any]) -> bytes:
    """The template with its data; letters that no font has are printed as their code points.

    PDF/A allows no missing letters, and file names come in every script.
    """
    try:
        return _compile(folder, data)
    except typst.TypstError:
        return _compile(folder, _spelled_out(data))


def _compile(folder: Path, data: dict[str, Any]) -> bytes:
    (folder / "data.json").write_text(json.dumps(data), "utf-8")
    return bytes(typst.compile(folder / "report.typ", root=folder, pdf_standards=["a-2b"]))


def _spelled_out(value: Any) -> Any:
    """The same data with letters beyond Latin, Greek and Cyrillic as U+ and their number."""
    if isinstance(value, str):
        return "".join(
            c if " " <= c < "\u0530" or "\u2000" <= c < "\u2300" else f"[U+{ord(c):04X}]"
            for c in value
        )
    if isinstance(value, list | tuple):
        return [_spelled_out(item) for item in value]
    if isinstance(value, dict):
        return {key: _spelled_out(item) for key, item in value.items()}
    return value


def report_data(analysis: Analysis, evidence: Evidence, folder: Path) -> dict[str, Any]:
    """What the template reads; pictures and plots are written into `folder`."""
    result = to_json(analysis)
    verdict = result["verdict"]
    llr = verdict["log10_lr"] if verdict else None
    _write(folder / "scale.svg", plots.llr_scale(llr))
    for track in result["tracks"]:
        _add_track(track, analysis, evidence.get(track["number"], []), folder)
    clip = result["clip"]
    clip["name"] = Path(clip["path"]).name
    examination = analysis.clip.examination
    return {
        **result,
        "sheet": [asdict(section) for section in fact_sheet(examination)] if examination else [],
        "observations": [asdict(seen) for seen in examination.observations]
        if examination
        else None,
        "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "interrupted": verdict is None,
        "card": _card(analysis.detector.card),
        "scale": _scale(),
        "command": _command(analysis),
    }


def _scale() -> dict[str, Any]:
    """The verbal scale as rows of likelihood ratios; the last has no upper end."""
    scale = verbal_scale()
    ends = [*(f"{step.lower:,.0f}" for step in scale.steps), None]
    rows = [
        {"from": low, "to": high, "words": step.words}
        for low, high, step in zip(ends, ends[1:], scale.steps, strict=False)
    ]
    return {"rows": rows, "source": scale.source}


def _add_track(
    track: dict[str, Any], analysis: Analysis, shown: list[FaceEvidence], folder: Path
) -> None:
    number = track["number"]
    scores = analysis.scores.get(number)
    track["curve"] = None
    if scores is not None and len(scores.frames):
        track["curve"] = f"curve-{number}.svg"
        _write(
            folder / track["curve"],
            plots.score_curve(scores, track["first_time"], track["last_time"]),
        )
        track["median_size"] = round(statistics.median(scores.facts.sizes.tolist()))
        novel = scores.facts.novelty
        track["unfamiliar"] = None if np.isnan(novel).any() else int((novel > 1).sum())
        track["median_sharpness"] = round(statistics.median(scores.facts.sharpness.tolist()), 2)
    track["faces"] = []
    for i, face in enumerate(shown):
        names = {key: f"{key}-{number}-{i}.png" for key in ("crop", "heat", "picture")}
        Image.fromarray(face.crop).save(folder / names["crop"])
        Image.fromarray(blend(face.crop, face.heat, 0.6)).save(folder / names["heat"])
        Image.fromarray(face.picture).save(folder / names["picture"])
        track["faces"].append(
            {**names, "frame": face.frame, "time": round(face.time, 2), "llr": round(face.llr, 2)}
        )


def _card(card: dict[str, Any]) -> dict[str, Any]:
    """The parts of a model card that the report prints; all may be missing."""
    measured = card.get("measured") or {}
    warnings = (measured.get("fairness") or {}).get("warnings") or []
    rows = [
        {"set": name, "level": level, **figures}
        for name, levels in (measured.get("sets") or {}).items()
        for level, figures in levels.items()
        if "auc" in figures
    ]
    return {
        "use": str(card.get("use", "")),
        "method": str(card.get("method", "")),
        "made": str(card.get("made", "")),
        "rows": rows,
        "limits": [str(limit) for limit in [*card.get("limits", []), *warnings]],
    }


def _command(analysis: Analysis) -> str:
    settings = analysis.settings
    clip = shlex.quote(analysis.clip.path)
    smallest = f" --smallest-face {settings.smallest_face}" if settings.smallest_face else ""
    quick = " --quick" if settings.quick else ""
    local = " --calibration CALIBRATION.fcal" if analysis.local else ""
    return f"forensics analyze {clip} --every {settings.every}{smallest}{quick}{local}"


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
