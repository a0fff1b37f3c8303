"""DCT combs over a clip: its intra pictures, each with the last quantiser that its codec tells."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from engine.coding.dct_combs import Quantiser, comb_score
from engine.coding.findings import BLOCKS, CODEC
from engine.coding.picture_series import stored_luma
from engine.container.coded_frame import CodedFrame
from engine.container.coding_series import CodingSeries
from engine.errors import DamagedFrameError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.video.coding_client import CodingClient
from engine.video.source import VideoSource

#: Decoders of codecs with blocks of 8 x 8 and without a deblocking filter.
COMBED = ("mjpeg", "mpeg4", "mpeg2video")
#: Largest number of pictures that are measured.
_PICTURES = 60
_CELL = 8
#: MPEG-2's usual matrix of intra blocks; clips with another one do not follow it.
_MPEG2 = np.array([
    [8, 16, 19, 22, 26, 27, 29, 34], [16, 16, 22, 24, 27, 29, 34, 37],
    [19, 22, 26, 27, 29, 34, 34, 38], [22, 22, 26, 27, 29, 34, 37, 40],
    [22, 26, 27, 29, 32, 35, 40, 48], [26, 27, 29, 32, 35, 40, 48, 58],
    [26, 27, 29, 34, 38, 46, 56, 69], [27, 29, 35, 38, 46, 56, 69, 83],
]) / 16  # fmt: skip


@dataclass(frozen=True)
class ClipCombs:
    """Strongest comb of a clip's intra pictures.

    Attributes:
        reason: CODEC, GRID or BLOCKS if the clip cannot tell; else "".
        score: highest score of a picture, in bits for each coefficient.
        frame: index of this picture.
        pictures: number of pictures with a score.
    """

    reason: str = ""
    score: float = 0.0
    frame: int = 0
    pictures: int = 0


def measure_combs(
    video: VideoSource,
    client: CodingClient,
    series: CodingSeries,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> ClipCombs:
    """Measure up to 60 intra pictures, spread over the clip.

    A picture that an earlier coding stored as a predicted one has no comb, so the strongest counts.

    Args:
        video: the clip, upright or not.
        client: of the same clip.
        series: its coding.
        progress: receives the number of measured pictures.
        cancel: stops.

    Raises:
        DecoderError: a decoder crashed or hung.
        CancelledError: `cancel` was used.
    """
    if series.codec not in COMBED:
        return ClipCombs(CODEC)
    intra = np.flatnonzero(series.kinds == ord("I"))
    if not len(intra):
        return ClipCombs(BLOCKS)
    chosen = intra[np.unique(np.linspace(0, len(intra) - 1, _PICTURES).round().astype(int))]
    scores: dict[int, float] = {}
    reasons: Counter[str] = Counter()
    for number, index in enumerate(chosen.tolist()):
        found = _picture_score(video, client.frame(index, cancel), series.codec)
        if isinstance(found, str):
            reasons[found] += 1
        else:
            scores[index] = found
        progress(Progress("Comparing coefficients", number + 1, len(chosen)))
    if not scores:
        return ClipCombs(reasons.most_common(1)[0][0])
    best = max(scores, key=lambda index: scores[index])
    return ClipCombs("", scores[best], best, len(scores))


def _picture_score(video: VideoSource, coded: CodedFrame, codec: str) -> float | str:
    with suppress(DamagedFrameError):
        luma = stored_luma(video.frame(coded.index, keep=False))
        if luma is None:
            return CODEC
        if codec == "mjpeg" and len(coded.steps):
            steps = np.maximum(coded.steps.reshape(8, 8), 1).astype(np.float64)
            return comb_score(luma, Quantiser(steps))
        if len(coded.blocks):
            usual, chosen = _usual_quantiser(coded, luma.shape)
            return comb_score(luma, _mpeg_quantiser(codec, usual), chosen)
    return BLOCKS


def _usual_quantiser(coded: CodedFrame, shape: tuple[int, ...]) -> tuple[int, np.ndarray]:
    """Most frequent quantiser, and the blocks of 8 x 8 that have it, bool (rows, columns)."""
    usual = int(np.bincount(np.maximum(coded.quantisers, 1)).argmax())
    chosen = np.zeros((shape[0] // _CELL, shape[1] // _CELL), bool)
    for x, y, width, height in (coded.blocks[coded.quantisers == usual] // _CELL).tolist():
        chosen[y : y + height, x : x + width] = True
    return usual, chosen


def _mpeg_quantiser(codec: str, step: int) -> Quantiser:
    if codec == "mpeg2video":
        return Quantiser(step * _MPEG2)
    # H.263's quantiser cuts off and restores the middle, or one less if its half step is even.
    return Quantiser(np.full((8, 8), float(step)), 0.5 - (step // 2 % 2 == 0) / step)
