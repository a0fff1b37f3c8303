"""Results written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from engine.errors import OutputError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it.

    Raises:
        OutputError: disk full, no permission, no such folder; nothing half-written is left
            and a file that was there before is unchanged.
    """
    # A file of `tempfile` could be read by its owner alone, and so would the result.
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise OutputError(
            f"'{path}' could not be written: {error.strerror or error}.",
            "Choose a folder that exists and that you may write to, on a disk with room. "
            "The analysis itself is kept.",
            repr(error),
        ) from error
