"""The packets of a video stream, as columns: what a demuxer says before anything is decoded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import av.error
import numpy as np

#: Stands for "the container states no time stamp".
NO_PTS = np.iinfo(np.int64).min


@dataclass(frozen=True)
class PacketTable:
    """One row a packet, in the order of the file, which is the order of decoding.

    Attributes:
        pts, dts: int64 (P,), in the stream's time base; NO_PTS where not stated.
        duration: int64 (P,), in the stream's time base, 0 where not stated.
        size: int64 (P,), bytes.
        pos: int64 (P,), byte position in the file, -1 where not known.
        key: bool (P,), marked as a place where decoding can begin.
        discard: bool (P,), to be decoded but not shown (edit lists).
        corrupt: bool (P,), marked as damaged by the demuxer.
        error: the demuxer's message where reading ended early, else "".
    """

    pts: np.ndarray
    dts: np.ndarray
    duration: np.ndarray
    size: np.ndarray
    pos: np.ndarray
    key: np.ndarray
    discard: np.ndarray
    corrupt: np.ndarray
    error: str = ""

    def __len__(self) -> int:
        return len(self.pts)


_COLUMNS = tuple(f.name for f in fields(PacketTable) if f.name != "error")
_BOOLEAN = ("key", "discard", "corrupt")


def _sane(stamp: int | None) -> int:
    """Stamps near the ends of 64 bits are errors; nothing may overflow by them."""
    return stamp if stamp is not None and abs(stamp) < 1 << 60 else NO_PTS


def packet_row(packet: Any) -> tuple[int, int, int, int, int, bool, bool, bool]:
    """One row of the table, in the order of its columns."""
    return (
        _sane(packet.pts),
        _sane(packet.dts),
        packet.duration or 0,
        packet.size,
        -1 if packet.pos is None else packet.pos,
        bool(packet.is_keyframe),
        bool(packet.is_discard),
        bool(packet.is_corrupt),
    )


def read_packets(
    container: Any, stream: Any, each: Callable[[Any], None] | None = None
) -> PacketTable:
    """Read the stream's packets from the present position to the end.

    Args:
        container, stream: PyAV's, not yet read from.
        each: called with every packet that is kept, to look inside; may raise to stop.
    """
    rows: list[tuple[int, int, int, int, int, bool, bool, bool]] = []
    error = ""
    try:
        for packet in container.demux(stream):
            if packet.size == 0:
                continue
            rows.append(packet_row(packet))
            if each is not None:
                each(packet)
    except (av.error.FFmpegError, OSError) as problem:
        error = str(problem)
    columns = zip(*rows, strict=True) if rows else [()] * len(_COLUMNS)
    arrays = {
        name: np.array(column, bool if name in _BOOLEAN else np.int64)
        for name, column in zip(_COLUMNS, columns, strict=True)
    }
    return PacketTable(**arrays, error=error)
