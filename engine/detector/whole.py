"""Folders written whole or not at all: never is a half-written one under its name."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from engine.errors import OutputError


def write_folder(folder: Path, files: Mapping[str, bytes], known: Collection[str]) -> None:
    """Write files into a folder that takes its name when all of them are on the disk.

    Args:
        folder: one that is there is replaced, if it holds nothing but files of `known` names.
        files: content by name.
        known: names that may be replaced.

    Raises:
        OutputError: the folder cannot be written, or holds something else.
    """
    strangers = _strangers(folder, known)
    if strangers:
        raise OutputError(
            f"'{folder}' holds other things, for example '{strangers[0]}'.",
            "Choose a new folder.",
        )
    with building(folder, replace=True) as part:
        for name, data in files.items():
            with (part / name).open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())


@contextmanager
def building(folder: Path, replace: bool = False) -> Iterator[Path]:
    """A new folder beside `folder` to be filled; takes its name when the block ends well.

    Args:
        replace: a folder of that name is exchanged; else it is an error that there is one.

    Raises:
        OutputError: it cannot be written; what was there before stays.
    """
    # A link stays a link: what it leads to is exchanged.
    folder = folder.resolve()
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.part")
    try:
        try:
            part.mkdir(parents=True)
            yield part
            _sync(part)
            if replace and folder.exists():
                _exchange(part, folder)
            else:
                part.rename(folder)
            _sync(folder.parent)
        except OSError as error:
            raise OutputError(
                f"'{folder}' could not be written: {error.strerror or error}.",
                "Choose a folder that you may write to, on a disk with room.",
                repr(error),
            ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _exchange(new: Path, folder: Path) -> None:
    """`new` takes the name of `folder`; what had it before is removed."""
    old = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.old")
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    """The folder's list of names is on the disk, where the system can be asked for that."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _strangers(folder: Path, known: Collection[str]) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir() if path.name not in known)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise OutputError(
            f"'{folder}' could not be written: {error.strerror or error}.",
            "Choose a folder that you may write to, on a disk with room.",
        ) from error
