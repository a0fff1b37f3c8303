"""A clip that lies elsewhere, as a file on this machine."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from engine.batch.inputs import is_address
from engine.errors import ClipUnreadableError


@contextmanager
def as_file(name: str) -> Iterator[Path]:
    """The path of a clip; what an address names is copied to a private folder for the block.

    Args:
        name: a path, or an address that fsspec and its extras know (s3, gs, http, …).

    Raises:
        ClipUnreadableError: the address leads nowhere, or is of a kind that is not installed.
    """
    if not is_address(name):
        yield Path(name)
        return
    import fsspec

    with tempfile.TemporaryDirectory(prefix="forensics-") as folder:
        copy = Path(folder) / (PurePosixPath(name).name or "clip")
        try:
            with fsspec.open(name, "rb") as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        # Each kind of storage raises what its library raises.
        except Exception as error:
            raise ClipUnreadableError(
                f"'{name}' cannot be fetched.",
                "Check the address and that you may read it; storage such as s3 needs its own "
                "package (for s3:// it is s3fs).",
                repr(error),
            ) from error
        yield copy
