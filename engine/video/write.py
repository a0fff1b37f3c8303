"""Writing clips: samples, tests, and later results to look at."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np


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
        fps: nominal frames a second.
        codec: FFmpeg's name of the encoder.
        options: of the encoder, for example {"crf": "26"}.
        pts: presentation time stamp of each frame in `time_base`; evenly spaced if None.
        time_base: seconds of one time stamp; 1 / fps if None.
    """
    stamps = iter(pts) if pts is not None else None
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream: Any = None
        for number, picture in enumerate(frames):
            if stream is None:
                stream = container.add_stream(codec, rate=fps, options=options or {})
                stream.height, stream.width = picture.shape[:2]
                stream.pix_fmt = "yuv420p"
                stream.codec_context.time_base = time_base or Fraction(1, fps)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts = number if stamps is None else next(stamps)
            frame.time_base = time_base or Fraction(1, fps)
            container.mux(stream.encode(frame))
        if stream is None:
            raise ValueError("a clip needs at least one frame")
        container.mux(stream.encode(None))
