"""Paired comparison of two detectors on the same clips.

Both detectors are resampled with the same draws of sources (or people), so that clips that are hard
for both do not hide the difference. The p values come from these draws and not from DeLong's
formula, which assumes that clips are independent.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import binomtest

from engine.detector.detector import Detector
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.evaluation.bootstrap import (
    UNITS,
    Items,
    centred,
    draw_counts,
    weighted_figures,
)
from engine.training.evaluation.evaluate import score_data
from engine.training.evaluation.scored import Scored
from engine.training.records import need_both_classes
from engine.wording import mark

BETTER, WORSE, ALIKE, TOO_FEW = "better", "worse", "alike", "too few to tell"

#: A smaller difference of AUC is irrelevant.
SMALL = 0.01
#: Fewer source clips or people do not determine the spread.
LEAST_CLUSTERS = 10
#: Effect in standard deviations that a test at 5 % detects with a power of 80 %.
_POWER = 1.96 + 0.8416


@dataclass(frozen=True)
class Recommendation:
    """Recommendation on detector B against detector A.

    Attributes:
        outcome: "better", "worse", "alike" or "too few to tell".
        words: sentences for a user.
        needed: approximate number of source clips (or people) for a decision; None if these
            suffice or no estimate is possible.
    """

    outcome: str
    words: str
    needed: int | None = None


def recommend(auc: Difference, cllr: Difference, clusters: int, unit: str) -> Recommendation:
    """Decide by whether the interval of the AUC difference excludes zero.

    Args:
        auc, cllr: differences B - A.
        clusters: number of source clips or people.
        unit: see `bootstrap.UNITS`.
    """
    span = f"AUC {auc.difference:+.3f} (95 %: {auc.low:+.3f} to {auc.high:+.3f})"
    if clusters >= LEAST_CLUSTERS:
        if auc.low > 0:
            return Recommendation(BETTER, f"B is better than A: {span}. {_ratios(cllr, 1)}")
        if auc.high < 0:
            return Recommendation(WORSE, f"B is worse than A: {span}. {_ratios(cllr, -1)}")
        if auc.low > -SMALL and auc.high < SMALL:
            return Recommendation(
                ALIKE, f"B and A tell forged from pristine equally well: {span}. {_ratios(cllr, 0)}"
            )
    needed = _needed(auc, clusters)
    if needed is None:
        advice = f"Measure on clips of more {UNITS[unit]}."
    else:
        sought = max(abs(auc.difference), SMALL)
        advice = (
            f"About {needed} {UNITS[unit]} would be needed to find a difference of {sought:.3f} "
            "in four of five tries."
        )
    return Recommendation(
        TOO_FEW,
        f"Too few to tell (number of {UNITS[unit]}: {clusters}): {span}. Keep A for now. {advice}",
        needed,
    )


def _ratios(cllr: Difference, direction: int) -> str:
    """A sentence on Cllr, where low is good."""
    change = f"(Cllr {cllr.difference:+.3f} bits)"
    if cllr.low > 0:
        start = "But its" if direction > 0 else "B's"
        advice = "" if direction < 0 else ": calibrate it again before use"
        return f"{start} likelihood ratios are worse {change}{advice}."
    if cllr.high < 0:
        start = "But its" if direction < 0 else "Its" if direction > 0 else "B's"
        return f"{start} likelihood ratios are better {change}."
    return f"No difference of the likelihood ratios is established {change}."


def _needed(auc: Difference, clusters: int) -> int | None:
    """Number of clusters that would reveal the observed, or else a small, difference."""
    if not math.isfinite(auc.deviation) or clusters < 2:
        return None
    sought = max(abs(auc.difference), SMALL)
    count = clusters * (_POWER * auc.deviation / sought) ** 2
    return max(LEAST_CLUSTERS, clusters + 1, math.ceil(count))


DRAWS = 2000
COMPARED = ("auc", "eer", "cllr")


@dataclass(frozen=True)
class Difference:
    """A metric of both detectors.

    Attributes:
        a, b: the metric of each.
        difference: b - a.
        low, high: 95 % interval of the difference, by paired bootstrap.
        p: two-sided, from the same draws; at least 2 / (draws + 1).
        deviation: standard deviation of the difference over the draws.
    """

    a: float
    b: float
    difference: float
    low: float
    high: float
    p: float
    deviation: float


@dataclass(frozen=True)
class Changed:
    """A clip on which the detectors disagree, each at its own threshold.

    Attributes:
        forged: the truth.
        a_forged, b_forged: decision of each.
        a_llr, b_llr: log10 likelihood ratios.
    """

    clip: str
    method: str
    forged: bool
    a_forged: bool
    b_forged: bool
    a_llr: float
    b_llr: float


@dataclass(frozen=True)
class Comparison:
    """Detector B against detector A.

    Attributes:
        pristine, forged: number of clips scored by both.
        unit: of resampling, see `bootstrap.UNITS`.
        clusters: number of units.
        left_out: clips that one of the two could not score.
        differences: by metric, see `COMPARED`.
        only_a_right, only_b_right: number of clips, each detector at its own threshold.
        p_decisions: McNemar's exact test of these counts, two-sided; assumes independent clips.
        changed: clips whose decision differs, largest change of ratio first.
        recommendation: in words.
    """

    pristine: int
    forged: int
    unit: str
    clusters: int
    left_out: list[str]
    differences: dict[str, Difference]
    only_a_right: int
    only_b_right: int
    p_decisions: float
    changed: list[Changed]
    recommendation: Recommendation

    def to_json(self) -> dict[str, Any]:
        """JSON-ready; unbounded values are null."""
        differences = {
            name: {
                key: round(value, 4) if math.isfinite(value) else None
                for key, value in asdict(difference).items()
            }
            for name, difference in self.differences.items()
        }
        return {
            **asdict(self),
            "differences": differences,
            "test": f"paired bootstrap over {UNITS[self.unit]}; decisions: McNemar, exact",
        }


def compare(
    a: Scored,
    b: Scored,
    threshold_a: float,
    threshold_b: float,
    draws: int = DRAWS,
    unit: str = "source",
) -> Comparison:
    """Compare the scores of two detectors on the same clips.

    Args:
        a, b: samples of each from `score_crops`; clips are matched by name.
        threshold_a, threshold_b: of the detectors, chosen on validation data.
        draws: number of bootstrap draws.
        unit: of resampling, see `bootstrap.UNITS`.

    Raises:
        TrainingDataError: fewer than two clips of a class were scored by both.
    """
    clips_a, clips_b, left_out = _matched(a.clips(), b.clips())
    need_both_classes(
        clips_a.records,
        mark("There are {pristine} pristine and {forged} forged clips that both detectors scored."),
    )
    labels = clips_a.labels
    names, codes = np.unique(clips_a.clusters(unit), return_inverse=True)
    both = (
        Items(clips_a.scores, clips_a.llr, labels, codes, threshold_a),
        Items(clips_b.scores, clips_b.llr, labels, codes, threshold_b),
    )
    differences = _differences(both, len(names), draws)
    called_a, called_b = (items.scores >= items.threshold for items in both)
    differs = np.flatnonzero(called_a != called_b)
    only_b = int((called_b[differs] == (labels[differs] == 1)).sum())
    only_a = len(differs) - only_b
    order = differs[np.argsort(-np.abs(clips_b.llr - clips_a.llr)[differs], kind="stable")]
    return Comparison(
        pristine=int((labels == 0).sum()),
        forged=int(labels.sum()),
        unit=unit,
        clusters=len(names),
        left_out=left_out,
        differences=differences,
        only_a_right=only_a,
        only_b_right=only_b,
        p_decisions=float(binomtest(only_a, len(differs)).pvalue) if len(differs) else 1.0,
        changed=[
            Changed(
                clip=clips_a.records[i].clip,
                method=clips_a.records[i].method,
                forged=bool(labels[i]),
                a_forged=bool(called_a[i]),
                b_forged=bool(called_b[i]),
                a_llr=round(float(clips_a.llr[i]), 3),
                b_llr=round(float(clips_b.llr[i]), 3),
            )
            for i in order
        ],
        recommendation=recommend(differences["auc"], differences["cllr"], len(names), unit),
    )


def in_common(a: Scored, b: Scored) -> tuple[Scored, Scored]:
    """Samples of the clips that both scored."""
    common = {r.clip for r in a.records} & {r.clip for r in b.records}
    rows = [
        np.array([i for i, r in enumerate(s.records) if r.clip in common], np.int64) for s in (a, b)
    ]
    return a.take(rows[0]), b.take(rows[1])


def _matched(a: Scored, b: Scored) -> tuple[Scored, Scored, list[str]]:
    """Common clips of both in one order, and the names of the others."""
    rows_a, rows_b = ({r.clip: i for i, r in enumerate(s.records)} for s in (a, b))
    common = [clip for clip in rows_a if clip in rows_b]
    take_a, take_b = (np.array([rows[c] for c in common], np.int64) for rows in (rows_a, rows_b))
    return a.take(take_a), b.take(take_b), sorted(rows_a.keys() ^ rows_b.keys())


def _differences(both: tuple[Items, Items], clusters: int, draws: int) -> dict[str, Difference]:
    once = np.ones((1, clusters), np.int64)
    counts = draw_counts(clusters, draws)
    points = [weighted_figures(items, once, COMPARED) for items in both]
    drawn = [weighted_figures(items, counts, COMPARED) for items in both]
    result = {}
    for name in COMPARED:
        a, b = (float(p[name][0]) for p in points)
        moved = centred(b - a, drawn[1][name] - drawn[0][name])
        if clusters < 2 or len(moved) == 0:
            reach = math.inf if name == "cllr" else 1.0
            result[name] = Difference(a, b, b - a, -reach, reach, 1.0, math.inf)
            continue
        low, high = np.percentile(moved, (2.5, 97.5))
        tail = min((moved <= 0).sum(), (moved >= 0).sum())
        p = min(1.0, 2 * (float(tail) + 1) / (len(moved) + 1))
        result[name] = Difference(a, b, b - a, float(low), float(high), p, float(moved.std()))
    return result


def compare_data(
    a: Detector,
    b: Detector,
    data: Path,
    split: str,
    work: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    unit: str = "source",
) -> Comparison:
    """Compare on labelled data; each bundle uses its own crop geometry.

    Args:
        a, b: the detectors; b is measured against a.
        data: labelled faces, as for `train`.
        split: "train", "val" or "test".
        work: folder of the prepared crops.
        progress: called with the progress.
        cancel: stops the call.
        unit: as in `compare`.

    Raises:
        TrainingDataError: the split is empty, splits leak, or too few clips were scored.
    """
    scored = [score_data(detector, data, split, work, progress, cancel)[0] for detector in (a, b)]
    return compare(scored[0], scored[1], a.threshold, b.threshold, unit=unit)
