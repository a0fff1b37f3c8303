"""Parser for the boxes of mp4 and mov files: `read_boxes`."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from engine.container import reader_warnings as warnings
from engine.untrusted_text import plain_text
from engine.wording import fill


@dataclass(frozen=True)
class Edit:
    """One entry of an edit list: a segment of the track that a player shows.

    Attributes:
        start: start of the segment in seconds of the track's media; -1 for an empty edit.
        duration: length in seconds, 0 for "to the end".
        rate: playback speed; 1 is normal, 0 holds one frame.
    """

    start: float
    duration: float
    rate: float


@dataclass(frozen=True)
class TrackBoxes:
    """Facts from the boxes of one track.

    Attributes:
        number: track id.
        handler: handler type: "vide", "soun", ...
        name: handler name, often the signature of the program that wrote the file.
        created, modified: ISO 8601 in UTC from the track header, "" if not stated.
        media_created: creation time from the media header, same format.
        duration: seconds from the media header, 0 if not stated.
        matrix: the nine values of the display matrix as stored; in the identity matrix the
            first two diagonal values are 65536. Empty if not stated.
        edits: edit list, in order.
    """

    number: int = 0
    handler: str = ""
    name: str = ""
    created: str = ""
    modified: str = ""
    media_created: str = ""
    duration: float = 0.0
    matrix: tuple[int, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class BoxFacts:
    """Facts from the boxes of an mp4 or mov file.

    Attributes:
        top_level: four-letter names in file order; consecutive boxes of one type count once.
        created, modified: ISO 8601 in UTC from the movie header, "" if not stated.
        duration: seconds from the movie header, 0 if not stated.
        tracks: tracks in file order.
        user_boxes: names of the boxes with vendor-specific data (moov/udta).
        xmp_tools: programs named in Adobe's XMP block.
        credentials: whether there is a box for C2PA content credentials.
        unknown: top-level names not defined by any standard.
        trailing: bytes after the last complete box.
        fragmented: whether the frames are stored in fragments (streaming, some recorders).
        header_first: whether the header precedes the frames ("fast start").
        problems: structural errors in plain words.
    """

    top_level: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    duration: float = 0.0
    tracks: tuple[TrackBoxes, ...] = ()
    user_boxes: tuple[str, ...] = ()
    xmp_tools: tuple[str, ...] = ()
    credentials: bool = False
    unknown: tuple[str, ...] = ()
    trailing: int = 0
    fragmented: bool = False
    header_first: bool = False
    problems: tuple[str, ...] = ()


#: Maximum number of boxes read, to bound the time spent on a malicious file.
MAX_BOXES = 4096
MAX_DEPTH = 8
MAX_PAYLOAD = 1 << 16
MAX_XMP = 1 << 18
MAX_XMP_BLOCKS = 4
MAX_TRACKS = 64
MAX_EDITS = 1000
#: Maximum number of top-level boxes listed; consecutive boxes of one type count once.
MAX_LISTED = 64

_CONTAINERS = frozenset({"moov", "trak", "mdia", "udta"})
_TRACK_LEAVES = frozenset({"tkhd", "mdhd", "hdlr", "elst"})
_KNOWN = frozenset(
    {"ftyp", "styp", "moov", "moof", "mdat", "free", "skip", "wide", "mfra", "sidx", "ssix", "prft"}
    | {"emsg", "pdin", "uuid", "meta", "pnot", "udta"}
)
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_XMP_TOOL = re.compile(rb"(?:CreatorTool|softwareAgent)(?:=\"|>)([^\"<]{1,200})")


def read_boxes(path: Path) -> BoxFacts | None:
    """Read the boxes of a file; None if it is not an mp4 or mov file or cannot be read.

    Reads only headers and small payloads, of at most MAX_BOXES boxes.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            reader = BoxReader(file)
            reader.read(0, size, 0, "")
    except OSError:
        return None
    return reader.facts() if reader.is_movie else None


