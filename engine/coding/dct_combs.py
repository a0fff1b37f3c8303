"""Was a picture quantised twice in blocks of 8 x 8? Combs in histograms of DCT coefficients.

A quantiser moves each coefficient to a multiple of its step. Where a second, different one follows,
some of its levels are reached more often than their neighbours and others never: the histogram of
levels looks like a comb (Popescu and Farid 2004). The levels are compared with those expected from
one and from two quantisers (Bianchi and Piva 2012). What they are expected from is the same picture
with its blocks moved by half, which no longer lie on any grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.fft import dctn
from scipy.special import ndtr

from engine.coding.findings import BLOCKS, GRID

#: Row and column of the coefficients that are looked at: the lowest without the mean.
_LOW = ((0, 1), (1, 0), (2, 0), (1, 1), (0, 2), (0, 3), (1, 2), (2, 1), (3, 0), (4, 0), (3, 1),
        (2, 2), (1, 3), (0, 4))  # fmt: skip
#: Levels from 1 to this one are counted; in natural pictures, higher ones are rare.
_LEVELS = 24
#: Fewest coefficients of one kind at level 2 or more, and fewest kinds with so many.
_FEWEST, _KINDS = 100, 3
#: Largest mean distance to the quantiser's values, in steps; without a grid it is 0.25.
_OFF_GRID = 0.15
#: Smallest step at which rounding to whole grey levels leaves the grid visible.
_VISIBLE = 3.0
#: Standard deviation of a coefficient after conversion and rounding of the picture between codings.
_ROUNDING = 0.6
#: Share of coefficients that an earlier quantiser need not explain.
_REST = 0.03
#: Smallest share of any level.
_LEAST = 1e-4
#: Coarsest last step that is looked at; few coefficients are left above it.
_COARSEST = 64.0
#: Earlier steps are tried up to four times the last one, within these limits.
_UP_TO = (16.0, 128.0)
#: Steps nearer to each other count as equal, relative.
_EQUAL = 0.02
#: Full and limited range of grey levels: a conversion between codings scales the earlier step.
_SCALES = (1.0, 219 / 255, 255 / 219)


@dataclass(frozen=True)
class Quantiser:
    """Last quantiser of a picture's luma.

    Attributes:
        steps: float64 (8, 8), by vertical and horizontal frequency.
        lift: how far values lie above multiples of the step, in steps; 0 for a quantiser that
            rounds to multiples, more for one that cuts off.
    """

    steps: np.ndarray
    lift: float = 0.0


def comb_score(
    luma: np.ndarray, quantiser: Quantiser, chosen: np.ndarray | None = None
) -> float | str:
    """How much better two quantisers explain the levels of a picture than one.

    Args:
        luma: uint8 (H, W), decoded.
        quantiser: its last one.
        chosen: bool (rows, columns), blocks of 8 x 8 that it belongs to; all if None.

    Returns:
        Logarithm of the likelihood ratio in bits for each coefficient that is not 0, at least 0;
        or GRID or BLOCKS where the picture cannot tell.
    """
    if min(luma.shape) < 16:
        return BLOCKS
    values = block_coefficients(luma)
    values = np.abs(values.reshape(-1, 8, 8) if chosen is None else values[chosen])
    expected = np.abs(block_coefficients(luma[4:, 4:])).reshape(-1, 8, 8)
    gains, counts, kinds = 0.0, 0, 0
    for row, column in _LOW:
        step = float(quantiser.steps[row, column])
        levels, off = _levels(values[:, row, column], step, quantiser.lift)
        if step > _COARSEST or levels[1:].sum() < _FEWEST:
            continue
        if step >= _VISIBLE and off > _OFF_GRID:
            return GRID
        gains += _gain(levels, expected[:, row, column], step, quantiser.lift > 0)
        counts += int(levels.sum())
        kinds += 1
    return gains / counts / float(np.log(2)) if kinds >= _KINDS else BLOCKS


def block_coefficients(luma: np.ndarray) -> np.ndarray:
    """float32 (rows, columns, 8, 8): orthonormal DCT of each whole block.

    Args:
        luma: uint8 (H, W), at least 8 x 8.
    """
    rows, columns = luma.shape[0] // 8, luma.shape[1] // 8
    blocks = luma[: 8 * rows, : 8 * columns].astype(np.float32).reshape(rows, 8, columns, 8)
    return np.asarray(dctn(blocks.swapaxes(1, 2), axes=(2, 3), norm="ortho"))


def _levels(values: np.ndarray, step: float, lift: float) -> tuple[np.ndarray, float]:
    """Coefficients at each level from 1 on, and their mean distance from its value in steps."""
    scaled = values / step
    levels = np.floor(scaled) if lift else np.round(scaled)
    counted = (levels >= 1) & (levels <= _LEVELS)
    levels, scaled = levels[counted], scaled[counted]
    off = np.abs(scaled - levels - lift)
    found = np.bincount(levels.astype(np.int64), minlength=_LEVELS + 1)[1:]
    return found, float(off.mean()) if len(off) else 0.0


def _gain(levels: np.ndarray, expected: np.ndarray, step: float, cuts: bool) -> float:
    """Largest gain in log-likelihood by an earlier quantiser; 0 if none gains."""
    fine = np.histogram(expected, 8 * (_LEVELS + 2), (0, (_LEVELS + 2) * step))[0]
    once = _shares(fine @ _reached_once(step, cuts)) + _LEAST
    once /= once.sum()
    best = 0.0
    for earlier in _earlier_steps(step):
        for cut in (False, True):
            table = _reached_twice(earlier, cut, step, cuts)
            kept = np.floor(expected / earlier + (0.0 if cut else 0.5)).astype(np.int64)
            counts = np.bincount(kept[kept < len(table)], minlength=len(table))
            mixed = (1 - _REST) * _shares(counts @ table) + _REST * once
            best = max(best, float(levels @ np.log(mixed / once)))
    return best


def _shares(counts: np.ndarray) -> np.ndarray:
    return np.asarray(counts / max(counts.sum(), 1e-9))


@lru_cache(maxsize=256)
def _earlier_steps(step: float) -> tuple[float, ...]:
    """Earlier steps that can leave a comb: from half of the last step on."""
    highest = int(np.clip(4 * step, *_UP_TO))
    found = {scale * whole for scale in _SCALES for whole in range(1, highest + 1)}
    return tuple(sorted(s for s in found if s > step / 2 and abs(s / step - 1) > _EQUAL))


@lru_cache(maxsize=256)
def _reached_once(step: float, cuts: bool) -> np.ndarray:
    """Chance to reach each level, for the bins of a fine histogram, which is smoothed."""
    centres = (np.arange(8 * (_LEVELS + 2)) + 0.5) * step / 8
    return _reached(centres, step, max(step / 2, 1.0), cuts)


@lru_cache(maxsize=4096)
def _reached_twice(earlier: float, cut: bool, step: float, cuts: bool) -> np.ndarray:
    """Chance to reach each level, for the levels of an earlier quantiser."""
    values = np.arange(int((_LEVELS + 2) * step / earlier) + 1) * earlier
    if cut:
        values[1:] += earlier / 2
    return _reached(values, step, _ROUNDING, cuts)


def _reached(values: np.ndarray, step: float, spread: float, cuts: bool) -> np.ndarray:
    """Chance (V, _LEVELS) that values, spread normally, reach each level from 1 on."""
    edges = (np.arange(_LEVELS + 1) + (1.0 if cuts else 0.5)) * step
    return np.asarray(np.diff(ndtr((edges - values[:, None]) / spread), axis=1), np.float32)
