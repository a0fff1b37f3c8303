"""Copy the files of an untrusted bundle into a local folder.

Only files with known names are copied, flat and up to a size limit each. Links, devices, paths and
archives that unpack to more than their stated size are refused. The contents of the files are
checked by `engine.detector.bundle.import_validation`.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from engine.detector.bundle.manifest import MANIFEST
from engine.errors import BundleError
from engine.files import check_plain_zip
from engine.wording import Phrase, mark

#: Files allowed in a bundle, with their maximum size in bytes: enough for CLIP ViT-L/14 in single
#: precision.
LIMITS = {
    MANIFEST: 2 << 20,
    "card.json": 4 << 20,
    "card.md": 4 << 20,
    "weights.safetensors": 1280 << 20,
    "classifier.safetensors": 1 << 20,
    "classifier.skops": 64 << 20,
    "sequence.safetensors": 64 << 20,
    "reference.safetensors": 64 << 20,
    "novelty.safetensors": 128 << 20,
    "rehearsal.safetensors": 64 << 20,
}
_BLOCK = 1 << 20
#: Maximum number of members of an archive, folders included.
_MOST_MEMBERS = 2 * len(LIMITS)
#: Maximum size of an archive in bytes.
_MOST_ARCHIVE = sum(LIMITS.values())
_REFUSE = mark(
    "Do not use this bundle. Ask its maker for one that 'forensics bundle export' wrote."
)


def copy_bundle_files(place: Path, into: Path) -> None:
    """Copy a bundle's files from a folder or a .zip into an empty folder.

    Raises:
        BundleError: not a bundle, or it holds anything that does not belong in a bundle.
    """
    if place.is_symlink():
        raise import_refused(mark("'{name}' is a link"), name=place.name)
    try:
        if place.is_dir():
            _from_folder(place, into)
        elif place.is_file():
            _from_archive(place, into)
        else:
            raise BundleError(
                mark("There is no bundle '{place}'."),
                mark("Give a bundle's folder, or a .zip of one."),
                place=place,
            )
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError) as error:
        raise BundleError(
            mark("'{name}' cannot be read as a bundle."),
            mark("Give a bundle's folder, or a .zip that 'forensics bundle export' wrote."),
            repr(error),
            name=place.name,
        ) from error


def import_refused(why: str, details: str = "", /, **values: object) -> BundleError:
    """Create the error for a bundle that fails the import checks.

    Args:
        why: clause without a full stop, marked for translation, with names of values in braces.
        details: technical text for a bug report.
        values: put into `why`.
    """
    reason = Phrase(why, values)
    return BundleError(mark("The bundle was refused: {why}."), _REFUSE, details, why=reason)


def _from_folder(folder: Path, into: Path) -> None:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    if MANIFEST not in {entry.name for entry in found}:
        raise BundleError(
            mark("'{folder}' is not a detector bundle: it has no {manifest}."),
            mark("Choose the bundle's folder."),
            folder=folder,
            manifest=MANIFEST,
        )
    for entry in found:
        _known(entry.name)
        if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            raise import_refused(mark("'{name}' is not a plain file"), name=entry.name)
        # Do not follow a link that has replaced the file.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(entry.path, flags), "rb") as file:
            _copy(file, into / entry.name)


def _from_archive(path: Path, into: Path) -> None:
    if path.stat().st_size > _MOST_ARCHIVE:
        raise import_refused(mark("the archive is larger than a bundle can be"))
    with zipfile.ZipFile(path) as archive:
        check_plain_zip(archive)
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS:
            raise import_refused(mark("the archive holds {count} entries"), count=len(members))
        seen: set[str] = set()
        tops: set[str] = set()
        for member in members:
            name = _member_name(member)
            if member.is_dir():
                continue
            tops.add(str(PurePosixPath(member.filename).parent))
            if name in seen:
                raise import_refused(mark("'{name}' is in the archive twice"), name=name)
            seen.add(name)
            with archive.open(member) as file:
                _copy(file, into / name)
        if MANIFEST not in seen or len(tops) != 1:
            raise import_refused(
                mark("the archive does not hold one {manifest} with its parts beside it"),
                manifest=MANIFEST,
            )


def _member_name(member: zipfile.ZipInfo) -> str:
    """Plain file name of a member, "" for a folder."""
    path = PurePosixPath(member.filename)
    if "\\" in member.orig_filename or ":" in member.filename or "\0" in member.orig_filename:
        raise import_refused(
            mark("the archive names the path '{name}'"), name=_short(member.filename)
        )
    if path.is_absolute() or ".." in path.parts or len(path.parts) > 2:
        raise import_refused(
            mark("the archive names the path '{name}'"), name=_short(member.filename)
        )
    mode = member.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise import_refused(mark("'{name}' is a link or a device"), name=_short(member.filename))
    if member.flag_bits & 0x1:
        raise import_refused(mark("the archive is encrypted"))
    if member.is_dir():
        return ""
    _known(path.name)
    if member.file_size > LIMITS[path.name]:
        raise import_refused(
            mark("'{name}' says that it is {size} bytes long"),
            name=path.name,
            size=member.file_size,
        )
    return path.name


def _known(name: str) -> None:
    if name not in LIMITS:
        raise import_refused(
            mark("it holds '{name}', which is no part of a bundle"), name=_short(name)
        )


def _short(name: str) -> str:
    """Make an untrusted name safe to show: short, and without control characters."""
    shown = "".join(c if c.isprintable() else "?" for c in name)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _copy(source: IO[bytes], target: Path) -> None:
    """Copy up to the size limit for the file's name, regardless of the stated length."""
    left = LIMITS[target.name]
    with target.open("xb") as out:
        while block := source.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise import_refused(
                    mark("'{name}' is longer than {limit} bytes"),
                    name=target.name,
                    limit=LIMITS[target.name],
                )
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
