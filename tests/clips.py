"""Clips made on the spot: each oddity that a user may open, without files of others."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import numpy as np

from engine.video.encode import write_clip

_BITS, _CELL = 10, 32
SIZE = (_BITS * _CELL, 96)


def numbered(count: int, start: int = 0) -> Iterator[np.ndarray]:
    """Frames that carry their number as a bar code of black and white blocks."""
    rng = np.random.default_rng(0)
    for number in range(start, start + count):
        picture = rng.integers(60, 200, (SIZE[1], SIZE[0], 3), dtype=np.uint8)
        for bit in range(_BITS):
            value = 255 if number >> bit & 1 else 0
            picture[:64, bit * _CELL : (bit + 1) * _CELL] = value
        yield picture


def read_number(rgb: np.ndarray) -> int:
    """The number in a frame made by `numbered`."""
    cells = rgb[8:56, :, 0].mean(0).reshape(_BITS, _CELL)[:, 8:24].mean(1)
    return sum(1 << bit for bit, value in enumerate(cells) if value > 127)


#: File name and encoder of each ordinary kind of clip.
KINDS = {
    "b_frames.mp4": ("libx264", {"bf": "3", "g": "24"}),
    "quicktime.mov": ("libx264", {"g": "30"}),
    "matroska.mkv": ("libx264", {"bf": "2", "g": "40"}),
    "web.webm": ("libvpx", {"g": "30", "deadline": "realtime", "b:v": "1M"}),
    "old.avi": ("mpeg4", {"g": "12", "qscale": "3"}),
}


def ordinary(folder: Path, name: str, count: int = 100) -> Path:
    """One of KINDS, with numbered frames."""
    codec, options = KINDS[name]
    write_clip(folder / name, numbered(count), 25, codec, options)
    return folder / name


def variable_rate(folder: Path, count: int = 80) -> tuple[Path, np.ndarray]:
    """An mp4 with uneven time stamps, and the seconds of each frame."""
    rng = np.random.default_rng(5)
    stamps = np.cumsum(rng.integers(1, 9, count)) * 1000
    stamps -= stamps[0]
    path = folder / "variable.mp4"
    write_clip(path, numbered(count), 25, pts=[int(s) for s in stamps],
               time_base=Fraction(1, 90000), options={"bf": "2"})  # fmt: skip
    return path, stamps / 90000


def rotated(folder: Path) -> Path:
    """A portrait phone clip: stored lying, with the flag that turns it upright (90 degrees)."""
    path = folder / "portrait.mp4"
    frames = [np.ascontiguousarray(np.rot90(f)) for f in faces(20, (240, 320))]
    write_clip(path, frames, 25)
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 44
    data[at : at + 36] = struct.pack(">9i", 0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30)
    path.write_bytes(bytes(data))
    return path


@lru_cache
def portrait() -> np.ndarray:
    """scikit-image's public-domain astronaut."""
    from skimage.data import astronaut

    return np.ascontiguousarray(astronaut()[0:330, 40:430])


def faces(count: int, size: tuple[int, int] = (320, 240)) -> Iterator[np.ndarray]:
    """A moving portrait of one person."""
    from engine.forgery.sample import animate

    return animate(portrait(), size, count)


def one_face(folder: Path, count: int = 50, size: tuple[int, int] = (320, 240)) -> Path:
    path = folder / f"face{count}.mp4"
    write_clip(path, faces(count, size), 25)
    return path


def no_face(folder: Path) -> Path:
    path = folder / "noise.mp4"
    write_clip(path, numbered(30), 25)
    return path


def twenty_faces(folder: Path) -> Path:
    """A still crowd: one portrait in five columns and four rows."""
    import cv2

    tile = cv2.resize(portrait(), (256, 216), interpolation=cv2.INTER_AREA)
    crowd = np.tile(tile, (4, 5, 1))
    path = folder / "crowd.mp4"
    write_clip(path, [crowd] * 8, 25)
    return path


def two_shots(folder: Path) -> Path:
    """The same person in two shots that have nothing else in common: a cut at frame 30."""
    first = list(faces(30))
    second = [255 - np.roll(f, 70, axis=1)[::-1] for f in first]
    third = [np.ascontiguousarray((f * [0.35, 0.5, 0.3]).astype(np.uint8)[:, ::-1]) for f in first]
    path = folder / "cut.mp4"
    write_clip(path, first + second + third, 25)
    return path


def audio_only(folder: Path) -> Path:
    path = folder / "voice.m4a"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100, layout="mono")
        tone = (np.sin(np.arange(44100) / 20) * 8000).astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
        frame.sample_rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def truncated(folder: Path, name: str, share: float) -> Path:
    """The first part of an ordinary clip's file."""
    whole = ordinary(folder, name).read_bytes()
    path = folder / f"cut_{name}"
    path.write_bytes(whole[: int(len(whole) * share)])
    return path


def with_sound(
    path: Path,
    parts: list[tuple[float, float]],
    rate: int = 8000,
    first: Fraction = Fraction(0),
    fps: int = 25,
) -> None:
    """Numbered frames with a tone.

    Args:
        parts: seconds and loudness (0 to 1) of each stretch of sound.
        first: seconds of sound before the first frame.
    """
    loudness = np.concatenate([np.full(int(seconds * rate), loud) for seconds, loud in parts])
    tone = np.sin(np.arange(len(loudness)) * 2 * np.pi * 440 / rate) * loudness
    count = int(float(len(tone) / rate - first) * fps)
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("libx264", rate=fps)
        pictures.width, pictures.height, pictures.pix_fmt = *SIZE, "yuv420p"
        sound = container.add_stream("pcm_s16le", rate=rate, layout="mono")
        for number, picture in enumerate(numbered(count)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number + int(first * fps), Fraction(1, fps)
            container.mux(pictures.encode(frame))
        container.mux(pictures.encode(None))
        for at in range(0, len(tone), 400):
            part = (tone[at : at + 400] * 32767).astype(np.int16)[None]
            piece = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
            piece.sample_rate, piece.pts, piece.time_base = rate, at, Fraction(1, rate)
            container.mux(sound.encode(piece))
        container.mux(sound.encode(None))
