"""Measure the traces of coding on made clips: thresholds on one half of scenes, rates on others."""

from __future__ import annotations

import math
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from engine.coding.double_compression import (
    FITTED_FRAMES,
    MEASURED,
    find_period,
    prediction_excess,
)
from engine.coding.examine import read_columns
from engine.coding.joins import find_joins
from engine.coding.made_clips import (
    EARLIER,
    FINAL,
    RATE,
    SPLICED,
    SPLICES,
    Encoder,
    coded,
    splice,
    write,
)
from engine.coding.made_scenes import Scene, find_scenes, made_of_each, threshold_of
from engine.coding.rates import Count, DoubleRates, JoinRates, Rates
from engine.progress import ProgressCallback, ignore_progress

#: Encoders tried on each scene: final ones, earlier ones, and final ones after each earlier one.
_SINGLE, _EARLIER, _AFTER = 4, 2, 3
#: Seconds of clips without splices for each false mark.
_SECONDS_A_MARK = 600.0
#: A mark this near counts as the splice's, in frames.
_NEAR = 8


@dataclass(frozen=True)
class _Clip:
    """A measured clip.

    Attributes:
        final, earlier: names of its encoders; `earlier` is "" for a clip coded once.
        group: group length of the earlier encoder.
        strength, period: of the best period, 0 where the codec is not measured.
        marks: frame and score of each candidate join.
        splice, places: kind and places of its splices; "" and none without.
        seconds: its length.
    """

    final: str
    earlier: str
    group: int
    strength: float
    period: int
    marks: tuple[tuple[int, float], ...]
    splice: str
    places: tuple[int, ...]
    seconds: float


def measure_traces(
    folder: Path, jobs: int = 1, progress: ProgressCallback = ignore_progress
) -> Rates:
    """Make clips of the scenes in a folder, fit thresholds on one half, and measure on the other.

    Args:
        folder: pictures and clips; each file is one scene.
        jobs: number of processes.
        progress: receives the number of finished scenes.

    Raises:
        TrainingDataError: there are too few scenes, or one cannot be read.
        EngineError: a made clip cannot be read.
    """
    scenes = find_scenes(folder)
    halves = scenes[0::2], scenes[1::2]
    tasks = [(half, number) for half in halves for number in range(len(half))]
    results = made_of_each(_clips_of, tasks, jobs, progress)
    fit = list(chain.from_iterable(results[: len(halves[0])]))
    held = list(chain.from_iterable(results[len(halves[0]) :]))
    return Rates((len(halves[0]), len(halves[1])), _double_rates(fit, held), _join_rates(fit, held))


def _clips_of(scenes: list[Scene], number: int) -> list[_Clip]:
    """Clips of one scene, coded once and twice, and spliced with the next one."""
    rng = np.random.default_rng(number)
    frames = list(scenes[number].frames(FITTED_FRAMES))
    other = list(scenes[(number + 1) % len(scenes)].frames(FITTED_FRAMES))
    count = min(len(frames), len(other))
    frames, other = frames[:count], other[:count]
    with tempfile.TemporaryDirectory(prefix="coding-") as name:
        folder = Path(name)
        return [
            *_plain(folder, frames, rng),
            *_spliced(folder, frames, other, number, rng),
        ]


def _plain(folder: Path, frames: list[np.ndarray], rng: np.random.Generator) -> Iterator[_Clip]:
    for final in _some(FINAL, _SINGLE, rng):
        yield _measured(write(folder, "single", frames, final), final)
    for earlier in _some(EARLIER, _EARLIER, rng):
        decoded = coded(folder, frames, earlier)
        for final in _some(FINAL, _AFTER, rng):
            # The later coding seldom begins where the earlier one did.
            path = write(folder, "double", decoded[int(rng.integers(0, 10)) :], final)
            yield _measured(path, final, earlier)


def _spliced(
    folder: Path,
    frames: list[np.ndarray],
    other: list[np.ndarray],
    number: int,
    rng: np.random.Generator,
) -> Iterator[_Clip]:
    for place, kind in enumerate(SPLICES):
        final = SPLICED[(number * len(SPLICES) + place) % len(SPLICED)]
        first, second = _some(EARLIER, 2, rng)
        path, places = splice(kind, folder, frames, other, (first, second), final, rng)
        yield _measured(path, final, first, kind, places)


def _some(encoders: tuple[Encoder, ...], count: int, rng: np.random.Generator) -> list[Encoder]:
    return [encoders[i] for i in rng.choice(len(encoders), count, replace=False)]


def _measured(
    path: Path,
    final: Encoder,
    earlier: Encoder | None = None,
    kind: str = "",
    places: Iterable[int] = (),
) -> _Clip:
    columns = read_columns(path)
    path.unlink()
    series = columns.series
    found = find_period(prediction_excess(series))
    marks = find_joins(series, columns.pictures, columns.times, columns.examination, 0.0)
    return _Clip(
        final.name,
        earlier.name if earlier is not None else "",
        earlier.group if earlier is not None else 0,
        found.strength if series.codec in MEASURED else 0.0,
        found.period,
        tuple((mark.frame, mark.score) for mark in marks),
        kind,
        tuple(places),
        len(series) / RATE,
    )


def _double_rates(fit: list[_Clip], held: list[_Clip]) -> DoubleRates:
    once = [clip.strength for clip in fit if not clip.earlier and not clip.splice]
    threshold = threshold_of(once, 2)
    by: dict[str, dict[str, list[bool]]] = {
        name: defaultdict(list) for name in ("single", "earlier", "final")
    }
    right: list[bool] = []
    for clip in held:
        if clip.splice:
            continue
        traced = clip.strength >= threshold
        if not clip.earlier:
            by["single"][clip.final].append(traced)
            continue
        by["earlier"][clip.earlier].append(traced)
        by["final"][clip.final].append(traced)
        if traced:
            right.append(clip.period == clip.group)
    return DoubleRates(
        threshold,
        _total(by["single"]),
        _total(by["earlier"]),
        Count(sum(right), len(right)),
        *(_counts(by[name]) for name in ("earlier", "final", "single")),
    )


def _join_rates(fit: list[_Clip], held: list[_Clip]) -> JoinRates:
    whole = [clip for clip in fit if not clip.splice]
    allowed = int(sum(clip.seconds for clip in whole) / _SECONDS_A_MARK)
    scores = sorted((s for clip in whole for _, s in clip.marks), reverse=True)
    # The next higher hundredth above the score that would be one mark too many.
    threshold = math.floor(100 * scores[allowed] + 1) / 100 if len(scores) > allowed else 3.0
    kinds: dict[str, list[bool]] = defaultdict(list)
    encoders: dict[str, list[bool]] = defaultdict(list)
    false, seconds = 0, 0.0
    for clip in held:
        marks = [frame for frame, score in clip.marks if score >= threshold]
        if not clip.splice:
            false += len(marks)
            seconds += clip.seconds
        for place in clip.places:
            hit = any(abs(frame - place) <= _NEAR for frame in marks)
            kinds[clip.splice].append(hit)
            encoders[clip.final].append(hit)
    minutes = round(seconds / 60, 1)
    return JoinRates(threshold, false, minutes, _counts(kinds), _counts(encoders))


def _counts(hits: dict[str, list[bool]]) -> dict[str, Count]:
    return {name: Count(sum(found), len(found)) for name, found in sorted(hits.items())}


def _total(hits: dict[str, list[bool]]) -> Count:
    every = list(chain.from_iterable(hits.values()))
    return Count(sum(every), len(every))
