"""Whether an evidence package still holds what was put into it; nothing is unpacked."""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from engine.errors import PackageError
from engine.files import check_plain_zip, first_bytes

#: Beyond these no package of ours goes; they keep a bomb from being read.
_MOST_FILES, _MOST_BYTES, _MOST_RATIO = 10_000, 8 << 30, 200
_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_TAG_FILES = {"bagit.txt", "bag-info.txt", _MANIFEST, _TAGS}
_BLOCK = 1 << 20
_DO_NOT_RELY = "Do not rely on it; ask for another copy."


def is_package(path: Path) -> bool:
    """Whether a file begins as a ZIP does; False for what is no file on a disk."""
    try:
        return first_bytes(path, 2) == b"PK"
    except OSError:
        return False


def check_package(path: Path) -> int:
    """Compare every file of a package with its manifest.

    The package vouches for itself: one that was made anew as a whole fits too. The PDF's number
    and the hashes that it prints tell whether it is the one that was given out.

    Returns:
        How many files it holds beside the tag files.

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
            f"The package '{path.name}' is damaged: {error}.", _DO_NOT_RELY, repr(error)
        ) from error
    return len(payload)


def _files(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The archive's files by their path in the bag."""
    infos = archive.infolist()
    size = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > _MOST_FILES or size > _MOST_BYTES or size > _MOST_RATIO * (packed + 1024):
        raise PackageError("The package would unpack to more than any report.", _DO_NOT_RELY)
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
                f"The package holds '{info.filename}', which is no place in it.", _DO_NOT_RELY
            )
        folders.add(parts[0])
        name = "/".join(parts[1:])
        if name in files:
            raise PackageError(f"The package holds '{name}' twice.", _DO_NOT_RELY)
        files[name] = info
    if len(folders) != 1 or not set(files) >= _TAG_FILES:
        raise PackageError("This is not an evidence package.", "Give one that was exported.")
    stray = [n for n in files if n not in _TAG_FILES and not n.startswith("data/")]
    if stray:
        raise PackageError(f"'{stray[0]}' was added to the package.", _DO_NOT_RELY)
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
        raise PackageError(f"The list of files '{name}' is damaged.", _DO_NOT_RELY) from error
    pairs = (line.split(None, 1) for line in lines if line.strip())
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _compare(hashes: dict[str, str], listed: dict[str, str], held: set[str]) -> None:
    for name in sorted(set(listed) - held):
        raise PackageError(f"'{name}' is missing from the package.", _DO_NOT_RELY)
    for name in sorted(held - set(listed)):
        raise PackageError(f"'{name}' was added to the package.", _DO_NOT_RELY)
    for name, digest in sorted(listed.items()):
        if hashes[name] != digest:
            raise PackageError(f"'{name}' in the package was altered.", _DO_NOT_RELY)
