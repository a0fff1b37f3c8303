"""Changes within a stream: parameter sets, encoder settings and picture sizes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.untrusted_text import plain_text

#: Maximum number of changes kept; a stream may change at every key frame.
MAX_CHANGES = 200

_H264, _HEVC = "h264", "hevc"
_PARAMETER_SETS = {_H264: {7}, _HEVC: {33}}
_SEI = {_H264: {6}, _HEVC: {39}}
_USER_DATA = 5
_START = re.compile(b"\0\0\1")


@dataclass(frozen=True)
class StreamChange:
    """A position where the coding of the stream changes.

    Attributes:
        frame: index of the first frame after the change.
        what: "picture size", "stream headers" or "encoder settings".
        before, after: sizes or settings in words; "" for headers.
    """

    frame: int
    what: str
    before: str = ""
    after: str = ""


class HeaderWatch:
    """Detect changes of a stream's headers; inspects key packets only.

    Args:
        context: PyAV's codec context of the stream.

    Attributes:
        changes: packet number, what changed, and the values before and after.
    """

    def __init__(self, context: Any) -> None:
        self._codec = str(context.name)
        self._prefix = _length_size(self._codec, context.extradata or b"")
        self._headers = ""
        self._encoder = ""
        self._number = -1
        self.changes: list[tuple[int, str, str, str]] = []

    def see(self, packet: Any) -> None:
        """Inspect the next non-empty packet."""
        self._number += 1
        if not packet.is_keyframe or len(self.changes) >= MAX_CHANGES:
            return
        headers, encoder = self._read(bytes(packet))
        if packet.has_sidedata("new_extradata"):
            headers = hashlib.sha256(bytes(packet.get_sidedata("new_extradata"))).hexdigest()
        if headers:
            if self._headers and headers != self._headers:
                self.changes.append((self._number, "stream headers", "", ""))
            self._headers = headers
        if encoder:
            if self._encoder and encoder != self._encoder:
                self.changes.append((self._number, "encoder settings", self._encoder, encoder))
            self._encoder = encoder

    def _read(self, data: bytes) -> tuple[str, str]:
        """Digest of the headers in a packet and the encoder's user data text; "" if absent."""
        found = b""
        encoder = ""
        if self._codec in _PARAMETER_SETS:
            for unit in _units(data, self._prefix):
                kind = unit[0] & 31 if self._codec == _H264 else unit[0] >> 1 & 63
                if kind in _PARAMETER_SETS[self._codec]:
                    found += unit
                elif kind in _SEI[self._codec]:
                    encoder = encoder or _user_text(unit[1 if self._codec == _H264 else 2 :])
        elif self._codec in ("mpeg1video", "mpeg2video"):
            at = data.find(b"\0\0\1\xb3")
            # Picture size, pixel aspect ratio and frame rate.
            found = data[at + 4 : at + 8] if at >= 0 else b""
        elif self._codec == "mpeg4":
            match = re.search(b"\0\0\1[\x20-\x2f](.*?)(?=\0\0\1|$)", data[:4096], re.DOTALL)
            found = match[1] if match else b""
        elif "vp8" in self._codec and len(data) >= 10:
            found = data[6:10]
        elif "vp9" in self._codec:
            found = _vp9_header(data)
        elif "av1" in self._codec:
            found = b"".join(_av1_sequence_headers(data))
        return (hashlib.sha256(found).hexdigest() if found else ""), encoder


def _length_size(codec: str, extradata: bytes) -> int:
    """Bytes of the length prefix of each NAL unit; 0 for streams with start codes."""
    if codec == _H264 and len(extradata) > 4 and extradata[0] == 1:
        return (extradata[4] & 3) + 1
    if codec == _HEVC and len(extradata) > 21 and extradata[0] == 1:
        return (extradata[21] & 3) + 1
    return 0


def _units(data: bytes, prefix: int) -> Iterator[bytes]:
    """Non-empty NAL units of a packet."""
    if prefix:
        at = 0
        while at + prefix <= len(data):
            size = int.from_bytes(data[at : at + prefix], "big")
            if unit := data[at + prefix : at + prefix + size]:
                yield unit
            at += prefix + size
        return
    starts = [match.end() for match in _START.finditer(data)]
    for begin, end in zip(starts, [*(s - 3 for s in starts[1:]), len(data)], strict=True):
        if unit := data[begin:end].rstrip(b"\0"):
            yield unit


def _user_text(sei: bytes) -> str:
    """Text of an unregistered user data message, used by x264 and x265 for their settings."""
    at = 0
    while at + 2 < len(sei):
        kind = size = 0
        while at < len(sei) and sei[at] == 255:
            kind, at = kind + 255, at + 1
        kind, at = kind + sei[at], at + 1
        while at < len(sei) and sei[at] == 255:
            size, at = size + 255, at + 1
        if at >= len(sei):
            break
        size, at = size + sei[at], at + 1
        if kind == _USER_DATA and size > 16:
            text = sei[at + 16 : at + size]
            if text[:4].isascii() and text[:4].decode("ascii").isprintable():
                return plain_text(text.split(b"\0")[0].decode("ascii", "replace"), 2000)
        at += size
    return ""


def _vp9_header(data: bytes) -> bytes:
    """Profile, colour and size of a VP9 key frame (VP9 bitstream specification, 6.2)."""
    bits = int.from_bytes(data[:16].ljust(16, b"\0"), "big")
    at = 128

    def take(count: int) -> int:
        nonlocal at
        at -= count
        return bits >> at & ((1 << count) - 1)

    if take(2) != 2:
        return b""
    profile = take(1) | take(1) << 1
    if profile == 3:
        take(1)
    if take(1) or take(1):
        return b""
    take(2)
    if take(24) != 0x498342:
        return b""
    deep = take(1) if profile >= 2 else 0
    space = take(3)
    if space != 7:
        take(1)
    if profile in (1, 3):
        take(1 if space == 7 else 3)
    return bytes((profile, deep, space)) + take(32).to_bytes(4, "big")


def _av1_sequence_headers(data: bytes) -> Iterator[bytes]:
    """Sequence header OBUs of a packet (AV1 bitstream specification, 5.3)."""
    at = 0
    while at < len(data):
        header = data[at]
        at += 2 if header & 4 else 1
        size, shift = len(data) - at, 0
        if header & 2:
            size = 0
            while at < len(data) and shift < 56:
                size |= (data[at] & 127) << shift
                shift += 7
                at += 1
                if not data[at - 1] & 128:
                    break
        if header >> 3 & 15 == 1:
            yield data[at : at + size]
        at += size
