"""Two detectors on the same clips: which is better, and can one tell?

Clips of one source (or person) are drawn together, the same draws for both detectors, so that
what both find hard does not blur the difference. The p values come from these draws rather than
from DeLong's formula, which takes all clips for independent.
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

BETTER, WORSE, ALIKE, TOO_FEW = "better", "worse", "alike", "too few to tell"

#: A difference of AUC that is too small to matter.
SMALL = 0.01
#: Below so many source clips or people, draws of them say little about the spread.
LEAST_CLUSTERS = 10
#: Standard deviations between nothing and a difference that is found in 4 of 5 tries at 5 %.
_POWER = 1.96 + 0.8416


@dataclass(frozen=True)
class Recommendation:
    """Of detector B against detector A.

    Attributes:
        outcome: "better", "worse", "alike" or "too few to tell".
        words: sentences for a user.
        needed: about how many source clips (or people) would tell; None if these do, or if
            not even a guess can be made.
    """

    outcome: str
    words: str
    needed: int | None = None


def recommend(auc: Difference, cllr: Difference, clusters: int, unit: str) -> Recommendation:
    """Better or worse where the interval of the difference of AUC leaves out zero.

    Args:
        auc, cllr: differences B - A.
        clusters: source clips or people behind them.
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
    """A sentence on likelihood ratios; low Cllr is good."""
    change = f"(Cllr {cllr.difference:+.3f} bits)"
    if cllr.low > 0:
        start = "But its" if direction > 0 else "B's"
        advice = "" if direction < 0 else ": calibrate it anew before use"
        return f"{start} likelihood ratios are worse {change}{advice}."
    if cllr.high < 0:
        start = "But its" if direction < 0 else "Its" if direction > 0 else "B's"
        return f"{start} likelihood ratios are better {change}."
    return f"No difference of the likelihood ratios is established {change}."


def _needed(auc: Difference, clusters: int) -> int | None:
    """Clusters at which the difference seen, or else a small one, would be found."""
    if not math.isfinite(auc.deviation) or clusters < 2:
        return None
    sought = max(abs(auc.difference), SMALL)
    count = clusters * (_POWER * auc.deviation / sought) ** 2
    return max(LEAST_CLUSTERS, clusters + 1, math.ceil(count))


DRAWS = 2000
COMPARED = ("auc", "eer", "cllr")


@dataclass(frozen=True)
class Difference:
    """A figure of both detectors.

    Attributes:
        a, b: the figure of each.
        difference: b - a.
        low, high: 95 % interval of the difference, by paired bootstrap.
        p: two-sided, from the same draws; not under 2 / (draws + 1).
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
    """A clip of which the detectors say different things, each at its own threshold.

    Attributes:
        forged: what it is.
        a_forged, b_forged: what each calls it.
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
    """What is known of detector B against detector A.

    Attributes:
        pristine, forged: clips that both scored.
        unit: what was drawn as a whole, see `bootstrap.UNITS`.
        clusters: how many of these there are.
        left_out: clips that one of the two could not score.
        differences: by figure, see `COMPARED`.
        only_a_right, only_b_right: clips; each detector decides at its own threshold.
        p_decisions: McNemar's exact test of these two counts, two-sided; it takes all
            clips for independent.
        changed: clips whose decision differs, the greatest change of ratio first.
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
        """JSON-ready; what is without limit is null."""
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
    """Compare what two detectors say of the same clips.

    Args:
        a, b: samples of each, as `score_crops` gives them; clips are matched by name.
        threshold_a, threshold_b: of the detectors, chosen on validation data.
        draws: of the bootstrap.
        unit: what it draws as a whole, see `bootstrap.UNITS`.

    Raises:
        TrainingDataError: of the clips that both scored, fewer than two are pristine or forged.
    """
    clips_a, clips_b, left_out = _matched(a.clips(), b.clips())
    need_both_classes(clips_a.records, "among the clips that both detectors scored")
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
    """The samples of the clips that both scored."""
    common = {r.clip for r in a.records} & {r.clip for r in b.records}
    rows = [
        np.array([i for i, r in enumerate(s.records) if r.clip in common], np.int64) for s in (a, b)
    ]
    return a.take(rows[0]), b.take(rows[1])


def _matched(a: Scored, b: Scored) -> tuple[Scored, Scored, list[str]]:
    """The clips of both in one order, and the names of those that one lacks."""
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
    """`compare` on labelled data as users have it, each bundle with its own geometry.

    Args:
        a, b: the detectors; b is measured against a.
        data: labelled faces, as for `train`.
        split: "train", "val" or "test".
        work: folder that keeps the prepared crops.
        progress: called with how far the work is.
        cancel: stops it.
        unit: as in `compare`.

    Raises:
        TrainingDataError: the split is empty, splits leak, or too few clips were scored.
    """
    scored = [score_data(detector, data, split, work, progress, cancel)[0] for detector in (a, b)]
    return compare(scored[0], scored[1], a.threshold, b.threshold, unit=unit)
