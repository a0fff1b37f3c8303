"""Pictures that come again: held pictures, and longer stretches shown twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Entries listed in full; counts are always of the whole clip.
MAX_LISTED = 100
#: A stretch that comes again has at least so many different pictures in a row.
SHORTEST = 8


@dataclass(frozen=True)
class HeldPicture:
    """One picture shown for several frames: its first frame and how many there are."""

    frame: int
    count: int


@dataclass(frozen=True)
class RepeatedStretch:
    """A stretch of frames that was shown before.

    Attributes:
        first, first_end: frame indices of the first showing, both within.
        again, again_end: of the later showing.
        pictures: different pictures in a row that agree.
    """

    first: int
    first_end: int
    again: int
    again_end: int
    pictures: int


@dataclass(frozen=True)
class Repeats:
    """Repeated picture content of a clip that was decoded from end to end.

    Attributes:
        frames: how many were compared.
        held, held_count: runs of identical pictures.
        repeated_frames: frames that equal the frame before.
        stretches, stretch_count: longer stretches that come again, longest first.
    """

    frames: int = 0
    held: tuple[HeldPicture, ...] = ()
    held_count: int = 0
    repeated_frames: int = 0
    stretches: tuple[RepeatedStretch, ...] = ()
    stretch_count: int = 0


def find_repeats(checksums: np.ndarray) -> Repeats:
    """HeldPicture pictures and stretches that come again.

    Only pictures that are equal to the last bit count, so one re-encoded after its repetition
    is not found; a held picture often survives re-encoding, since codecs skip what did not
    change.

    Args:
        checksums: uint32 (N,), of each frame's picture in presentation order.
    """
    if len(checksums) == 0:
        return Repeats()
    starts = np.flatnonzero(np.concatenate([[True], checksums[1:] != checksums[:-1]]))
    counts = np.diff(np.append(starts, len(checksums)))
    held = [HeldPicture(int(at), int(n)) for at, n in zip(starts, counts, strict=True) if n > 1]
    # Runs count once: a still picture is no stretch that comes again.
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
    # Windows of one group follow each other in `order`; each is paired with the one before it.
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
