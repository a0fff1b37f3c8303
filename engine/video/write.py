"""Writing clips: samples, tests, and later results to look at."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import numpy as np


class ClipWriter:
    """Encodes frames one by one into the container that the path's suffix names.

    A context manager; leaving it finishes the file.

    Args:
        fps: nominal frames a second.
        codec: FFmpeg's name of the encoder.
        options: of the encoder, for example {"crf": "26"}.
        time_base: seconds of one time stamp; 1 / fps if None.
    """

    def __init__(
        self,
        path: Path,
        fps: int = 25,
        codec: str = "libx264",
        options: dict[str, str] | None = None,
        time_base: Fraction | None = None,
    ) -> None:
        self._fps, self._codec, self._options = fps, codec, options or {}
        self._time_base = time_base or Fraction(1, fps)
        # Only this family of containers knows the flag; others would complain.
        movie = path.suffix.lower() in (".mp4", ".mov", ".m4v")
        flags = {"movflags": "+faststart"} if movie else {}
        self._container = av.open(str(path), "w", options=flags)
        self._stream: Any = None
        self._number = 0

    def __enter__(self) -> ClipWriter:
        self._container.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self._stream is not None:
            self._container.mux(self._stream.encode(None))
        self._container.__exit__(kind, error, trace)
        if kind is None and self._stream is None:
            raise ValueError("a clip needs at least one frame")

    def add(self, picture: np.ndarray, pts: int | None = None) -> None:
        """Encode the next frame.

        Args:
            picture: uint8 (H, W, 3) RGB, of the first frame's size, even sides.
            pts: presentation time stamp in the time base; the frame's number if None.
        """
        if self._stream is None:
            stream: Any = self._container.add_stream(
                self._codec, rate=self._fps, options=self._options
            )
            stream.height, stream.width = picture.shape[:2]
            stream.pix_fmt = "yuv420p"
            stream.codec_context.time_base = self._time_base
            self._stream = stream
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
        frame.pts = self._number if pts is None else pts
        frame.time_base = self._time_base
        self._container.mux(self._stream.encode(frame))
        self._number += 1


def write_clip(
    path: Path,
    frames: Iterable[np.ndarray],
    fps: int = 25,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    pts: Iterable[int] | None = None,
    time_base: Fraction | None = None,
) -> None:
    """Encode frames into the container that the path's suffix names.

    Args:
        frames: uint8 (H, W, 3) RGB, equal sizes, even sides; at least one.
        fps, codec, options, time_base: see `ClipWriter`.
        pts: presentation time stamp of each frame in `time_base`; evenly spaced if None.
    """
    stamps = iter(pts) if pts is not None else None
    with ClipWriter(path, fps, codec, options, time_base) as writer:
        for picture in frames:
            writer.add(picture, None if stamps is None else next(stamps))
