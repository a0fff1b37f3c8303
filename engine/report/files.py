"""Results written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from engine.errors import OutputError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it.

    Raises:
        OutputError: disk full, no permission, no such folder; nothing half-written is left
            and a file that was there before is unchanged.
    """
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputError(
            f"'{path}' could not be written: {error.strerror or error}.",
            "Choose a folder that exists and that you may write to, on a disk with room. "
            "The analysis itself is kept.",
            repr(error),
        ) from error
