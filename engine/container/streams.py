"""Facts about each stream, as stated by FFmpeg without decoding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from engine.untrusted_text import plain_text

MAX_STREAMS = 64
MAX_TAGS = 200

# Values of ITU-T H.273 that occur in practice, with FFmpeg's names.
_PRIMARIES = {1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 9: "bt2020", 12: "smpte432"}
_TRANSFER = {1: "bt709", 4: "gamma22", 5: "gamma28", 6: "smpte170m", 8: "linear", 13: "srgb",
             14: "bt2020-10", 15: "bt2020-12", 16: "pq", 18: "hlg"}  # fmt: skip
_MATRIX = {0: "rgb", 1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020nc", 10: "bt2020c"}
_RANGE = {1: "limited", 2: "full"}
_FIELDS = {1: "progressive", 2: "top field first", 3: "bottom field first",
           4: "top coded first, bottom shown first",
           5: "bottom coded first, top shown first"}  # fmt: skip


@dataclass(frozen=True)
class StreamFacts:
    """Facts about one stream; "" or None if the container states nothing.

    Attributes:
        index: index in the container.
        kind: "video", "audio", "subtitle", "data" or "attachment".
        codec: FFmpeg's name.
        tag: four-letter code of the codec in the container.
        profile, level: profile and level of the codec, for example "High" and "3.1".
        bit_rate: bits per second.
        language: ISO 639 code.
        handler: handler name, often the signature of the program that wrote the file.
        start, duration: seconds stated by the container.
        frames: number of frames stated by the container.
        cover: whether the stream is cover art of an audio file.
        width, height: coded size in pixels, before rotation.
        pixel_format: FFmpeg's name.
        sample_aspect_ratio: pixel aspect ratio (width : height), for example "1:1".
        rate: frames per second stated by the container.
        field_order: "progressive" or the field that comes first.
        colour_range, primaries, transfer, matrix: colour tags.
        sample_rate: audio samples per second.
        channels: number of audio channels.
        layout: channel layout.
        tags: all other tags, at most MAX_TAGS.
    """

    index: int
    kind: str
    codec: str = ""
    tag: str = ""
    profile: str = ""
    level: str = ""
    bit_rate: int | None = None
    language: str = ""
    handler: str = ""
    start: float | None = None
    duration: float | None = None
    frames: int | None = None
    cover: bool = False
    width: int | None = None
    height: int | None = None
    pixel_format: str = ""
    sample_aspect_ratio: str = ""
    rate: float | None = None
    field_order: str = ""
    colour_range: str = ""
    primaries: str = ""
    transfer: str = ""
    matrix: str = ""
    sample_rate: int | None = None
    channels: int | None = None
    layout: str = ""
    tags: dict[str, str] = field(default_factory=dict)


def describe_streams(container: Any) -> tuple[StreamFacts, ...]:
    """Facts about the streams of a PyAV container, at most MAX_STREAMS."""
    return tuple(_stream(stream) for stream in list(container.streams)[:MAX_STREAMS])


def clean_tags(metadata: Mapping[Any, Any]) -> dict[str, str]:
    """Convert the tags of a container or stream to text, limited in length and number."""
    items = list(metadata.items())[:MAX_TAGS]
    return {plain_text(key): plain_text(value) for key, value in items}


def _stream(stream: Any) -> StreamFacts:
    context = stream.codec_context
    tags = clean_tags(stream.metadata)
    base = stream.time_base or Fraction(0)
    common: dict[str, Any] = {
        "language": tags.pop("language", ""),
        "handler": tags.pop("handler_name", tags.pop("HANDLER_NAME", "")),
        "start": _seconds(stream.start_time, base),
        "duration": _seconds(stream.duration, base),
        "frames": stream.frames or None,
        "tags": tags,
    }
    if context is None:
        return StreamFacts(stream.index, str(stream.type), **common)
    common |= {
        "codec": str(context.name),
        "tag": _tag(context),
        "profile": str(context.profile or ""),
        "bit_rate": getattr(context, "bit_rate", None) or None,
    }
    if stream.type == "video":
        common |= _video(stream, context)
    elif stream.type == "audio":
        common |= {
            "sample_rate": context.sample_rate or None,
            "channels": context.channels or None,
            "layout": str(getattr(context.layout, "name", "")),
        }
    return StreamFacts(stream.index, str(stream.type), **common)


def _video(stream: Any, context: Any) -> dict[str, Any]:
    ratio = stream.sample_aspect_ratio
    # av.stream.Disposition.attached_pic; FFmpeg's ABI fixes the value.
    cover = bool(int(stream.disposition) & 0x400)
    return {
        "level": _level(str(context.name), context.level),
        "cover": cover,
        "width": context.width or None,
        "height": context.height or None,
        "pixel_format": str(context.pix_fmt or ""),
        "sample_aspect_ratio": f"{ratio.numerator}:{ratio.denominator}" if ratio else "",
        "rate": round(float(stream.average_rate), 4) if stream.average_rate else None,
        "field_order": _FIELDS.get(int(getattr(context, "field_order", 0)), ""),
        "colour_range": _RANGE.get(int(context.color_range), ""),
        "primaries": _PRIMARIES.get(int(context.color_primaries), ""),
        "transfer": _TRANSFER.get(int(context.color_trc), ""),
        "matrix": _MATRIX.get(int(context.colorspace), ""),
    }


def _level(codec: str, level: int | None) -> str:
    """Level of a codec in the notation of its standard."""
    if level is None or level < 0:
        return ""
    if codec == "h264":
        return "1b" if level == 9 else f"{level // 10}.{level % 10}".removesuffix(".0")
    if codec == "hevc":
        return f"{level // 30}.{level % 30 // 3}".removesuffix(".0")
    if "av1" in codec:
        return f"{2 + level // 4}.{level % 4}"
    return str(level)


def _tag(context: Any) -> str:
    """Four bytes of a codec tag; bytes outside printable ASCII as \\xNN, "" for none."""
    try:
        raw = str(context.codec_tag or "").encode("ascii")
    except UnicodeDecodeError as error:
        raw = error.object
    shown = raw.rstrip(b"\0")
    return "".join(chr(b) if 0x20 <= b < 0x7F else f"\\x{b:02x}" for b in shown)


def _seconds(count: int | None, base: Fraction) -> float | None:
    return round(float(count * base), 6) if count is not None and base else None
