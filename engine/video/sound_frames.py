"""Decoded sound, made into one form; damaged packets are passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import av
import av.error

from engine.video.packets import DEMUX_ERRORS


def sound_frames(container: Any, sound: Any, **form: Any) -> Iterator[Any]:
    """The frames of a sound stream from where the container is.

    Args:
        form: what each frame is made into: format, layout and rate of `av.AudioResampler`.
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
            # What the sound turns into midway needs a resampler of its own.
            resampler = av.AudioResampler(**form)
