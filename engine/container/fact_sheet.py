"""Facts of an examination as captions and values, shared by window, report and terminal.

Observations are not included; they have their own texts.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.container.boxes import BoxFacts
from engine.container.credentials import Credentials
from engine.container.examination import ClipExamination
from engine.container.gop import Gop
from engine.container.mediainfo import MediaInfoFacts
from engine.container.provenance_tags import ProvenanceTag, ProvenanceTags
from engine.container.streams import StreamFacts
from engine.container.timing import CONSTANT, UNKNOWN, VARIABLE, WITH_GAPS, Timing

#: Maximum number of frames and tags listed in one value.
_LISTED = 8
_RATES = {
    CONSTANT: "constant",
    WITH_GAPS: "constant, with gaps",
    VARIABLE: "variable",
    UNKNOWN: "not known",
}


@dataclass(frozen=True)
class Section:
    """A heading with lines of caption and value."""

    title: str
    rows: tuple[tuple[str, str], ...]


def fact_sheet(found: ClipExamination) -> tuple[Section, ...]:
    """Non-empty sections of facts."""
    sections = (
        Section("Streams", tuple((_stream_name(s), _stream(s)) for s in found.streams)),
        Section("Time stamps", _stated(_timing(found.timing))),
        Section("Groups of pictures", _stated(_gop(found.gop))),
        Section("Programs, devices and times", _stated(_marks(found.provenance))),
        Section("Encoder", _stated(_mediainfo(found.mediainfo))),
        Section("Boxes of the file", _stated(_boxes(found.boxes))),
        Section("Content credentials (C2PA)", _stated(_credentials(found.credentials))),
        Section("Warnings", tuple((str(i), text) for i, text in enumerate(found.warnings, 1))),
    )
    return tuple(section for section in sections if section.rows)


def _stated(rows: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(row for row in rows if row[1])


def _stream_name(stream: StreamFacts) -> str:
    return f"Stream {stream.index}, {'cover picture' if stream.cover else stream.kind}"


def _stream(stream: StreamFacts) -> str:
    colours = (stream.colour_range, stream.primaries, stream.transfer, stream.matrix)
    parts = [
        " ".join(part for part in (stream.codec, stream.profile) if part),
        f"level {stream.level}" if stream.level else "",
        f"tag “{stream.tag}”" if stream.tag else "",
        f"{stream.width} × {stream.height} px" if stream.width else "",
        stream.pixel_format,
        f"pixels {stream.sample_aspect_ratio}"
        if stream.sample_aspect_ratio not in ("", "1:1", "0:1")
        else "",
        "/".join(dict.fromkeys(part for part in colours if part)),
        stream.field_order,
        f"{stream.sample_rate} Hz" if stream.sample_rate else "",
        stream.layout,
        f"{stream.bit_rate / 1000:,.0f} kbit/s" if stream.bit_rate else "",
        f"{stream.duration:.3f} s" if stream.duration else "",
        stream.language if stream.language != "und" else "",
        f"handler “{stream.handler}”" if stream.handler else "",
    ]
    return ", ".join(part for part in parts if part)


def _timing(timing: Timing) -> list[tuple[str, str]]:
    rate = _RATES.get(timing.rate, timing.rate)
    if timing.mean_rate:
        rate += f", mean {timing.mean_rate:.3f} frames a second"
    if timing.stated_rate:
        rate += f" (stated {timing.stated_rate:.3f})"
    steps = ""
    if timing.usual_step:
        steps = (
            f"usually {timing.usual_step * 1000:.2f} ms, {timing.shortest_step * 1000:.2f} to "
            f"{timing.longest_step * 1000:.2f} ms"
        )
    first = "" if timing.first_pts is None else f"{timing.first_pts} ({timing.first_time:.3f} s)"
    gaps = [f"after {gap.frame} ({gap.time:.2f} s): {gap.missing}" for gap in timing.gaps[:_LISTED]]
    return [
        ("Frame rate", rate),
        ("Steps", steps),
        ("First time stamp", first),
        ("Frames", f"{timing.frames} shown, {timing.hidden} hidden" if timing.hidden else ""),
        ("Frames missing", _cut(gaps, timing.gap_count)),
        ("Same time stamp", _frames(timing.duplicates, timing.duplicate_count)),
        ("No time stamp", _frames(timing.missing, timing.missing_count)),
        ("Decoding time falls", _frames(timing.backward, timing.backward_count)),
        ("Damaged", _frames(timing.damaged, timing.damaged_count)),
    ]


def _gop(gop: Gop) -> list[tuple[str, str]]:
    kinds = [f"{k.count} {k.kind} of {k.mean_size / 1000:.1f} kB" for k in gop.kinds]
    length = ""
    if gop.groups:
        length = f"{gop.groups}; {gop.shortest} to {gop.longest} frames, median {gop.median:g}"
        length += f", usually {gop.usual}" if gop.usual else ""
        length += f", {gop.open} open" if gop.open else ""
    return [
        ("Groups", length),
        ("Pattern", gop.pattern),
        ("Frames, mean size", ", ".join(kinds)),
        ("Key frames", _frames(gop.keys, gop.key_count)),
    ]


def _marks(marks: ProvenanceTags) -> list[tuple[str, str]]:
    return [
        ("Programs", _listed(marks.programs)),
        ("Device", _listed(marks.devices)),
        ("Times", _listed(marks.times)),
    ]


def _mediainfo(found: MediaInfoFacts | None) -> list[tuple[str, str]]:
    if found is None:
        return []
    return [
        ("Library", found.encoder_library),
        ("Settings", found.encoder_settings),
        ("Bit rate mode", found.bit_rate_mode),
        ("Frame rate mode", found.frame_rate_mode),
        ("Scan", found.scan_type),
        ("Read by", f"MediaInfo {found.version}"),
    ]


def _boxes(boxes: BoxFacts | None) -> list[tuple[str, str]]:
    if boxes is None:
        return []
    edits = [
        f"track {track.number}: "
        + "; ".join(
            f"{'empty' if e.start < 0 else f'from {e.start:.3f} s'} for {e.duration:.3f} s"
            + ("" if e.rate == 1 else f" at rate {e.rate:g}")
            for e in track.edits[:_LISTED]
        )
        for track in boxes.tracks
        if track.edits
    ]
    return [
        ("Order", " ".join(boxes.top_level)),
        ("Edit lists", _cut(edits, len(edits))),
        ("Maker's boxes", ", ".join(boxes.user_boxes)),
        ("Not standard", ", ".join(boxes.unknown)),
        ("After the end", f"{boxes.trailing} bytes" if boxes.trailing else ""),
    ]


def _credentials(found: Credentials) -> list[tuple[str, str]]:
    actions = [
        " ".join(p for p in (a.name, f"({a.meaning or a.source})" if a.source else "") if p)
        for a in found.actions
    ]
    return [
        ("Result", found.sentence),
        ("Made by", found.generator),
        ("Signed by", ", ".join(part for part in (found.signer, found.issuer) if part)),
        ("Signed at", found.time),
        ("Steps", _cut(actions[:_LISTED], len(actions))),
        ("Made from", _cut(list(found.ingredients[:_LISTED]), len(found.ingredients))),
        ("Did not pass", "; ".join(dict.fromkeys(c.explanation for c in found.failures))),
    ]


def _listed(marks: tuple[ProvenanceTag, ...]) -> str:
    shown = [f"{mark.value} ({mark.place}, {mark.name})" for mark in marks[:_LISTED]]
    return _cut(shown, len(marks))


def _frames(frames: tuple[int, ...], count: int) -> str:
    return _cut([str(frame) for frame in frames[:_LISTED]], count) if count else ""


def _cut(shown: list[str], count: int) -> str:
    """Join a list and append how many entries are omitted."""
    more = f" and {count - len(shown)} more" if count > len(shown) else ""
    return ", ".join(shown) + more
