"""Atomic file and folder writes, and file caches."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import secrets
import shutil
import stat
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from engine.errors import OutputError
from engine.wording import mark

logger = logging.getLogger(__name__)

#: Size in bytes of the record at the end of a ZIP without a comment.
_ZIP_END = 22


def first_bytes(path: Path, count: int) -> bytes:
    """Read the first bytes of a regular file; fewer if the file is shorter.

    Raises:
        OSError: it cannot be read, or is a folder, a device, a pipe or a socket; some of these
            never answer or never end.
    """
    # Opening a pipe waits for a writer.
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a file on a disk", str(path))
    with path.open("rb") as file:
        # Virtual system files have no size, and may never answer.
        return file.read(count) if os.fstat(file.fileno()).st_size else b""


def read_small(path: Path, most: int = 64 << 20) -> bytes:
    """Read a whole small file.

    Raises:
        OSError: as `first_bytes`, or it is longer than `most`.
    """
    data = first_bytes(path, most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"longer than {most} bytes", str(path))
    return data


def private_files() -> None:
    """Restrict new files of this process and its children to the user."""
    os.umask(0o077)


def check_plain_zip(archive: zipfile.ZipFile) -> None:
    """Refuse an archive with bytes that its list of members does not account for.

    Other programs may find other members in such a file.

    Raises:
        BadZipFile: there is data before, between or after the members, or hidden.
    """
    file = archive.fp
    assert file is not None
    place = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset != place:
            raise zipfile.BadZipFile(f"there are bytes that no member owns at {place}")
        file.seek(place)
        head = file.read(30)
        # Name and extra field of the member's local header, which may differ from the list's.
        lengths = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        place += 30 + lengths + info.compress_size
        if info.flag_bits & 0x8:
            file.seek(place)
            marked = file.read(4) == b"PK\x07\x08"
            large = max(info.file_size, info.compress_size) > 0xFFFFFFFF
            place += (4 if marked else 0) + (20 if large else 12)
    file.seek(-_ZIP_END, os.SEEK_END)
    if place != archive.start_dir or file.read(4) != b"PK\x05\x06" or archive.comment:
        raise zipfile.BadZipFile("there are bytes that no member owns at the end")


def write_atomic(path: Path, data: bytes, make_folder: bool = False) -> None:
    """Write a file atomically, through a temporary file beside it.

    Args:
        make_folder: create a missing folder; otherwise a missing folder is an error.

    Raises:
        OutputError: disk full, no permission, no such folder; no partial file is left and an
            existing file is unchanged.
    """
    # A file from `tempfile` is readable by its owner only, and so is the result.
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        advice = (
            mark("Choose a folder that you may write to, on a disk with room.")
            if make_folder
            else mark(
                "Choose a folder that exists and that you may write to, on a disk with room. "
                "The analysis itself is kept."
            )
        )
        raise OutputError(
            mark("'{path}' could not be written: {why}."),
            advice,
            repr(error),
            path=path,
            why=error.strerror or error,
        ) from error
    logger.info("Wrote %s", path)


def keep(path: Path, write: Callable[[BinaryIO], object], most: int) -> None:
    """Put a file into a cache; failures such as a full disk are ignored.

    Args:
        write: writes the file's content.
        most: number of files of this suffix to keep in the folder; least recently used ones are
            deleted.
    """
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            write(file)
        part.replace(path)
        oldest_first = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda p: p.stat().st_mtime)
        for old in oldest_first[:-most]:
            old.unlink()
    except OSError:
        logger.warning("The cache %s could not be written", path.parent, exc_info=True)


def write_folder(folder: Path, files: Mapping[str, bytes], known: Collection[str]) -> None:
    """Write files into a folder atomically.

    Args:
        folder: an existing folder is replaced if it holds only files of `known` names.
        files: content by name.
        known: names that may be replaced.

    Raises:
        OutputError: the folder cannot be written, or holds other files.
    """
    strangers = _strangers(folder, known)
    if strangers:
        raise OutputError(
            mark("'{folder}' holds other things, for example '{strangers}'."),
            mark("Choose a new folder."),
            folder=folder,
            strangers=strangers[0],
        )
    with atomic_folder(folder, replace=True) as part:
        for name, data in files.items():
            with (part / name).open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())


@contextmanager
def atomic_folder(folder: Path, replace: bool = False) -> Iterator[Path]:
    """Create a folder beside `folder`, and rename it to `folder` if the block succeeds.

    Args:
        replace: replace an existing folder; otherwise an existing folder is an error.

    Raises:
        OutputError: it cannot be written; an existing folder is unchanged.
    """
    # Keep a symbolic link, and replace its target.
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
                mark("'{folder}' could not be written: {why}."),
                mark("Choose a folder that you may write to, on a disk with room."),
                repr(error),
                folder=folder,
                why=error.strerror or error,
            ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _exchange(new: Path, folder: Path) -> None:
    """Rename `new` to `folder`, and delete the previous folder."""
    old = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.old")
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Flush the folder's directory entries to disk, if the system supports that."""
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
            mark("'{folder}' could not be written: {why}."),
            mark("Choose a folder that you may write to, on a disk with room."),
            folder=folder,
            why=error.strerror or error,
        ) from error
