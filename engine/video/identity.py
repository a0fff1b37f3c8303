"""A file's identity, and whether it can be opened at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from engine.errors import ClipUnreadableError

_BLOCK = 1 << 20


def check_readable(path: Path) -> None:
    """Raise ClipUnreadableError unless the path is a non-empty file that may be read."""
    if not path.exists():
        raise ClipUnreadableError(
            f"There is no file '{path}'.", "Check the name, or whether a drive was removed."
        )
    if path.is_dir():
        raise ClipUnreadableError(f"'{path}' is a folder.", "Choose one clip inside it.")
    if not os.access(path, os.R_OK):
        raise ClipUnreadableError(
            f"'{path}' may not be read by you.", "Ask for the right to read it, or copy it."
        )
    if path.stat().st_size == 0:
        raise ClipUnreadableError(
            f"'{path}' is empty (0 bytes).", "Copy or download it again from where it came."
        )


def sha256_of(path: Path) -> str:
    """SHA-256 of the whole file, hexadecimal.

    Raises:
        ClipUnreadableError: reading failed part way.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise ClipUnreadableError(
            f"'{path}' could not be read to its end: {error.strerror}.",
            "Copy it to a local disk and open the copy.",
            str(error),
        ) from error
    return digest.hexdigest()
