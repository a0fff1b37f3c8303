"""Frame types and groups of pictures, inferred from the packet order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from engine.container.demux import NO_PTS, PacketTable

#: Maximum number of entries listed; counts always cover the whole clip.
MAX_LISTED = 1000
_PATTERN = 64


@dataclass(frozen=True)
class FrameKind:
    """Frames of one type: "I", "P" or "B", their number and their mean size in bytes."""

    kind: str
    count: int
    mean_size: float


@dataclass(frozen=True)
class Gop:
    """Groups of pictures, each from one independently decodable frame to the next.

    Types are inferred from the packet order without decoding: key packets are I, packets
    presented before one that was decoded earlier are B, and all others are P. An I frame that
    is not marked as key counts as P, and so do B frames whose reordering is not visible in the
    container's time stamps.

    Attributes:
        kinds: those of "I", "P" and "B" that occur.
        groups: number of groups.
        shortest, median, longest: frames per group; the last group, which ends with the clip,
            is ignored if there are others.
        usual: most frequent length, 0 if fewer than 60% of the groups have it.
        odd: frame index of the first frame of each group whose length differs from `usual`, at
            most MAX_LISTED; empty if there is no usual length. The first open group may differ.
        pattern: types in the first group of the most frequent length in decoding order, at most
            64.
        keys, key_count: frame indices of shown key frames, at most MAX_LISTED; their number.
        open: number of groups whose first shown frames depend on the previous group.
        starts_with_key: whether the first packet can be decoded independently.
    """

    kinds: tuple[FrameKind, ...] = ()
    groups: int = 0
    shortest: int = 0
    median: float = 0.0
    longest: int = 0
    usual: int = 0
    odd: tuple[int, ...] = ()
    pattern: str = ""
    keys: tuple[int, ...] = ()
    key_count: int = 0
    open: int = 0
    starts_with_key: bool = False


@dataclass(frozen=True)
class SizeSeries:
    """Type and size of every shown frame in presentation order, for plotting.

    Attributes:
        kinds: uint8 (F,), character codes of "I", "P" and "B".
        sizes: int64 (F,), bytes of each frame.
    """

    kinds: np.ndarray
    sizes: np.ndarray

    def __len__(self) -> int:
        return len(self.sizes)


def frame_kinds(packets: PacketTable) -> np.ndarray:
    """Type of each packet in decoding order: uint8 (P,), character codes.

    See `Gop` for how the types are inferred.
    """
    kinds = np.full(len(packets), ord("P"), np.uint8)
    if len(packets):
        # NO_PTS is the smallest int64, so it never raises the running maximum.
        highest = np.maximum.accumulate(packets.pts)
        before = np.concatenate([[NO_PTS], highest[:-1]])
        kinds[(packets.pts != NO_PTS) & (packets.pts < before)] = ord("B")
        kinds[packets.key] = ord("I")
    return kinds


def presentation_order(packets: PacketTable) -> np.ndarray:
    """Rows of the shown packets in presentation order: int64 (F,).

    Packets without a time stamp keep their position in the file; the sort is stable.
    """
    rows = np.flatnonzero(~packets.discard)
    pts = packets.pts[rows]
    if (pts == NO_PTS).any():
        return rows
    return rows[np.argsort(pts, kind="stable")]


def frame_of_packet(packets: PacketTable) -> np.ndarray:
    """Frame index of each packet: int64 (P,); -1 for packets that are not shown."""
    frames = np.full(len(packets), -1, np.int64)
    order = presentation_order(packets)
    frames[order] = np.arange(len(order))
    return frames


def describe_gops(packets: PacketTable) -> Gop:
    """Summarise a stream's groups of pictures."""
    if len(packets) == 0:
        return Gop()
    kinds = frame_kinds(packets)
    frames = frame_of_packet(packets)
    starts = np.flatnonzero(packets.key)
    lengths = np.diff(np.append(starts, len(packets)))
    whole = lengths[:-1] if len(lengths) > 1 else lengths
    usual, odd, pattern = 0, np.zeros(0, np.int64), ""
    if len(whole):
        common, count = Counter(whole.tolist()).most_common(1)[0]
        first = starts[int(np.argmax(whole == common))]
        pattern = kinds[first : first + common].tobytes().decode()
        if len(whole) >= 3 and count >= 0.6 * len(whole):
            usual = common
            odd = starts[:-1][whole != common]
    opened = _open_groups(packets, starts, kinds)
    if opened:
        # The first open group lacks the frames presented before its key frame.
        odd = odd[odd != starts[0]]
    return Gop(
        kinds=_kinds(kinds, packets.size),
        groups=len(starts),
        shortest=int(whole.min()) if len(whole) else 0,
        median=float(np.median(whole)) if len(whole) else 0.0,
        longest=int(whole.max()) if len(whole) else 0,
        usual=usual,
        odd=_indices(frames, odd),
        pattern=pattern if len(pattern) <= _PATTERN else pattern[: _PATTERN - 1] + "…",
        keys=_indices(frames, starts),
        key_count=int((frames[starts] >= 0).sum()),
        open=opened,
        starts_with_key=bool(packets.key[0]),
    )


