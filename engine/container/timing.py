"""Frame timing: constancy of the rate, gaps, duplicate and missing time stamps."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.container.demux import NO_PTS, PacketTable
from engine.container.gop import frame_of_packet, presentation_order

#: Maximum number of entries listed; counts always cover the whole clip.
MAX_LISTED = 200

CONSTANT = "constant"
WITH_GAPS = "constant with gaps"
VARIABLE = "variable"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Gap:
    """An unusually long interval between two frames.

    Attributes:
        frame: index of the last frame before the gap.
        time: presentation time of that frame in seconds after the first frame.
        seconds: length of the interval.
        missing: number of frames that would fit at the usual rate.
    """

    frame: int
    time: float
    seconds: float
    missing: int


@dataclass(frozen=True)
class Timing:
    """Time stamps of the shown frames.

    Attributes:
        rate: CONSTANT; WITH_GAPS if at least 90% of the intervals are equal and the others are
            integer multiples of them; VARIABLE; or UNKNOWN if there are fewer than three frames
            or time stamps are missing.
        stated_rate: frames per second stated by the container, None if not stated.
        mean_rate: frames per second from the first to the last frame, None if unknown.
        usual_step, shortest_step, longest_step: seconds between frames (usual: the median).
        first_pts: PTS of the first frame in the stream's time base; None if not stated.
        first_time: the same in seconds.
        duration: seconds from the first frame to the end of the last.
        frames: number of shown frames.
        stated_frames: number of frames stated by the container, 0 if not stated.
        hidden: number of stored frames that are decoded but not shown.
        gaps, gap_count: intervals with at least one missing frame, at a constant rate only.
        duplicates, duplicate_count: frames with the same time stamp as the previous frame.
        missing, missing_count: frames without a time stamp.
        backward, backward_count: frames whose decoding time stamp does not increase.
        damaged, damaged_count: frames whose packet the demuxer marked as damaged.
    """

    rate: str = UNKNOWN
    stated_rate: float | None = None
    mean_rate: float | None = None
    usual_step: float = 0.0
    shortest_step: float = 0.0
    longest_step: float = 0.0
    first_pts: int | None = None
    first_time: float | None = None
    duration: float = 0.0
    frames: int = 0
    stated_frames: int = 0
    hidden: int = 0
    gaps: tuple[Gap, ...] = ()
    gap_count: int = 0
    duplicates: tuple[int, ...] = ()
    duplicate_count: int = 0
    missing: tuple[int, ...] = ()
    missing_count: int = 0
    backward: tuple[int, ...] = ()
    backward_count: int = 0
    damaged: tuple[int, ...] = ()
    damaged_count: int = 0


def describe_timing(
    packets: PacketTable,
    time_base: Fraction,
    stated_rate: Fraction | None = None,
    stated_frames: int = 0,
) -> Timing:
    """Summarise a stream's time stamps.

    Args:
        time_base: seconds per time stamp unit.
        stated_rate: frames per second stated by the container.
        stated_frames: number of frames stated by the container, 0 if not stated.
    """
    rows = presentation_order(packets)
    pts = packets.pts[rows]
    frame_of = frame_of_packet(packets)
    no_pts = np.flatnonzero(pts == NO_PTS)
    dts = np.flatnonzero(packets.dts != NO_PTS)
    back = frame_of[dts[1:][np.diff(packets.dts[dts]) <= 0]]
    damaged = frame_of[np.flatnonzero(packets.corrupt)]
    timed = len(pts) > 0 and len(no_pts) == 0
    base = float(time_base)
    after = _after_first(pts) if timed else np.zeros(0)
    same = np.flatnonzero(np.diff(after) == 0) + 1
    steps = np.diff(after)[np.diff(after) > 0]
    rate, gaps = _constancy(after, steps, base)
    usual = float(np.median(steps)) if len(steps) else 0.0
    span = float(after[-1]) if timed else 0.0
    last = max(0.0, float(packets.duration[rows[-1]])) if timed else 0.0
    return Timing(
        rate=rate,
        stated_rate=_rounded(stated_rate),
        mean_rate=round(len(steps) / (span * base), 4) if span > 0 else None,
        usual_step=round(usual * base, 6),
        shortest_step=round(float(steps.min()) * base, 6) if len(steps) else 0.0,
        longest_step=round(float(steps.max()) * base, 6) if len(steps) else 0.0,
        first_pts=int(pts[0]) if timed else None,
        first_time=round(float(pts[0]) * base, 6) if timed else None,
        duration=round((span + (last or usual)) * base, 6),
        frames=len(rows),
        stated_frames=stated_frames,
        hidden=_hidden(packets),
        gaps=gaps[:MAX_LISTED],
        gap_count=len(gaps),
        duplicates=_listed(same),
        duplicate_count=len(same),
        missing=_listed(no_pts),
        missing_count=len(no_pts),
        backward=_listed(back[back >= 0]),
        backward_count=len(back),
        damaged=_listed(damaged[damaged >= 0]),
        damaged_count=len(damaged),
    )


def _hidden(packets: PacketTable) -> int:
    """Number of stored frames without a shown packet; edit lists may read a frame repeatedly."""
    known = packets.pos >= 0
    shown = np.unique(packets.pos[known & ~packets.discard])
    stored = np.unique(packets.pos[known])
    return len(stored) - len(shown) + int((packets.discard & ~known).sum())


def _after_first(pts: np.ndarray) -> np.ndarray:
    """float64 (N,): increasing time stamps relative to the first.

    Uses unsigned subtraction, which is exact for any distance in a malicious file.
    """
    unsigned = np.ascontiguousarray(pts).view(np.uint64)
    return (unsigned - unsigned[:1]).astype(np.float64)


def _constancy(after: np.ndarray, steps: np.ndarray, base: float) -> tuple[str, tuple[Gap, ...]]:
    if len(steps) < 2:
        return UNKNOWN, ()
    usual = float(np.median(steps))
    # Allow one tick for rounding: 29.97 frames per second in milliseconds is 33, 33, 34.
    slack = max(1.0, 0.02 * usual)
    even = np.abs(steps - usual) <= slack
    if even.all():
        return CONSTANT, ()
    if even.mean() < 0.9:
        return VARIABLE, ()
    # The median can be off by a tick; the mean of the regular steps is more accurate.
    step = float(steps[even].mean())
    whole = np.maximum(np.round(steps / step), 1)
    if (np.abs(steps - whole * step) > slack * whole).any():
        return VARIABLE, ()
    waits = np.diff(after)
    gaps = tuple(
        Gap(
            int(at),
            round(float(after[at]) * base, 6),
            round(float(waits[at]) * base, 6),
            round(float(waits[at]) / step) - 1,
        )
        for at in np.flatnonzero(waits > 1.5 * step)
    )
    return WITH_GAPS, gaps


def _listed(frames: np.ndarray) -> tuple[int, ...]:
    return tuple(int(frame) for frame in frames[:MAX_LISTED])


def _rounded(rate: Fraction | None) -> float | None:
    return round(float(rate), 4) if rate else None
