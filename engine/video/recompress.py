"""Pictures through a video codec and back, in memory: what compression leaves of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import av
import numpy as np

from engine.errors import EngineError

#: AV1 is not among them: run by root, SVT-AV1 makes the process real-time for good, and others
#: wait for it.
#: FFmpeg's names of encoder and decoder of each codec, and the encoder's options, rate aside.
_CODECS: dict[str, tuple[str, str, dict[str, str]]] = {
    "h264": ("libx264", "h264", {"preset": "veryfast"}),
    "h265": (
        "libx265",
        "hevc",
        {"preset": "ultrafast", "x265-params": "log-level=error:pools=none:frame-threads=1"},
    ),
    "vp9": ("libvpx-vp9", "vp9", {"deadline": "realtime", "cpu-used": "5", "b:v": "0"}),
}
CODECS = tuple(_CODECS)
#: Encoders refuse pictures of fewer pixels each way.
_LEAST_SIDE = 64


@lru_cache(maxsize=1)
def available_codecs() -> tuple[str, ...]:
    """Those of CODECS that this build of FFmpeg encodes."""
    return tuple(name for name in CODECS if _is_there(_CODECS[name][0]))


def encoder_of(codec: str, crf: int) -> tuple[str, dict[str, str]]:
    """FFmpeg's encoder of a codec and its options at a rate, for `write_clip`.

    Raises:
        EngineError: this build of FFmpeg has no such encoder.
    """
    if codec not in available_codecs():
        raise EngineError(
            f"This installation cannot encode {codec}.",
            f"Choose one of {', '.join(available_codecs()) or 'none'}, or install the usual "
            "PyAV wheels.",
        )
    name, _, options = _CODECS[codec]
    return name, {**options, "crf": str(crf)}


def recompress(
    frames: Sequence[np.ndarray], codec: str, crf: int, fps: int = 25, ten_bit: bool = False
) -> list[np.ndarray]:
    """Encode frames and decode them again; a single one is coded as a key frame.

    Args:
        frames: uint8 (H, W, 3) RGB, equal sizes, in order.
        codec: one of `available_codecs`.
        crf: constant rate factor of the encoder: 0 to 51 (VP9: 0 to 63), larger is worse.
        ten_bit: ten bits a sample, as phones record HEVC.

    Returns:
        As many frames of the same size.

    Raises:
        EngineError: this build of FFmpeg has no such encoder.
    """
    if not frames:
        return []
    name, options = encoder_of(codec, crf)
    height, width = frames[0].shape[:2]
    below = max(_LEAST_SIDE - height, 0) + max(height, _LEAST_SIDE) % 2
    beside = max(_LEAST_SIDE - width, 0) + max(width, _LEAST_SIDE) % 2
    encoder: Any = av.CodecContext.create(name, "w")
    encoder.width, encoder.height = width + beside, height + below
    encoder.pix_fmt, encoder.framerate = "yuv420p10le" if ten_bit else "yuv420p", fps
    # One thread gives the same pictures on every machine, and starts fastest.
    encoder.options, encoder.thread_count = options, 1
    decoder: Any = av.CodecContext.create(_CODECS[codec][1], "r")
    decoder.thread_count = 1
    pictures: list[Any] = []
    for number, frame in enumerate(frames):
        padded = np.pad(frame, ((0, below), (0, beside), (0, 0)), mode="edge")
        picture = av.VideoFrame.from_ndarray(padded, format="rgb24")
        picture = picture.reformat(format=encoder.pix_fmt)
        picture.pts = number
        for packet in encoder.encode(picture):
            pictures += decoder.decode(packet)
    for packet in encoder.encode(None):
        pictures += decoder.decode(packet)
    pictures += decoder.decode(None)
    pictures.sort(key=lambda picture: picture.pts)
    return [picture.to_ndarray(format="rgb24")[:height, :width].copy() for picture in pictures]


def _is_there(encoder: str) -> bool:
    try:
        av.Codec(encoder, "w")
    except ValueError:  # PyAV's UnknownCodecError
        return False
    return True
