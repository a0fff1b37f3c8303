"""Layout of a file: its boxes (MP4, MOV), elements (Matroska, WebM) or chunks (AVI) as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.container.box_names import EBML_NAMES, EBML_PARENTS
from engine.container.playback_rules import ebml_number
from engine.progress import CancelToken

#: Maximum number of boxes listed, to bound the time spent on a file.
MAX_BOXES = 20_000
_MAX_DEPTH = 16

ISO, EBML, RIFF = "iso", "ebml", "riff"


@dataclass(frozen=True)
class Box:
    """A box, element or chunk.

    Attributes:
        kind: its four letters ("\\xNN" for bytes outside printable ASCII), "uuid" with its
            number, the name or number of an element, or "LIST" or "RIFF" with its type.
        offset: of its first byte in the file.
        size: bytes in the file, with the header.
        header: bytes of the header, which the content follows.
        children: boxes inside, in order.
        missing: bytes of its stated size that lie beyond its parent or the file.
    """

    kind: str
    offset: int
    size: int
    header: int
    children: tuple[Box, ...] = ()
    missing: int = 0

    @property
    def end(self) -> int:
        return self.offset + self.size


@dataclass(frozen=True)
class Layout:
    """Layout of a file.

    Attributes:
        format: ISO, EBML, RIFF, or "" for formats whose layout is not read.
        size: bytes of the file.
        boxes: at the top level, in order; empty if `format` is "".
        incomplete: whether the file has more boxes than MAX_BOXES.
        trailing: bytes after the last box.
    """

    format: str = ""
    size: int = 0
    boxes: tuple[Box, ...] = ()
    incomplete: bool = False
    trailing: int = 0


def read_layout(path: Path, cancel: CancelToken | None = None) -> Layout:
    """Read the layout of a file; reads only headers, whatever its size.

    The content of Matroska's clusters and of the frames of an AVI file is not listed.

    Raises:
        OSError: the file cannot be read.
        CancelledError: `cancel` was used.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        start = file.read(12)
        found = _format(start)
        reader = _Reader(file, cancel)
        if found == ISO:
            boxes = tuple(_iso(reader, 0, size))
        elif found == EBML:
            boxes = tuple(_ebml(reader, 0, size))
        elif found == RIFF:
            boxes = tuple(_riff(reader, 0, size))
        else:
            return Layout(size=size)
    trailing = size - boxes[-1].end if boxes else size
    return Layout(found, size, boxes, reader.full, trailing)


def _format(start: bytes) -> str:
    if start[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"styp", b"pnot"):
        return ISO
    if start[:4] == b"\x1a\x45\xdf\xa3":
        return EBML
    return RIFF if start[:4] in (b"RIFF", b"RIFX") and start[8:12] in (b"AVI ", b"WAVE") else ""


class _Reader:
    def __init__(self, file: BinaryIO, cancel: CancelToken | None) -> None:
        self._file = file
        self._cancel = cancel
        self._left = MAX_BOXES
        self.full = False
        #: Handler type of the track that is read.
        self.handler = ""

    def read(self, at: int, count: int) -> bytes:
        self._file.seek(at)
        return self._file.read(count)

    def head(self, at: int, end: int, count: int = 12) -> bytes:
        """First bytes of a box; its header must not reach beyond the end of what it lies in."""
        return self.read(at, min(count, end - at))

    def next(self) -> bool:
        """Whether one more box may be read."""
        if self._cancel is not None:
            self._cancel.check()
        self.full = self.full or self._left == 0
        self._left -= 1
        return not self.full


# --- MP4 and MOV: ISO/IEC 14496-12, QuickTime File Format ---

#: Boxes that hold boxes, with the bytes before the first of them.
_PARENTS = {
    "moov": 0, "trak": 0, "mdia": 0, "minf": 0, "dinf": 0, "stbl": 0, "edts": 0, "udta": 0,
    "moof": 0, "traf": 0, "mvex": 0, "mfra": 0, "ilst": 0, "sinf": 0, "schi": 0, "tref": 0,
    "gmhd": 0, "wave": 0, "tapt": 0, "iprp": 0, "ipco": 0, "clip": 0, "matt": 0, "dref": 8,
    "stsd": 8,
}  # fmt: skip
_VIDEO_ENTRY, _AUDIO_ENTRY = 78, 28


