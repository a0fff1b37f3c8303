"""Model card of a retrained detector."""

from __future__ import annotations

import datetime
from typing import Any

from engine.detector.bundle.card_markdown import OUT_OF_SCOPE
from engine.detector.detector import Detector
from engine.training.crops import CropSet
from engine.training.retrain.findings import Issue
from engine.training.retrain.judge import Judgement
from engine.training.retrain.learned import RETRAINED, Learned
from engine.training.retrain.plan import RetrainPlan


def card_of_learned(
    plan: RetrainPlan,
    key: str,
    present: Detector,
    learned: Learned,
    crops: CropSet,
    issues: list[Issue],
) -> dict[str, Any]:
    """The card before evaluation.

    Args:
        key: of the plan's choices and data.
        crops: all faces, including the test split.
        issues: findings; those kept with a reason are listed as limits.
    """
    before = present.card
    old_rows = [] if plan.preset == "experiment" else list(before.get("crops") or [])
    experiment = learned.facts.get("experiment") or before.get("experiment") or {}
    facts = {name: value for name, value in learned.facts.items() if name != "experiment"}
    # The evaluation of the present detector is no limit of the new one.
    said = (before.get(RETRAINED) or {}).get("said") or []
    limits = [limit for limit in before.get("limits") or [] if limit not in said]
    kept = [f"Kept as it is: {i.message} {i.why} Reason: {i.kept}" for i in issues if i.kept]
    unsure = [
        f"{i.message} {i.why}" for i in issues if i.kind in ("few", "imbalance") and not i.kept
    ]
    return {
        "made": datetime.date.today().isoformat(),
        "use": before.get("use") or "Research and evaluation use; not a proof of forgery.",
        "out_of_scope": before.get("out_of_scope") or OUT_OF_SCOPE,
        "method": learned.method,
        "command": "forensics wizard --plan PLAN.toml",
        "experiment": experiment,
        "fitted_on": sorted({*(before.get("fitted_on") or []), *(r.origin for r in crops.records)}),
        "crops": [*old_rows, *crops.counted()],
        "dropped_without_a_usable_face": len(crops.dropped),
        "splits": "Disjoint by the people and source clips that the data name.",
        "limits": [*kept, *unsure, *limits],
        RETRAINED: {
            "key": key,
            "preset": plan.preset,
            "from": present.name,
            "from_sha256": present.digest,
            "same_embedding": learned.same_embedding,
            "facts": facts,
        },
    }


def card_of_judged(
    card: dict[str, Any], plan: RetrainPlan, title: str, judgement: Judgement
) -> dict[str, Any]:
    """Add the name, the analyst's notes and the evaluation to the card."""
    comparison = judgement.comparison
    about = {
        "split": "test", "drawn_by": "source", "test_set": judgement.judged.get("test_set", ""),
    }  # fmt: skip
    said = [
        f"Recommendation after training: {judgement.words}",
        *judgement.warnings,
        f"Judged on {comparison['pristine']} pristine and {comparison['forged']} forged clips of "
        f"{comparison['clusters']} source clips.",
    ]
    return {
        **card,
        "name": title,
        "notes": plan.notes,
        "measured": {**about, "sets": judgement.new},
        "evaluations": {
            "the detector that it was made from, on the same clips": {
                **about, "sets": judgement.present,
            },
        },
        "limits": [*said, *card["limits"]],
        RETRAINED: {
            **card[RETRAINED],
            "outcome": judgement.outcome,
            "words": judgement.words,
            "said": said,
            "warnings": judgement.warnings,
            "differences": comparison["differences"],
        },
    }  # fmt: skip
