"""Labelled faces after a codec: the same faces, taken from pictures that went through it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from engine.faces.align import aligned_crop
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.archives import Place, members
from engine.training.crops import CropSet
from engine.training.datasets.media import CLIPS
from engine.training.extract import read_still
from engine.video.recompress import CODECS, recompress
from engine.video.source import VideoSource

JPEG = "jpeg"
#: Least and most rate of each codec, and least side of a scaled picture.
_RATES = {"h264": (0, 51), "h265": (0, 51), "vp9": (0, 63), JPEG: (1, 100)}
_LEAST_SIDE = 16


@dataclass(frozen=True)
class Degradation:
    """Scaling down, a codec, and scaling up again.

    Attributes:
        codec: one of `engine.video.recompress.CODECS`, or "jpeg".
        rate: constant rate factor of the codec, or quality of JPEG.
        scale: the size at which it is coded, as a part of the picture's, above 0 and up to 1.
    """

    codec: str
    rate: int
    scale: float = 1.0

    @classmethod
    def parse(cls, text: str) -> Degradation:
        """From "codec:rate" or "codec:rate:scale", for example "h264:35:0.5".

        Raises:
            ValueError: says what is wrong.
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

    def __str__(self) -> str:
        return f"{self.codec}:{self.rate}:{self.scale:g}"

    def of(self, picture: np.ndarray) -> np.ndarray:
        """uint8 (H, W, 3) RGB of the same size: what is left of a picture.

        A video codec codes it as a key frame, which is kinder than the frames between are.

        Raises:
            EngineError: this build of FFmpeg has no such encoder.
        """
        height, width = picture.shape[:2]
        small = picture
        if self.scale < 1:
            size = tuple(max(_LEAST_SIDE, round(side * self.scale)) for side in (width, height))
            small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        if self.codec == JPEG:
            quality = [cv2.IMWRITE_JPEG_QUALITY, self.rate]
            _, data = cv2.imencode(".jpg", small[:, :, ::-1], quality)
            coded = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))[:, :, ::-1]
        else:
            coded = recompress([small], self.codec, self.rate)[0]
        if coded.shape != picture.shape:
            coded = cv2.resize(coded, (width, height), interpolation=cv2.INTER_CUBIC)
        return np.ascontiguousarray(coded)


def degraded(
    crops: CropSet,
    by: Degradation,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> CropSet:
    """The same faces at the same landmarks, from pictures that were degraded before alignment.

    Args:
        crops: as `prepare_crops` gives them; their files are read again.

    Returns:
        A set with a store of its own, in a temporary file that ends with it.

    Raises:
        EngineError: a file is no longer there, or FFmpeg has no such encoder.
        CancelledError: `cancel` was used.
    """
    count, side = len(crops.records), crops.alignment.side
    # The map keeps the file open; the system removes it with the last of the two.
    with tempfile.TemporaryFile(prefix="degraded-") as file:
        store = np.memmap(file, np.uint8, "w+", shape=(count, side, side, 3))
    for done, (row, picture) in enumerate(_pictures(crops), 1):
        if cancel:
            cancel.check()
        landmarks = crops.facts["landmarks"][row]
        store[row] = aligned_crop(by.of(picture), landmarks, crops.alignment)
        progress(Progress("Compressing faces", done, count))
    return replace(crops, store=store, index=np.arange(count))


def _pictures(crops: CropSet) -> Iterator[tuple[int, np.ndarray]]:
    """Each row with the RGB picture that it was taken from; a clip is opened once."""
    rows: dict[tuple[Path, str | None], list[int]] = {}
    for row, record in enumerate(crops.records):
        rows.setdefault((record.path, record.member), []).append(row)
    archives: dict[Path, dict[str, Place]] = {}
    for (path, member), found in rows.items():
        if member is None and path.suffix.lower() in CLIPS:
            with VideoSource.open(path) as video:
                for row in found:
                    yield row, video.frame(int(crops.facts["frame"][row])).rgb()
            continue
        if member is not None and path not in archives:
            archives[path] = members(path)
        picture = read_still(path, None if member is None else archives[path][member])
        yield from ((row, picture) for row in found)
