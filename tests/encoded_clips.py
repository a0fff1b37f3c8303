"""Many encodings of numbered frames: containers, codecs and timings that a clip may have."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from clips import SIZE, numbered

COUNT = 60
_MOV = "mov,mp4"


def write(
    path: Path,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    pix_fmt: str = "yuv420p",
    frames: Iterator[np.ndarray] | None = None,
    stamps: list[int] | None = None,
    base: Fraction = Fraction(1, 25),
    muxer: dict[str, str] | None = None,
    rate: int = 25,
    edit: Callable[[list[av.Packet]], list[av.Packet]] | None = None,
    format: str | None = None,
    aspect: Fraction | None = None,
    tags: dict[str, int] | None = None,
) -> Path:
    """Encode and mux; `edit` may drop, reorder or restamp the packets."""
    pictures = list(frames if frames is not None else numbered(COUNT))
    with av.open(str(path), "w", format=format, options=muxer or {}) as container:
        stream = container.add_stream(codec, rate=rate, options=options or {})
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = pix_fmt
        stream.codec_context.time_base = base
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        for name, value in (tags or {}).items():
            setattr(stream.codec_context, name, value)
        packets: list[av.Packet] = []
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number if stamps is None else stamps[number]
            frame.time_base = base
            packets += stream.encode(frame)
        packets += stream.encode(None)
        container.mux(edit(packets) if edit else packets)
    return path


# Noise makes encoders avoid B-frames and see a cut in every frame, unless told not to.
X264 = {"g": "15", "bf": "3", "preset": "veryfast", "x264-params": "b-adapt=0:scenecut=0"}
PLAIN_B = {"x264-params": "keyint=15:bframes=2:b-pyramid=none:b-adapt=0:scenecut=0"}
_GROUPS = "keyint=15:bframes=3:b-adapt=0:scenecut=0"
OPEN_GOP = {"x264-params": f"{_GROUPS}:min-keyint=15:open-gop=1"}
REFRESH = {"x264-params": "keyint=15:intra-refresh=1:bframes=0"}
X265 = {"x265-params": f"{_GROUPS}:log-level=none", "preset": "ultrafast"}
X265_OPEN = {
    "x265-params": f"{_GROUPS}:min-keyint=15:open-gop=1:log-level=none",
    "preset": "ultrafast",
}
VP8 = {"g": "15", "deadline": "realtime", "cpu-used": "8", "b:v": "1M"}
VP8_ALT = {"g": "20", "auto-alt-ref": "1", "lag-in-frames": "12", "b:v": "1M", "cpu-used": "4"}
VP9 = {"g": "15", "deadline": "realtime", "cpu-used": "8", "b:v": "1M"}
VP9_ALT = {"g": "20", "auto-alt-ref": "1", "lag-in-frames": "12", "b:v": "1M", "cpu-used": "5"}
AV1 = {"g": "15", "preset": "12", "svtav1-params": "keyint=15"}
INTERLACED = {"g": "12", "flags": "+ildct+ilme", "b": "4M"}
H264_INTERLACED = {"g": "15", "bf": "2", "x264-params": "interlaced=1:b-adapt=0:scenecut=0"}


def odd(count: int = COUNT) -> Iterator[np.ndarray]:
    """Numbered frames with an odd number of columns and rows."""
    for picture in numbered(count):
        yield np.ascontiguousarray(np.pad(picture, ((0, 1), (0, 1), (0, 0)), mode="edge"))


def uneven(count: int = COUNT) -> list[int]:
    """Time stamps at 1/1000 s with uneven distances."""
    steps = np.random.default_rng(4).integers(5, 90, count)
    return [int(v) for v in np.cumsum(steps) - steps[0]]


def gaps(packets: list[av.Packet]) -> list[av.Packet]:
    """A camera that lost pictures: some that no other refers to are missing."""
    reordered = [p.pts < max(q.pts for q in packets[: n + 1]) for n, p in enumerate(packets)]
    kept = [p for n, p in enumerate(packets) if not (reordered[n] and n % 4 == 0)]
    assert len(kept) < len(packets)
    return kept


def without_first_key(packets: list[av.Packet]) -> list[av.Packet]:
    """Begins in the midst of a group of pictures."""
    return packets[4:]


def restamped(change: Callable[[int, av.Packet], int | None]) -> Callable[..., list[av.Packet]]:
    def edit(packets: list[av.Packet]) -> list[av.Packet]:
        for number, packet in enumerate(packets):
            stamp = change(number, packet)
            packet.pts = stamp
            packet.dts = packet.dts if stamp is None else min(packet.dts, stamp)
        return packets

    return edit


def shifted(by: int) -> Callable[[list[av.Packet]], list[av.Packet]]:
    def edit(packets: list[av.Packet]) -> list[av.Packet]:
        for packet in packets:
            packet.pts += by
            packet.dts += by
        return packets

    return edit


def concatenated(path: Path, *parts: Path) -> Path:
    """Files one after the other, as transport streams may be."""
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    return path


def two_parts(folder: Path, path: Path) -> Path:
    """Two transport streams in one file: time begins again in the midst."""
    first = write(folder / "first.ts", options=X264, frames=numbered(30))
    second = write(folder / "second.ts", options=X264, frames=numbered(30, 30))
    return concatenated(path, first, second)


def two_streams(path: Path) -> Path:
    """A second video stream beside the first, with other numbers."""
    with av.open(str(path), "w") as container:
        streams = []
        for _ in range(2):
            stream = container.add_stream("libx264", rate=25, options=X264)
            stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
            streams.append(stream)
        for first, second in zip(numbered(COUNT), numbered(COUNT, 500), strict=True):
            for stream, picture in zip(streams, (first, second), strict=True):
                container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        for stream in streams:
            container.mux(stream.encode(None))
    return path


def cut_short(path: Path, whole: Path, share: float) -> Path:
    """A file cut short, never between two packets of a transport stream: that leaves no sign."""
    data = whole.read_bytes()
    size = int(len(data) * share)
    while not all(size % packet for packet in (188, 192, 204)):
        size -= 1
    path.write_bytes(data[:size])
    return path


def beheaded(path: Path, whole: Path, packets: int) -> Path:
    """A transport stream that begins in the midst, as a recording does."""
    path.write_bytes(whole.read_bytes()[188 * packets :])
    return path


def flipped(path: Path, whole: Path, seed: int, count: int) -> Path:
    """Bytes changed at random, the container's first and last part spared."""
    data = bytearray(whole.read_bytes())
    rng = random.Random(seed)
    for _ in range(count):
        data[rng.randrange(len(data) // 10, len(data) * 8 // 10)] = rng.randrange(256)
    path.write_bytes(bytes(data))
    return path


def packed_avi(path: Path) -> Path:
    """MPEG-4 ASP with packed B-frames: two pictures in one packet, a placeholder in the next."""

    def pack(packets: list[av.Packet]) -> list[av.Packet]:
        result: list[av.Packet] = []
        number = 0
        while number < len(packets):
            data = bytes(packets[number])
            following = packets[number + 1] if number + 1 < len(packets) else None
            if number == 0:
                # The mark of the encoders that packed; it makes decoders expect it.
                data = data.replace(
                    b"\x00\x00\x01\xb6", b"\x00\x00\x01\xb2DivX503b1393p\x00\x00\x01\xb6", 1
                )
            if following is not None and following.pts < packets[number].pts:
                result += [_bare(data + bytes(following), packets[number]),
                           _bare(b"\x00\x00\x01\xb6\x5f\xff", following)]  # fmt: skip
                number += 2
            else:
                result.append(_bare(data, packets[number]))
                number += 1
        for place, packet in enumerate(result):
            packet.pts = packet.dts = place
        return result

    return write(path, "mpeg4", {"g": "12", "bf": "1", "qscale": "3"}, edit=pack)


def _bare(data: bytes, like: av.Packet) -> av.Packet:
    packet = av.Packet(data)
    packet.stream, packet.time_base = like.stream, like.time_base
    packet.is_keyframe = like.is_keyframe
    return packet


def _plain(suffix: str, codec: str = "libx264", options=None, **more) -> Callable[[Path], Path]:
    return lambda folder: write(folder / f"clip.{suffix}", codec, options or X264, **more)


def _av1(suffix: str) -> Callable[[Path], Path]:
    """In a process of its own: run by root, SVT-AV1 makes its process real-time for good."""

    def make(folder: Path) -> Path:
        path = folder / f"clip.{suffix}"
        code = "import sys, encoded_clips as e; e.write(sys.argv[1], 'libsvtav1', e.AV1)"
        subprocess.run(
            [sys.executable, "-c", code, path], check=True, capture_output=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        return path

    return make


#: Name -> what makes the clip in a folder of its own.
ENCODINGS: dict[str, Callable[[Path], Path]] = {
    "h264 mp4": _plain("mp4"),
    "h264 mov": _plain("mov"),
    "h264 mkv": _plain("mkv"),
    "h264 flv": _plain("flv"),
    "h264 avi": _plain("avi"),
    "h264 ts": _plain("ts"),
    "h264 raw": _plain("h264"),
    "h264 fragmented": _plain("mp4", muxer={"movflags": "frag_keyframe+empty_moov"}),
    "h264 open gop mp4": _plain("mp4", options=OPEN_GOP),
    "h264 open gop mkv": _plain("mkv", options=OPEN_GOP),
    "h264 open gop ts": _plain("ts", options=OPEN_GOP),
    "h264 intra refresh mp4": _plain("mp4", options=REFRESH),
    "h264 intra refresh ts": _plain("ts", options=REFRESH),
    "h264 interlaced mp4": _plain("mp4", options=H264_INTERLACED),
    "h264 interlaced ts": _plain("ts", options=H264_INTERLACED),
    "h264 one key": _plain("mp4", options={**X264, "g": "999"}),
    "h264 all keys": _plain("mp4", options={"g": "1"}),
    "h264 4:4:4": _plain("mp4", pix_fmt="yuv444p"),
    "h264 10 bit": _plain("mkv", pix_fmt="yuv420p10le"),
    "h264 odd size": lambda f: write(f / "clip.mp4", options=X264, pix_fmt="yuv444p", frames=odd()),
    "h264 wide pixels": _plain("mp4", aspect=Fraction(4, 3)),
    "variable rate mp4": _plain("mp4", stamps=uneven(), base=Fraction(1, 1000)),
    "variable rate mkv": _plain("mkv", stamps=uneven(), base=Fraction(1, 1000)),
    "dropped frames mkv": _plain("mkv", options=PLAIN_B, edit=gaps),
    "dropped frames mp4": _plain("mp4", options=PLAIN_B, edit=gaps),
    "late start ts": _plain("ts", edit=shifted(900_000), base=Fraction(1, 25)),
    "wrapping ts": _plain("ts", edit=shifted((1 << 33) // 3600 - 30)),
    "edit list mp4": _plain("mp4", edit=shifted(-20)),
    "equal stamps mkv": _plain("mkv", rate=3000, base=Fraction(1, 3000)),
    "no key first mp4": _plain("mp4", edit=without_first_key),
    "no key first ts": lambda f: beheaded(f / "clip.ts", write(f / "a.ts", options=X264), 20),
    "two parts ts": lambda f: two_parts(f, f / "clip.ts"),
    "two streams mkv": lambda f: two_streams(f / "clip.mkv"),
    "two streams mp4": lambda f: two_streams(f / "clip.mp4"),
    "hevc mp4": _plain("mp4", "libx265", X265),
    "hevc open gop mp4": _plain("mp4", "libx265", X265_OPEN),
    "hevc open gop ts": _plain("ts", "libx265", X265_OPEN),
    "hevc 10 bit": _plain("mkv", "libx265", X265, pix_fmt="yuv420p10le"),
    "vp8 webm": _plain("webm", "libvpx", VP8),
    "vp8 hidden frames": _plain("webm", "libvpx", VP8_ALT),
    "vp9 webm": _plain("webm", "libvpx-vp9", VP9),
    "vp9 hidden frames": _plain("webm", "libvpx-vp9", VP9_ALT),
    "vp9 mp4": _plain("mp4", "libvpx-vp9", VP9_ALT),
    "av1 mp4": _av1("mp4"),
    "av1 mkv": _av1("mkv"),
    "mpeg4 mp4": _plain("mp4", "mpeg4", {"g": "12", "bf": "2", "qscale": "3"}),
    "mpeg4 avi": _plain("avi", "mpeg4", {"g": "12", "bf": "2", "qscale": "3"}),
    "mpeg4 packed avi": lambda f: packed_avi(f / "clip.avi"),
    "mpeg2 ts": _plain("ts", "mpeg2video", {"g": "12", "bf": "2", "b": "4M"}),
    "mpeg2 mpg": _plain("mpg", "mpeg2video", {"g": "12", "bf": "2", "b": "4M"}),
    "mpeg2 interlaced": _plain("ts", "mpeg2video", {**INTERLACED, "bf": "2"}),
    "mpeg1 mpg": _plain("mpg", "mpeg1video", {"g": "12", "bf": "2", "b": "4M"}),
    "mjpeg avi": _plain("avi", "mjpeg", {"qscale": "3"}, pix_fmt="yuvj420p"),
    "mjpeg mov": _plain("mov", "mjpeg", {"qscale": "3"}, pix_fmt="yuvj422p"),
    "prores mov": _plain("mov", "prores_ks", {"profile": "2"}, pix_fmt="yuv422p10le"),
    "ffv1 mkv": _plain("mkv", "ffv1", {"g": "10"}),
    "huffyuv avi": _plain("avi", "huffyuv", {}, pix_fmt="yuv422p"),
    "wmv": _plain("wmv", "wmv2", {"g": "12", "b": "3M"}),
    "gif": _plain("gif", "gif", {}, pix_fmt="rgb8"),
    "apng": _plain("apng", "apng", {}, pix_fmt="rgb24"),
    "one picture": lambda f: write(f / "clip.mp4", options=X264, frames=numbered(1)),
    "png file": lambda f: write(
        f / "clip.png", "png", pix_fmt="rgb24", frames=numbered(1), format="image2"
    ),
    "cut short mkv": lambda f: cut_short(f / "clip.mkv", write(f / "a.mkv", options=X264), 0.6),
    "cut short ts": lambda f: cut_short(f / "clip.ts", write(f / "a.ts", options=X264), 0.7),
    "cut short avi": lambda f: cut_short(
        f / "clip.avi", write(f / "a.avi", "mpeg4", {"g": "12"}), 0.7
    ),
    "cut short fragments": lambda f: cut_short(
        f / "clip.mp4",
        write(f / "a.mp4", options=X264, muxer={"movflags": "frag_keyframe+empty_moov"}),
        0.7,
    ),
    "damaged mp4": lambda f: flipped(f / "clip.mp4", write(f / "a.mp4", options=X264), 1, 20),
    "damaged mkv": lambda f: flipped(f / "clip.mkv", write(f / "a.mkv", options=X264), 2, 20),
    "damaged ts": lambda f: flipped(f / "clip.ts", write(f / "a.ts", options=X264), 3, 20),
    "damaged hevc": lambda f: flipped(f / "clip.mp4", write(f / "a.mp4", "libx265", X265), 4, 10),
    "damaged mpeg4": lambda f: flipped(
        f / "clip.avi", write(f / "a.avi", "mpeg4", {"g": "12", "bf": "2"}), 5, 20
    ),
    "damaged vp9": lambda f: flipped(
        f / "clip.webm", write(f / "a.webm", "libvpx-vp9", VP9), 6, 10
    ),
}

#: Some of them, one of each trait that matters to the way between two processes.
ISOLATED = (
    "h264 open gop mp4", "h264 10 bit", "h264 odd size", "wrapping ts", "hevc open gop ts",
    "vp9 hidden frames", "mpeg4 packed avi", "prores mov", "gif", "damaged mkv",
)  # fmt: skip
