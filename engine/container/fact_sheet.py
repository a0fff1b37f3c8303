"""Facts of an examination as captions and values, shared by window, report and terminal.

Observations are not included; they have their own texts.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.container.boxes import BoxFacts, Edit
from engine.container.credentials import Credentials
from engine.container.examination import ClipExamination
from engine.container.gop import Gop
from engine.container.mediainfo import MediaInfoFacts
from engine.container.provenance_tags import ProvenanceTag, ProvenanceTags
from engine.container.reader_warnings import translated
from engine.container.streams import StreamFacts
from engine.container.timing import CONSTANT, UNKNOWN, VARIABLE, WITH_GAPS, Timing
from engine.wording import ENGLISH, Wording, mark

#: Maximum number of frames and tags listed in one value.
_LISTED = 8
_RATES = {
    CONSTANT: mark("constant"),
    WITH_GAPS: mark("constant, with gaps"),
    VARIABLE: mark("variable"),
    UNKNOWN: mark("not known"),
}
_KINDS = {
    "video": mark("Stream {index}, video"),
    "audio": mark("Stream {index}, audio"),
    "subtitle": mark("Stream {index}, subtitles"),
}


@dataclass(frozen=True)
class Section:
    """A heading with lines of caption and value."""

    title: str
    rows: tuple[tuple[str, str], ...]


def fact_sheet(found: ClipExamination, wording: Wording = ENGLISH) -> tuple[Section, ...]:
    """Non-empty sections of facts.

    Captions and descriptions are in the language of `wording`; what programs and devices wrote,
    and warnings of libraries, stay as they are.
    """
    return _Sheet(wording).sections(found)


class _Sheet:
    """Sections in one language."""

    def __init__(self, wording: Wording) -> None:
        self._wording, self._say, self._number = wording, wording.say, wording.number

    def sections(self, found: ClipExamination) -> tuple[Section, ...]:
        streams = [(self._stream_name(s), self._stream(s)) for s in found.streams]
        warnings = [
            (str(i), translated(text, self._wording)) for i, text in enumerate(found.warnings, 1)
        ]
        named = (
            (mark("Streams"), streams),
            (mark("Time stamps"), self._timing(found.timing)),
            (mark("Groups of pictures"), self._gop(found.gop)),
            (mark("Programs, devices and times"), self._marks(found.provenance)),
            (mark("Encoder"), self._mediainfo(found.mediainfo)),
            (mark("Boxes of the file"), self._boxes(found.boxes)),
            (mark("Content credentials (C2PA)"), self._credentials(found.credentials)),
            (mark("Warnings"), warnings),
        )
        stated = (
            (title, tuple((self._say(name), text) for name, text in rows if text))
            for title, rows in named
        )
        return tuple(Section(self._say(title), rows) for title, rows in stated if rows)

    def _stream_name(self, stream: StreamFacts) -> str:
        words = _KINDS.get(stream.kind, mark("Stream {index}, {kind}"))
        if stream.cover:
            words = mark("Stream {index}, cover picture")
        return self._say(words).format(index=stream.index, kind=stream.kind)

    def _stream(self, stream: StreamFacts) -> str:
        colours = (stream.colour_range, stream.primaries, stream.transfer, stream.matrix)
        square = stream.sample_aspect_ratio in ("", "1:1", "0:1")
        parts = [
            " ".join(part for part in (stream.codec, stream.profile) if part),
            self._with(mark("level {value}"), stream.level),
            self._with(mark("tag “{value}”"), stream.tag),
            f"{stream.width} × {stream.height} px" if stream.width else "",
            stream.pixel_format,
            self._with(mark("pixels {value}"), "" if square else stream.sample_aspect_ratio),
            "/".join(dict.fromkeys(part for part in colours if part)),
            stream.field_order,
            f"{stream.sample_rate} Hz" if stream.sample_rate else "",
            stream.layout,
            f"{self._number(stream.bit_rate / 1000, 0)} kbit/s" if stream.bit_rate else "",
            f"{self._number(stream.duration, 3)} s" if stream.duration else "",
            stream.language if stream.language != "und" else "",
            self._with(mark("handler “{value}”"), stream.handler),
        ]
        return ", ".join(part for part in parts if part)

    def _timing(self, timing: Timing) -> list[tuple[str, str]]:
        rate = self._say(_RATES.get(timing.rate, timing.rate))
        if timing.mean_rate:
            words = self._say(mark("mean {rate} frames a second"))
            rate += ", " + words.format(rate=self._number(timing.mean_rate, 3))
        if timing.stated_rate:
            words = self._say(mark("stated {rate}"))
            rate += f" ({words.format(rate=self._number(timing.stated_rate, 3))})"
        steps = ""
        if timing.usual_step:
            steps = self._say(mark("usually {usual} ms, {shortest} to {longest} ms")).format(
                usual=self._number(timing.usual_step * 1000, 2),
                shortest=self._number(timing.shortest_step * 1000, 2),
                longest=self._number(timing.longest_step * 1000, 2),
            )
        first = "" if timing.first_pts is None else str(timing.first_pts)
        if timing.first_time is not None:
            first += f" ({self._number(timing.first_time, 3)} s)"
        shown = self._say(mark("{shown} shown, {hidden} hidden"))
        gap_words = self._say(mark("after {frame} ({time} s): {missing}"))
        gaps = [
            gap_words.format(frame=gap.frame, time=self._number(gap.time, 2), missing=gap.missing)
            for gap in timing.gaps[:_LISTED]
        ]
        return [
            (mark("Frame rate"), rate),
            (mark("Intervals"), steps),
            (mark("First time stamp"), first),
            (
                mark("Frames"),
                shown.format(shown=timing.frames, hidden=timing.hidden) if timing.hidden else "",
            ),
            (mark("Frames missing"), self._cut(gaps, timing.gap_count)),
            (mark("Same time stamp"), self._frames(timing.duplicates, timing.duplicate_count)),
            (mark("No time stamp"), self._frames(timing.missing, timing.missing_count)),
            (mark("Decoding time falls"), self._frames(timing.backward, timing.backward_count)),
            (mark("Damaged"), self._frames(timing.damaged, timing.damaged_count)),
        ]

    def _gop(self, gop: Gop) -> list[tuple[str, str]]:
        kind_words = self._say(mark("{count} {kind} of {size} kB"))
        kinds = [
            kind_words.format(
                count=kind.count, kind=kind.kind, size=self._number(kind.mean_size / 1000, 1)
            )
            for kind in gop.kinds
        ]
        length = ""
        if gop.groups:
            words = mark("{groups}; {shortest} to {longest} frames, median {median}")
            length = self._say(words).format(
                groups=gop.groups,
                shortest=gop.shortest,
                longest=gop.longest,
                median=self._number(gop.median, 0 if gop.median % 1 == 0 else 1),
            )
            if gop.usual:
                length += ", " + self._say(mark("usually {count}")).format(count=gop.usual)
            if gop.open:
                length += ", " + self._say(mark("{count} open")).format(count=gop.open)
        return [
            (mark("Groups"), length),
            (mark("Pattern"), gop.pattern),
            (mark("Frames, mean size"), ", ".join(kinds)),
            (mark("Key frames"), self._frames(gop.keys, gop.key_count)),
        ]

    def _marks(self, marks: ProvenanceTags) -> list[tuple[str, str]]:
        return [
            (mark("Programs"), self._listed(marks.programs)),
            (mark("Device"), self._listed(marks.devices)),
            (mark("Times"), self._listed(marks.times)),
        ]

    def _mediainfo(self, found: MediaInfoFacts | None) -> list[tuple[str, str]]:
        if found is None:
            return []
        return [
            (mark("Library"), found.encoder_library),
            (mark("Settings"), found.encoder_settings),
            (mark("Bit rate mode"), found.bit_rate_mode),
            (mark("Frame rate mode"), found.frame_rate_mode),
            (mark("Scan"), found.scan_type),
            (mark("Read by"), f"MediaInfo {found.version}"),
        ]

    def _boxes(self, boxes: BoxFacts | None) -> list[tuple[str, str]]:
        if boxes is None:
            return []
        edits = [
            self._say(mark("track {number}: {edits}")).format(
                number=track.number, edits="; ".join(map(self._edit, track.edits[:_LISTED]))
            )
            for track in boxes.tracks
            if track.edits
        ]
        trailing = self._say(mark("{count} bytes")).format(count=boxes.trailing)
        return [
            (mark("Order"), " ".join(boxes.top_level)),
            (mark("Edit lists"), self._cut(edits, len(edits))),
            (mark("Maker's boxes"), ", ".join(boxes.user_boxes)),
            (mark("Not standard"), ", ".join(boxes.unknown)),
            (mark("After the end"), trailing if boxes.trailing else ""),
        ]

    def _edit(self, edit: Edit) -> str:
        words = mark("empty for {duration} s")
        if edit.start >= 0:
            words = mark("from {start} s for {duration} s")
        said = self._say(words).format(
            start=self._number(edit.start, 3), duration=self._number(edit.duration, 3)
        )
        if edit.rate != 1:
            said += " " + self._say(mark("at rate {rate}")).format(rate=f"{edit.rate:g}")
        return said

    def _credentials(self, found: Credentials) -> list[tuple[str, str]]:
        actions = []
        for action in found.actions[:_LISTED]:
            source = self._say(action.meaning) if action.meaning else action.source
            actions.append(f"{action.name} ({source})" if source else action.name)
        sources = list(found.ingredients[:_LISTED])
        failures = dict.fromkeys(self._say(check.explanation) for check in found.failures)
        return [
            (mark("Result"), self._say(found.sentence)),
            (mark("Made by"), found.generator),
            (mark("Signed by"), ", ".join(part for part in (found.signer, found.issuer) if part)),
            (mark("Signed at"), found.time),
            (mark("Steps"), self._cut(actions, len(found.actions))),
            (
                mark("Made from"),
                self._cut(sources, len(found.ingredients)),
            ),
            (mark("Did not pass"), "; ".join(failures)),
        ]

    def _with(self, words: str, value: object) -> str:
        """A value in words; "" without one."""
        return self._say(words).format(value=value) if value else ""

    def _listed(self, marks: tuple[ProvenanceTag, ...]) -> str:
        shown = [f"{one.value} ({self._say(one.place)}, {one.name})" for one in marks[:_LISTED]]
        return self._cut(shown, len(marks))

    def _frames(self, frames: tuple[int, ...], count: int) -> str:
        return self._cut([str(frame) for frame in frames[:_LISTED]], count) if count else ""

    def _cut(self, shown: list[str], count: int) -> str:
        """Join a list and append how many entries are omitted."""
        more = self._say(mark("and {count} more")).format(count=count - len(shown))
        return ", ".join(shown) + (f" {more}" if count > len(shown) else "")
