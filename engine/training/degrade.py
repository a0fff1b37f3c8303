"""Degradation of labelled faces by codecs, scaling, effects and HDR.

Faces are cut from pictures that were really coded. Each picture moves slightly through a clip of a
few frames, and several pictures share a clip, so that inter-frame prediction leaves its traces.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from joblib import Parallel, delayed
from PIL import Image

from engine.device import one_core
from engine.faces.align import frame_crop
from engine.faces.quality import measure
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.tone_map import HLG, LEAST_WHITE, MOST_WHITE, PEAK, PQ, to_sdr
from engine.training.crops import CropSet
from engine.training.datasets.media import CLIPS, Place, members
from engine.training.extract import read_still
from engine.video.encode import CODECS, recompress
from engine.video.frame import Frame
from engine.video.source import VideoSource

NONE, JPEG = "none", "jpeg"
#: Lowest and highest rate of each codec, and smallest side of a scaled picture.
_RATES = {NONE: (0, 0), JPEG: (1, 100), "h264": (0, 51), "h265": (0, 51), "vp9": (0, 63)}
_LEAST_SIDE = 16
#: Frames of a clip, and the border in pixels within which a picture moves.
_FRAMES, _BORDER = 5, 8
#: Pictures that share a clip, and columns of their grid.
AT_ONCE, _COLUMNS = 32, 8


class Degraded(NamedTuple):
    """A picture uint8 (H, W, 3) RGB, and its geometry: new position = old * scale + shift."""

    picture: np.ndarray
    scale: float
    shift: np.ndarray


@dataclass(frozen=True)
class Degradation:
    """One chain: tone curve, effect, downscaling, one or two codecs, upscaling.

    Attributes:
        codec: one of `engine.video.encode.CODECS`, "jpeg" or "none".
        rate: constant rate factor of the codec, or JPEG quality.
        scale: size at which the picture is coded, as a fraction (0, 1] of its own.
        ten_bit: code ten bits a sample.
        again: constant rate factor of a second pass in H.264; 0 for none.
        enlarged: scale the result back to the original size.
        gamma: exponent of the tone curve.
        hdr: transfer function of an HDR recording that is shown as SDR,
            `engine.tone_map.PQ` or `HLG`; 0 for none.
        effect: one of `EFFECTS`, or "".
    """

    codec: str
    rate: int
    scale: float = 1.0
    ten_bit: bool = False
    again: int = 0
    enlarged: bool = False
    gamma: float = 1.0
    hdr: int = 0
    effect: str = ""

    @classmethod
    def parse(cls, text: str) -> Degradation:
        """Parse "codec:rate" or "codec:rate:scale", for example "h264:35:0.5".

        Raises:
            ValueError: malformed; the message says where.
        """
        parts = text.split(":")
        if len(parts) not in (2, 3) or parts[0] not in _RATES:
            raise ValueError(f"give {', '.join((*CODECS, JPEG))}, a rate, and perhaps a scale, "
                             "such as h264:35:0.5")  # fmt: skip
        try:
            rate, scale = int(parts[1]), float(parts[2]) if len(parts) == 3 else 1.0
        except ValueError as error:
            raise ValueError("rate and scale must be numbers") from error
        low, high = _RATES[parts[0]]
        if not low <= rate <= high:
            raise ValueError(f"the rate of {parts[0]} lies between {low} and {high}")
        if not 0 < scale <= 1:
            raise ValueError("the scale lies above 0 and is 1 at most")
        return cls(parts[0], rate, scale)

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Degradation:
        """Draw a chain as clips go through in distribution: from untouched to small and recoded."""
        codec = str(rng.choice([NONE, JPEG, "h264", "h265", "vp9"],
                               p=[0.2, 0.1, 0.3, 0.25, 0.15]))  # fmt: skip
        low, high = {NONE: (0, 0), JPEG: (30, 95), "h264": (18, 36), "h265": (20, 34),
                     "vp9": (25, 48)}[codec]  # fmt: skip
        scale = 1.0 if rng.random() < 0.45 else float(rng.uniform(0.35, 1))
        return cls(
            codec,
            int(rng.integers(low, high + 1)),
            scale,
            ten_bit=codec == "h265" and rng.random() < 0.5,
            again=int(rng.integers(23, 31)) if rng.random() < 0.2 else 0,
            enlarged=scale < 1 and rng.random() < 0.4,
            gamma=float(rng.uniform(0.75, 1.3)) if rng.random() < 0.15 else 1.0,
            hdr=int(rng.choice([PQ, HLG])) if rng.random() < 0.1 else 0,
            effect=str(rng.choice(tuple(EFFECTS))) if rng.random() < 0.15 else "",
        )

    def __str__(self) -> str:
        return f"{self.codec}:{self.rate}:{self.scale:g}"

    def of(self, pictures: Sequence[np.ndarray], rng: np.random.Generator) -> list[Degraded]:
        """Degrade pictures.

        Args:
            pictures: uint8 (H, W, 3) RGB of any sizes; up to `AT_ONCE` share a clip.
            rng: draws the movement of each picture and the decoded frame.

        Returns:
            One result for each picture, in order.

        Raises:
            EngineError: this build of FFmpeg lacks the encoder.
        """
        if self.gamma != 1:
            curve = (np.linspace(0, 1, 256) ** self.gamma * 255).round().astype(np.uint8)
            pictures = [curve[picture] for picture in pictures]
        if self.hdr:
            recorded, shown = rng.uniform(LEAST_WHITE, MOST_WHITE, 2)
            pictures = [through_hdr(p, self.hdr, recorded, shown) for p in pictures]
        if self.effect:
            pictures = [EFFECTS[self.effect](picture, rng) for picture in pictures]
        small = [self._scaled(picture) for picture in pictures]
        if self.codec == JPEG:
            small = [_through_jpeg(picture, self.rate) for picture in small]
        steps = [(self.codec, self.rate, self.ten_bit)] if self.codec in CODECS else []
        steps += [("h264", self.again, False)] if self.again else []
        moved = [(picture, np.zeros(2)) for picture in small]
        if steps:
            moved = _coded(small, steps, rng)
        left = []
        for before, (after, shift) in zip(pictures, moved, strict=True):
            height, width = before.shape[:2]
            factor = after.shape[1] / width
            if self.enlarged and factor < 1:
                after = cv2.resize(after, (width, height), interpolation=cv2.INTER_CUBIC)
                shift, factor = shift / factor, 1.0
            left.append(Degraded(np.ascontiguousarray(after), factor, shift.astype(np.float32)))
        return left

    def _scaled(self, picture: np.ndarray) -> np.ndarray:
        if self.scale == 1:
            return picture
        height, width = (max(_LEAST_SIDE, round(s * self.scale)) for s in picture.shape[:2])
        return cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)


def _through_jpeg(picture: np.ndarray, quality: int) -> np.ndarray:
    _, data = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))[:, :, ::-1]


def _coded(
    pictures: Sequence[np.ndarray],
    steps: list[tuple[str, int, bool]],
    rng: np.random.Generator,
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Code pictures in one clip by each (codec, rate, ten bits); pictures and their shifts."""
    side = max(max(picture.shape[:2]) for picture in pictures)
    side += side % 2
    columns = min(_COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    places = [(side * (i // columns), side * (i % columns)) for i in range(len(pictures))]
    speeds = rng.integers(-1, 2, (len(pictures), 2))
    taken = int(rng.integers(1, _FRAMES))
    cells = [
        cv2.copyMakeBorder(
            picture, _BORDER, _BORDER + side - picture.shape[0],
            _BORDER, _BORDER + side - picture.shape[1], cv2.BORDER_REFLECT_101,
        )
        for picture in pictures
    ]  # fmt: skip
    frames = []
    for time in range(_FRAMES):
        frame = np.zeros((rows * side, columns * side, 3), np.uint8)
        for cell, (top, left), (dx, dy) in zip(cells, places, speeds, strict=True):
            y0, x0 = _BORDER + dy * time, _BORDER + dx * time
            frame[top : top + side, left : left + side] = cell[y0 : y0 + side, x0 : x0 + side]
        frames.append(frame)
    for codec, rate, ten_bit in steps:
        frames = recompress(frames, codec, rate, ten_bit=ten_bit)
    frame, shifts = frames[taken], -taken * speeds
    return [
        (frame[top : top + picture.shape[0], left : left + picture.shape[1]], shift)
        for picture, (top, left), shift in zip(pictures, places, shifts, strict=True)
    ]


def degraded(
    crops: CropSet,
    by: Degradation | None = None,
    seed: int = 0,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    file: Path | None = None,
    workers: int = 1,
) -> CropSet:
    """Degrade the source pictures of crops, then align the faces again.

    Args:
        crops: from `prepare_crops`; their source files are read again.
        by: the chain; None draws one for every `AT_ONCE` pictures.
        seed: of draws and movements.
        file: keeps the pixels, with the facts beside them; a later call with the same arguments
            reads it. None uses a temporary file that is deleted with the set.
        workers: number of processes.

    Returns:
        A set with its own store; its facts describe the degraded pictures.

    Raises:
        EngineError: a source file is gone, or FFmpeg lacks the encoder.
        CancelledError: `cancel` was set.
    """
    count, side = len(crops.records), crops.alignment.side
    shape = (count, side, side, 3)
    if file and file.exists():
        facts = np.load(file.with_suffix(".npy"))
        return replace(crops, store=np.memmap(file, np.uint8, "r", shape=shape),
                       index=np.arange(count), facts=facts)  # fmt: skip
    facts = crops.facts.copy()
    part = file.with_suffix(f".{os.getpid()}.part") if file else None
    # The memory map keeps the temporary file alive; the system deletes it with the map.
    with part.open("w+b") if part else tempfile.TemporaryFile(prefix="degraded-") as pixels:
        store = np.memmap(pixels, np.uint8, "w+", shape=shape)
    done = 0
    groups = _groups(crops, seed)
    jobs = (
        delayed(_degraded_group)(crops.take(np.array(rows)), by, (seed, number))
        for number, rows in enumerate(groups)
    )
    finished = Parallel(workers, return_as="generator", pre_dispatch=2 * workers)(jobs)
    for rows, (pictures, found) in zip(groups, finished, strict=True):
        if cancel:
            cancel.check()
        store[rows], facts[rows] = pictures, found
        done += len(rows)
        progress(Progress("Compressing faces", done, count))
    if file and part:
        store.flush()
        np.save(file.with_suffix(".npy"), facts)
        part.replace(file)
    return replace(crops, store=store, index=np.arange(count), facts=facts)


def _degraded_group(
    crops: CropSet, by: Degradation | None, seed: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Crops uint8 (N, side, side, 3) and facts (N,) of pictures that share a clip."""
    rng = np.random.default_rng(seed)
    facts, aligned = crops.facts.copy(), []
    chain = by or Degradation.drawn(rng)
    with one_core():
        for fact, (picture, scale, shift) in zip(
            facts, chain.of(_pictures(crops), rng), strict=True
        ):
            fact["landmarks"] = fact["landmarks"] * scale + shift
            fact["box"] = fact["box"] * scale + np.tile(shift, 2)
            frame = Frame.of_still(picture)
            aligned.append(frame_crop(frame, fact["landmarks"], crops.alignment, fact["box"]))
            quality = measure(frame, fact["box"], fact["landmarks"])
            fact["face_size"], fact["sharpness"] = quality.size, quality.sharpness
            fact["blockiness"] = quality.blockiness
    return np.stack(aligned), facts


def _groups(crops: CropSet, seed: int) -> list[list[int]]:
    """Group rows of one data set, up to `AT_ONCE`, to be coded together.

    The order is random, so that pristine and forged pictures share clips.
    """
    rng = np.random.default_rng(seed)
    files: dict[str, dict[tuple[Path, str | None], list[int]]] = {}
    for row, record in enumerate(crops.records):
        files.setdefault(record.origin, {}).setdefault((record.path, record.member), []).append(row)
    groups = []
    for _, of_origin in sorted(files.items()):
        by_file = list(of_origin.values())
        rows = [row for n in rng.permutation(len(by_file)).tolist() for row in by_file[n]]
        groups += [rows[n : n + AT_ONCE] for n in range(0, len(rows), AT_ONCE)]
    return groups


def _pictures(crops: CropSet) -> list[np.ndarray]:
    """Read the RGB picture of each row."""
    archives: dict[Path, dict[str, Place]] = {}
    pictures = []
    for record, fact in zip(crops.records, crops.facts, strict=True):
        path, member = record.path, record.member
        if member is None and path.suffix.lower() in CLIPS:
            with VideoSource.open(path) as video:
                pictures.append(video.frame(int(fact["frame"])).rgb())
            continue
        if member is not None and path not in archives:
            archives[path] = members(path)
        pictures.append(read_still(path, None if member is None else archives[path][member]))
    return pictures


#: Linear BT.709 to linear BT.2020, and luminance of the latter (ITU-R BT.2087, matrix M2); code
#: point of the BT.2020 primaries in ITU-T H.273.
_TO_2020 = np.array(
    [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]], np.float32
)
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593], np.float32)
_BT2020 = 9


def through_hdr(picture: np.ndarray, transfer: int, recorded: float, shown: float) -> np.ndarray:
    """Convert SDR to ten-bit BT.2020 HDR and tone-map it back the way the decoder does.

    Args:
        picture: uint8 (H, W, 3) RGB.
        transfer: `engine.tone_map.PQ` or `HLG`.
        recorded, shown: luminance of SDR white in the recording, and the luminance that is mapped
            to white, in cd/m².

    Returns:
        uint8 (H, W, 3) RGB.

    Source: inverse of ITU-R BT.2100-2, tables 4 and 5.
    """
    linear = (picture.astype(np.float32) / 255) ** np.float32(2.4)
    light = (linear @ _TO_2020.T * np.float32(recorded / PEAK)).clip(0, None)
    if transfer == HLG:
        luma = (light @ _LUMA_2020)[..., None]
        scene = light / np.maximum(luma, 1e-6) ** (1 - 1 / 1.2)
        high = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-6)) + 0.55991073
        code: np.ndarray = np.where(scene <= 1 / 12, np.sqrt(3 * scene), high)
    else:
        power = (light * PEAK / 10000) ** (2610 / 16384)
        code = ((3424 + 2413 * 32 * power) / (4096 + 2392 * 32 * power)) ** (2523 / 4096 * 128)
    ten_bit = np.round(code.clip(0, 1) * 1023) * (65535 / 1023)
    return to_sdr(ten_bit.astype(np.uint16), transfer, _BT2020, shown)


def _beautified(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Smooth and brighten skin, as beauty filters do."""
    smooth = cv2.bilateralFilter(picture, 9, float(rng.uniform(20, 60)), 9)
    return cv2.addWeighted(smooth, rng.uniform(0.5, 0.9), picture, 0.15, rng.uniform(0, 30))


def _in_palette(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Quantise to 32 to 256 colours, with or without dithering, as in a GIF."""
    dither = Image.Dither.FLOYDSTEINBERG if rng.random() < 0.5 else Image.Dither.NONE
    image = Image.fromarray(picture)
    palette = image.quantize(int(2 ** rng.integers(5, 9)))
    return np.asarray(image.quantize(palette=palette, dither=dither).convert("RGB"))


def _filmed(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Simulate filming a display: glow, raised black level, and moiré of the pixel grid."""
    height, width = picture.shape[:2]
    light = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.5, 1.2)).astype(np.float32)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    frequency, angle = rng.uniform(0.25, 0.48), rng.uniform(-0.2, 0.2)
    columns = np.cos(2 * np.pi * frequency * (x * np.cos(angle) + y * np.sin(angle)))
    rows = np.cos(2 * np.pi * frequency * (y * np.cos(angle) - x * np.sin(angle)))
    light *= 1 + rng.uniform(0.02, 0.1) * (columns + rows)[..., None] / 2
    raised = light * rng.uniform(0.75, 0.95) + rng.uniform(5, 25) + rng.uniform(-6, 6, 3)
    noisy = raised + rng.normal(0, rng.uniform(1, 4), light.shape)
    return noisy.clip(0, 255).astype(np.uint8)


#: Effects of apps and cameras, by name.
EFFECTS: dict[str, Callable[[np.ndarray, np.random.Generator], np.ndarray]] = {
    "beautified": _beautified,
    "palette": _in_palette,
    "filmed": _filmed,
}
