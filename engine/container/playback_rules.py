"""Playback instructions in Matroska and AVI files that a plain decode does not follow."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

#: Maximum number of elements or chunks visited.
_MOST = 2_000_000

_EBML, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_CHAPTERS, _EDITION, _ATOM, _DISPLAYED = 0x1043A770, 0x45B9, 0xB6, 0x45DD
_OTHER_SEGMENT = 0x6E67
_PARENTS = frozenset({_SEGMENT, _CHAPTERS, _EDITION, _ATOM})


@dataclass(frozen=True)
class PlaybackRules:
    """Playback instructions in a file.

    Attributes:
        ordered_editions: number of chapter lists that a Matroska player plays instead of the
            file.
        linked_segments: number of chapters that play a part of another file.
        stored_frames, indexed_frames: frames stored in an AVI file and frames listed in its
            index; both 0 if there is no index to compare.
    """

    ordered_editions: int = 0
    linked_segments: int = 0
    stored_frames: int = 0
    indexed_frames: int = 0


def read_playback_rules(path: Path) -> PlaybackRules:
    """Read the instructions of a Matroska or AVI file; none for other or unreadable files."""
    try:
        with path.open("rb") as file:
            start = file.read(12)
            if start[:4] == _EBML.to_bytes(4, "big"):
                return _matroska(file, path.stat().st_size)
            if start[:4] == b"RIFF" and start[8:] == b"AVI ":
                return _avi(file, path.stat().st_size)
    except (OSError, struct.error):
        pass
    return PlaybackRules()


def _matroska(file: BinaryIO, end: int) -> PlaybackRules:
    ordered = linked = 0
    at = 0
    for _ in range(_MOST):
        if at >= end:
            break
        file.seek(at)
        head = file.read(12)
        kind, width = ebml_number(head, keep_marker=True)
        size, more = ebml_number(head[width:], keep_marker=False)
        if not width or not more:
            break
        body = at + width + more
        unknown = size == (1 << 7 * more) - 1
        if kind in _PARENTS:
            at = body
            continue
        if kind == _DISPLAYED:
            file.seek(body)
            ordered += any(file.read(min(size, 8)))
        elif kind == _OTHER_SEGMENT:
            linked += 1
        if unknown and kind != _CLUSTER:
            break
        # Descend into clusters of unknown size, which live recordings have.
        at = body if unknown else body + size
    return PlaybackRules(ordered_editions=ordered, linked_segments=linked)


def ebml_number(data: bytes, keep_marker: bool) -> tuple[int, int]:
    """Decode an EBML number; return it and its length in bytes, or (0, 0) (RFC 8794, 4)."""
    if not data or not data[0]:
        return 0, 0
    width = 9 - data[0].bit_length()
    if len(data) < width:
        return 0, 0
    value = int.from_bytes(data[:width], "big")
    return (value if keep_marker else value & ((1 << 7 * width) - 1)), width


def _avi(file: BinaryIO, end: int) -> PlaybackRules:
    """Compare the frames in `movi` with the entries of `idx1` (OpenDML indices are ignored)."""
    stored = indexed = -1
    at = 12
    inside = end
    for _ in range(_MOST):
        if at + 8 > end:
            break
        file.seek(at)
        name, size = struct.unpack("<4sI", file.read(8))
        if name in (b"LIST", b"RIFF"):
            kind = file.read(4)
            if kind == b"AVIX":
                return PlaybackRules()
            if kind == b"movi":
                stored, inside = 0, at + 8 + size
            if kind in (b"movi", b"rec "):
                at += 12
                continue
        elif name == b"idx1":
            entries = file.read(min(size, 16 * _MOST))
            indexed = sum(entries[i + 2 : i + 4] in (b"dc", b"db") for i in range(0, size, 16))
        elif at < inside and name[2:] in (b"dc", b"db") and stored >= 0:
            stored += 1
        at += 8 + size + size % 2
    return PlaybackRules(0, 0, stored, indexed) if stored > 0 and indexed > 0 else PlaybackRules()