@dataclass
class _Track:
    number: int = 0
    handler: str = ""
    name: str = ""
    created: str = ""
    modified: str = ""
    media_created: str = ""
    media_scale: int = 0
    duration: float = 0.0
    matrix: tuple[int, ...] = ()
    # Edit durations use the movie's time scale, which may appear later in the file.
    edits: list[tuple[int, int, float]] = field(default_factory=list)

    def facts(self, movie_scale: int) -> TrackBoxes:
        edits = tuple(
            Edit(
                -1.0 if start < 0 else _seconds(start, self.media_scale),
                _seconds(length, movie_scale),
                rate,
            )
            for length, start, rate in self.edits
        )
        return TrackBoxes(
            self.number, self.handler, self.name, self.created, self.modified,
            self.media_created, self.duration, self.matrix, edits,
        )  # fmt: skip


class BoxReader:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._seen = 0
        self._top: list[str] = []
        self._tracks: list[_Track] = []
        self._scale = 0
        self._duration = 0
        self._created = self._modified = ""
        self._user: list[str] = []
        self._tools: list[str] = []
        self._unknown: list[str] = []
        self._trailing = 0
        self._xmp_blocks = 0
        self._credentials = False
        self._problems: list[str] = []

    @property
    def is_movie(self) -> bool:
        return "moov" in self._top or (bool(self._top) and self._top[0] == "ftyp")

    def facts(self) -> BoxFacts:
        top = self._top
        collapsed = [n for i, n in enumerate(top) if i == 0 or top[i - 1] != n]
        header = top.index("moov") if "moov" in top else len(top)
        pictures = top.index("mdat") if "mdat" in top else len(top)
        return BoxFacts(
            top_level=tuple(collapsed[:MAX_LISTED]),
            created=self._created,
            modified=self._modified,
            duration=_seconds(self._duration, self._scale),
            tracks=tuple(track.facts(self._scale) for track in self._tracks),
            user_boxes=tuple(dict.fromkeys(self._user))[:MAX_LISTED],
            xmp_tools=tuple(dict.fromkeys(self._tools))[:MAX_LISTED],
            credentials=self._credentials,
            unknown=tuple(dict.fromkeys(self._unknown))[:MAX_LISTED],
            trailing=self._trailing,
            fragmented="moof" in top,
            header_first=header < pictures,
            problems=tuple(dict.fromkeys(self._problems))[:MAX_LISTED],
        )

    def read(self, start: int, end: int, depth: int, parent: str) -> None:
        """Visit the boxes between two byte positions."""
        for name, begin, stop in self._children(start, end, parent):
            if not parent:
                self._top.append(name)
                if name not in _KNOWN:
                    self._unknown.append(name)
            elif parent == "udta":
                self._user.append(name)
            if name == "trak":
                if len(self._tracks) >= MAX_TRACKS:
                    self._problems.append(fill(warnings.MANY_TRACKS, {"most": MAX_TRACKS}))
                    continue
                self._tracks.append(_Track())
            if name in _CONTAINERS or (name == "edts" and parent == "trak"):
                if depth >= MAX_DEPTH:
                    self._problems.append(warnings.TOO_DEEP)
                else:
                    self.read(begin, stop, depth + 1, name)
            else:
                self._leaf(name, parent, begin, stop)

    def _children(self, start: int, end: int, parent: str) -> Iterator[tuple[str, int, int]]:
        at = start
        while at + 8 <= end:
            if self._seen >= MAX_BOXES:
                self._problems.append(fill(warnings.MANY_BOXES, {"most": MAX_BOXES}))
                return
            self._seen += 1
            head = self._bytes(at, 16)
            size, header = int.from_bytes(head[:4], "big"), 8
            if size == 1 and len(head) == 16:
                size, header = int.from_bytes(head[8:], "big"), 16
            elif size == 0 and parent == "udta":
                # QuickTime ends user data with four zero bytes.
                return
            elif size == 0:
                size = end - at
            name = _printable(head[4:8])
            if size < header or at + size > end:
                if self._overrun(name, parent, end - at, size, header):
                    yield name, at + header, end
                return
            yield name, at + header, at + size
            at += size
        if not parent and at < end:
            self._trailing = end - at

    def _overrun(self, name: str, parent: str, left: int, size: int, header: int) -> bool:
        """Record a box that exceeds its parent; True if its available part should be read."""
        if not parent and name not in _KNOWN:
            self._trailing = left
            self._problems.append(fill(warnings.NO_WHOLE_BOX, {"count": left}))
            return False
        if size < header:
            self._problems.append(fill(warnings.IMPOSSIBLE, {"name": name}))
            return False
        words = warnings.BEYOND_PARENT if parent else warnings.BEYOND_FILE
        values = {"name": name, "parent": parent, "count": size - left}
        self._problems.append(fill(words, values))
        return True

    def _bytes(self, at: int, count: int) -> bytes:
        self._file.seek(at)
        return self._file.read(count)

    def _leaf(self, name: str, parent: str, begin: int, stop: int) -> None:
        try:
            if name == "mvhd":
                self._movie_header(self._bytes(begin, min(stop - begin, MAX_PAYLOAD)))
            elif name in _TRACK_LEAVES and self._tracks and parent in ("trak", "edts", "mdia"):
                data = self._bytes(begin, min(stop - begin, MAX_PAYLOAD))
                self._track_leaf(self._tracks[-1], name, data)
            elif name == "XMP_":
                self._xmp(begin, stop)
            elif name == "uuid":
                kind = self._bytes(begin, min(stop - begin, 16))
                if kind == XMP_UUID:
                    self._xmp(begin, stop)
                elif kind == _C2PA_UUID:
                    self._credentials = True
                else:
                    self._user.append(f"uuid {kind.hex()}")
        except struct.error:
            self._problems.append(fill(warnings.TOO_SHORT, {"name": name}))

    def _xmp(self, begin: int, stop: int) -> None:
        self._xmp_blocks += 1
        if self._xmp_blocks <= MAX_XMP_BLOCKS:
            data = self._bytes(begin, min(stop - begin, MAX_XMP))
            self._tools += [_text(tool) for tool in _XMP_TOOL.findall(data)[:MAX_LISTED]]

    def _movie_header(self, data: bytes) -> None:
        self._created, self._modified, self._scale, self._duration = _times(data)

    def _track_leaf(self, track: _Track, name: str, data: bytes) -> None:
        if name == "tkhd":
            wide = data[:1] == b"\x01"
            created, modified, track.number = struct.unpack_from(
                ">QQI" if wide else ">III", data, 4
            )
            track.created, track.modified = _date(created), _date(modified)
            track.matrix = struct.unpack_from(">9i", data, 52 if wide else 40)
        elif name == "mdhd":
            track.media_created, _, track.media_scale, length = _times(data)
            track.duration = _seconds(length, track.media_scale)
        elif name == "hdlr":
            track.handler = _printable(data[8:12])
            track.name = handler_name(data[24:])
        elif name == "elst":
            wide = data[:1] == b"\x01"
            row = struct.Struct(">Qqhh" if wide else ">Iihh")
            (count,) = struct.unpack_from(">I", data, 4)
            if count > MAX_EDITS:
                self._problems.append(fill(warnings.MANY_EDITS, {"count": count}))
            for i in range(min(count, MAX_EDITS)):
                length, start, whole, part = row.unpack_from(data, 8 + i * row.size)
                track.edits.append((length, start, whole + part / 65536))


