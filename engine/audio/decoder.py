"""Audio decoding and resampling to one format; damaged packets are skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np

from engine.container.demux import DEMUX_ERRORS, open_container


def resampled_frames(container: Any, sound: Any, **form: Any) -> Iterator[Any]:
    """Decode and resample an audio stream from the container's current position.

    Args:
        form: output format, layout and rate for `av.AudioResampler`.
    """
    resampler = av.AudioResampler(**form)
    packets = container.demux(sound)
    while True:
        try:
            packet = next(packets, None)
        except DEMUX_ERRORS:
            return
        if packet is None:
            return
        try:
            for frame in packet.decode():
                yield from resampler.resample(frame)
        except (av.error.FFmpegError, ValueError):
            # A format change within the stream requires a new resampler.
            resampler = av.AudioResampler(**form)


#: Output samples per second and number of channels.
RATE = 48_000
CHANNELS = 2
#: Distance in samples beyond which the decoder seeks instead of decoding forward.
_FAR = 2 * RATE
#: Number of samples decoded before the target, for codecs that need a lead-in.
_RUN_UP = RATE // 5


class AudioDecoder:
    """Random access to the first audio stream of a clip.

    Args:
        path: path of the clip.
        first: time stamp of the first frame, in its stream's time base.
        video: index of the video stream.
        pulse: called periodically with (0, 0); may raise to stop.

    Attributes:
        silent: whether the clip has no audio that can be decoded.

    Raises:
        NotAVideoError: see `engine.container.demux.open_container`.
    """

    def __init__(
        self, path: Path, first: int, video: int, pulse: Callable[[int, int], None]
    ) -> None:
        self._container, pictures = open_container(path, video)
        self._pulse = pulse
        self._begin = first * float(pictures.time_base or 0)
        self._stream = next(
            (s for s in self._container.streams.audio if s.codec_context is not None), None
        )
        self.silent = self._stream is None or not self._stream.codec_context.sample_rate
        self._pieces: Iterator[tuple[int, np.ndarray]] = iter(())
        self._held: list[tuple[int, np.ndarray]] = []
        #: End of the samples decoded so far; None before the first.
        self._reached: int | None = None

    def samples(self, at: int, count: int) -> np.ndarray:
        """Read audio samples from a position on.

        Args:
            at: start in samples of 1/48000 s after the first frame; may be negative.
            count: number of samples.

        Returns:
            float32 (count, 2), -1 to 1; silence where there is no audio or it is damaged.
        """
        if self.silent:
            return assemble_samples((), at, count)
        if self._reached is None or not self._start() <= at <= self._reached + _FAR:
            self._seek(at)
        while self._reached is None or self._reached < at + count:
            self._pulse(0, 0)
            piece = next(self._pieces, None)
            if piece is None:
                self._reached = at + count
                break
            self._held.append(piece)
            self._reached = max(piece[0] + len(piece[1]), self._reached or piece[0])
            self._forget(at)
        found = assemble_samples(self._held, at, count)
        self._forget(at)
        return found

    def _start(self) -> int:
        return min((place for place, _ in self._held), default=self._reached or 0)

    def _forget(self, at: int) -> None:
        self._held = [(place, s) for place, s in self._held if place + len(s) > at]

    def _seek(self, at: int) -> None:
        assert self._stream is not None
        self._held, self._reached = [], None
        seconds = max(0.0, self._begin + (at - _RUN_UP) / RATE)
        base = float(self._stream.time_base or 1 / RATE)
        try:
            self._container.seek(round(seconds / base), stream=self._stream)
        except (av.error.FFmpegError, OverflowError):
            # Decode from the beginning if the container does not support seeking.
            self._container.seek(0)
        self._pieces = self._decode()

    def _decode(self) -> Iterator[tuple[int, np.ndarray]]:
        due = 0
        form = {"format": "flt", "layout": "stereo", "rate": RATE}
        for frame in resampled_frames(self._container, self._stream, **form):
            # Without a time stamp, the audio continues at the previous position.
            told = None if frame.time is None else float(frame.time) - self._begin
            place = due if told is None else round(told * RATE)
            sound = np.nan_to_num(frame.to_ndarray().reshape(-1, CHANNELS), posinf=1, neginf=-1)
            due = place + len(sound)
            yield place, np.clip(sound, -1, 1).astype(np.float32)


def assemble_samples(pieces: Iterable[tuple[int, np.ndarray]], at: int, count: int) -> np.ndarray:
    """float32 (count, 2): samples of several pieces from a position on, silence elsewhere.

    Args:
        pieces: position of the first sample, and samples, of each piece.
    """
    sound = np.zeros((count, CHANNELS), np.float32)
    for place, piece in pieces:
        low, high = max(place, at), min(place + len(piece), at + count)
        if low < high:
            sound[low - at : high - at] = piece[low - place : high - place]
    return sound
