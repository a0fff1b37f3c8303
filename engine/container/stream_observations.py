"""Observations about video streams: timing, repeats, GOPs, durations, hidden parts, damage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.container.boxes import TrackBoxes
from engine.container.examination import ClipExamination
from engine.container.observation import ATTENTION, NOTE, Item, Observation, Value
from engine.container.timing import VARIABLE, WITH_GAPS

#: Pixel formats with an alpha channel, by FFmpeg's names.
_ALPHA = re.compile(r"yuva|ya\d|ayuv|vuya|gbrap|rgba|bgra|argb|abgr")
#: Maximum number of frames listed in one observation.
_FRAMES = 50
#: Maximum number of changes listed in one observation.
_CHANGES = 3
#: Tolerance in seconds between durations, in addition to 1/50 of the longer one.
_SLACK = 0.5


def observe_timing(facts: ClipExamination) -> Iterator[Observation]:
    """Missing or irregular frames and unusual time stamps."""
    timing = facts.timing
    if timing.rate == WITH_GAPS and timing.gap_count:
        missing = sum(gap.missing for gap in timing.gaps)
        values: dict[str, Value] = {
            "gaps": timing.gap_count,
            "missing": missing,
            "unlisted": timing.gap_count - len(timing.gaps),
        }
        frames = tuple(gap.frame for gap in timing.gaps[:_FRAMES])
        yield Observation("dropped-frames", values, ATTENTION, frames)
    if timing.rate == VARIABLE:
        yield Observation(
            "variable-rate",
            {
                "shortest": timing.shortest_step * 1000,
                "longest": timing.longest_step * 1000,
                "usual": timing.usual_step * 1000,
            },
        )
    if timing.duplicate_count:
        values = {"count": timing.duplicate_count}
        frames = timing.duplicates[:_FRAMES]
        yield Observation("duplicate-time-stamps", values, ATTENTION, frames)
    if timing.missing_count:
        values = {"count": timing.missing_count}
        yield Observation("missing-time-stamps", values, ATTENTION, timing.missing[:_FRAMES])
    if timing.backward_count:
        values = {"count": timing.backward_count}
        yield Observation("backward-time-stamps", values, ATTENTION, timing.backward[:_FRAMES])


def observe_repeats(facts: ClipExamination) -> Iterator[Observation]:
    """Repeated pictures, if the clip was fully decoded."""
    repeats = facts.repeats
    if repeats is None:
        return
    if repeats.repeated_frames:
        yield Observation(
            "held-pictures",
            {"repeated": repeats.repeated_frames, "places": repeats.held_count},
            NOTE,
            tuple(run.frame for run in repeats.held[:_FRAMES]),
        )
    if repeats.stretches:
        longest = repeats.stretches[0]
        yield Observation(
            "repeated-stretch",
            {
                "count": repeats.stretch_count,
                "first": longest.first,
                "first_end": longest.first_end,
                "again": longest.again,
                "again_end": longest.again_end,
            },
            ATTENTION,
            tuple(stretch.again for stretch in repeats.stretches[:_FRAMES]),
        )


def observe_gops(facts: ClipExamination) -> Iterator[Observation]:
    """Groups of pictures that start or end at unusual positions."""
    gop = facts.gop
    if gop.groups and not gop.starts_with_key:
        yield Observation("no-key-at-start", severity=ATTENTION, frames=(0,))
    if gop.odd:
        values: dict[str, Value] = {"usual": gop.usual, "odd": len(gop.odd)}
        yield Observation("irregular-groups", values, NOTE, gop.odd[:_FRAMES])


def observe_durations(facts: ClipExamination) -> Iterator[Observation]:
    """Inconsistent durations of container, video and audio."""
    video = facts.stream(facts.video)
    measured = facts.timing.duration
    stated: list[tuple[str, float]] = []
    if video is not None and video.duration:
        stated.append(("header", video.duration))
    sounds = [s.duration for s in facts.streams if s.kind == "audio" and s.duration]
    if sounds:
        stated.append(("sound", max(sounds)))
    longest = max([measured, *(seconds for _, seconds in stated)])
    if facts.duration and not (sounds and facts.duration - longest <= _tolerance(longest)):
        stated.append(("container", facts.duration))
    unlike: list[Item] = [
        {"source": source, "seconds": seconds}
        for source, seconds in stated
        if measured and abs(seconds - measured) > _tolerance(max(seconds, measured))
    ]
    if unlike:
        values: dict[str, Value] = {"measured": measured, "unlike": unlike}
        yield Observation("durations-differ", values, ATTENTION)


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
        by = "edit list" if shown else "container"
        yield Observation("edit-list-hides", {"by": by, "hidden": hidden}, ATTENTION)
    elif absent > 0:
        values: dict[str, Value] = {"stated": timing.stated_frames, "readable": timing.frames}
        yield Observation("frames-absent", values, ATTENTION)
    if len(shown) > 1:
        due = sum(e.duration for e in shown)
        step = timing.usual_step
        if step and abs(due - timing.frames * step) > (len(shown) + 0.5) * step:
            values = {"due": round(due / step), "shown": timing.frames}
            yield Observation("edit-list-not-followed", values, ATTENTION)
        yield Observation("edit-list-pieces", {"pieces": len(shown)}, ATTENTION)


def observe_stream_changes(facts: ClipExamination) -> Iterator[Observation]:
    """Positions where the headers, settings or picture size of the stream change."""
    if not facts.changes:
        return
    places = sorted({change.frame for change in facts.changes})
    listed: list[Item] = []
    for change in facts.changes[:_CHANGES]:
        before, after = _differing(change.before, change.after)
        listed.append(
            {"frame": change.frame, "what": change.what, "before": before, "after": after}
        )
    values: dict[str, Value] = {"changes": listed, "unlisted": len(facts.changes) - len(listed)}
    yield Observation("coding-changes", values, ATTENTION, tuple(places[:_FRAMES]))


def _differing(before: str, after: str) -> tuple[str, str]:
    """Up to six words of each text that the other lacks; short texts are returned unchanged."""
    if len(before) + len(after) < 60:
        return before, after
    words = before.split(), after.split()
    unlike = [w for w in words[0] if w not in words[1]], [w for w in words[1] if w not in words[0]]
    return tuple(" ".join(part[:6]) or "–" for part in unlike)  # type: ignore[return-value]


def observe_unplayed_content(facts: ClipExamination) -> Iterator[Observation]:
    """Content that players may show and the analysis skips: editions, alpha, other streams."""
    rules = facts.rules
    if rules.ordered_editions or rules.linked_segments:
        yield Observation("ordered-chapters", {"linked": rules.linked_segments}, ATTENTION)
    if rules.stored_frames > rules.indexed_frames:
        yield Observation(
            "index-hides",
            {
                "stored": rules.stored_frames,
                "indexed": rules.indexed_frames,
                "hidden": rules.stored_frames - rules.indexed_frames,
                "analysed": facts.timing.frames,
            },
            ATTENTION,
        )
    video = facts.stream(facts.video)
    if video is None:
        return
    if _ALPHA.match(video.pixel_format) or video.tags.get("alpha_mode") == "1":
        yield Observation("alpha-channel")
    if video.transfer in ("pq", "hlg"):
        yield Observation("hdr", {"transfer": video.transfer.upper()})
    others = [s for s in facts.streams if s.kind == "video" and not s.cover and s is not video]
    if others:
        listed = ", ".join(f"{s.index} ({s.width} × {s.height}, {s.codec})" for s in others[:8])
        yield Observation("other-video-streams", {"analysed": video.index, "others": listed})


def observe_damage(facts: ClipExamination) -> Iterator[Observation]:
    """Damage, warnings and non-standard data."""
    timing, boxes = facts.timing, facts.boxes
    if timing.damaged_count or facts.warnings:
        values: dict[str, Value] = {
            "damaged": timing.damaged_count,
            "warnings": len(facts.warnings),
            "first": facts.warnings[0] if facts.warnings else "",
        }
        severity = ATTENTION if timing.damaged_count else NOTE
        yield Observation("container-warnings", values, severity, timing.damaged[:_FRAMES])
    if boxes is not None and (boxes.trailing or boxes.unknown):
        unknown = ", ".join(boxes.unknown[:5])
        yield Observation("extra-data", {"unknown": unknown, "trailing": boxes.trailing})


def _video_track(facts: ClipExamination) -> TrackBoxes | None:
    tracks = facts.boxes.tracks if facts.boxes else ()
    return next((track for track in tracks if track.handler == "vide"), None)


def _tolerance(seconds: float) -> float:
    return max(_SLACK, seconds / 50)
