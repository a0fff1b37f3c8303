"""Observations about video streams: timing, repeats, GOPs, durations, hidden parts, damage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.container.boxes import TrackBoxes
from engine.container.examination import ATTENTION, NOTE, ClipExamination, Observation
from engine.container.timing import VARIABLE, WITH_GAPS
from engine.tone_map import METHOD

#: Pixel formats with an alpha channel, by FFmpeg's names.
_ALPHA = re.compile(r"yuva|ya\d|ayuv|vuya|gbrap|rgba|bgra|argb|abgr")
#: Maximum number of frames listed in one observation.
_FRAMES = 50
#: Tolerance in seconds between durations, in addition to 1/50 of the longer one.
_SLACK = 0.5


def observe_timing(facts: ClipExamination) -> Iterator[Observation]:
    """Missing or irregular frames and unusual time stamps."""
    timing = facts.timing
    if timing.rate == WITH_GAPS and timing.gap_count:
        missing = sum(gap.missing for gap in timing.gaps)
        yield Observation(
            "dropped-frames", "Frames are missing from a steady rate",
            f"Between frames that follow each other steadily, {_count(timing.gap_count, 'gap')} "
            f"{_verb(timing.gap_count, 'leaves', 'leave')} room for {_count(missing, 'frame')}"
            f"{' or more' if len(timing.gaps) < timing.gap_count else ''}.",
            "Frames were taken out, or the recorder lost them.",
            "Phones and screen recorders drop frames when they are busy, some converters leave "
            "out frames that repeat the one before, and cutting without encoding again loses "
            "some at the end.",
            ATTENTION, tuple(gap.frame for gap in timing.gaps[:_FRAMES]),
        )  # fmt: skip
    if timing.rate == VARIABLE:
        yield Observation(
            "variable-rate", "The frame rate varies",
            f"Frames follow each other after {timing.shortest_step * 1000:.0f} to "
            f"{timing.longest_step * 1000:.0f} ms, most often {timing.usual_step * 1000:.0f} ms.",
            "Single lost or removed frames cannot be told from the rate alone.",
            "Phones, webcams and screen recorders record so by design.",
        )  # fmt: skip
    yield from _stamps(
        "duplicate-time-stamps", "Frames share a time stamp", timing.duplicate_count,
        timing.duplicates, "{} the same time stamp as the frame before.", ("has", "have"),
    )  # fmt: skip
    yield from _stamps(
        "missing-time-stamps", "Frames without a time stamp", timing.missing_count,
        timing.missing, "{} no time stamp.", ("has", "have"),
    )  # fmt: skip
    yield from _stamps(
        "backward-time-stamps", "Decoding times do not rise", timing.backward_count,
        timing.backward, "{} not decoded later than the one before, by {} time stamp.",
        ("is", "are"), ("its", "their"),
    )  # fmt: skip


def _stamps(
    code: str,
    title: str,
    count: int,
    frames: tuple[int, ...],
    words: str,
    verbs: tuple[str, str],
    owners: tuple[str, str] = ("", ""),
) -> Iterator[Observation]:
    if count:
        subject = f"{_count(count, 'frame')} {_verb(count, *verbs)}"
        yield Observation(
            code, title, words.format(subject, _verb(count, *owners)),
            "Pieces were joined without new time stamps, or the file was written carelessly.",
            "Old containers such as AVI, streams cut while running and faulty recorders do so.",
            ATTENTION, frames[:_FRAMES],
        )  # fmt: skip


def observe_repeats(facts: ClipExamination) -> Iterator[Observation]:
    """Repeated pictures, if the clip was fully decoded."""
    repeats = facts.repeats
    if repeats is None:
        return
    if repeats.repeated_frames:
        yield Observation(
            "held-pictures", "Pictures are repeated",
            f"{_count(repeats.repeated_frames, 'frame')} "
            f"{_verb(repeats.repeated_frames, 'shows', 'show')} exactly the picture before, in "
            f"{_count(repeats.held_count, 'place')}.",
            "Frames were repeated to fill a gap, to change the frame rate or to hold a moment.",
            "Still scenes, title cards, screen recordings and conversions from a lower frame "
            "rate repeat pictures.",
            NOTE, tuple(run.frame for run in repeats.held[:_FRAMES]),
        )  # fmt: skip
    if repeats.stretches:
        longest = repeats.stretches[0]
        yield Observation(
            "repeated-stretch", "A stretch of pictures comes again",
            f"{_count(repeats.stretch_count, 'stretch', 'stretches')} of pictures "
            f"{_verb(repeats.stretch_count, 'comes', 'come')} again bit for bit, the longest of "
            f"them frames {longest.first}–{longest.first_end} at frames "
            f"{longest.again}–{longest.again_end}.",
            "A part of the clip was copied to another place, or looped; a camera does not repeat "
            "itself bit for bit.",
            "Animations, loops and replays are made so.",
            ATTENTION, tuple(s.again for s in repeats.stretches[:_FRAMES]),
        )  # fmt: skip


def observe_gops(facts: ClipExamination) -> Iterator[Observation]:
    """Groups of pictures that start or end at unusual positions."""
    gop = facts.gop
    if gop.groups and not gop.starts_with_key:
        yield Observation(
            "no-key-at-start", "The clip begins inside a group of pictures",
            "The first frame of the file needs frames before it that are not there.",
            "The clip was cut out of a longer one without being encoded again.",
            "Recordings of running streams and broadcasts begin anywhere.",
            ATTENTION, (0,),
        )  # fmt: skip
    if gop.odd:
        yield Observation(
            "irregular-groups", "Groups of pictures of unusual length",
            f"Most groups of pictures have {_count(gop.usual, 'frame')}; "
            f"{_count(len(gop.odd), 'group')} {_verb(len(gop.odd), 'differs', 'differ')}.",
            "Pieces were joined or removed at these places.",
            "Many encoders begin a new group at a change of scene or after a pause.",
            NOTE, gop.odd[:_FRAMES],
        )  # fmt: skip


def observe_durations(facts: ClipExamination) -> Iterator[Observation]:
    """Inconsistent durations of container, video and audio."""
    video = facts.stream(facts.video)
    measured = facts.timing.duration
    stated: list[tuple[str, float]] = []
    if video is not None and video.duration:
        stated.append(("the header of the video states", video.duration))
    sounds = [s.duration for s in facts.streams if s.kind == "audio" and s.duration]
    if sounds:
        stated.append(("the sound lasts", max(sounds)))
    longest = max([measured, *(seconds for _, seconds in stated)])
    if facts.duration and not (sounds and facts.duration - longest <= _tolerance(longest)):
        stated.append(("the container states", facts.duration))
    unlike = [
        f"{name} {seconds:.2f} s"
        for name, seconds in stated
        if measured and abs(seconds - measured) > _tolerance(max(seconds, measured))
    ]
    if unlike:
        yield Observation(
            "durations-differ", "Durations do not agree",
            f"The frames last {measured:.2f} s, but {', '.join(unlike)}.",
            "Frames or sound were removed or added, or the file is cut short.",
            "Recorders stop sound and picture at different moments, and interrupted recordings "
            "keep the header of a longer one.",
            ATTENTION,
        )  # fmt: skip


def observe_hidden_frames(facts: ClipExamination) -> Iterator[Observation]:
    """Frames that are stored but not shown, or stated but not stored."""
    timing = facts.timing
    track = _video_track(facts)
    shown = [e for e in track.edits if e.start >= 0 and e.duration > 0] if track else []
    absent = timing.stated_frames - timing.frames if timing.stated_frames else 0
    # Frame reordering alone makes the stored video a few frames longer than the shown part.
    trimmed = (
        track is not None
        and bool(shown)
        and track.duration - sum(e.duration for e in shown) > 4.5 * timing.usual_step
    )
    hidden = max(timing.hidden, absent if trimmed else 0)
    if hidden > 0:
        yield Observation(
            "edit-list-hides", "The file holds pictures that are not shown",
            f"{'An edit list' if shown else 'The container'} keeps {_count(hidden, 'frame')} of "
            "the file from being shown. This program analyses what is shown.",
            "The clip was trimmed without being encoded again; the hidden part can often be "
            "brought back.",
            "Phones and messengers trim in this way when one cuts a clip to its best part.",
            ATTENTION,
        )  # fmt: skip
    elif absent > 0:
        yield Observation(
            "frames-absent", "Fewer frames than the header states",
            f"The header states {_count(timing.stated_frames, 'frame')}, {timing.frames} can be "
            "read.",
            "The file is cut short, or parts of it were removed.",
            "Interrupted downloads and full disks end files early.",
            ATTENTION,
        )  # fmt: skip
    if len(shown) > 1:
        due = sum(e.duration for e in shown)
        step = timing.usual_step
        if step and abs(due - timing.frames * step) > (len(shown) + 0.5) * step:
            yield Observation(
                "edit-list-not-followed", "The edit list was not followed exactly",
                f"By the edit list {round(due / step)} frames are due; the decoder shows "
                f"{timing.frames}.",
                "The order or choice of frames may differ from what players show.",
                "Edit lists with several pieces are rare, and players disagree about them.",
                ATTENTION,
            )  # fmt: skip
        yield Observation(
            "edit-list-pieces", "The edit list joins several pieces",
            f"The edit list shows {_count(len(shown), 'piece')} of the stored video one after "
            "another.",
            "The clip was cut or rearranged without being encoded again.",
            "Editors on phones and cameras that pause do so.",
            ATTENTION,
        )  # fmt: skip


def observe_stream_changes(facts: ClipExamination) -> Iterator[Observation]:
    """Positions where the headers, settings or picture size of the stream change."""
    if not facts.changes:
        return
    places = sorted({change.frame for change in facts.changes})
    said = []
    for change in facts.changes[:3]:
        before, after = _differing(change.before, change.after)
        words = f" from {before} to {after}" if change.before else ""
        verb = "changes" if change.what == "picture size" else "change"
        said.append(f"at frame {change.frame} the {change.what} {verb}{words}")
    more = f" There are {len(facts.changes)} such changes." if len(facts.changes) > 3 else ""
    yield Observation(
        "coding-changes", "The coding changes within the stream",
        f"A{'; '.join(said)[1:]}.{more} All parts are analysed; positions in the picture "
        "refer to the size of each frame.",
        "Pieces from different encoders were joined without being encoded again.",
        "Live streams adapt to the connection, and broadcasts switch between sources.",
        ATTENTION, tuple(places[:_FRAMES]),
    )  # fmt: skip


def _differing(before: str, after: str) -> tuple[str, str]:
    """Up to six words of each text that the other lacks; short texts are returned unchanged."""
    if len(before) + len(after) < 60:
        return before, after
    words = before.split(), after.split()
    unlike = [w for w in words[0] if w not in words[1]], [w for w in words[1] if w not in words[0]]
    return tuple(" ".join(part[:6]) or "none" for part in unlike)  # type: ignore[return-value]


def observe_unplayed_content(facts: ClipExamination) -> Iterator[Observation]:
    """Content that players may show and the analysis skips: editions, alpha, other streams."""
    rules = facts.rules
    if rules.ordered_editions or rules.linked_segments:
        linked = _count(rules.linked_segments, "chapter")
        yield Observation(
            "ordered-chapters", "Chapters change what players show",
            (f"The file asks players to show its chapters in an order of their own"
             f"{f', {linked} of them from other files' if rules.linked_segments else ''}. This "
             "program analyses the stored order."),
            "Parts of the recording are skipped, repeated or replaced when it is played.",
            "Collections of episodes share openings and credits in this way.",
            ATTENTION,
        )  # fmt: skip
    if rules.stored_frames > rules.indexed_frames:
        hidden = rules.stored_frames - rules.indexed_frames
        yield Observation(
            "index-hides", "The index leaves out stored frames",
            f"The file holds {_count(rules.stored_frames, 'frame')}, its index names "
            f"{rules.indexed_frames}; {hidden} can be skipped by players. This program analyses "
            f"{_count(facts.timing.frames, 'frame')}.",
            "Frames were hidden by changing the index alone.",
            "Interrupted recordings and repair tools leave incomplete indices.",
            ATTENTION,
        )  # fmt: skip
    video = facts.stream(facts.video)
    if video is None:
        return
    if _ALPHA.match(video.pixel_format) or video.tags.get("alpha_mode") == "1":
        yield Observation(
            "alpha-channel", "The pictures have transparency",
            "An alpha channel says which parts of the pictures are transparent. The analysis "
            "uses the colours beneath and ignores it.",
            "The pictures are made to be laid over others; hidden parts may show more.",
            "Titles, stickers, emoji and screen recordings of windows have transparency.",
        )  # fmt: skip
    if video.transfer in ("pq", "hlg"):
        yield Observation(
            "hdr", "The clip is HDR",
            f"Its brightness is coded as {video.transfer.upper()}. For display, stills and the "
            f"detector it is mapped to SDR: {METHOD}.",
            "Scores rest on mapped pictures, which other programs may map differently.",
            "Recent phones record HDR by default.",
        )  # fmt: skip
    others = [s for s in facts.streams if s.kind == "video" and not s.cover and s is not video]
    if others:
        yield Observation(
            "other-video-streams", "The file has other video streams",
            f"Stream {video.index} is analysed. Streams not analysed: "
            + ", ".join(f"{s.index} ({s.width} x {s.height}, {s.codec})" for s in others[:8])
            + ". Choose another with --stream or in the File menu.",
            "Players may show another stream than the one that was analysed.",
            "Files for several languages, angles or qualities, and stills of animations, hold "
            "several.",
        )  # fmt: skip


def observe_damage(facts: ClipExamination) -> Iterator[Observation]:
    """Damage, warnings and non-standard data."""
    timing, boxes = facts.timing, facts.boxes
    if timing.damaged_count or facts.warnings:
        count = timing.damaged_count
        damaged = f"{_count(count, 'packet')} of the video {_verb(count, 'is', 'are')} damaged. "
        yield Observation(
            "container-warnings", "The file is not quite sound",
            f"{damaged if count else ''}Reading it gave {_count(len(facts.warnings), 'warning')}"
            f"{': ' + facts.warnings[0] if facts.warnings else ''}.",
            "The file was cut, repaired or put together by hand.",
            "Broken downloads, full memory cards and careless writers leave the same traces.",
            ATTENTION if count else NOTE, timing.damaged[:_FRAMES],
        )  # fmt: skip
    if boxes is not None and (boxes.trailing or boxes.unknown):
        parts = []
        if boxes.unknown:
            parts.append(f"parts of no standard kind ({', '.join(boxes.unknown[:5])})")
        if boxes.trailing:
            parts.append(f"{boxes.trailing} bytes after its end")
        yield Observation(
            "extra-data", "The file holds data of another kind",
            f"The file has {' and '.join(parts)}.",
            "Something was added to the file after it was written.",
            "Phones, action cameras and messengers keep data of their own there.",
        )  # fmt: skip


def _video_track(facts: ClipExamination) -> TrackBoxes | None:
    tracks = facts.boxes.tracks if facts.boxes else ()
    return next((track for track in tracks if track.handler == "vide"), None)


def _tolerance(seconds: float) -> float:
    return max(_SLACK, seconds / 50)


def _count(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _verb(count: int, one: str, many: str) -> str:
    return one if count == 1 else many
