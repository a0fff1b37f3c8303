"""How a store of bundles reads and writes its files: failures as one kind."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.detector.intake import LIMITS
from engine.errors import OutputError

_MOST_NOTE = 1 << 20


def small(path: Path) -> bytes:
    """The content of a file, of which no more than a note's length is read."""
    with path.open("rb") as file:
        return file.read(_MOST_NOTE)


def changed(path: Path) -> float:
    """When a folder was last changed, 0 where that cannot be said."""
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return 0.0


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Failures to write become one kind of error."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"The detectors in '{place}' could not be changed: {error.strerror or error}.",
            "Make room on the disk, and check that you may write there.",
            repr(error),
        ) from error


@contextmanager
def scratch_in(root: Path) -> Iterator[Path]:
    """An empty folder in the store for what is not trusted yet; removed afterwards."""
    folder = root / f".incoming-{secrets.token_hex(6)}"
    try:
        with told(root):
            folder.mkdir(parents=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_archive(bundle: Path, name: str, target: Path) -> None:
    """A bundle's parts as a .zip, whole or not at all, in a folder of that name."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(6)}.part")
    try:
        with told(target.parent):
            with zipfile.ZipFile(part, "x", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(bundle.iterdir()):
                    if path.name in LIMITS:
                        archive.write(path, f"{name}.bundle/{path.name}")
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
