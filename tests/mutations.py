"""Broken copies of clips, each made from a seed: the same seed gives the same bytes for ever."""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import clips
import encoded_clips
import odd_clips

#: Names in `encoded_clips.ENCODINGS` of the clips that are mutated.
ENCODED = (
    "h264 mp4", "h264 mov", "h264 mkv", "h264 flv", "h264 avi", "h264 ts", "h264 raw",
    "h264 fragmented", "h264 open gop mp4", "h264 interlaced mp4", "h264 one key", "h264 10 bit",
    "variable rate mp4", "variable rate mkv", "edit list mp4", "two parts ts", "two streams mkv",
    "hevc mp4", "hevc open gop ts", "vp8 webm", "vp9 webm", "vp9 mp4", "av1 mp4", "av1 mkv",
    "mpeg4 mp4", "mpeg4 packed avi", "mpeg2 ts", "mpeg2 mpg", "mjpeg avi", "mjpeg mov",
    "prores mov", "ffv1 mkv", "wmv", "gif", "apng", "one picture",
)  # fmt: skip
#: A part of them for every day: each container and the commonest codecs.
FEW = ("h264 mp4", "h264 mkv", "h264 flv", "h264 ts", "hevc mp4", "vp9 webm", "mpeg4 avi")

_BOXES = re.compile(
    rb"ftyp|moov|mvhd|trak|tkhd|edts|elst|mdia|mdhd|hdlr|minf|dinf|stbl|stsd|stts|ctts|stsc|stsz|"
    rb"stco|co64|stss|mdat|moof|mfhd|traf|tfhd|tfdt|trun|udta|meta|ilst|avcC|hvcC|av1C|vpcC"
)
_ENTRIES = re.compile(rb"elst|stts|ctts|stsc|stsz|stco|co64|stss|trun|dref|stsd")
_ELEMENTS = re.compile(
    rb"\x18\x53\x80\x67|\x11\x4d\x9b\x74|\x15\x49\xa9\x66|\x16\x54\xae\x6b|\x1f\x43\xb6\x75|"
    rb"\x1c\x53\xbb\x6b|\xae|\xe0|\xa3|\xa0|\x63\xa2"
)
_HUGE = (0, 1, 2, 7, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


@dataclass(frozen=True)
class Original:
    """A clip to be mutated."""

    name: str
    data: bytes
    suffix: str


@dataclass(frozen=True)
class Mutation:
    """A broken copy of a clip. kind: a key of KINDS."""

    seed: int
    kind: str
    original: Original
    data: bytes


def originals(folder: Path, names: tuple[str, ...] = ENCODED, more: bool = True) -> list[Original]:
    """The clips, those left out whose encoder this build of FFmpeg lacks.

    Args:
        more: those with sound, tags, a rotation, or no pictures at all, too.
    """
    found = []
    for number, name in enumerate(names):
        place = folder / str(number)
        place.mkdir()
        try:
            path = encoded_clips.ENCODINGS[name](place)
        except ValueError:
            continue
        found.append(Original(name, path.read_bytes(), path.suffix))
    if more:
        sound = folder / "sound.mov"
        clips.with_sound(sound, [(1.0, 0.5)])
        paths = (
            clips.rotated(folder),
            clips.audio_only(folder),
            odd_clips.tagged(folder / "tagged.mp4", odd_clips.IPHONE, sound=1),
            odd_clips.trimmed(folder / "trimmed.mp4"),
            sound,
        )
        found += [Original(p.name, p.read_bytes(), p.suffix) for p in paths]
    return found


def mutation(seed: int, among: list[Original]) -> Mutation:
    """The mutation of a seed."""
    rng = random.Random(seed)
    original, other = rng.choice(among), rng.choice(among)
    kind = rng.choice(_kinds_of(original.data))
    data = KINDS[kind](bytearray(original.data), rng, other.data)
    return Mutation(seed, kind, original, bytes(data))


def _kinds_of(data: bytes) -> list[str]:
    kinds = ["bits", "bytes", "truncated", "spliced", "deleted", "doubled", "zeroed"]
    if data[4:8] == b"ftyp":
        kinds += ["box size", "nested boxes", "entries", "size of pictures", "rate", "duration",
                  "many streams"]  # fmt: skip
    if data[:4] == b"\x1a\x45\xdf\xa3":
        kinds += ["element size", "size of pictures", "rate", "duration", "many streams"]
    if data[:4] == b"RIFF":
        kinds += ["box size", "size of pictures", "rate", "duration"]
    return kinds


def _place(data: bytearray, rng: random.Random) -> int:
    """Anywhere, half of the time near the beginning or the end, where headers are."""
    if rng.random() < 0.5:
        near = rng.randrange(min(2048, len(data)))
        return near if rng.random() < 0.5 else len(data) - 1 - near
    return rng.randrange(len(data))


def _stretch(data: bytearray, rng: random.Random) -> slice:
    begin = _place(data, rng)
    return slice(begin, begin + rng.choice((1, 4, 64, 1000, 20000)))


def _bits(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    for _ in range(rng.choice((1, 3, 30, 300))):
        data[_place(data, rng)] ^= 1 << rng.randrange(8)
    return data


def _bytes(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    for _ in range(rng.choice((1, 5, 50))):
        data[_place(data, rng)] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    return data


def _truncated(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    return data[: 1 + _place(data, rng)]


def _spliced(data: bytearray, rng: random.Random, other: bytes) -> bytes:
    return data[: _place(data, rng)] + other[_place(bytearray(other), rng) :]


def _deleted(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    del data[_stretch(data, rng)]
    return data


def _doubled(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    part = _stretch(data, rng)
    data[part.stop : part.stop] = data[part] * rng.choice((1, 2, 50))
    return data


def _zeroed(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    part = _stretch(data, rng)
    data[part] = bytes(len(data[part]))
    return data


def _at(pattern: re.Pattern[bytes], data: bytearray, rng: random.Random) -> int:
    """Where one of the pattern's finds ends; near the beginning where there is none."""
    found = [m.end() for m in pattern.finditer(bytes(data))]
    return rng.choice(found) if found else min(16, len(data))


def _put(data: bytearray, at: int, form: str, value: float) -> bytes:
    if 0 <= at <= len(data) - struct.calcsize(form):
        struct.pack_into(form, data, at, value)
    return data


def _box_size(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    if data[:4] == b"RIFF":
        at = _at(re.compile(rb"RIFF|LIST|avih|strh|strf|idx1|00dc"), data, rng)
        return _put(data, at, "<I", rng.choice(_HUGE))
    at = _at(_BOXES, data, rng)
    value = rng.choice((*_HUGE, rng.randrange(len(data))))
    if value == 1:
        # The size is in the eight bytes that follow.
        _put(data, at, ">Q", rng.choice((0, 8, 1 << 40, (1 << 63) - 1, (1 << 64) - 1)))
    return _put(data, at - 8, ">I", value)


def _nested(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    names = rng.choice(((b"moov",), (b"moov", b"udta"), (b"moov", b"trak", b"mdia", b"minf"),
                        (b"meta",), (b"moof", b"traf"), (b"free",)))  # fmt: skip
    depth = rng.choice((10, 200, 5000, 100_000))
    boxes = [struct.pack(">I4s", 8 * (depth - n), names[n % len(names)]) for n in range(depth)]
    at = struct.unpack_from(">I", data)[0] if rng.random() < 0.5 else len(data)
    return data[:at] + b"".join(boxes) + data[at:]


def _entries(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    at = _at(_ENTRIES, data, rng)
    # Behind version and flags; of stsz one field later.
    return _put(data, at + 4 + 4 * (data[at - 4 : at] == b"stsz"), ">I", rng.choice(_HUGE))


def _dimensions(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    absurd = rng.choice((0, 1, 16384, 32767, 65535))
    if data[:4] == b"RIFF":
        at = _at(re.compile(rb"avih|strf"), data, rng)
        offset = 4 + (32 if data[at - 4 : at] == b"avih" else 4)
        return _put(data, at + offset + rng.choice((0, 4)), "<I", absurd * rng.choice((1, 65537)))
    if data[4:8] != b"ftyp":
        # PixelWidth or PixelHeight, two bytes long.
        return _put(data, _at(re.compile(rb"[\xb0\xba]\x82"), data, rng), ">H", absurd)
    at = _at(re.compile(rb"avc1|hvc1|hev1|av01|vp09|mp4v|jpeg|apch|apcn|tkhd"), data, rng)
    if data[at - 4 : at] == b"tkhd":
        return _put(data, at + 76 + rng.choice((0, 4)), ">I", absurd << 16)
    return _put(data, at + 24 + rng.choice((0, 2)), ">H", absurd)


def _rate(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    value = rng.choice(_HUGE)
    if data[:4] == b"RIFF":
        at = _at(re.compile(rb"avih|strh"), data, rng)
        return _put(data, at + 4 + (0 if data[at - 4 : at] == b"avih" else 20), "<I", value)
    if data[4:8] != b"ftyp":
        at = _at(re.compile(rb"\x2a\xd7\xb1|\x23\xe3\x83"), data, rng)
        return _put(data, at + 1, ">H", value & 0xFFFF)
    at = _at(re.compile(rb"mdhd|mvhd|stts"), data, rng)
    # The time scale, or how long the first frames last.
    return _put(data, at + 12, ">I", value)


def _duration(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    if data[:4] == b"RIFF":
        at = _at(re.compile(rb"avih|strh"), data, rng)
        return _put(data, at + 4 + (16 if data[at - 4 : at] == b"avih" else 32), "<I", 0xFFFFFFFF)
    if data[4:8] != b"ftyp":
        value = rng.choice((1e300, -1.0, float("inf"), float("nan"), 1e15))
        return _put(data, _at(re.compile(rb"\x44\x89\x88"), data, rng), ">d", value)
    at = _at(re.compile(rb"mdhd|mvhd|tkhd"), data, rng)
    offset = 20 if data[at - 4 : at] == b"tkhd" else 16
    return _put(data, at + offset, ">I", rng.choice((0, 0x7FFFFFFF, 0xFFFFFFFF)))


def _element_size(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    at = _at(_ELEMENTS, data, rng)
    size = rng.choice((b"\x01" + b"\xff" * 7, b"\x01\xff" + b"\x00" * 6, b"\x80", b"\x08", b"\x00"))
    data[at : at + len(size)] = size
    return data


def _streams(data: bytearray, rng: random.Random, _: bytes) -> bytes:
    count = rng.choice((20, 999, 5000))
    if data[4:8] != b"ftyp":
        at = data.find(b"\x16\x54\xae\x6b")
        if at < 0:
            return data
        width = 8 - data[at + 4].bit_length() + 1
        size = int.from_bytes(data[at + 4 : at + 4 + width], "big") & ((1 << (7 * width)) - 1)
        begin = at + 4 + width
        body = bytes(data[begin : begin + size])
        told = (len(body) * count | 1 << 56).to_bytes(8, "big")
        segment = data.find(b"\x18\x53\x80\x67")
        # The segment's end is open now.
        data[segment + 4 : segment + 12] = b"\x01" + b"\xff" * 7
        return data[: at + 4] + told + body * count + data[begin + size :]
    at = data.find(b"trak") - 4
    moov = data.find(b"moov") - 4
    if at < 0 or moov < 0:
        return data
    size = struct.unpack_from(">I", data, at)[0]
    track = bytes(data[at : at + size])
    grown = struct.unpack_from(">I", data, moov)[0] + len(track) * count
    struct.pack_into(">I", data, moov, grown & 0xFFFFFFFF)
    return data[: at + size] + track * count + data[at + size :]


#: What may be done to a clip, by name: bytes, a generator, and another clip's bytes.
KINDS: dict[str, Callable[[bytearray, random.Random, bytes], bytes]] = {
    "bits": _bits,
    "bytes": _bytes,
    "truncated": _truncated,
    "spliced": _spliced,
    "deleted": _deleted,
    "doubled": _doubled,
    "zeroed": _zeroed,
    "box size": _box_size,
    "nested boxes": _nested,
    "entries": _entries,
    "size of pictures": _dimensions,
    "rate": _rate,
    "duration": _duration,
    "element size": _element_size,
    "many streams": _streams,
}
