"""Provenance tags: signatures of programs and devices in a clip, and times of writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.container.boxes import BoxFacts
from engine.container.mediainfo import MediaInfoFacts
from engine.container.streams import StreamFacts
from engine.wording import mark

MAX_LISTED = 200

_SOFTWARE_TAGS = ("encoder", "encoding_tool", "encoded_by", "software", "writer", "muxing_app",
            "writing_app", "creator_tool", "com.apple.quicktime.software", "comment", "information",
            "description", "author", "com.apple.quicktime.author", "artist", "copyright",
            "service_provider")  # fmt: skip
#: Tag name prefixes that identify programs and services.
_SOFTWARE_PREFIXES = ("aigc_info", "vid_md5", "teeditor", "com.bytedance", "com.apple.proapps.",
             "com.apple.photos.")  # fmt: skip
_DEVICE_PREFIXES = ("make", "model", "manufacturer", "lens", "firmware", "com.apple.quicktime.make",
           "com.apple.quicktime.model", "com.apple.quicktime.camera", "com.android.",
           "com.samsung.", "com.google.", "location",
           "com.apple.quicktime.location")  # fmt: skip
_TIME_TAGS = ("creation_time", "com.apple.quicktime.creationdate", "date", "date_recorded",
         "date_encoded", "modification_time", "datetime", "year")  # fmt: skip


@dataclass(frozen=True)
class ProvenanceTag:
    """A string that a program or a device left in the file.

    Attributes:
        place: location, such as "container", "stream 0", "box" or "video data".
        name: name of the tag.
        value: value as written.
    """

    place: str
    name: str
    value: str


@dataclass(frozen=True)
class ProvenanceTags:
    """All provenance tags of a clip.

    Attributes:
        programs: strings that can identify a program or service.
        devices: camera tags, including the recording location.
        times: creation and modification times as written.
    """

    programs: tuple[ProvenanceTag, ...] = ()
    devices: tuple[ProvenanceTag, ...] = ()
    times: tuple[ProvenanceTag, ...] = ()


def collect_provenance_tags(
    tags: dict[str, str],
    streams: Iterable[StreamFacts],
    boxes: BoxFacts | None = None,
    mediainfo: MediaInfoFacts | None = None,
) -> ProvenanceTags:
    """Collect provenance tags; a repeated string is kept once per place.

    Args:
        tags: tags of the container.
        streams: streams with their tags and handlers.
        boxes: boxes of mp4 and mov files.
        mediainfo: facts from MediaInfo if available.
    """
    programs: list[ProvenanceTag] = []
    devices: list[ProvenanceTag] = []
    times: list[ProvenanceTag] = []
    for tag in _tagged(tags, streams):
        name = tag.name.lower()
        if name in _TIME_TAGS:
            times.append(tag)
        elif name.startswith(_DEVICE_PREFIXES):
            devices.append(tag)
        elif name in _SOFTWARE_TAGS or name == "handler" or name.startswith(_SOFTWARE_PREFIXES):
            programs.append(tag)
    if boxes is not None:
        programs += _box_programs(boxes)
        times += _box_times(boxes)
    if mediainfo is not None:
        programs += [
            ProvenanceTag(mark("container"), "writing application", mediainfo.writing_application),
            ProvenanceTag(mark("container"), "writing library", mediainfo.writing_library),
            ProvenanceTag(mark("container"), "performer", mediainfo.performer),
            ProvenanceTag(mark("video data"), "encoder library", mediainfo.encoder_library),
        ]
    stated = [tag for tag in times if tag.value]
    return ProvenanceTags(
        _once(programs), _once(devices), tuple(dict.fromkeys(stated))[:MAX_LISTED]
    )


def _tagged(tags: dict[str, str], streams: Iterable[StreamFacts]) -> Iterator[ProvenanceTag]:
    for name, value in tags.items():
        yield ProvenanceTag(mark("container"), name, value)
    for stream in streams:
        place = f"stream {stream.index}"
        if stream.handler:
            yield ProvenanceTag(place, "handler", stream.handler)
        for name, value in stream.tags.items():
            yield ProvenanceTag(place, name, value)


def _box_programs(boxes: BoxFacts) -> Iterator[ProvenanceTag]:
    for name in boxes.user_boxes:
        # The standard box for tags, which FFmpeg reads.
        if name != "meta":
            yield ProvenanceTag(mark("maker's boxes"), "box", name)
    for name in boxes.top_level:
        if name in boxes.unknown:
            yield ProvenanceTag(mark("file"), "box", name)
    for tool in boxes.xmp_tools:
        yield ProvenanceTag("XMP", "tool", tool)


def _box_times(boxes: BoxFacts) -> Iterator[ProvenanceTag]:
    yield ProvenanceTag("movie header", "created", boxes.created)
    yield ProvenanceTag("movie header", "modified", boxes.modified)
    for track in boxes.tracks:
        yield ProvenanceTag(f"track {track.number}", "created", track.created)
        yield ProvenanceTag(f"track {track.number}", "modified", track.modified)
        yield ProvenanceTag(f"track {track.number}", "media created", track.media_created)


def _once(marks: Iterable[ProvenanceTag]) -> tuple[ProvenanceTag, ...]:
    """Remove empty tags and duplicates, which occur when FFmpeg and MediaInfo both report one."""
    seen: dict[tuple[str, str], ProvenanceTag] = {}
    for tag in marks:
        if tag.value.strip():
            seen.setdefault((tag.place, tag.value.strip().lower()), tag)
    return tuple(seen.values())[:MAX_LISTED]
