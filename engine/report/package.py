"""The evidence package: report, numbers, key frames and log in one ZIP, a BagIt bag (RFC 8493)."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from engine import __version__
from engine.analysis.result import Analysis
from engine.files import write_whole
from engine.report.frame_table import frames_csv
from engine.report.issue import Issue
from engine.report.json_report import json_bytes, to_json
from engine.report.laboratory import Laboratory
from engine.report.material import Material
from engine.report.pdf import pdf_bytes
from engine.report.signature import Seal
from engine.video.source import VideoSource
from engine.video.stills import still_png

#: Whole frames kept of each track that is shown.
_FRAMES = 2
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def key_frames(video: VideoSource, material: Material) -> Iterator[tuple[str, bytes]]:
    """Name and PNG of the whole frames, unmarked, that the report shows."""
    for number, faces in sorted(material.faces.items()):
        for face in faces[:_FRAMES]:
            yield (
                f"track-{number}-frame-{face.frame}.png",
                still_png(video, video.frame(face.frame)),
            )


def write_package(
    analysis: Analysis,
    path: Path,
    material: Material,
    issue: Issue,
    frames: Iterator[tuple[str, bytes]],
    acts: list[dict[str, Any]] | None = None,
    code: str = "en",
    laboratory: Laboratory | None = None,
    seal: Seal | None = None,
) -> None:
    """Write a package that `engine.report.package_check` can check.

    Args:
        frames: see `key_frames`.
        acts: the case's log, see `engine.case.summary.log_json`; None outside a case.
        code, laboratory, seal: as for `engine.report.pdf.write_pdf`.

    Raises:
        OutputError: it cannot be written; nothing half-written is left.
    """
    payload = {
        "report.pdf": pdf_bytes(analysis, material, issue, code, laboratory, seal),
        "report.json": json_bytes(to_json(analysis, issue, material)),
        "frames.csv": frames_csv(analysis, material.pts),
        **{f"frames/{name}": png for name, png in frames},
    }
    if acts is not None:
        payload["log.json"] = json.dumps(acts, indent=1, ensure_ascii=False).encode() + b"\n"
    write_whole(path, _bag(payload, analysis, issue))


def _bag(payload: dict[str, bytes], analysis: Analysis, issue: Issue) -> bytes:
    data = {f"data/{name}": content for name, content in payload.items()}
    tags = {
        "bagit.txt": _DECLARATION.encode(),
        "bag-info.txt": _info(data, analysis, issue).encode(),
        "manifest-sha256.txt": _manifest(data),
    }
    tags["tagmanifest-sha256.txt"] = _manifest(tags)
    when = datetime.fromisoformat(issue.issued).timetuple()[:6]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**tags, **data}.items():
            archive.writestr(zipfile.ZipInfo(f"evidence-{issue.number}/{name}", when), content)
    return made.getvalue()


def _info(data: dict[str, bytes], analysis: Analysis, issue: Issue) -> str:
    told = {
        "Source-Organization": issue.commission.laboratory,
        "External-Identifier": issue.number,
        "External-Description": f"Evidence package on the clip with SHA-256 {analysis.clip.sha256}",
        "Bagging-Date": issue.issued[:10],
        "Payload-Oxum": f"{sum(map(len, data.values()))}.{len(data)}",
        "Bag-Software-Agent": f"deepfake-forensics {__version__}",
    }
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in told.items() if value)


def _manifest(files: dict[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    return "".join(sorted(lines, key=lambda line: line[66:])).encode()
