"""Does the sound change where the picture may have been joined?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.audio.client import AudioClient
from engine.coding.joins import SOUND, Join, Trace
from engine.errors import DecoderError
from engine.progress import CancelToken
from engine.video.index import FrameIndex

_RATE = 48_000
#: Samples on each side that are compared, in slices of 20 ms.
_SIDE, _SLICE = 24_000, 960
#: Edges of the bands in Hz: speech moves the middle ones, rooms and recorders all of them.
_EDGES = (0, 100, 300, 700, 1500, 3000, 6000, 12_000, 24_000)
#: Band levels below this, in dB, are silence.
_SILENCE = -90.0
#: Smallest spread of a band's level in dB.
_SPREAD = 2.0
_LEAST, _MOST = 3.0, 8.0


def with_sound(
    path: Path, index: FrameIndex, joins: Sequence[Join], cancel: CancelToken | None = None
) -> tuple[Join, ...]:
    """Add a trace to each join at which the sound's spectrum changes; scores stay as they are.

    A clip without sound changes nothing. Scores leave sound out, because their error rates were
    measured on clips without it.

    Args:
        path: path of the clip.
        index: index of the clip.
        joins: from `find_joins`.
        cancel: stops.

    Raises:
        CancelledError: `cancel` was used.
    """
    if not joins:
        return ()
    sound = AudioClient(path, index.first_pts, index.stream)
    try:
        return tuple(_heard(sound, join, cancel) for join in joins)
    except DecoderError:
        # Sound that cannot be decoded is no trace.
        return tuple(joins)
    finally:
        sound.close()


def _heard(sound: AudioClient, join: Join, cancel: CancelToken | None) -> Join:
    at = round(join.time * _RATE)
    strength = spectral_change(sound.samples(at - _SIDE, 2 * _SIDE, cancel).mean(1))
    if strength < _LEAST:
        return join
    return replace(join, traces=(*join.traces, Trace(SOUND, round(strength, 2))))


def spectral_change(samples: np.ndarray) -> float:
    """How much the levels of frequency bands change in the middle of a piece of sound.

    Args:
        samples: float (N,), -1 to 1, at 48 kHz; N is a multiple of twice 20 ms.

    Returns:
        Median over the bands of the change, in standard deviations of the levels on either side;
        0 to 8. 0 if both sides are silent.
    """
    slices = samples.reshape(-1, _SLICE) * np.hanning(_SLICE)
    power = np.abs(np.fft.rfft(slices, axis=1)) ** 2 / _SLICE
    places = np.searchsorted(np.fft.rfftfreq(_SLICE, 1 / _RATE), _EDGES[:-1])
    levels = 10 * np.log10(np.add.reduceat(power, places, axis=1) + 1e-12)
    levels = np.maximum(levels, _SILENCE)
    before, after = np.split(levels, 2)
    spread = np.maximum(np.sqrt((before.var(0) + after.var(0)) / 2), _SPREAD)
    return min(_MOST, float(np.median(np.abs(after.mean(0) - before.mean(0)) / spread)))
