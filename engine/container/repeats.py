"""Repeated frames: held pictures, and longer sequences shown twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Maximum number of entries listed; counts always cover the whole clip.
MAX_LISTED = 100
#: Minimum number of consecutive distinct pictures in a repeated sequence.
SHORTEST = 8


@dataclass(frozen=True)
class HeldPicture:
    """A picture shown for several frames: its first frame and the number of frames."""

    frame: int
    count: int


@dataclass(frozen=True)
class RepeatedStretch:
    """A sequence of frames that was shown before.

    Attributes:
        first, first_end: first and last frame index of the first occurrence, inclusive.
        again, again_end: first and last frame index of the later occurrence, inclusive.
        pictures: number of consecutive distinct pictures that agree.
    """

    first: int
    first_end: int
    again: int
    again_end: int
    pictures: int


@dataclass(frozen=True)
class Repeats:
    """Repeated content of a fully decoded clip.

    Attributes:
        frames: number of frames compared.
        held, held_count: runs of identical pictures.
        repeated_frames: number of frames identical to the previous one.
        stretches, stretch_count: longer repeated sequences, longest first.
    """

    frames: int = 0
    held: tuple[HeldPicture, ...] = ()
    held_count: int = 0
    repeated_frames: int = 0
    stretches: tuple[RepeatedStretch, ...] = ()
    stretch_count: int = 0


def find_repeats(checksums: np.ndarray) -> Repeats:
    """Find held pictures and repeated sequences.

    Only bit-identical pictures match, so a sequence that was repeated before re-encoding is not
    found. Held pictures often survive re-encoding, since codecs skip unchanged content.

    Args:
        checksums: uint32 (N,), one per frame in presentation order.
    """
    if len(checksums) == 0:
        return Repeats()
    starts = np.flatnonzero(np.concatenate([[True], checksums[1:] != checksums[:-1]]))
    counts = np.diff(np.append(starts, len(checksums)))
    held = [HeldPicture(int(at), int(n)) for at, n in zip(starts, counts, strict=True) if n > 1]
    # Count each run once, so that a held picture is not a repeated sequence.
    stretches = _stretches(checksums[starts], starts, starts + counts - 1)
    return Repeats(
        frames=len(checksums),
        held=tuple(held[:MAX_LISTED]),
        held_count=len(held),
        repeated_frames=int((counts - 1).sum()),
        stretches=tuple(stretches[:MAX_LISTED]),
        stretch_count=len(stretches),
    )


def _stretches(pictures: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> list[RepeatedStretch]:
    count = len(pictures) - SHORTEST + 1
    if count < 2:
        return []
    windows = np.lib.stride_tricks.sliding_window_view(pictures, SHORTEST)
    _, group = np.unique(windows, axis=0, return_inverse=True)
    group = np.asarray(group).reshape(-1)
    # Equal windows are adjacent in `order`; pair each with the previous one.
    order = np.argsort(group, kind="stable")
    equal = group[order[1:]] == group[order[:-1]]
    earlier = np.full(count, -1, np.int64)
    earlier[order[1:][equal]] = order[:-1][equal]
    again = np.flatnonzero(earlier >= 0)
    if len(again) == 0:
        return []
    distance = again - earlier[again]
    breaks = np.flatnonzero((np.diff(again) != 1) | (np.diff(distance) != 0)) + 1
    found = []
    for part in np.split(again, breaks):
        first, length = int(earlier[part[0]]), len(part) + SHORTEST - 1
        at = int(part[0])
        found.append(
            RepeatedStretch(
                int(starts[first]),
                int(ends[first + length - 1]),
                int(starts[at]),
                int(ends[at + length - 1]),
                length,
            )
        )
    return sorted(found, key=lambda s: (-s.pictures, s.again))
