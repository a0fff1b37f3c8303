"""Examine the coding of a clip: read it once, measure its pictures once, and say what shows."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.coding.clip_combs import ClipCombs, measure_combs
from engine.coding.double_compression import (
    MEASURED,
    DoubleCompression,
    find_period,
    prediction_excess,
    threshold_for,
)
from engine.coding.findings import CodingFindings, DctCombs, summarise_kinds
from engine.coding.joins import find_joins
from engine.coding.observations import observe_coding
from engine.coding.picture_series import PictureSeries, measure_pictures
from engine.coding.rates import CombRates, Count, Rates, shipped_comb_rates, shipped_rates
from engine.coding.sound import with_sound
from engine.container.coding_series import CodingSeries
from engine.container.examination import ClipExamination
from engine.errors import DamagedFrameError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.video.coding_client import CodingClient
from engine.video.frame import Frame
from engine.video.index import FrameIndex
from engine.video.source import VideoSource


@dataclass(frozen=True)
class CodingColumns:
    """Coding and pictures of a clip, one row per frame.

    Attributes:
        series: how each frame is coded.
        pictures: noise and change of each picture.
        index: of the clip.
        combs: of the DCT coefficients of its intra pictures.
        examination: of the file, or None.
    """

    series: CodingSeries
    pictures: PictureSeries
    index: FrameIndex
    combs: ClipCombs
    examination: ClipExamination | None = None

    @property
    def times(self) -> np.ndarray:
        """float64 (N,): seconds of each frame after the first."""
        return self.index.times


def read_columns(
    path: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    stream: int | None = None,
    index: FrameIndex | None = None,
) -> CodingColumns:
    """Read the coding of a clip in one process while another decodes its pictures.

    Both run over the clip once; memory does not grow with its pictures.

    Args:
        path: path of the clip.
        progress: receives the number of measured pictures.
        cancel: stops both.
        stream: index of the video stream; None for the default stream.
        index: index of the clip, if it was opened before.

    Raises:
        ClipUnreadableError, NotAVideoError: see `VideoSource.open`.
        DecoderError: a decoder crashed or hung.
        CancelledError: `cancel` was used.
    """
    cancel = cancel or CancelToken()
    with VideoSource.open(
        path, progress=progress, cancel=cancel, index=index, stream=stream
    ) as video:
        with (
            CodingClient(path, video.index, cancel=cancel) as client,
            ThreadPoolExecutor(1) as beside,
        ):
            reading = beside.submit(client.series, ignore_progress, cancel)
            try:
                pictures = measure_pictures(_decodable(video), len(video), progress, cancel)
                progress(Progress("Reading the coding", 0, None))
                series = reading.result()
                combs = measure_combs(video, client, series, progress, cancel)
            except BaseException:
                # Ends the reading, which the executor waits for.
                client.close()
                raise
        return CodingColumns(series, pictures, video.index, combs, video.facts.examination)


def _decodable(video: VideoSource) -> Iterator[Frame]:
    """Frames up to the first that cannot be decoded; the pictures after it are not measured."""
    with suppress(DamagedFrameError):
        yield from video.frames()


def examine_coding(
    path: Path,
    columns: CodingColumns,
    cancel: CancelToken | None = None,
    rates: Rates | None = None,
    comb_rates: CombRates | None = None,
) -> CodingFindings:
    """What the coding shows: types of frames, an earlier compression, cuts and joins.

    Args:
        path: path of the clip, whose sound is compared at joins.
        columns: from `read_columns`.
        cancel: stops.
        rates, comb_rates: thresholds and error rates; the shipped ones if None.

    Raises:
        CancelledError: `cancel` was used.
    """
    rates = rates or shipped_rates()
    series, examination = columns.series, columns.examination
    joins = find_joins(series, columns.pictures, columns.times, examination, rates.joins.threshold)
    found = CodingFindings(
        codec=series.exports.codec,
        missing=series.exports.missing,
        kinds=summarise_kinds(series),
        double=_double(series, rates),
        combs=_combs(columns, comb_rates or shipped_comb_rates()),
        joins=with_sound(path, columns.index, joins, cancel),
    )
    return replace(found, observations=observe_coding(found, rates))


def _double(series: CodingSeries, rates: Rates) -> DoubleCompression | None:
    """None where the score was not measured, or too few frames are predicted."""
    if series.codec not in MEASURED:
        return None
    best = find_period(prediction_excess(series))
    if not best.period:
        return None
    double = rates.double
    threshold = round(threshold_for(len(series), double.threshold), 2)
    traced = best.strength >= threshold
    return DoubleCompression(
        round(best.strength, 2),
        threshold,
        best.period if traced else 0,
        best.phase if traced else 0,
        double.single.found,
        double.single.of,
        double.double.found,
        double.double.of,
    )


def _combs(columns: CodingColumns, rates: CombRates) -> DctCombs:
    combs, codec = columns.combs, columns.series.codec
    if combs.reason:
        return DctCombs(combs.reason)
    single, double = (found.get(codec, Count(0, 0)) for found in (rates.single, rates.double))
    return DctCombs(
        "",
        round(combs.score, 3),
        rates.threshold,
        combs.frame,
        combs.pictures,
        single.found,
        single.of,
        double.found,
        double.of,
    )
