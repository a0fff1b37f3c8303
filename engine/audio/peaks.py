"""Peaks of a clip's audio, measured during decoding in the decoding process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.audio.decoder import resampled_frames
from engine.container.demux import open_container

#: Maximum number of intervals; beyond it, pairs of intervals are merged.
MOST = 16384
#: Number of samples in the shortest interval.
_LEAST = 128
#: Time stamps later than this, in seconds, are ignored as implausible.
_LATEST = 7 * 86400.0


class Peaks:
    """Lowest and highest sample of intervals of equal length, in bounded memory.

    Attributes:
        step: number of samples per interval.
        used: number of intervals up to the last one with a sample.
    """

    def __init__(self) -> None:
        self.step = _LEAST
        self.used = 0
        self._low = np.zeros(MOST)
        self._high = np.zeros(MOST)

    def add(self, at: int, samples: np.ndarray) -> None:
        """Add samples.

        Args:
            at: position of the first sample; samples at negative positions are skipped.
            samples: float (C, N).
        """
        samples = samples[:, max(0, -at) :]
        at = max(0, at)
        count = samples.shape[1]
        if count == 0:
            return
        while at + count > MOST * self.step:
            self._join()
        places = (at + np.arange(count)) // self.step
        begins = np.flatnonzero(np.diff(places, prepend=places[0] - 1))
        low = np.minimum.reduceat(samples.min(0), begins)
        high = np.maximum.reduceat(samples.max(0), begins)
        touched = slice(int(places[0]), int(places[-1]) + 1)
        self._low[touched] = np.minimum(self._low[touched], low)
        self._high[touched] = np.maximum(self._high[touched], high)
        self.used = max(self.used, touched.stop)

    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """float64 (used,): low and high, clipped to -1 and 1."""
        return (np.clip(self._low[: self.used], -1, 0), np.clip(self._high[: self.used], 0, 1))

    def _join(self) -> None:
        half = MOST // 2
        self._low[:half] = self._low.reshape(-1, 2).min(1)
        self._high[:half] = self._high.reshape(-1, 2).max(1)
        self._low[half:] = self._high[half:] = 0
        self.step *= 2
        self.used = -(-self.used // 2)


def measure_peaks(
    path: Path, first: int, video: int, pulse: Callable[[int, int], None]
) -> tuple[float, Peaks]:
    """Measure the peaks of the first audio stream.

    Args:
        first: time stamp of the first frame, in its stream's time base.
        video: index of the video stream.
        pulse: called periodically with (0, 0); may raise to stop.

    Returns:
        Seconds per interval, 0 if there is no audio, and the peaks.

    Raises:
        NotAVideoError: see `engine.container.demux.open_container`.
    """
    container, pictures = open_container(path, video)
    peaks = Peaks()
    with container:
        sound = next((s for s in container.streams.audio if s.codec_context is not None), None)
        if sound is None or not sound.codec_context.sample_rate:
            return 0.0, peaks
        rate = int(sound.codec_context.sample_rate)
        begin = first * float(pictures.time_base or 0)
        due = 0.0
        for frame in resampled_frames(container, sound, format="fltp", rate=rate):
            pulse(0, 0)
            # Without a time stamp, the audio continues at the previous position.
            time = due if frame.time is None else float(frame.time)
            due = time + frame.samples / rate
            if time - begin < _LATEST:
                samples = np.nan_to_num(frame.to_ndarray(), posinf=1, neginf=-1)
                peaks.add(round((time - begin) * rate), samples)
    return peaks.step / rate, peaks
