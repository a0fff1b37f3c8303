"""Fields of boxes, elements and chunks: name, place and value."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from engine.container.box_names import EBML_TYPES
from engine.container.layout import Box
from engine.untrusted_text import plain_text

#: Maximum number of bytes of a box that are parsed.
MAX_CONTENT = 4096
_MAX_BRANDS = 32
_LONGEST = 300
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class BoxField:
    """A field.

    Attributes:
        name: of the standard, in lower case.
        offset: of its first byte in the file.
        size: bytes.
        value: as text.
    """

    name: str
    offset: int
    size: int
    value: str


#: Fields in order, each with its type: u8 to u64 unsigned, i16 signed, "16.16" and "8.8" fixed
#: point, "c4" four letters, "time" seconds since 1904 and "length" a duration (both of 32 or 64
#: bits, by version), "lang" a packed language, "pascal" a counted text, "text" the rest, "c4*"
#: letters to the end, xN hexadecimal. Fields whose name is "" are reserved.
_FULL = "version:u8 flags:x3 "
_VISUAL = (
    ":x6 data_reference_index:u16 version:u16 revision:u16 vendor:c4 temporal_quality:u32 "
    "spatial_quality:u32 width:u16 height:u16 horizontal_resolution:16.16 "
    "vertical_resolution:16.16 data_size:u32 frame_count:u16 compressor_name:pascal depth:u16 "
    "colour_table:i16"
)
_SOUND = (
    ":x6 data_reference_index:u16 version:u16 revision:u16 vendor:c4 channels:u16 "
    "sample_bits:u16 compression_id:i16 packet_size:u16 sample_rate:16.16"
)
_BOXES = {
    "ftyp": "major_brand:c4 minor_version:u32 compatible_brands:c4*",
    "mvhd": _FULL + "creation_time:time modification_time:time timescale:u32 duration:length "
    "rate:16.16 volume:8.8 :x10 display_matrix:x36 :x24 next_track_id:u32",
    "tkhd": _FULL + "creation_time:time modification_time:time track_id:u32 :x4 duration:length "
    ":x8 layer:i16 alternate_group:i16 volume:8.8 :x2 display_matrix:x36 width:16.16 height:16.16",
    "mdhd": _FULL + "creation_time:time modification_time:time timescale:u32 duration:length "
    "language:lang quality:u16",
    "hdlr": _FULL + "component_type:c4 handler_type:c4 manufacturer:c4 component_flags:x4 "
    "flags_mask:x4 name:text",
    "vmhd": _FULL + "graphics_mode:u16 opcolour:x6",
    "smhd": _FULL + "balance:8.8 :x2",
    "stsz": _FULL + "sample_size:u32 sample_count:u32",
    "trex": _FULL + "track_id:u32 sample_description:u32 sample_duration:u32 sample_size:u32 "
    "sample_flags:x4",
    "mfhd": _FULL + "sequence_number:u32",
    "tfhd": _FULL + "track_id:u32",
    "avcC": "configuration_version:u8 profile:u8 profile_compatibility:x1 level:u8 "
    "nal_length_size:x1 sps_count:x1",
    "hvcC": "configuration_version:u8 profile:x1 profile_compatibility:x4 constraints:x6 level:u8",
    "av1C": "version:x1 profile_and_level:x1 format:x1",
    "colr": "colour_type:c4 primaries:u16 transfer:u16 matrix:u16",
    "pasp": "horizontal_spacing:u32 vertical_spacing:u32",
    "btrt": "buffer_size:u32 maximum_bit_rate:u32 average_bit_rate:u32",
    "data": "type:u32 locale:u32 value:text",
    **dict.fromkeys(
        ("stsd", "dref", "stts", "ctts", "stss", "stsc", "stco", "co64", "elst", "keys"),
        _FULL + "entry_count:u32",
    ),
}
_CHUNKS = {
    "avih": "frame_duration:u32 maximum_bytes_per_second:u32 padding:u32 flags:u32 "
    "frame_count:u32 initial_frames:u32 stream_count:u32 buffer_size:u32 width:u32 height:u32",
    "strh": "stream_type:c4 handler:c4 flags:u32 priority:u16 language:u16 initial_frames:u32 "
    "scale:u32 rate:u32 start:u32 length:u32 buffer_size:u32 quality:u32 sample_size:u32",
}
_WIDTHS = {"u8": 1, "u16": 2, "i16": 2, "u32": 4, "u64": 8, "16.16": 4, "8.8": 2, "c4": 4,
           "lang": 2, "pascal": 32}  # fmt: skip


def read_fields(file: BinaryIO, box: Box, parents: tuple[Box, ...] = ()) -> tuple[BoxField, ...]:
    """Fields of a box that this program knows; empty for others.

    Args:
        file: opened for reading bytes.
        parents: boxes around it, the outermost first.

    Raises:
        OSError: the file cannot be read.
    """
    start = box.offset + box.header
    file.seek(start)
    data = file.read(max(0, min(box.end - start, MAX_CONTENT)))
    inside = parents[-1].kind if parents else ""
    if inside == "stsd":
        spec = {"vide": _VISUAL, "soun": _SOUND}.get(_handler(file, parents), "")
        return tuple(_parse(data, start, spec, "big"))
    if box.kind in _CHUNKS:
        return tuple(_parse(data, start, _CHUNKS[box.kind], "little"))
    if box.kind in _BOXES:
        return tuple(_parse(data, start, _BOXES[box.kind], "big"))
    element = EBML_TYPES.get(box.kind, "")
    if element in ("u", "f", "s"):
        return (BoxField("value", start, len(data), _element(data, element)),)
    if inside == "LIST INFO":
        return (BoxField("value", start, len(data), _text(data)),)
    return ()


def _handler(file: BinaryIO, parents: tuple[Box, ...]) -> str:
    """Handler type of the track around a box; "" outside of tracks."""
    media = [child for box in parents if box.kind == "mdia" for child in box.children]
    for box in media:
        if box.kind == "hdlr":
            file.seek(box.offset + box.header + 8)
            return _letters(file.read(4))
    return ""


def _parse(data: bytes, start: int, spec: str, order: str) -> Iterator[BoxField]:
    at = 0
    wide = spec.startswith(_FULL) and data[:1] == b"\x01"
    for word in spec.split():
        name, _, kind = word.partition(":")
        if kind in ("text", "c4*"):
            width = len(data) - at
        elif kind in ("time", "length"):
            width = 8 if wide else 4
        else:
            width = _WIDTHS.get(kind) or int(kind[1:])
        part = data[at : at + width]
        if len(part) < width or not width:
            return
        if name:
            shown = name.replace("_", " ")
            yield BoxField(shown, start + at, width, _value(part, kind, order))
        at += width


def _value(data: bytes, kind: str, order: str) -> str:
    number = int.from_bytes(data, "little" if order == "little" else "big", signed=kind == "i16")
    if kind == "time":
        return _date(number)
    if kind == "c4":
        return _letters(data)
    if kind == "c4*":
        brands = [data[i : i + 4] for i in range(0, len(data) - 3, 4)][:_MAX_BRANDS]
        return " ".join(_letters(brand) for brand in brands)
    if kind == "lang":
        letters = [(number >> shift & 31) + 0x60 for shift in (10, 5, 0)]
        return plain_text("".join(map(chr, letters)), 8) if number >= 0x400 else str(number)
    if kind == "pascal":
        return _text(data[1 : 1 + data[0]])
    if kind == "text":
        # QuickTime counts the letters, MP4 ends with a zero.
        counted = data[0] == len(data.rstrip(b"\0")) - 1
        return _text(data[1:] if counted else data)
    if kind in ("16.16", "8.8"):
        return f"{number / (65536 if kind == '16.16' else 256):g}"
    return f"0x{data.hex()}" if kind.startswith("x") else str(number)


def _element(data: bytes, kind: str) -> str:
    if kind == "u":
        return str(int.from_bytes(data[:8], "big"))
    if kind == "f" and len(data) in (4, 8):
        return f"{struct.unpack('>f' if len(data) == 4 else '>d', data)[0]:g}"
    return _text(data)


def _date(seconds: int) -> str:
    """Seconds since 1904 as ISO 8601; the number if it is 0 or no date."""
    if not seconds:
        return "0"
    try:
        return (_EPOCH + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return str(seconds)


def _letters(data: bytes) -> str:
    """Printable letters; other bytes as \\xNN, and all bytes zero as 0."""
    if not any(data):
        return "0"
    return "".join(chr(c) if 32 <= c < 127 else f"\\x{c:02x}" for c in data)


def _text(data: bytes) -> str:
    return plain_text(data.split(b"\0")[0].decode("utf-8", "replace"), _LONGEST)
