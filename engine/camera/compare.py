"""Compare two sensor patterns: peak-to-correlation energy over shifts, sizes and turns.

Source: Goljan and Fridrich 2008, "Camera identification from cropped and scaled images"; Goljan,
Fridrich and Filler 2009, "Large scale test of sensor fingerprint camera identification".
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

#: Smallest side of a picture in pixels.
SMALLEST = 128
#: Half the side of the square around a peak that does not count as its surroundings.
_AROUND = 5
#: Range of sizes that are searched, as a ratio.
_LEAST_SCALE, _MOST_SCALE = 0.2, 5.0


@dataclass(frozen=True)
class Match:
    """The best agreement of two patterns.

    Attributes:
        pce: peak-to-correlation energy; negative if the patterns agree inversely.
        chance: probability that patterns of white noise reach `pce` anywhere in the search,
            0 to 1; at least 1e-300.
        places: number of shifts, sizes and turns that were compared.
        scale: size of the second picture's pixels in the first, 1 for equal scale.
        shift: pixels right and down from the corner of the larger pattern to the smaller one.
        turns: clockwise quarter turns of the first pattern.
    """

    pce: float
    chance: float
    places: int
    scale: float
    shift: tuple[int, int]
    turns: int


def compare_patterns(first: np.ndarray, second: np.ndarray) -> Match | None:
    """Find the best agreement of two patterns.

    Compared are equal scale, and the scales at which width or height of both pictures agree; all
    shifts at which one picture lies within the other; and the two turns at which both lie alike.
    Scaled and cropped at once, with neither side kept, is not found.

    Args:
        first, second: float32 (H, W), from `Fingerprint.pattern`.

    Returns:
        None if no such placement exists.
    """
    found: list[Match] = []
    places = 0
    lying = (first.shape[0] <= first.shape[1]) == (second.shape[0] <= second.shape[1])
    for turns in (0, 2) if lying else (1, 3):
        turned = np.ascontiguousarray(np.rot90(first, -turns))
        for scale, a, b in _scaled(turned, second):
            match = _best_shift(a, b, scale, turns)
            if match is not None:
                found.append(match)
                places += match.places
    if not found:
        return None
    best = max(found, key=lambda match: match.pce)
    return Match(
        round(best.pce, 1), false_alarm(best.pce, places), places, best.scale, best.shift,
        best.turns,
    )  # fmt: skip


def pce_in_place(first: np.ndarray, second: np.ndarray) -> float:
    """Peak-to-correlation energy of two patterns of equal size without a shift."""
    match = _best_shift(first, second, 1.0, 0)
    assert match is not None
    return match.pce


def false_alarm(pce: float, places: int) -> float:
    """Probability that the largest of `places` normal correlations reaches a PCE."""
    if pce <= 0:
        return 1.0
    single = math.erfc(math.sqrt(pce / 2)) / 2
    return max(1e-300, -math.expm1(places * math.log1p(-single)) if single < 1 else 1.0)


def _scaled(
    first: np.ndarray, second: np.ndarray
) -> Iterator[tuple[float, np.ndarray, np.ndarray]]:
    """Both patterns, the finer one shrunk to the other's scale."""
    scales = [1.0]
    for side in (0, 1):
        scale = second.shape[side] / first.shape[side]
        near = any(abs(scale / known - 1) * max(second.shape) < 0.5 for known in scales)
        if not near and _LEAST_SCALE <= scale <= _MOST_SCALE:
            scales.append(scale)
    for scale in scales:
        if scale < 1:
            yield scale, _shrunk(first, scale), second
        else:
            yield scale, first, _shrunk(second, 1 / scale) if scale > 1 else second


def _shrunk(pattern: np.ndarray, scale: float) -> np.ndarray:
    height, width = pattern.shape
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(pattern, size, interpolation=cv2.INTER_AREA))


def _best_shift(a: np.ndarray, b: np.ndarray, scale: float, turns: int) -> Match | None:
    """None if neither lies within the other, or the common part is too small."""
    down, right = a.shape[0] - b.shape[0], a.shape[1] - b.shape[1]
    if down * right < 0 or min(a.shape[0], b.shape[0], a.shape[1], b.shape[1]) < SMALLEST // 2:
        return None
    large, small = (a, b) if down >= 0 and right >= 0 else (b, a)
    size = tuple(cv2.getOptimalDFTSize(n) for n in large.shape)
    spectra = [cv2.dft(_padded(part, size)) for part in (large, small)]
    product = cv2.mulSpectrums(spectra[0], spectra[1], 0, conjB=True)
    correlation = cv2.idft(product, flags=cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT)
    allowed = correlation[: abs(down) + 1, : abs(right) + 1]
    y, x = np.unravel_index(int(allowed.argmax()), allowed.shape)
    peak = float(correlation[y, x])
    energy = float(np.square(correlation, dtype=np.float64).sum())
    rows = np.arange(y - _AROUND, y + _AROUND + 1) % size[0]
    columns = np.arange(x - _AROUND, x + _AROUND + 1) % size[1]
    near = np.square(correlation[np.ix_(rows, columns)], dtype=np.float64)
    mean = (energy - float(near.sum())) / (correlation.size - near.size)
    pce = math.copysign(peak**2 / mean, peak) if mean > 0 else 0.0
    return Match(pce, 1.0, allowed.size, scale, (int(x), int(y)), turns)


def _padded(pattern: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    height, width = pattern.shape
    found = np.zeros(size, np.float32)
    found[:height, :width] = pattern
    return found
