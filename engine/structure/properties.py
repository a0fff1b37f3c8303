"""Properties of a file: metadata, coding and structure, each as a named value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.container.box_fields import read_fields
from engine.container.boxes import BoxFacts
from engine.container.credentials import NONE, UNAVAILABLE, UNREADABLE, UNSUPPORTED
from engine.container.examination import ClipExamination
from engine.container.facts import ClipFacts
from engine.container.layout import Box, Layout, read_layout
from engine.container.parameter_sets import ParameterSet
from engine.container.streams import StreamFacts
from engine.container.timing import CONSTANT, VARIABLE, WITH_GAPS
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.untrusted_text import plain_text
from engine.video.source import VideoSource
from engine.wording import mark

FILE = mark("File")
METADATA = mark("Metadata")
CODING = mark("Coding")
PARAMETERS = mark("Parameter sets")
GROUPS = mark("Groups of pictures")
BOXES = mark("Structure")
#: Sections in order; titles are marked for translation.
SECTIONS = (FILE, METADATA, CODING, PARAMETERS, GROUPS, BOXES)

#: Maximum number of properties of a file.
MAX_PROPERTIES = 2000
#: Maximum length of a name; properties with longer names, which only hostile files have, are left
#: out.
MAX_NAME = 200
_LONGEST = 1000


@dataclass(frozen=True)
class Property:
    """One named value of a file.

    Attributes:
        section: one of SECTIONS.
        name: unique in the file. What follows the first ": " is a field of what precedes it: a
            box, a parameter set or a stream.
        value: exact, as text.
        feature: whether it depends on the device or program that wrote the file rather than on
            the recording, such as its length, date, place or picture size.
    """

    section: str
    name: str
    value: str
    feature: bool = False


@dataclass(frozen=True)
class Structure:
    """Properties of one file.

    Attributes:
        name: of the file.
        sha256: of the whole file, hexadecimal.
        properties: in the order of SECTIONS.
    """

    name: str
    sha256: str
    properties: tuple[Property, ...]

    @property
    def features(self) -> dict[str, str]:
        """Values of the properties that are features, by name."""
        return {p.name: p.value for p in self.properties if p.feature}


def feature_of(name: str) -> str:
    """Box, parameter set or stream that a property describes, or the property itself."""
    return name.partition(": ")[0]


def read_structure(
    path: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    facts: ClipFacts | None = None,
) -> Structure:
    """Read the properties of a clip.

    Args:
        path: path of the clip.
        progress: receives the progress of indexing.
        cancel: stops.
        facts: facts of the same clip if known; otherwise the clip is opened and hashed.

    Raises:
        ClipUnreadableError, NotAVideoError, DecoderError: see `VideoSource.open`.
        CancelledError: `cancel` was used.
    """
    known = facts.examination if facts is not None else None
    if facts is None or known is None or known.parameters is None:
        with VideoSource.open(path, progress=progress, cancel=cancel) as video:
            facts = video.facts
    found = facts.examination
    assert found is not None
    layout = read_layout(path, cancel)
    listed: dict[str, Property] = {}
    for one in (
        *_file(facts, found), *_metadata(found), *_coding(found, bool(layout.format)),
        *_parameters(found), *_groups(found), *_edits(found.boxes), *_boxes(path, layout),
    ):  # fmt: skip
        if one.value and len(one.name) <= MAX_NAME and len(listed) < MAX_PROPERTIES:
            listed.setdefault(one.name, one)
    return Structure(path.name, facts.sha256, tuple(listed.values()))


def _file(facts: ClipFacts, found: ClipExamination) -> Iterator[Property]:
    yield Property(FILE, "container", found.container, True)
    yield Property(FILE, "size", f"{facts.size} bytes")
    yield Property(FILE, "SHA-256", facts.sha256)
    yield Property(FILE, "duration", f"{facts.duration:.3f} s")
    yield Property(FILE, "bit rate", f"{facts.bit_rate} bit/s")


# --- metadata ---

#: Tags whose value names the device or program, by the start of their name.
_MAKERS = (
    "encoder", "encoding_tool", "software", "writer", "muxing_app", "writing_app", "creator_tool",
    "make", "model", "manufacturer", "firmware", "com.apple.quicktime.make",
    "com.apple.quicktime.model", "com.apple.quicktime.software", "com.android.",
)  # fmt: skip
#: Tags that repeat fields of boxes.
_REPEATED = ("major_brand", "minor_version", "compatible_brands")
#: Settings of x264 and x265 that depend on the computer, the picture or the recording.
_OF_RUN = re.compile(
    r"\s*(/\s*)?(?<![\w-])(lookahead_threads|threads|frame-threads|numa-pools|bitrate|vbv_maxrate|"
    r"vbv_bufsize|vbv-maxrate|vbv-bufsize|input-res|fps|total-frames)=\S*"
)


def _metadata(found: ClipExamination) -> Iterator[Property]:
    tags = {name: value for name, value in found.tags.items() if name not in _REPEATED}
    yield Property(METADATA, "metadata names", " ".join(sorted(tags)) or "none", True)
    for name, value in tags.items():
        made = name.lower().startswith(_MAKERS)
        yield Property(METADATA, f"tag {name}", plain_text(value, _LONGEST), made)
    for stream in found.streams:
        for name, value in stream.tags.items():
            made = name.lower().startswith(_MAKERS)
            text = plain_text(value, _LONGEST)
            yield Property(METADATA, f"stream {stream.index}: tag {name}", text, made)
    boxes = found.boxes
    if boxes is not None:
        yield Property(METADATA, "XMP tools", " | ".join(boxes.xmp_tools) or "none", True)
    state = found.credentials.state
    if state not in (UNAVAILABLE, UNSUPPORTED, UNREADABLE):
        has = "absent" if state == NONE else "present"
        yield Property(METADATA, "content credentials", has, True)


# --- coding ---


def _coding(found: ClipExamination, fields_known: bool) -> Iterator[Property]:
    """Streams and encoder; facts that `_boxes` lists too are not counted twice.

    Args:
        fields_known: whether the layout of the file is read.
    """
    kinds = " ".join("cover" if s.cover else s.kind for s in found.streams)
    yield Property(CODING, "streams", kinds, True)
    for stream in found.streams:
        sets = found.parameters.sets if found.parameters is not None else ()
        listed = stream.index == found.video and bool(sets)
        for name, value, feature in _stream(stream, fields_known, listed):
            yield Property(CODING, f"stream {stream.index}: {name}", value, feature)
    if found.mediainfo is not None:
        settings = found.mediainfo.encoder_settings
        kept = _OF_RUN.sub("", plain_text(settings, 4000))[: 2 * _LONGEST]
        yield Property(CODING, "encoder", found.mediainfo.encoder_library or "not stated", True)
        yield Property(CODING, "encoder settings", kept or "not stated", True)


def _stream(
    stream: StreamFacts, fields_known: bool, sets_known: bool
) -> Iterator[tuple[str, str, bool]]:
    """Name and value of each fact, and whether it is a feature."""
    yield "codec", stream.codec, True
    yield "profile", stream.profile, not sets_known
    yield "level", stream.level, not sets_known
    yield "codec tag", stream.tag, not fields_known
    yield "handler", stream.handler, not fields_known
    yield "language", stream.language, not fields_known
    yield "bit rate", f"{stream.bit_rate} bit/s" if stream.bit_rate else "", False
    if stream.kind == "video":
        yield "picture", f"{stream.width} × {stream.height} px" if stream.width else "", False
        yield "pixel aspect ratio", stream.sample_aspect_ratio, False
        yield "frame rate", f"{stream.rate:g}" if stream.rate else "", False
        yield "pixel format", stream.pixel_format, True
        yield "field order", stream.field_order, True
        yield "colour range", stream.colour_range, True
        colours = "/".join(c or "–" for c in (stream.primaries, stream.transfer, stream.matrix))
        yield "colour", colours, True
    elif stream.kind == "audio":
        yield "sample rate", f"{stream.sample_rate} Hz" if stream.sample_rate else "", True
        yield "channels", f"{stream.channels}" if stream.channels else "", True
        yield "channel layout", stream.layout, True


#: Fields of parameter sets that follow from picture size, frame rate and bit rate.
_OF_RECORDING = re.compile(
    r"width|height|crop|conf_win|_offset_(left|right|top|bottom)|num_units_in|time_scale"
    r"|horizontal_size|vertical_size|frame_rate_(code|ext)|bit_rate|cpb_size|vbv_|num_ticks|sar_"
)


def _parameters(found: ClipExamination) -> Iterator[Property]:
    sets = found.parameters
    if sets is None or not sets.sha256:
        return
    yield Property(PARAMETERS, "parameter sets SHA-256", sets.sha256)
    if sets.sets:
        kinds = " ".join(one.kind for one in sets.sets)
        yield Property(PARAMETERS, "parameter sets", kinds, True)
    seen: dict[str, int] = {}
    for one in sets.sets:
        seen[one.kind] = seen.get(one.kind, 0) + 1
        number = f" {seen[one.kind]}" if seen[one.kind] > 1 else ""
        yield from _fields_of_set(one, f"{one.kind}{number}")


def _fields_of_set(one: ParameterSet, title: str) -> Iterator[Property]:
    for name, value in one.fields.items():
        feature = _OF_RECORDING.search(name) is None
        yield Property(PARAMETERS, f"{title}: {name}", value, feature)


# --- groups of pictures ---


def _groups(found: ClipExamination) -> Iterator[Property]:
    gop = found.gop
    rates = {CONSTANT: "constant", WITH_GAPS: "constant", VARIABLE: "variable"}
    yield Property(GROUPS, "frame intervals", rates.get(found.timing.rate, ""), True)
    yield Property(GROUPS, "frame types", " ".join(kind.kind for kind in gop.kinds), True)
    # Clips of one or two groups do not tell their usual length.
    equal = gop.longest if gop.groups > 2 and gop.shortest == gop.longest else 0
    yield Property(GROUPS, "usual GOP length", f"{gop.usual or equal or ''}", True)
    if gop.groups > 1:
        yield Property(GROUPS, "open GOPs", "yes" if gop.open else "no", True)
    yield Property(GROUPS, "GOP pattern", gop.pattern)
    yield Property(GROUPS, "GOPs", f"{gop.groups}")
    yield Property(GROUPS, "GOP lengths", f"{gop.shortest} to {gop.longest}")


# --- boxes ---

#: Boxes whose content depends on the recording; their place in the order counts.
_CONTENT = frozenset({"moof", "mfra", "sidx", "Cluster", "Cues", "SeekHead", "Tags"})
#: Fields that depend on the recording, or that other sections list.
_VARYING = frozenset({
    "creation time", "modification time", "duration", "width", "height", "display matrix",
    "entry count", "sample count", "sample size", "buffer size", "maximum bit rate",
    "average bit rate", "frame duration", "maximum bytes per second", "frame count", "scale",
    "rate", "length", "profile", "profile compatibility", "level", "horizontal spacing",
    "vertical spacing",
})  # fmt: skip
#: Elements and boxes whose value depends on the recording, or that metadata lists.
_VARYING_VALUES = frozenset({
    "Duration", "DateUTC", "Title", "TrackUID", "DefaultDuration", "PixelWidth", "PixelHeight",
    "DisplayWidth", "DisplayHeight", "data",
})  # fmt: skip
#: Boxes whose version and flags differ between writers.
_VERSIONED = frozenset({"mvhd", "tkhd", "mdhd", "vmhd", "elst", "ctts"})
_LONGEST_GROUP = 4
_MAX_EDITS = 8
_MAX_NAMES = 64


def _edits(boxes: BoxFacts | None) -> Iterator[Property]:
    """Kinds of the entries of each edit list; their times depend on the recording."""
    for number, track in enumerate(boxes.tracks if boxes is not None else (), 1):
        kinds = [
            "empty" if edit.start < 0 else "from 0" if edit.start == 0 else "from later"
            for edit in track.edits[:_MAX_EDITS]
        ]
        yield Property(BOXES, f"edit list of track {number}", ", ".join(kinds) or "none", True)


def _boxes(path: Path, layout: Layout) -> Iterator[Property]:
    if not layout.format:
        return
    # The end of an incomplete list depends on the length of the recording.
    yield Property(BOXES, "order of boxes", box_order(layout.boxes), not layout.incomplete)
    if layout.trailing:
        yield Property(BOXES, "bytes after the last box", f"{layout.trailing}")
    with path.open("rb") as file:
        yield from _inside(file, layout.boxes, (), "")


def _inside(
    file: BinaryIO, boxes: tuple[Box, ...], parents: tuple[Box, ...], place: str
) -> Iterator[Property]:
    """Order of boxes and values of fields, named by their path in the file."""
    number: Counter[str] = Counter()
    several = Counter(box.kind for box in boxes)
    for box in boxes:
        number[box.kind] += 1
        if box.kind in _CONTENT:
            continue
        name = place + box.kind + (f"[{number[box.kind]}]" if several[box.kind] > 1 else "")
        if box.children:
            yield Property(BOXES, f"{name}: boxes", box_order(box.children), True)
        for field in read_fields(file, box, parents):
            if field.name == "value":
                listed = box.kind in _VARYING_VALUES or parents[-1].kind == "LIST INFO"
                yield Property(BOXES, name, field.value, not listed)
            else:
                plain = field.name in ("version", "flags") and box.kind not in _VERSIONED
                feature = field.name not in _VARYING and not plain
                yield Property(BOXES, f"{name}: {field.name}", field.value or "–", feature)
        yield from _inside(file, box.children, (*parents, box), f"{name}/")


def box_order(boxes: tuple[Box, ...]) -> str:
    """Kinds in order; groups of up to four that repeat at once, such as fragments, count once."""
    kinds: list[str] = []
    for box in boxes:
        kinds.append(box.kind)
        for length in range(1, _LONGEST_GROUP + 1):
            if len(kinds) >= 2 * length and kinds[-length:] == kinds[-2 * length : -length]:
                del kinds[-length:]
                break
    return " ".join(kinds[:_MAX_NAMES]) + (" …" if len(kinds) > _MAX_NAMES else "")
