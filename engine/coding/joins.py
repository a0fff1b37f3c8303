"""Was the clip cut or joined? Places where several traces of coding and content change together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.coding.double_compression import find_period, prediction_excess
from engine.container.coding_series import CodingSeries
from engine.container.examination import ClipExamination

if TYPE_CHECKING:
    from engine.coding.picture_series import PictureSeries

#: Frames on each side whose levels are compared; about a second.
_WINDOW = 24
#: Fewer frames on one side do not give a level.
_FEWEST = 20
#: Frames within which traces count as being at the same place.
_SLACK = 2
#: Weaker traces are not counted; stronger ones are limited.
_LEAST, _MOST = 3.0, 8.0
#: Strength of traces without a scale: those that are certain, and groups that end early, as they
#: also do where an encoder sees a new scene.
_CERTAIN, _GROUP = 12.0, 4.0
#: Limit of levels, which change with the content too: one alone is no mark.
_LEVEL = 4.0
#: Smallest spread of each level: steps below it are normal in any clip.
_NOISE_FLOOR, _QUANTISER_FLOOR, _CHANGE_FLOOR = 0.03, 0.5, 0.15
#: A repeated frame differs from the one before by less than this share of the usual change.
_REPEATED = 0.25
#: Grey levels of change below which nothing moves, so that repeats mean nothing.
_STILL = 1.0
#: Smallest number of repeated frames in sequence that is no hiccup of a recorder.
_FROZEN = 4
#: Correlation of two frames below which the scene changes.
_SCENE = 0.8
#: Strength of a period on one side of a place, from which its phase is compared.
_PHASE = 6.0
#: Frames on each side whose period is compared.
_REACH = 500

CUT, JUMP, NOISE, QUANTISER, GROUP, PHASE = (
    "cut", "jump", "noise", "quantiser", "group", "phase"
)  # fmt: skip
HEADERS, SETTINGS, SIZE, TIME, REPEAT, SOUND = (
    "headers", "settings", "picture size", "time stamps", "repeat", "sound"
)  # fmt: skip


@dataclass(frozen=True)
class Trace:
    """One kind of change at a place.

    Attributes:
        kind: for example "noise" or "group".
        strength: in robust standard deviations, 3 to 8; 4 or 12 for traces without a scale.
    """

    kind: str
    strength: float


@dataclass(frozen=True)
class Join:
    """A place where the clip may have been cut or joined.

    Attributes:
        frame: index of the first frame after it.
        time: of that frame, seconds after the first.
        score: sum of the traces' strengths.
        traces: at this place, strongest first.
    """

    frame: int
    time: float
    score: float
    traces: tuple[Trace, ...]


def find_joins(
    series: CodingSeries,
    pictures: PictureSeries,
    times: np.ndarray,
    examination: ClipExamination | None,
    threshold: float,
) -> tuple[Join, ...]:
    """Find places whose traces add up to a threshold.

    Args:
        series: coding of the N frames.
        pictures: measures of the N frames.
        times: float64 (N,), seconds after the first frame.
        examination: of the file; None to leave out headers and time stamps.
        threshold: smallest score of a join.

    Returns:
        Joins in order, at least `_WINDOW` frames apart.
    """
    count = len(series)
    if count < 2:
        return ()
    strengths = trace_strengths(series, pictures, examination)
    score = np.zeros(count)
    for values in strengths.values():
        score += _spread(np.where(values >= _LEAST, values, 0.0))
    # Levels are blurred; the other traces name a frame.
    exact = np.zeros(count)
    for kind in (CUT, JUMP, GROUP, HEADERS, SETTINGS, SIZE, TIME, REPEAT):
        exact += np.nan_to_num(strengths[kind])
    found: list[Join] = []
    taken = np.zeros(count, bool)
    excess = prediction_excess(series)
    for place in np.argsort(-score, kind="stable").tolist():
        # The phase can add to a place that has other traces.
        if score[place] < max(_LEAST, threshold - _MOST):
            break
        near = range(max(0, place - _SLACK), min(count, place + _SLACK + 1))
        frame = max(near, key=lambda n: exact[n])
        if taken[frame]:
            continue
        taken[max(0, frame - _WINDOW + 1) : frame + _WINDOW] = True
        traces = _traces_at(strengths, frame)
        shifted = _phase_change(excess, frame)
        if shifted:
            traces = (*traces, Trace(PHASE, shifted))
        total = sum(trace.strength for trace in traces)
        if total >= threshold:
            ordered = tuple(sorted(traces, key=lambda trace: -trace.strength))
            found.append(Join(frame, round(float(times[frame]), 3), round(total, 2), ordered))
    return tuple(sorted(found, key=lambda join: join.frame))


def trace_strengths(
    series: CodingSeries, pictures: PictureSeries, examination: ClipExamination | None
) -> dict[str, np.ndarray]:
    """Strength of each kind of trace at each frame, float64 (N,)."""
    change = _change(pictures.change, series.kinds)
    scene = np.nan_to_num(pictures.alike, nan=1.0) < _SCENE
    found = {
        CUT: np.where(scene, change, 0.0),
        JUMP: np.where(scene, 0.0, change),
        NOISE: _level(_by_kind(np.log(pictures.noise + 0.1), series.kinds), _NOISE_FLOOR),
        QUANTISER: _level(_by_kind(series.quantisers, series.kinds), _QUANTISER_FLOOR),
        GROUP: _broken_groups(series.kinds),
        REPEAT: _repeats(pictures),
    }
    found |= {kind: np.zeros(len(series)) for kind in (HEADERS, SETTINGS, SIZE, TIME)}
    if examination is not None:
        named = {"stream headers": HEADERS, "encoder settings": SETTINGS, "picture size": SIZE}
        for change_of_stream in examination.changes:
            _put(found[named[change_of_stream.what]], change_of_stream.frame)
        for gap in examination.timing.gaps:
            _put(found[TIME], gap.frame + 1)
    return found


def _put(column: np.ndarray, frame: int) -> None:
    if 0 <= frame < len(column):
        column[frame] = _CERTAIN


def _spread(column: np.ndarray) -> np.ndarray:
    """Largest value within the slack around each frame."""
    padded = np.pad(column, _SLACK)
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * _SLACK + 1).max(1)


def _traces_at(strengths: dict[str, np.ndarray], frame: int) -> tuple[Trace, ...]:
    near = slice(max(0, frame - _SLACK), frame + _SLACK + 1)
    tops = {kind: float(np.nanmax(values[near])) for kind, values in strengths.items()}
    return tuple(Trace(kind, round(top, 2)) for kind, top in tops.items() if top >= _LEAST)


def _change(change: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """How much more a picture differs from the one before than any of its neighbours does.

    Movement begins over several frames; what is missing shows in a single one.
    """
    values = np.nan_to_num(change)
    around = np.pad(values, _SLACK, mode="reflect" if len(values) > _SLACK else "edge")
    windows = np.lib.stride_tricks.sliding_window_view(around, 2 * _SLACK + 1)
    largest = np.delete(windows, _SLACK, axis=1).max(1)
    ratio = np.log((values + 0.2) / (largest + 0.2))
    return _scaled(_by_kind(ratio, kinds), _CHANGE_FLOOR, both_ways=False)


def _by_kind(column: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Values relative to the median of the frames of their type."""
    result = column.astype(np.float64).copy()
    for kind in np.unique(kinds):
        rows = (kinds == kind) & np.isfinite(column)
        if rows.any():
            result[rows] -= np.median(column[rows])
    return result


