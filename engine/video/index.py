"""Frame index: the packet and the presentation time of each frame."""

from __future__ import annotations

import itertools
import json
import os
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

import av
import numpy as np
import platformdirs

from engine.container.demux import NO_PTS, PacketTable
from engine.files import keep

#: Containers whose time stamps state the presentation order.
_ORDERED = ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm")


class Basis(StrEnum):
    """Evidence for the order of frames in an index."""

    #: Time stamps of the container, checked on parts of the clip.
    PACKETS = "packets"
    #: A full decode of the clip.
    PICTURES = "pictures"


_ARRAYS = {
    "serials": np.int64,
    "pts": np.int64,
    "times": np.float64,
    "entries": np.int64,
    "checksums": np.uint32,
    "restated": np.bool_,
}


@dataclass(frozen=True)
class FrameIndex:
    """All frames in presentation order.

    Attributes:
        serials: int64 (N,), number of the packet that each frame comes from.
        pts: int64 (N,), strictly increasing, in the stream's time base. A time stamp that is
            missing or out of order is replaced by one between its neighbours; see `restated`
            and `stated_pts`.
        times: float64 (N,), seconds after the first frame, increasing.
        entries: int64 (E,), packets where decoding can start, increasing; always includes 0.
        checksums: uint32 (N,), CRC-32 of each picture as decoded; empty if the clip was not
            fully decoded.
        basis: evidence for the frame order.
        threads: whether the clip may be decoded on several cores. Error concealment in damaged
            parts is reproducible only on one thread.
        damaged: whether the decoder reported damage.
        restated: bool (N,), true where `pts` differs from the container's time stamp.
        stream: index of the video stream in the container.
    """

    serials: np.ndarray
    pts: np.ndarray
    times: np.ndarray
    entries: np.ndarray
    checksums: np.ndarray
    restated: np.ndarray
    basis: Basis
    threads: bool = True
    damaged: bool = False
    stream: int = 0

    def __len__(self) -> int:
        return len(self.serials)

    @property
    def first_pts(self) -> int:
        """Time stamp of the first frame; 0 for a clip without frames."""
        return int(self.pts[0]) if len(self) else 0

    @property
    def stated_pts(self) -> np.ndarray:
        """int64 (N,): time stamps as stated by the container, NO_PTS where `restated`."""
        return np.where(self.restated, NO_PTS, self.pts)

    @property
    def checked(self) -> bool:
        """Whether every picture was decoded and has a checksum."""
        return len(self.checksums) == len(self.serials)

    def to_arrays(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """Export as JSON-compatible facts and arrays for `from_arrays`."""
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        facts = {
            "basis": str(self.basis),
            "threads": self.threads,
            "damaged": self.damaged,
            "stream": self.stream,
        }
        return facts, arrays

    @classmethod
    def from_arrays(cls, facts: dict[str, Any], arrays: dict[str, np.ndarray]) -> FrameIndex:
        """Build an index from the output of `to_arrays`.

        Raises:
            ValueError: the parts are inconsistent.
        """
        columns: dict[str, Any] = {
            name: np.asarray(arrays[name], kind) for name, kind in _ARRAYS.items()
        }
        count = len(columns["serials"])
        if any(len(columns[name]) != count for name in ("pts", "times", "restated")):
            raise ValueError("columns of different length")
        if len(columns["checksums"]) not in (0, count):
            raise ValueError("checksums that do not fit")
        return cls(
            **columns,
            basis=Basis(facts["basis"]),
            threads=bool(facts["threads"]),
            damaged=bool(facts["damaged"]),
            stream=int(facts["stream"]),
        )

    def places(self, packets: int) -> np.ndarray:
        """int64 (packets,): index of the frame from each packet, -1 for packets without a frame.

        If a packet contains several frames, the index is that of the first.
        """
        result = np.full(packets, -1, np.int64)
        result[self.serials[::-1]] = np.arange(len(self.serials))[::-1]
        return result


def order_by_time(table: PacketTable, container: str) -> np.ndarray | None:
    """Packets in the order of their time stamps, or None if the time stamps are unreliable.

    Args:
        container: FFmpeg's name of the format.

    Returns:
        int64 (N,): packet numbers, without hidden packets.
    """
    if container not in _ORDERED or table.error or not len(table) or not table.key[0]:
        return None
    shown = np.flatnonzero(~table.discard)
    pts = table.pts[shown]
    if table.corrupt.any() or (pts == NO_PTS).any() or len(np.unique(pts)) != len(pts):
        return None
    return np.asarray(shown[np.argsort(pts, kind="stable")])


def make_index(
    table: PacketTable,
    serials: np.ndarray,
    stream: Any,
    basis: Basis,
    checksums: np.ndarray | None = None,
    threads: bool = True,
    damaged: bool = False,
) -> FrameIndex:
    """Build the index of frames whose packets are known.

    Args:
        serials: int64 (N,), packet numbers in presentation order.
        stream: PyAV stream that provides time base and rate.
    """
    base = float(stream.time_base or 1e-6)
    rate = stream.average_rate or stream.guessed_rate
    step = max(1, round(1 / float(rate) / base)) if rate else max(1, round(0.04 / base))
    stated = table.pts[serials]
    pts = rising(stated, step)
    entries = np.union1d(np.flatnonzero(table.key), [0]) if len(table) else np.zeros(0, np.int64)
    return FrameIndex(
        serials,
        pts,
        (pts - (pts[0] if len(pts) else 0)) * base,
        entries.astype(np.int64),
        np.zeros(0, np.uint32) if checksums is None else checksums,
        pts != stated,
        basis,
        threads,
        damaged,
        int(stream.index),
    )


def sparse_frame_indices(index: FrameIndex, count: int) -> list[int]:
    """Indices of `count` frames spread over a clip, cheap to decode, in increasing order."""
    starts = index.places(int(index.serials.max()) + 1 if len(index) else 0)
    inside = index.entries[index.entries < len(starts)]
    keys = np.sort(starts[inside][starts[inside] >= 0])
    edges = np.linspace(0, len(index), min(count, len(index)) + 1).astype(int)
    places = []
    for first, last in itertools.pairwise(edges.tolist()):
        at = int(np.searchsorted(keys, first))
        places.append(int(keys[at]) if at < len(keys) and keys[at] < last else first)
    return places


def rising(stated: np.ndarray, step: int) -> np.ndarray:
    """Make time stamps strictly increasing while changing as few as possible.

    Time stamps on the longest increasing subsequence stay unchanged. The others are
    interpolated between their neighbours, or extrapolated in steps beyond the ends.

    Args:
        stated: int64 (N,), NO_PTS where missing.
        step: usual distance between two frames, >= 1.

    Returns:
        int64 (N,), strictly increasing.
    """
    count = len(stated)
    if count == 0:
        return stated
    known = np.flatnonzero(stated != NO_PTS)
    if len(known) == count and (np.diff(stated) > 0).all():
        return stated.copy()
    # Subtracting the index turns "strictly increasing" into "non-decreasing" and keeps gaps.
    kept = known[_longest_chain((stated[known] - known).tolist())]
    if len(kept) == 0:
        return np.arange(count, dtype=np.int64) * step
    places = np.arange(count)
    result = np.interp(places, kept, stated[kept]).astype(np.int64)
    first, last = int(kept[0]), int(kept[-1])
    result[:first] = stated[first] - (first - places[:first]) * step
    result[last:] = stated[last] + (places[last:] - last) * step
    result[kept] = stated[kept]
    return result


def _longest_chain(values: list[int]) -> list[int]:
    """Indices of a longest non-decreasing subsequence."""
    from bisect import bisect_right

    ends: list[int] = []
    tails: list[int] = []
    before = [-1] * len(values)
    for place, value in enumerate(values):
        at = bisect_right(ends, value)
        before[place] = tails[at - 1] if at else -1
        ends[at : at + 1] = [value]
        tails[at : at + 1] = [place]
    chain = []
    place = tails[-1] if tails else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


#: Increment when the meaning of an index changes.
_CACHE_VERSION = 2
_MAX_CACHED = 500


def _cached_path(folder: Path, sha256: str, stream: int) -> Path:
    # Decoder versions may differ in how they conceal damage.
    return folder / f"{sha256}-{stream}-{_CACHE_VERSION}-{av.__version__}.npz"


def cache_folder() -> Path:
    """Default folder of the index cache."""
    return Path(platformdirs.user_cache_dir("deepfake-forensics")) / "index"


def load_index(folder: Path, sha256: str, stream: int) -> FrameIndex | None:
    """Load the cached index for the SHA-256 of a clip and its video stream, or None."""
    path = _cached_path(folder, sha256, stream)
    try:
        with np.load(path, allow_pickle=False) as stored:
            facts = json.loads(str(stored["facts"]))
            arrays = {name: stored[name] for name in stored.files if name != "facts"}
        index = FrameIndex.from_arrays(facts, arrays)
        os.utime(path)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return index


def store_index(folder: Path, sha256: str, index: FrameIndex) -> None:
    """Store an index in the cache. Write errors are ignored: they only cost time later."""
    facts, arrays = index.to_arrays()
    told = np.array(json.dumps(facts))

    def write(file: BinaryIO) -> None:
        np.savez(file, facts=told, **arrays)  # type: ignore[arg-type]

    keep(_cached_path(folder, sha256, index.stream), write, _MAX_CACHED)
