"""Download a file with a known SHA-256, resuming after an interruption."""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from pathlib import Path

from engine.errors import WeightsError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.wording import mark

_BLOCK = 1 << 20
#: Seconds without data after which the download fails.
_SILENCE = 20


def download(
    address: str,
    target: Path,
    sha256: str,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Path:
    """Download a file unless it exists; an unfinished download resumes where it stopped.

    Args:
        address: https, or http for tests against a local server; a redirect from https to http is
            refused.
        target: the file; `.part` beside it holds an unfinished download.
        sha256: hexadecimal, at least the first eight digits.

    Returns:
        `target`.

    Raises:
        WeightsError: the download failed, or the file has another hash.
        CancelledError: `cancel` was set; what was downloaded is kept.
    """
    if target.exists():
        return target
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _receive(address, part, progress, cancel or CancelToken())
        with part.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise WeightsError(
            mark("'{name}' could not be downloaded."),
            mark(
                "Check the connection and try again: the download resumes. Or download {address} "
                "elsewhere and give the file's path."
            ),
            str(error),
            name=target.name,
            address=address,
        ) from error
    if not found.startswith(sha256.lower()):
        part.unlink()
        raise WeightsError(
            mark("The downloaded '{name}' does not have the expected SHA-256."),
            mark("Try again; if it happens twice, do not use this source."),
            found,
            name=target.name,
        )
    part.replace(target)
    return target


def _receive(address: str, part: Path, progress: ProgressCallback, cancel: CancelToken) -> None:
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(address)
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        answer = urllib.request.urlopen(request, timeout=_SILENCE)
    except urllib.error.HTTPError as error:
        # Nothing is left to send: the file is complete.
        if error.code == 416 and have:
            return
        raise
    with answer:
        if address.startswith("https://") and not answer.url.startswith("https://"):
            raise OSError(f"led away from https, to {answer.url}")
        # A server that ignores the range sends the whole file.
        resumed = answer.status == 206
        left = int(answer.headers.get("Content-Length") or 0)
        total = (left + (have if resumed else 0)) or None
        with part.open("ab" if resumed else "wb") as file:
            while block := answer.read(_BLOCK):
                cancel.check()
                file.write(block)
                progress(Progress(f"Downloading {part.stem}", file.tell(), total))
    if total is not None and part.stat().st_size != total:
        raise OSError(f"the connection ended after {part.stat().st_size} of {total} bytes")
