"""What a decode of the whole file gives: the measure of every frame at random."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np


def checksum(frame: Any) -> int:
    """Of the luma (or only) plane of one of PyAV's frames, without its padding."""
    plane = frame.planes[0]
    rows = np.frombuffer(plane, np.uint8).reshape(-1, abs(plane.line_size))
    return zlib.crc32(np.ascontiguousarray(rows[:, : frame.width]).data)


def luma(frame: Any) -> int:
    """The same of one of ours."""
    rows = frame.picture.luma()[:, : frame.picture.layout.width]
    return zlib.crc32(np.ascontiguousarray(rows).data)


def decode_all(path: Path, read: Callable[[Any], Any] = checksum, held: int = 0) -> list[Any]:
    """What `read` makes of each picture, decoded by one thread from the start.

    Args:
        held: so many pictures are kept alive, which changes what memory decoders reuse.
    """
    found, holding = [], []
    with av.open(str(path), metadata_errors="replace") as container:
        stream = container.streams.video[0]
        stream.thread_type, stream.codec_context.thread_count = "NONE", 1
        try:
            for packet in container.demux(stream):
                try:
                    frames = packet.decode()
                except (av.error.FFmpegError, ValueError):
                    continue
                found += [read(frame) for frame in frames]
                holding = [*holding, *frames][-held:] if held else []
        except (av.error.FFmpegError, OSError, IndexError):
            pass
    return found


def full_decode(path: Path) -> list[int | None]:
    """Checksums of all pictures of the first video stream.

    None stands for a damaged picture that the decoder itself does not reproduce, because it
    takes what happens to lie in memory for the missing part.
    """
    once, again = decode_all(path), decode_all(path, held=8)
    assert len(once) == len(again)
    return [a if a == b else None for a, b in zip(once, again, strict=True)]
