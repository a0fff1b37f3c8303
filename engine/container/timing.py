"""When frames are shown: constancy of the rate, gaps, duplicate and missing time stamps."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.container.demux import NO_PTS, PacketTable
from engine.container.gop import frame_of_packet, presentation_order

#: Entries listed in full; counts are always of the whole clip.
MAX_LISTED = 200

CONSTANT = "constant"
WITH_GAPS = "constant with gaps"
VARIABLE = "variable"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Gap:
    """A longer wait than usual between two frames.

    Attributes:
        frame: index of the last frame before it.
        time: seconds after the first frame at which that frame is shown.
        seconds: from that frame to the next.
        missing: frames that would have fitted in at the usual rate.
    """

    frame: int
    time: float
    seconds: float
    missing: int


@dataclass(frozen=True)
class Timing:
    """Time stamps of the shown frames.

    Attributes:
        rate: CONSTANT; WITH_GAPS, where at least nine steps in ten are equal and the others are
            whole multiples of them; VARIABLE; or UNKNOWN for fewer than three frames or where
            time stamps are missing.
        stated_rate: frames a second by the container, None where not stated.
        mean_rate: frames a second from the first to the last frame, None where not known.
        usual_step, shortest_step, longest_step: seconds between frames (usual: the median).
        first_pts: of the first frame, in the stream's time base; None where not stated.
        first_time: the same in seconds.
        duration: seconds from the first frame to the end of the last.
        frames: shown frames.
        stated_frames: by the container, 0 where not stated.
        hidden: stored pictures that are decoded but not shown.
        gaps, gap_count: waits of at least one missing frame, of a constant rate only.
        duplicates, duplicate_count: frames with the same time stamp as the frame before.
        missing, missing_count: frames without a time stamp.
        backward, backward_count: frames whose decoding time stamp does not rise.
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
    """Summary of a stream's time stamps.

    Args:
        time_base: seconds of one time stamp.
        stated_rate: frames a second by the container.
        stated_frames: by the container, 0 where not stated.
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
    """Stored pictures of which no packet is shown; edit lists may read a picture many times."""
    known = packets.pos >= 0
    shown = np.unique(packets.pos[known & ~packets.discard])
    stored = np.unique(packets.pos[known])
    return len(stored) - len(shown) + int((packets.discard & ~known).sum())


def _after_first(pts: np.ndarray) -> np.ndarray:
    """float64 (N,): rising time stamps counted from the first.

    Subtracted without sign, which is exact however far apart a hostile file puts them.
    """
    unsigned = np.ascontiguousarray(pts).view(np.uint64)
    return (unsigned - unsigned[:1]).astype(np.float64)


def _constancy(after: np.ndarray, steps: np.ndarray, base: float) -> tuple[str, tuple[Gap, ...]]:
    if len(steps) < 2:
        return UNKNOWN, ()
    usual = float(np.median(steps))
    # A whole tick either way is rounding: 29.97 frames a second in milliseconds is 33, 33, 34.
    slack = max(1.0, 0.02 * usual)
    even = np.abs(steps - usual) <= slack
    if even.all():
        return CONSTANT, ()
    if even.mean() < 0.9:
        return VARIABLE, ()
    # The median is off by up to a tick, so the mean of the even steps is the better measure.
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