def _level(column: np.ndarray, floor: float) -> np.ndarray:
    """Step of a level at each frame, in units of the steps that are usual in the clip."""
    count = len(column)
    if not np.isfinite(column).any() or count < 2 * _FEWEST:
        return np.zeros(count)
    padded = np.pad(column, _WINDOW, constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)
    before, after = windows[:count], windows[_WINDOW : _WINDOW + count]
    enough = (np.isfinite(before).sum(1) >= _FEWEST) & (np.isfinite(after).sum(1) >= _FEWEST)
    steps = np.zeros(count)
    steps[enough] = np.nanmedian(after[enough], 1) - np.nanmedian(before[enough], 1)
    return np.minimum(_scaled(steps, floor), _LEVEL)


def _scaled(values: np.ndarray, floor: float, both_ways: bool = True) -> np.ndarray:
    known = np.abs(values[values != 0])
    spread = 1.4826 * float(np.median(known)) if len(known) else 0.0
    return np.minimum((np.abs(values) if both_ways else values) / max(spread, floor), _MOST)


def _broken_groups(kinds: np.ndarray) -> np.ndarray:
    """Key frames that come before the usual length of a group is over."""
    strengths = np.zeros(len(kinds))
    keys = np.flatnonzero(kinds == ord("I"))
    lengths = np.diff(keys)
    if len(lengths) < 4:
        return strengths
    usual = int(np.bincount(lengths).argmax())
    if np.mean(lengths == usual) >= 0.6:
        strengths[keys[1:][lengths < usual]] = _GROUP
    return strengths


def _repeats(pictures: PictureSeries) -> np.ndarray:
    """First frame of each run of repeated frames between moving ones."""
    strengths = np.zeros(len(pictures))
    change = np.nan_to_num(pictures.same)
    usual = float(np.median(change))
    if usual < _STILL:
        return strengths
    repeated = np.isfinite(pictures.same) & (change < _REPEATED * usual)
    # A key frame within the run is coded again and differs a little.
    repeated[1:-1] |= repeated[:-2] & repeated[2:]
    edges = np.flatnonzero(np.diff(np.concatenate([[0], repeated.astype(np.int8), [0]])))
    for begin, end in edges.reshape(-1, 2).tolist():
        before, after = change[max(0, begin - _FEWEST) : begin], change[end : end + _FEWEST]
        moving = min(len(before), len(after)) > _SLACK and (
            min(np.median(before), np.median(after)) > 2 * _REPEATED * usual
        )
        if end - begin >= _FROZEN and moving:
            strengths[begin] = _CERTAIN
    return strengths


def _phase_change(excess: np.ndarray, frame: int) -> float:
    """Strength of a change of the earlier groups' phase or length at a frame; 0 for none."""
    start = max(0, frame - _REACH)
    before, after = find_period(excess[start:frame]), find_period(excess[frame : frame + _REACH])
    weaker = min(before.strength, after.strength)
    if weaker < _PHASE:
        return 0.0
    same = before.period == after.period
    if same and (frame - start + after.phase - before.phase) % before.period == 0:
        return 0.0
    return round(min(weaker, _MOST), 2)
