"""Check whether the source clips of a case are present and unchanged."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from engine.case.state import ClipEntry
from engine.container.clip_file import sha256_of
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.wording import mark


class Source(StrEnum):
    """State of a source clip."""

    PRESENT = "present"
    MISSING = "missing"
    CHANGED = "changed"
    TOUCHED = "touched"  # same size, other modification time: only the hash is conclusive


WORDS = {
    Source.PRESENT: mark("is unchanged"),
    Source.MISSING: mark("is missing"),
    Source.CHANGED: mark("is not the file that was examined"),
    Source.TOUCHED: mark("was modified after it was examined"),
}
ADVICE = {
    Source.MISSING: mark("Attach the drive that held it, or locate the file."),
    Source.CHANGED: mark("Restore the original from a copy, or locate one elsewhere."),
    Source.TOUCHED: mark("Its hash is being compared."),
    Source.PRESENT: "",
}


def glance(clip: ClipEntry) -> Source:
    """Check by size and modification time alone, which is fast."""
    found = stamp(Path(clip.path))
    if found is None:
        return Source.MISSING
    size, modified = found
    if size != clip.size:
        return Source.CHANGED
    return Source.PRESENT if modified == clip.modified else Source.TOUCHED


def check(
    clip: ClipEntry,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Source:
    """Check by the hash of the whole file.

    Raises:
        ClipUnreadableError: the file exists, but cannot be read.
        CancelledError: `cancel` was used.
    """
    if glance(clip) in (Source.MISSING, Source.CHANGED):
        return glance(clip)
    same = sha256_of(Path(clip.path), progress, cancel) == clip.sha256
    return Source.PRESENT if same else Source.CHANGED


def stamp(path: Path) -> tuple[int, int] | None:
    """Size in bytes and modification time in nanoseconds; None if there is no such file."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return (facts.st_size, facts.st_mtime_ns) if path.is_file() else None
