"""Clips of a batch from files, folders, patterns, lists and addresses."""

from __future__ import annotations

import glob
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TextIO

from engine.container.clip_file import find_clips
from engine.errors import ClipUnreadableError
from engine.wording import mark


def clips_of(names: Iterable[str]) -> list[str]:
    """Expand names to clips, each once, in order.

    Args:
        names: a file with any suffix; a folder, whose clips are found at any depth; a pattern with
            *, ? or **; or an fsspec address such as s3://bucket/a.mp4.

    Returns:
        Absolute paths, and addresses unchanged. Missing files are kept and reported like any other
        unreadable clip.

    Raises:
        ClipUnreadableError: a folder or pattern has no clip.
    """
    found: dict[str, None] = {}
    for name in names:
        for path in _clips(name):
            found[path] = None
    return list(found)


def _clips(name: str) -> list[str]:
    if is_address(name):
        return [name]
    path = Path(name)
    if path.is_dir():
        clips = find_clips(path)
    elif glob.has_magic(name) and not path.exists():
        clips = sorted(Path(p) for p in glob.iglob(name, recursive=True) if Path(p).is_file())  # noqa: PTH207
    else:
        return [str(path.absolute())]
    if not clips:
        raise ClipUnreadableError(
            mark("No clip was found in '{name}'."),
            mark("Give a folder that holds clips, or the clips themselves."),
            name=name,
        )
    return [str(clip.absolute()) for clip in clips]


def is_address(name: str) -> bool:
    """Whether a name is an fsspec address."""
    scheme, separator, _ = name.partition("://")
    return bool(separator) and scheme.isalnum() and len(scheme) > 1


def listed(file: TextIO) -> list[str]:
    """Read names from a list: one a line; skips empty lines and comments starting with #."""
    lines = (line.strip() for line in file)
    return [line for line in lines if line and not line.startswith("#")]


@contextmanager
def as_file(name: str) -> Iterator[Path]:
    """Path of a clip; the content of an address is downloaded to a private folder for the block.

    Args:
        name: a path, or an address that fsspec and its extras support (s3, gs, http, …).

    Raises:
        ClipUnreadableError: the address is invalid, or its protocol is not installed.
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
        # Each storage library raises its own errors.
        except Exception as error:
            raise ClipUnreadableError(
                mark("'{name}' cannot be fetched."),
                mark(
                    "Check the address and that you may read it; storage such as s3 needs its own "
                    "package (for s3:// it is s3fs)."
                ),
                repr(error),
                name=name,
            ) from error
        yield copy
