"""Evidence package: report, numbers, key frames and log in one ZIP, a BagIt bag (RFC 8493)."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from engine import __version__
from engine.analysis.result import Analysis
from engine.errors import PackageError
from engine.files import check_plain_zip, first_bytes, write_atomic
from engine.report.issue import Issue
from engine.report.json_report import json_bytes, to_json
from engine.report.laboratory import Laboratory
from engine.report.material import Material
from engine.report.pdf import pdf_bytes
from engine.report.signature import Seal
from engine.report.track_tables import frames_csv
from engine.video.source import VideoSource
from engine.video.stills import still_png
from engine.wording import mark

#: Number of full frames kept of each shown track.
_FRAMES = 2
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def key_frames(video: VideoSource, material: Material) -> Iterator[tuple[str, bytes]]:
    """Yield name and PNG of the unmarked full frames in the report."""
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
    omitted: Collection[str] = (),
) -> None:
    """Write an evidence package; `check_package` verifies it.

    Args:
        frames: see `key_frames`.
        acts: the case's log, see `engine.case.summary.log_json`; None outside a case.
        code, laboratory, seal, omitted: as for `engine.report.pdf.write_pdf`.

    Raises:
        OutputError: it cannot be written; no partial file stays.
    """
    payload = {
        "report.pdf": pdf_bytes(analysis, material, issue, code, laboratory, seal, omitted),
        "report.json": json_bytes(to_json(analysis, issue, material)),
        "frames.csv": frames_csv(analysis, material.pts),
        **{f"frames/{name}": png for name, png in frames},
    }
    if acts is not None:
        payload["log.json"] = json.dumps(acts, indent=1, ensure_ascii=False).encode() + b"\n"
    write_atomic(path, _bag(payload, analysis, issue))


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


#: Limits against ZIP bombs; no package of this program exceeds them.
_MOST_FILES, _MOST_BYTES, _MOST_RATIO = 10_000, 8 << 30, 200
_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_TAG_FILES = {"bagit.txt", "bag-info.txt", _MANIFEST, _TAGS}
_BLOCK = 1 << 20
_DO_NOT_RELY = mark("Do not rely on it; ask for another copy.")


def is_package(path: Path) -> bool:
    """Whether a file starts like a ZIP; False if it is not a regular file."""
    try:
        return first_bytes(path, 2) == b"PK"
    except OSError:
        return False


def check_package(path: Path) -> int:
    """Compare every file of a package with its manifest.

    The package certifies itself: a rebuilt one passes too. The number and hashes printed in the PDF
    show whether it is the one that was issued.

    Returns:
        Number of files, without tag files.

    Raises:
        PackageError: damaged, altered, unsafe, or not an evidence package; names the file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check_plain_zip(archive)
            files = _files(archive)
            hashes = {name: _sha256(archive, info) for name, info in files.items()}
            _compare(hashes, _read_manifest(archive, files, _TAGS), _TAG_FILES - {_TAGS})
            payload = {name for name in files if name not in _TAG_FILES}
            _compare(hashes, _read_manifest(archive, files, _MANIFEST), payload)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError,
            NotImplementedError) as error:  # fmt: skip
        raise PackageError(
            mark("The package '{name}' is damaged: {why}."),
            _DO_NOT_RELY,
            repr(error),
            name=path.name,
            why=error,
        ) from error
    return len(payload)


def _files(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Files of the archive by their path in the bag."""
    infos = archive.infolist()
    size = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > _MOST_FILES or size > _MOST_BYTES or size > _MOST_RATIO * (packed + 1024):
        raise PackageError(mark("The package would unpack to more than any report."), _DO_NOT_RELY)
    files: dict[str, zipfile.ZipInfo] = {}
    folders = set()
    for info in infos:
        parts = PurePosixPath(info.filename).parts
        kind = stat.S_IFMT(info.external_attr >> 16)
        unsafe = (
            len(parts) < 2
            or info.filename != "/".join(parts)
            or parts[0] == "/"
            or any(part in ("..", ".") or "\\" in part or ":" in part for part in parts)
            or kind not in (0, stat.S_IFREG)
        )
        if unsafe:
            raise PackageError(
                mark("The package holds '{name}', which is no place in it."),
                _DO_NOT_RELY,
                name=info.filename,
            )
        folders.add(parts[0])
        name = "/".join(parts[1:])
        if name in files:
            raise PackageError(mark("The package holds '{name}' twice."), _DO_NOT_RELY, name=name)
        files[name] = info
    if len(folders) != 1 or not set(files) >= _TAG_FILES:
        raise PackageError(
            mark("This is not an evidence package."), mark("Give one that was exported.")
        )
    stray = [n for n in files if n not in _TAG_FILES and not n.startswith("data/")]
    if stray:
        raise PackageError(mark("'{name}' was added to the package."), _DO_NOT_RELY, name=stray[0])
    return files


def _sha256(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    digest, left = hashlib.sha256(), info.file_size
    with archive.open(info) as file:
        while block := file.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise zipfile.BadZipFile(f"'{info.filename}' is longer than it says")
            digest.update(block)
    return digest.hexdigest()


def _read_manifest(
    archive: zipfile.ZipFile, files: dict[str, zipfile.ZipInfo], name: str
) -> dict[str, str]:
    try:
        lines = archive.read(files[name]).decode().splitlines()
    except UnicodeDecodeError as error:
        raise PackageError(
            mark("The list of files '{name}' is damaged."), _DO_NOT_RELY, name=name
        ) from error
    pairs = (line.split(None, 1) for line in lines if line.strip())
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _compare(hashes: dict[str, str], listed: dict[str, str], held: set[str]) -> None:
    for name in sorted(set(listed) - held):
        raise PackageError(mark("'{name}' is missing from the package."), _DO_NOT_RELY, name=name)
    for name in sorted(held - set(listed)):
        raise PackageError(mark("'{name}' was added to the package."), _DO_NOT_RELY, name=name)
    for name, digest in sorted(listed.items()):
        if hashes[name] != digest:
            raise PackageError(
                mark("'{name}' in the package was altered."), _DO_NOT_RELY, name=name
            )
