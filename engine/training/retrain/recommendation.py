"""Recommend whether to replace the present detector, with reasons."""

from __future__ import annotations

from dataclasses import dataclass

from engine.training.evaluation.compare import LEAST_CLUSTERS, SMALL, Comparison, Difference
from engine.training.retrain.forgetting import Forgetting
from engine.training.retrain.plan import Preset

REPLACE, KEEP, TOO_FEW = "replace", "keep", "too few to tell"


@dataclass(frozen=True)
class Recommendation:
    """A recommendation.

    Attributes:
        outcome: REPLACE, KEEP or TOO_FEW.
        words: a heading and its reason.
        warnings: most severe first.
    """

    outcome: str
    words: str
    warnings: tuple[str, ...] = ()


def recommend(preset: Preset, found: Comparison, lost: Forgetting) -> Recommendation:
    """Recommend from a comparison on the same clips.

    A recalibrated detector ranks clips as before and is compared by Cllr, all others by AUC.

    Args:
        found: A is the present detector, B the new one.
        lost: forgetting of the new one.
    """
    auc, cllr = found.differences["auc"], found.differences["cllr"]
    warnings = _warnings(found, lost)
    if found.clusters < LEAST_CLUSTERS:
        return Recommendation(
            TOO_FEW,
            f"Too few to tell: {found.pristine} pristine and {found.forged} forged clips of "
            f"{found.clusters} sources judged the two detectors. {_span(auc, 'AUC')} Keep the "
            "present one, and add clips of other people to judge on.",
            warnings,
        )
    decisive, name, better = (cllr, "Cllr", -1) if preset == "recalibrate" else (auc, "AUC", 1)
    ends = sorted((better * decisive.low, better * decisive.high))
    if ends[1] < 0:
        return Recommendation(
            KEEP, f"Keep the present one: the new one is worse. {_span(decisive, name)}", warnings
        )
    if ends[0] > 0 and lost.forgets:
        return Recommendation(
            KEEP,
            f"Keep the present one: the new one is better on your clips, but forgets. "
            f"{_span(decisive, name)} {_lost(lost)}",
            warnings,
        )
    if ends[0] > 0:
        return Recommendation(
            REPLACE, f"Use the new one: it is better. {_span(decisive, name)}", warnings
        )
    if ends[0] > -SMALL and ends[1] < SMALL:
        return Recommendation(
            KEEP,
            f"Keep the present one: the new one is no better. {_span(decisive, name)}",
            warnings,
        )
    return Recommendation(
        TOO_FEW,
        f"These clips do not tell which is better. {_span(decisive, name)} Keep the present one, "
        "and add clips of other people to judge on.",
        warnings,
    )


def _span(found: Difference, name: str) -> str:
    return (
        f"{name} {found.a:.3f} before, {found.b:.3f} after: {found.difference:+.3f} "
        f"(95 %: {found.low:+.3f} to {found.high:+.3f})."
    )


def _lost(lost: Forgetting) -> str:
    return (
        f"On {lost.faces} {lost.source} its AUC falls from {lost.before:.3f} to "
        f"{lost.after:.3f} (95 % of the difference: {lost.low:+.3f} to {lost.high:+.3f})."
    )


def _warnings(found: Comparison, lost: Forgetting) -> tuple[str, ...]:
    warnings = []
    if lost.forgets:
        warnings.append(f"IT FORGETS. {_lost(lost)}")
    elif lost.unknown:
        warnings.append(f"What it forgot is not known. {lost.unknown}")
    cllr = found.differences["cllr"]
    if cllr.low > 0:
        warnings.append(
            f"Its likelihood ratios are worse. {_span(cllr, 'Cllr')} Calibrate it before use."
        )
    if found.left_out:
        warnings.append(f"{len(found.left_out)} clips could not be scored by both.")
    return tuple(warnings)
