"""Clip encoding for samples, tests and result videos."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import numpy as np

from engine.errors import EngineError
from engine.wording import mark


class ClipWriter:
    """Encode frames one by one; the suffix of the path selects the container.

    Use it as a context manager; leaving the context finishes the file.

    Args:
        fps: nominal frames per second.
        codec: FFmpeg's name of the encoder.
        options: options of the encoder, for example {"crf": "26"}.
        time_base: seconds per time stamp unit; 1 / fps if None.
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
        # Only this family of containers supports the flag; other muxers log a warning.
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
            picture: uint8 (H, W, 3) RGB, same size as the first frame, even sides.
            pts: presentation time stamp in the time base; the frame index if None.
        """
        if self._stream is None:
            stream: Any = self._container.add_stream(
                self._codec, rate=self._fps, options=self._options
            )
            stream.height, stream.width = picture.shape[:2]
            # Motion JPEG has the full range of grey levels.
            stream.pix_fmt = "yuvj420p" if self._codec == "mjpeg" else "yuv420p"
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
    """Encode frames; the suffix of the path selects the container.

    Args:
        frames: uint8 (H, W, 3) RGB, equal sizes, even sides; at least one.
        fps, codec, options, time_base: see `ClipWriter`.
        pts: presentation time stamp of each frame in `time_base`; evenly spaced if None.
    """
    stamps = iter(pts) if pts is not None else None
    with ClipWriter(path, fps, codec, options, time_base) as writer:
        for picture in frames:
            writer.add(picture, None if stamps is None else next(stamps))


def append_clips(path: Path, parts: Sequence[Path]) -> None:
    """Join the video streams of clips in one file without coding them again.

    Args:
        path: of the joined clip; its suffix selects the container.
        parts: clips of one codec, whose streams carry their own headers or share them.
    """
    with av.open(str(path), "w") as container:
        stream: Any = None
        offset = Fraction(0)
        for part in parts:
            with av.open(str(part)) as source:
                given = source.streams.video[0]
                if stream is None:
                    stream = container.add_stream_from_template(given)
                base = Fraction(given.time_base or 1)
                packets: list[Any] = [p for p in source.demux(given) if p.dts is not None]
                shift = round(offset / base) - min(p.dts for p in packets)
                last = max(p.dts for p in packets) + shift
                for packet in packets:
                    packet.dts += shift
                    packet.pts = None if packet.pts is None else packet.pts + shift
                    packet.stream = stream
                    container.mux(packet)
                offset = last * base + 1 / Fraction(given.average_rate or 25)


#: FFmpeg's encoder and decoder for each codec, and the encoder's options except the rate.
#: AV1 is excluded: when run as root, SVT-AV1 permanently gives the process real-time priority,
#: which starves other processes.
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
#: Smallest width and height that every encoder accepts.
_LEAST_SIDE = 64


@lru_cache(maxsize=1)
def available_codecs() -> tuple[str, ...]:
    """Codecs of CODECS that this build of FFmpeg can encode."""
    return tuple(name for name in CODECS if _is_there(_CODECS[name][0]))


def encoder_of(codec: str, crf: int) -> tuple[str, dict[str, str]]:
    """FFmpeg's encoder for a codec and its options at a rate, for `write_clip`.

    Raises:
        EngineError: this build of FFmpeg lacks the encoder.
    """
    if codec not in available_codecs():
        raise EngineError(
            mark("This installation cannot encode {codec}."),
            mark("Choose one of {names}, or install the usual PyAV wheels."),
            codec=codec,
            names=", ".join(available_codecs()) or "–",
        )
    name, _, options = _CODECS[codec]
    return name, {**options, "crf": str(crf)}


def recompress(
    frames: Sequence[np.ndarray], codec: str, crf: int, fps: int = 25, ten_bit: bool = False
) -> list[np.ndarray]:
    """Encode frames and decode them again; a single frame is coded as a key frame.

    Args:
        frames: uint8 (H, W, 3) RGB, equal sizes, in order.
        codec: one of `available_codecs`.
        crf: constant rate factor of the encoder: 0 to 51 (VP9: 0 to 63); larger is worse.
        ten_bit: encode ten bits per sample, as phones do for HEVC.

    Returns:
        The same number of frames at the same size.

    Raises:
        EngineError: this build of FFmpeg lacks the encoder.
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
    # One thread gives the same result on every machine and starts fastest.
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
