"""The frame index: which presentation time stamp is the i-th picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import av.error
import numpy as np


@dataclass(frozen=True)
class FrameIndex:
    """Time stamps of all frames in presentation order.

    Attributes:
        pts: int64 (N,), rising, in the stream's time base.
        times: float64 (N,), seconds after the first frame.
        keys: int64 (K,), indices of the frames where decoding can begin, rising.
        seekable: False where the container states no PTS, and frames are counted instead.
        start: PTS to seek to for the clip's beginning.
    """

    pts: np.ndarray
    times: np.ndarray
    keys: np.ndarray
    seekable: bool
    start: int

    def key_before(self, index: int) -> int:
        """The last frame at or before `index` where decoding can begin."""
        at = int(np.searchsorted(self.keys, index, side="right")) - 1
        return int(self.keys[at]) if at >= 0 else 0

    def place(self, pts: int | None, counted: int) -> int | None:
        """Index of a decoded frame; None for frames before the clip's beginning.

        Args:
            pts: of the decoded frame.
            counted: its index by counting, used where PTS are not known.
        """
        if not self.seekable or pts is None:
            return counted if counted < len(self.pts) else None
        at = int(np.searchsorted(self.pts, pts))
        return at if at < len(self.pts) and self.pts[at] == pts else None


def build_index(container: Any, stream: Any) -> FrameIndex:
    """Read the packets' time stamps; decode the whole clip where packets state none."""
    stamps: list[int] = []
    keys: list[int] = []
    complete = True
    try:
        for packet in container.demux(stream):
            if packet.size == 0 or packet.is_discard:
                continue
            if packet.pts is None:
                complete = False
                break
            stamps.append(packet.pts)
            if packet.is_keyframe:
                keys.append(packet.pts)
    except (av.error.FFmpegError, OSError):
        # Cut short: what was read so far stands.
        pass
    pts = np.unique(np.array(stamps, np.int64))
    base = float(stream.time_base)
    if complete and len(pts) == len(stamps):
        places = np.searchsorted(pts, np.array(sorted(keys), np.int64))
        start = int(pts[0]) if len(pts) else 0
        return FrameIndex(pts, (pts - start) * base, places, True, start)
    return _counted_index(container, stream, base)


def _counted_index(container: Any, stream: Any, base: float) -> FrameIndex:
    container.seek(0, stream=stream, backward=True)
    stamps: list[int | None] = []
    try:
        for frame in container.decode(stream):
            stamps.append(frame.pts)
    except (av.error.FFmpegError, OSError):
        pass
    known = np.array([s for s in stamps if s is not None], np.int64)
    if len(known) == len(stamps) and (np.diff(known) > 0).all():
        pts = known
    else:
        rate = float(stream.average_rate or stream.guessed_rate or 25)
        pts = np.round(np.arange(len(stamps)) / rate / base).astype(np.int64)
    first = int(pts[0]) if len(pts) else 0
    return FrameIndex(pts, (pts - first) * base, np.zeros(0, np.int64), False, 0)