def handler_name(data: bytes) -> str:
    """Decode a handler name: zero-terminated, or length-prefixed as in QuickTime."""
    if data and data[0] == len(data.rstrip(b"\0")) - 1:
        data = data[1:]
    return _text(data.split(b"\0")[0])


def _times(data: bytes) -> tuple[str, str, int, int]:
    """created, modified, time scale and duration of a movie or media header."""
    wide = data[:1] == b"\x01"
    created, modified, scale, duration = struct.unpack_from(">QQIQ" if wide else ">IIII", data, 4)
    # All bits set means "unknown".
    known = duration != (2**64 - 1 if wide else 2**32 - 1)
    return _date(created), _date(modified), scale, duration if known else 0


def _date(seconds: int) -> str:
    """Convert seconds since 1904 to ISO 8601; "" if not set or out of range."""
    if seconds == 0:
        return ""
    try:
        return (_EPOCH + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return ""


def _seconds(count: int, scale: int) -> float:
    return round(count / scale, 6) if scale else 0.0


def _printable(name: bytes) -> str:
    return "".join(
        chr(c) if 32 <= c < 127 or c == 0xA9 else f"\\x{c:02x}" for c in name.ljust(4, b"\0")
    )


def _text(data: bytes) -> str:
    return plain_text(data.decode("utf-8", "replace"), 200)
