"""Capture of what FFmpeg logs while this thread calls it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import av.logging


@contextmanager
def captured_log(level: int) -> Iterator[list[tuple[int, str, str]]]:
    """Collect FFmpeg's messages as level, name and text.

    Use it only while decoders run on one thread: PyAV takes the GIL to log.

    Args:
        level: lowest level to collect, a constant of `av.logging`.
    """
    before = av.logging.get_level()
    av.logging.set_skip_repeated(False)
    av.logging.set_level(level)
    try:
        with av.logging.Capture() as lines:
            yield lines
    finally:
        av.logging.set_level(before)
