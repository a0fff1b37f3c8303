"""Sizes of frames over time, reduced to what a drawing has room for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.video.gop import SizeSeries

KINDS = "IPB"


@dataclass(frozen=True)
class BitRate:
    """Bits of each second of a clip.

    Attributes:
        begins: float64 (S,), seconds after the first frame.
        rates: float64 (S,), bits a second.
        step: seconds that one value stands for, a whole number >= 1.
    """

    begins: np.ndarray
    rates: np.ndarray
    step: int


def bit_rate(times: np.ndarray, sizes: np.ndarray, duration: float, most: int = 4096) -> BitRate:
    """Bits a second, second by second; longer stretches where a clip has more than `most`.

    Args:
        times: float64 (F,), seconds after the first frame, rising.
        sizes: int64 (F,), bytes.
        duration: seconds from the first frame to the end of the last. The last stretch is
            longer or shorter by up to half, to end with the clip.
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


def tallest(
    series: SizeSeries, first: int, last: int, columns: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """The largest frame of each kind in each of some equal stretches.

    Args:
        series: of the clip.
        first, last: frames to be drawn, `last` not among them.
        columns: stretches at most, > 0; where there are fewer frames each is one itself.

    Returns:
        For each of `KINDS`: frame indices int64 (N,), rising, and bytes int64 (N,).
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
