"""Checks and hashes of clip files, and search for clips in folders."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import BinaryIO

from engine.errors import ClipUnreadableError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.wording import mark

_BLOCK = 1 << 20
#: Minimum size in bytes of files that are checked for sparseness.
_LARGE = 1 << 30


def check_readable(path: Path) -> None:
    """Raise ClipUnreadableError unless the path is a non-empty, readable file."""
    try:
        if not path.exists() and re.match(r"(https?|ftp|rtsp|rtmp):/", str(path)):
            raise ClipUnreadableError(
                mark("'{path}' is an address, not a file."),
                mark("Download the clip and open the file; keep the address in your notes."),
                path=path,
            )
        if not path.exists():
            raise ClipUnreadableError(
                mark("There is no file '{path}'."),
                mark("Check the name, or whether a drive was removed."),
                path=path,
            )
        if path.is_dir():
            raise ClipUnreadableError(
                mark("'{path}' is a folder."), mark("Choose one clip inside it."), path=path
            )
        # Opening a pipe without a writer blocks for ever, and a device may never end.
        if not path.is_file():
            raise ClipUnreadableError(
                mark("'{path}' is a device, a pipe or a socket, not a file."),
                mark("Copy what it holds into a file and open that."),
                path=path,
            )
        with path.open("rb") as file:
            empty = not file.read(1)
            hollow = _is_sparse(file)
    except OSError as error:
        raise ClipUnreadableError(
            mark("'{path}' may not be read: {why}."),
            mark("Ask for the right to read it, or copy it to a place of your own."),
            repr(error),
            path=path,
            why=error.strerror or error,
        ) from error
    if empty:
        raise ClipUnreadableError(
            mark("'{path}' is empty (0 bytes)."),
            mark("Copy or download it again from where it came."),
            path=path,
        )
    if hollow:
        raise ClipUnreadableError(
            mark("'{path}' is said to be large but holds next to nothing."),
            mark(
                "Copying or downloading it broke off, or it was made to waste time: get it again."
            ),
            path=path,
        )


def _is_sparse(file: BinaryIO) -> bool:
    """Whether a large file is almost entirely holes, which take hours to read as zeros."""
    stat = os.fstat(file.fileno())
    held = getattr(stat, "st_blocks", stat.st_size) * 512
    if stat.st_size < _LARGE or held * 1000 > stat.st_size or not hasattr(os, "SEEK_HOLE"):
        return False
    # Some file systems do not report allocated blocks; they do not support holes either.
    return os.lseek(file.fileno(), 0, os.SEEK_HOLE) < stat.st_size


def sha256_of(
    path: Path, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
) -> str:
    """SHA-256 of the whole file, hexadecimal.

    Args:
        progress: receives the number of mebibytes read.

    Raises:
        ClipUnreadableError: reading failed partway.
        CancelledError: `cancel` was used.
    """
    return hashes_of(path, ("sha256",), progress, cancel)[0]


def hashes_of(
    path: Path,
    algorithms: tuple[str, ...],
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> list[str]:
    """Hashes of the whole file by hashlib's names, in one pass; otherwise as `sha256_of`."""
    digests = [hashlib.new(name) for name in algorithms]
    try:
        total = path.stat().st_size // _BLOCK
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                for digest in digests:
                    digest.update(block)
                if cancel is not None:
                    cancel.check()
                progress(Progress("Hashing the file", file.tell() // _BLOCK, total))
    except OSError as error:
        raise ClipUnreadableError(
            mark("'{path}' could not be read to its end: {why}."),
            mark("Copy it to a local disk and open the copy."),
            str(error),
            path=path,
            why=error.strerror,
        ) from error
    return [digest.hexdigest() for digest in digests]


CLIPS = frozenset(
    {
        ".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts",
        ".3gp", ".wmv", ".flv",
    }
)  # fmt: skip


def find_clips(folder: Path) -> list[Path]:
    """Clips at any depth below a folder, in a fixed order; hidden files are skipped."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in CLIPS and not path.name.startswith(".") and path.is_file()
    ]
