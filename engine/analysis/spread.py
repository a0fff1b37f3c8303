"""How much a track's likelihood ratio hangs on which of its faces were scored."""

from __future__ import annotations

import numpy as np

from engine.analysis.result import Analysis
from engine.detector.calibration import recovered_calibration

#: Draws of faces; always the same ones, so that a report can be made again.
_DRAWS, _SEED = 1000, 0
_MIDDLE = (0.025, 0.975)


def ratio_interval(analysis: Analysis, track: int) -> tuple[float, float] | None:
    """The middle 95 % of log10 likelihood ratios over draws of the track's usable faces.

    The uncertainty of the calibration is not in it.

    Returns:
        Lower and upper end; None with fewer than two usable faces.

    Raises:
        KeyError: the track is not scored.
    """
    scores = analysis.scores[track]
    usable = np.asarray(scores.facts.scores, np.float64)[scores.usable]
    if len(usable) < 2:
        return None
    calibration = analysis.calibration or recovered_calibration(scores.facts.scores, scores.llr)
    drawn = np.random.default_rng(_SEED).choice(usable, (_DRAWS, len(usable)))
    low, high = np.quantile(calibration.llr(drawn.mean(axis=1)), _MIDDLE)
    return float(low), float(high)
