"""Was the clip coded twice? Traces of an earlier group of pictures, as a plain score.

A frame that an earlier encoder stored as a key frame carries other noise than its neighbours. The
later encoder predicts it badly: its residual is larger (Wang and Farid 2006), and fewer of its
blocks are skipped (Vazquez-Padin et al. 2012, variation of the prediction footprint). With a
constant group length, such frames return periodically.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from engine.container.coding_series import CodingSeries

#: P frames on each side that a P frame is compared with.
_NEAR = 4
#: Range that the excess of a frame is limited to, in standard deviations.
_LOW, _HIGH = -2.0, 5.0
#: Shortest and longest group of pictures that is looked for, in frames.
SHORTEST, LONGEST = 5, 130
#: Length of the clips that thresholds are fitted on: eight seconds.
FITTED_FRAMES = 200
#: Smallest number of groups in the clip from which a period can be seen.
_GROUPS = 3
#: A shorter period with this share of the best strength is preferred.
_SHORTER = 0.9
#: Logarithm of the quantiser's step for each unit; elsewhere the quantiser is the step.
_LOG_STEP = {"h264": np.log(2) / 6, "hevc": np.log(2) / 6}


#: Decoders of codecs that the score was measured on. VP9 and AV1 refresh references at intervals
#: of their own, which look like an earlier group.
MEASURED = ("h264", "hevc", "mpeg4", "mpeg2video")


@dataclass(frozen=True)
class Periodicity:
    """The strongest period of frames that are badly predicted.

    Attributes:
        strength: of the period, in standard errors; 0 if the clip is too short.
        period: frames between them, an estimate of the earlier group length; 0 if none.
        phase: index of the first of them.
    """

    strength: float = 0.0
    period: int = 0
    phase: int = 0


def prediction_excess(series: CodingSeries) -> np.ndarray:
    """How much worse each P frame is predicted than the P frames around it.

    The mean of two excesses: of the residual, which is the frame's size at its quantiser, and of
    the blocks that are not skipped, where these are known.

    Returns:
        float64 (N,), in robust standard deviations, limited; NaN for other frames, and for P
        frames beside a key frame.
    """
    columns = [np.log(np.maximum(series.sizes, 1)) + _log_step(series)]
    if np.isfinite(series.skipped).any():
        columns.append(-series.skipped)
    rows = series.kinds == ord("P")
    result = np.mean([_excess(column, rows) for column in columns], axis=0)
    keys = np.flatnonzero(series.kinds == ord("I"))
    beside = np.concatenate([keys - 1, keys + 1])
    result[beside[(beside >= 0) & (beside < len(result))]] = np.nan
    return result


def find_period(excess: np.ndarray) -> Periodicity:
    """Find the period at which the excess returns.

    Args:
        excess: float64 (N,), from `prediction_excess`.
    """
    known = np.isfinite(excess)
    values = np.where(known, excess, 0.0)
    count = len(excess)
    if known.sum() < 4 * SHORTEST:
        return Periodicity()
    mean = float(values[known].mean())
    spread = float(values[known].std()) or 1.0
    best: list[Periodicity] = []
    for period in range(SHORTEST, min(LONGEST, count // _GROUPS) + 1):
        rows = -(-count // period)
        padded = np.zeros((2, rows * period))
        padded[0, :count], padded[1, :count] = values - mean * known, known
        sums, numbers = padded.reshape(2, rows, period).sum(1)
        usable = numbers >= min(_GROUPS, rows)
        strengths = np.where(usable, sums / (spread * np.sqrt(np.maximum(numbers, 1))), -np.inf)
        phase = int(strengths.argmax())
        if np.isfinite(strengths[phase]):
            best.append(Periodicity(float(strengths[phase]), period, phase))
    if not best:
        return Periodicity()
    strongest = max(best, key=lambda found: found.strength)
    near = [found for found in best if found.strength >= _SHORTER * strongest.strength]
    return min(near, key=lambda found: found.period)


def threshold_for(frames: int, fitted: float) -> float:
    """Threshold of a clip's score, at the rate of false alarms of clips of FITTED_FRAMES.

    A longer clip is tested for more periods, and the best of them is stronger by chance. The
    tail of the normal distribution is divided among the tests (Bonferroni); a shorter clip keeps
    the fitted threshold.

    Args:
        frames: number of frames of the clip.
        fitted: threshold that was fitted on clips of FITTED_FRAMES.
    """
    share = _tests(FITTED_FRAMES) / max(_tests(frames), _tests(FITTED_FRAMES))
    normal = NormalDist()
    return -normal.inv_cdf(share * normal.cdf(-fitted))


def _tests(frames: int) -> int:
    """Number of periods and phases that are tried."""
    return sum(range(SHORTEST, min(LONGEST, frames // _GROUPS) + 1))


def _log_step(series: CodingSeries) -> np.ndarray:
    quantisers = np.nan_to_num(series.quantisers)
    if series.codec in _LOG_STEP:
        return quantisers * _LOG_STEP[series.codec]
    return np.log(np.maximum(quantisers, 1.0))


def _excess(column: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Difference of each chosen value to the median of its chosen neighbours, scaled."""
    result = np.full(len(column), np.nan)
    rows = np.flatnonzero(chosen & np.isfinite(column))
    if len(rows) < 2 * _NEAR + 1:
        return result
    padded = np.pad(column[rows], _NEAR, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _NEAR + 1)
    away = column[rows] - np.median(np.delete(windows, _NEAR, axis=1), axis=1)
    scale = 1.4826 * float(np.median(np.abs(away))) or float(away.std()) or 1.0
    result[rows] = np.clip(away / scale, _LOW, _HIGH)
    return result


@dataclass(frozen=True)
class DoubleCompression:
    """Trace of an earlier compression, with the error rates of its score.

    Attributes:
        score: strength of the best period, in standard errors.
        threshold: scores from here on count as a trace.
        period: estimated length of the earlier groups of pictures, in frames; 0 without a trace.
        phase: index of the first frame that may have been a key frame before.
        false_alarms, once: clips coded once that reached the threshold, of how many.
        found, twice: clips coded twice that reached it, of how many.
    """

    score: float
    threshold: float
    period: int
    phase: int
    false_alarms: int
    once: int
    found: int
    twice: int

    @property
    def traced(self) -> bool:
        """Whether the score reaches the threshold."""
        return self.score >= self.threshold
