"""Which files are taken for clips where a whole folder is read."""

from __future__ import annotations

from pathlib import Path

CLIPS = frozenset(
    {
        ".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts",
        ".3gp", ".wmv", ".flv",
    }
)  # fmt: skip


def clips_below(folder: Path) -> list[Path]:
    """The clips at any depth below a folder, in a fixed order; hidden files are not clips."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in CLIPS and not path.name.startswith(".") and path.is_file()
    ]