def size_series(packets: PacketTable, rows: np.ndarray | None = None) -> SizeSeries:
    """Types and sizes of the shown frames.

    Args:
        rows: int64 (F,), packet of each frame, for example from a frame index; by default the
            shown packets in the order of their time stamps.
    """
    if rows is None:
        rows = presentation_order(packets)
    return SizeSeries(frame_kinds(packets)[rows], packets.size[rows])


def _kinds(kinds: np.ndarray, sizes: np.ndarray) -> tuple[FrameKind, ...]:
    found = []
    for letter in "IPB":
        chosen = sizes[kinds == ord(letter)]
        if len(chosen):
            found.append(FrameKind(letter, len(chosen), round(float(chosen.mean()), 1)))
    return tuple(found)


def _indices(frames: np.ndarray, rows: np.ndarray) -> tuple[int, ...]:
    chosen = frames[rows]
    return tuple(sorted(chosen[chosen >= 0].tolist())[:MAX_LISTED])


def _open_groups(packets: PacketTable, starts: np.ndarray, kinds: np.ndarray) -> int:
    """Number of groups after the first in which a frame is presented before the key frame."""
    after = starts[starts > 0] + 1
    after = after[after < len(packets)]
    leading = (
        (kinds[after] == ord("B"))
        & (packets.pts[after] < packets.pts[after - 1])
        & (packets.pts[after - 1] != NO_PTS)
    )
    return int(leading.sum())


KINDS = "IPB"


@dataclass(frozen=True)
class BitRate:
    """Bit rate of a clip over time.

    Attributes:
        begins: float64 (S,), seconds after the first frame.
        rates: float64 (S,), bits per second.
        step: seconds covered by one value, a whole number >= 1.
    """

    begins: np.ndarray
    rates: np.ndarray
    step: int


def bit_rate(times: np.ndarray, sizes: np.ndarray, duration: float, most: int = 4096) -> BitRate:
    """Bit rate for each second, or for longer steps if a clip has more than `most` seconds.

    Args:
        times: float64 (F,), seconds after the first frame, increasing.
        sizes: int64 (F,), bytes.
        duration: seconds from the first frame to the end of the last. The last step is up to
            half a step longer or shorter, to end with the clip.
    """
    if len(times) == 0:
        return BitRate(np.zeros(0), np.zeros(0), 1)
    step = max(1, int(np.ceil(duration / most)))
    count = max(1, round(duration / step))
    places = np.minimum((times / step).astype(np.int64), count - 1)
    begins = step * np.arange(count, dtype=np.float64)
    lengths = np.full(count, float(step))
    if duration > 0:
        lengths[-1] = duration - begins[-1]
    return BitRate(begins, 8.0 * np.bincount(places, sizes, count) / lengths, step)


def largest_frames(
    series: SizeSeries, first: int, last: int, columns: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Find the largest frame of each type in each of several equal ranges.

    Args:
        series: sizes of the clip's frames.
        first, last: range of frames to plot; `last` is excluded.
        columns: maximum number of ranges, > 0; with fewer frames, each range is one frame.

    Returns:
        For each of `KINDS`: frame indices int64 (N,), increasing, and bytes int64 (N,).
    """
    first, last = max(0, first), min(last, len(series))
    count = max(0, last - first)
    width = max(1, -(-count // columns))
    rows = -(-count // width)
    sizes = np.zeros(rows * width, np.int64)
    kinds = np.zeros(rows * width, np.uint8)
    sizes[:count], kinds[:count] = series.sizes[first:last], series.kinds[first:last]
    found = []
    for letter in KINDS:
        of_kind = np.where(kinds == ord(letter), sizes, -1).reshape(rows, width)
        largest = of_kind.argmax(1) if rows else np.zeros(0, np.int64)
        seen = np.flatnonzero(of_kind[np.arange(rows), largest] >= 0)
        places = seen * width + largest[seen]
        found.append((places + first, sizes[places]))
    return found
