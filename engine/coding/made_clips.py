"""Clips with a known history: coded once or twice, joined, shortened or frozen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.video.encode import append_clips, write_clip
from engine.video.source import VideoSource

RATE = 25


@dataclass(frozen=True)
class Encoder:
    """An encoder's settings.

    Attributes:
        name: codec, rate and longest group of pictures.
        codec: FFmpeg's name of the encoder.
        suffix: of the file, which selects the container.
        options: of the encoder.
        group: longest group of pictures.
    """

    name: str
    codec: str
    suffix: str
    options: dict[str, str]
    group: int


def _x264(crf: int, group: int, **more: str) -> Encoder:
    options = {"preset": "veryfast", "crf": str(crf), "g": str(group), **more}
    name = f"H.264 {crf}, group {group}{', no B frames' if more.get('bf') == '0' else ''}"
    return Encoder(name, "libx264", ".mp4", options, group)


def _x265(crf: int, group: int) -> Encoder:
    rest = "log-level=none:pools=none:frame-threads=1"
    options = {"preset": "ultrafast", "crf": str(crf), "x265-params": f"keyint={group}:{rest}"}
    return Encoder(f"HEVC {crf}, group {group}", "libx265", ".mp4", options, group)


def _mpeg(codec: str, name: str, suffix: str, step: int, group: int, **more: str) -> Encoder:
    options = {"qmin": str(step), "qmax": str(step), "g": str(group), **more}
    return Encoder(f"{name} {step}, group {group}", codec, suffix, options, group)


#: What a clip was coded with before.
EARLIER = (
    _x264(20, 25),
    _x264(26, 30, bf="0"),
    _x264(30, 12),
    _mpeg("mpeg4", "MPEG-4", ".avi", 5, 15),
    _mpeg("mpeg2video", "MPEG-2", ".ts", 8, 12, bf="2"),
    _x265(28, 40),
)
#: What it is coded with at last.
FINAL = (
    _x264(18, 250),
    _x264(23, 33),
    _x264(23, 25, bf="0"),
    _x264(28, 12),
    _mpeg("mpeg4", "MPEG-4", ".avi", 4, 18),
    _mpeg("mpeg2video", "MPEG-2", ".ts", 6, 15, bf="2"),
    _x265(24, 60),
)
#: Ten settings of clips that are cut and joined.
SPLICED = (
    *FINAL,
    _x264(20, 50, bf="0"),
    _x264(32, 60),
    _mpeg("mpeg4", "MPEG-4", ".avi", 8, 50),
)
#: Qualities of JPEG pictures that are coded once and twice.
QUALITIES = (60, 75, 85, 95)
#: What clips with intra pictures in blocks of 8 x 8 were coded with before, and at last.
INTRA_EARLIER = (
    _mpeg("mjpeg", "Motion JPEG", ".avi", 4, 1),
    _mpeg("mjpeg", "Motion JPEG", ".avi", 8, 1),
    _mpeg("mpeg4", "MPEG-4", ".avi", 5, 15),
    _mpeg("mpeg4", "MPEG-4", ".avi", 9, 15),
    _mpeg("mpeg2video", "MPEG-2", ".ts", 5, 15),
    _x264(26, 25),
)
INTRA_FINAL = (
    _mpeg("mjpeg", "Motion JPEG", ".avi", 2, 1),
    _mpeg("mjpeg", "Motion JPEG", ".avi", 5, 1),
    _mpeg("mpeg4", "MPEG-4", ".avi", 3, 12),
    _mpeg("mpeg4", "MPEG-4", ".avi", 6, 12),
    _mpeg("mpeg2video", "MPEG-2", ".ts", 3, 12),
    _mpeg("mpeg2video", "MPEG-2", ".ts", 6, 12),
)


def write(folder: Path, name: str, frames: list[np.ndarray], encoder: Encoder) -> Path:
    """Encode frames; returns the path of the clip."""
    path = folder / f"{name}{encoder.suffix}"
    write_clip(path, frames, RATE, encoder.codec, encoder.options)
    return path


def coded(folder: Path, frames: list[np.ndarray], encoder: Encoder) -> list[np.ndarray]:
    """Encode frames and decode them again."""
    path = write(folder, "earlier", frames, encoder)
    try:
        with VideoSource.open(path) as video:
            return [frame.rgb() for frame in video.frames()]
    finally:
        path.unlink()


#: Kinds of splices, and what each looks like.
JOINED, COPIED, REMOVED, INSERTED, FROZEN = "joined", "copied", "removed", "inserted", "frozen"
SPLICES = (JOINED, COPIED, REMOVED, INSERTED, FROZEN)


def splice(
    kind: str,
    folder: Path,
    first: list[np.ndarray],
    second: list[np.ndarray],
    earlier: tuple[Encoder, Encoder],
    final: Encoder,
    rng: np.random.Generator,
) -> tuple[Path, list[int]]:
    """Make a clip with a splice.

    Args:
        kind: of SPLICES. Joined: one scene after the other, coded again. Copied: the same without
            coding again. Removed: frames missing within a scene. Inserted: frames of the other
            scene within one. Frozen: a frame repeated.
        folder: of the clip.
        first, second: frames of two scenes, of equal number.
        earlier: what both were coded with before.
        final: what the clip is coded with.
        rng: chooses places and lengths.

    Returns:
        Path of the clip, and first frames after each splice.
    """
    count = len(first)
    at = int(rng.integers(count // 3, 2 * count // 3))
    if kind == COPIED:
        parts = [write(folder, f"part{i}", p, final) for i, p in enumerate((first[:at], second))]
        path = folder / f"{kind}{'.ts' if final.suffix == '.ts' else '.mkv'}"
        append_clips(path, parts)
        return path, [at]
    a, b = coded(folder, first, earlier[0]), coded(folder, second, earlier[1])
    length = int(rng.integers(10, 40))
    match kind:
        case "joined":
            frames, places = a[:at] + b[at:], [at]
        case "removed":
            frames, places = a[:at] + a[at + length :], [at]
        case "inserted":
            frames, places = a[:at] + b[:length] + a[at:], [at, at + length]
        case _:
            frames, places = a[:at] + [a[at]] * length + a[at:], [at]
    return write(folder, kind, frames, final), places