def _iso(reader: _Reader, start: int, end: int, parent: str = "", depth: int = 0) -> Iterator[Box]:
    at = start
    while at + 8 <= end and reader.next():
        head = reader.head(at, end, 32)
        size, header = int.from_bytes(head[:4], "big"), 8
        if size == 1 and len(head) >= 16:
            size, header = int.from_bytes(head[8:16], "big"), 16
        elif size == 0 and parent:
            # QuickTime ends user data with four zero bytes.
            return
        elif size == 0:
            size = end - at
        if size < header:
            return
        kind = _letters(head[4:8])
        if kind == "uuid":
            kind = f"uuid {head[header : header + 16].hex()}"
        stop = min(at + size, end)
        if kind == "hdlr" and parent == "mdia":
            reader.handler = _letters(head[header + 8 : header + 12])
        body = _first_child(reader, kind, parent, at + header)
        children: tuple[Box, ...] = ()
        if body is not None and body <= stop and depth < _MAX_DEPTH:
            children = tuple(_iso(reader, body, stop, kind, depth + 1))
        yield Box(kind, at, stop - at, header, children, at + size - stop)
        at = stop


def _first_child(reader: _Reader, kind: str, parent: str, body: int) -> int | None:
    """Where the first box inside a box may start; None if it holds none."""
    if parent == "stsd":
        if reader.handler == "vide":
            return body + _VIDEO_ENTRY
        if reader.handler != "soun":
            return None
        # QuickTime's sound entries of version 1 and 2 are longer.
        version = int.from_bytes(reader.read(body + 8, 2), "big")
        return body + _AUDIO_ENTRY + {1: 16, 2: 36}.get(version, 0)
    if kind == "meta":
        # QuickTime's has no version and flags.
        return body if reader.read(body + 4, 4) == b"hdlr" else body + 4
    if parent == "ilst":
        return body
    return body + _PARENTS[kind] if kind in _PARENTS else None


def _letters(name: bytes) -> str:
    return "".join(
        chr(c) if 32 <= c < 127 or c == 0xA9 else f"\\x{c:02x}" for c in name.ljust(4, b"\0")
    )


# --- Matroska and WebM: RFC 8794, RFC 9559 ---

_CLUSTER = 0x1F43B675
_LEVEL_1 = frozenset(
    (_CLUSTER, 0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1C53BB6B, 0x1941A469, 0x1043A770, 0x1254C367)
)


def _ebml(reader: _Reader, start: int, end: int, depth: int = 0) -> Iterator[Box]:
    at = start
    while at + 2 <= end and reader.next():
        head = reader.head(at, end)
        number, width = ebml_number(head, keep_marker=True)
        size, more = ebml_number(head[width:], keep_marker=False)
        if not width or not more:
            return
        header = width + more
        if size == (1 << 7 * more) - 1:
            # Live recordings do not know the size of their clusters.
            stop = _end_of_cluster(reader, at + header, end) if number == _CLUSTER else end
            size = stop - at - header
        stop = min(at + header + size, end)
        children: tuple[Box, ...] = ()
        if number in EBML_PARENTS and depth < _MAX_DEPTH:
            children = tuple(_ebml(reader, at + header, stop, depth + 1))
        kind = EBML_NAMES.get(number, f"0x{number:X}")
        yield Box(kind, at, stop - at, header, children, at + header + size - stop)
        at = stop


def _end_of_cluster(reader: _Reader, at: int, end: int) -> int:
    while at < end and reader.next():
        head = reader.head(at, end)
        number, width = ebml_number(head, keep_marker=True)
        size, more = ebml_number(head[width:], keep_marker=False)
        if not width or not more or number in _LEVEL_1:
            return at
        at += width + more + size
    return min(at, end)


# --- AVI and WAV: Microsoft's RIFF, OpenDML ---


def _riff(reader: _Reader, start: int, end: int, depth: int = 0) -> Iterator[Box]:
    at = start
    while at + 8 <= end and reader.next():
        head = reader.head(at, end)
        kind, size = _letters(head[:4]), int.from_bytes(head[4:8], "little")
        stop = min(at + 8 + size, end)
        children: tuple[Box, ...] = ()
        header = 8
        if kind in ("RIFF", "LIST") and len(head) == 12:
            form = _letters(head[8:])
            kind, header = f"{kind} {form}", 12
            if form not in ("movi", "rec ") and depth < _MAX_DEPTH:
                children = tuple(_riff(reader, at + 12, stop, depth + 1))
        yield Box(kind, at, stop - at, header, children, at + 8 + size - stop)
        at = stop + size % 2
