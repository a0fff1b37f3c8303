"""Parsing of frame selections: frame numbers, seconds, time codes and time stamps."""

from __future__ import annotations

import re

import numpy as np

from engine.errors import EngineError
from engine.video.index import FrameIndex
from engine.wording import mark

_RANGE = re.compile(r"(\d+)-(\d+)(?::(\d+))?")
_SECONDS = re.compile(r"(\d+(?:\.\d*)?|\.\d+)s")
_CODE = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d*)?)")


class FrameSelectionError(EngineError):
    """Frame selection that cannot be parsed or that the clip does not contain."""

    exit_code = 2


def parse_frame_selection(text: str, index: FrameIndex) -> list[int]:
    """Parse a frame selection to frame numbers, in the order written.

    Args:
        text: comma-separated items: "120" selects a frame; "10-40" and "10-400:10" select a
            range of frames, optionally with a step; "4.2s" and "1:02.5" select the frame on
            screen at that time after the first frame; "pts=61440" selects the frame with that
            time stamp.
        index: frame index of the clip.

    Raises:
        FrameSelectionError: an item is invalid; the message names it and a valid form.
    """
    found: list[int] = []
    for place in filter(None, (part.strip() for part in text.split(","))):
        found += _one(place, index)
    if not found:
        raise FrameSelectionError(
            mark("No place in the clip was named."),
            mark("Write for example --at 0,120,4.2s,pts=61440."),
        )
    return found


def _one(place: str, index: FrameIndex) -> list[int]:
    if place.isdecimal():
        return [_within(int(place), place, index)]
    if match := _RANGE.fullmatch(place):
        first, last = int(match[1]), int(match[2])
        _within(first, place, index), _within(last, place, index)
        return list(range(first, last + 1, max(1, int(match[3] or 1))))
    if match := _SECONDS.fullmatch(place):
        return [_on_screen(float(match[1]), place, index)]
    if match := _CODE.fullmatch(place):
        seconds = int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])
        return [_on_screen(seconds, place, index)]
    if match := re.fullmatch(r"pts=(-?\d{1,18})", place):
        at = int(np.searchsorted(index.pts, int(match[1])))
        if at < len(index) and int(index.pts[at]) == int(match[1]):
            return [at]
        raise FrameSelectionError(
            mark("No frame has the time stamp {pts}."),
            mark("They go from {first} to {last}; name a frame or a time instead."),
            pts=match[1],
            first=index.pts[0],
            last=index.pts[-1],
        )
    raise FrameSelectionError(
        mark("'{place}' is not a place in a clip."),
        mark("Write a frame (120), frames (10-40), seconds (4.2s), a time (1:02.5) or pts=61440."),
        place=place,
    )


def _within(frame: int, place: str, index: FrameIndex) -> int:
    if frame < len(index):
        return frame
    raise FrameSelectionError(
        mark("There is no frame {frame} ('{place}')."),
        mark("The clip has frames 0 to {last}."),
        frame=frame,
        place=place,
        last=len(index) - 1,
    )


def _on_screen(seconds: float, place: str, index: FrameIndex) -> int:
    times = index.times
    step = float(np.median(np.diff(times))) if len(times) > 1 else 1.0
    if seconds > float(times[-1]) + step:
        raise FrameSelectionError(
            mark("The clip ends before {place}."),
            mark("Its last frame is at {last} s."),
            place=place,
            last=f"{times[-1]:.3f}",
        )
    return max(0, int(np.searchsorted(times, seconds + 1e-6, side="right")) - 1)
