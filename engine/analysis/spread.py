"""How much a track's likelihood ratio hangs on which of its faces were scored."""

from __future__ import annotations

import numpy as np

from engine.analysis.result import Analysis
from engine.analysis.verdict import pooled, stretch_rows

#: Draws of faces; always the same ones, so that a report can be made again.
_DRAWS, _SEED = 1000, 0
_MIDDLE = (0.025, 0.975)


def ratio_interval(analysis: Analysis, track: int) -> tuple[float, float] | None:
    """The middle 95 % of log10 likelihood ratios over draws of the track's usable faces.

    The uncertainty of the calibration is not in it.

    Returns:
        Lower and upper end; None with fewer than two usable faces, and in cases of earlier
        versions, whose calibration was of another form.

    Raises:
        KeyError: the track is not scored.
    """
    scores, verdict = analysis.scores[track], analysis.verdicts.get(track)
    rows = np.flatnonzero(scores.usable)
    calibration = analysis.calibration
    if len(rows) < 2 or calibration is None or (verdict is not None and not verdict.kinds):
        return None
    columns = np.concatenate([scores.facts.scores, scores.facts.terms], axis=1, dtype=np.float64)
    rng = np.random.default_rng(_SEED)
    parts = stretch_rows(scores.times, rows, analysis.settings)
    rest = np.setdiff1d(rows, np.concatenate([rows[:0], *parts]))
    drawn = [columns[rng.choice(part, (_DRAWS, len(part)))] for part in [*parts, rest] if len(part)]
    kinds = len(calibration.kinds)
    whole, *each = (
        (mean[:, :kinds], mean[:, kinds:])
        for mean in (part.mean(axis=1) for part in (np.concatenate(drawn, axis=1), *drawn))
    )
    ratios = calibration.mixture(pooled(calibration, whole, each[: len(parts)]))
    low, high = np.quantile(ratios, _MIDDLE)
    return float(low), float(high)
