"""Scores for a judgement: both detectors on the clips that judge, and on old faces."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.detector.detector import Detector
from engine.detector.rehearsal import rehearsal_of_reference
from engine.training.evaluation import Scored, compare, score_crops
from engine.training.records import FaceRecord
from engine.training.retrain.card import RETRAINED
from engine.training.retrain.forgetting import Forgetting, forgotten, of_comparison
from engine.training.retrain.judge import Judgement, judge
from engine.training.retrain.learned import JUDGES
from engine.training.retrain.old_data import MOST, old_records

if TYPE_CHECKING:
    from engine.training.retrain.session import Retraining


def judged_of(hand: Retraining, bundle: Path) -> Judgement:
    """Judge a candidate; see `Retraining.judge`."""
    present, new = hand.present(), Detector.load(bundle, hand.plan.device)
    records = hand.judging_records()
    scored = [_scored(hand, detector, records) for detector in (present, new)]
    lost = _lost(hand, present, new)
    digests = {"present": present.digest, "new": new.digest}
    return judge(hand.plan.preset, (present, scored[0]), (new, scored[1]), lost, digests)


def _scored(hand: Retraining, detector: Detector, records: list[FaceRecord]) -> Scored:
    crops = hand.crops_for(detector, records)
    return score_crops(detector, crops, JUDGES, hand.progress, hand.cancel)


def _lost(hand: Retraining, present: Detector, new: Detector) -> Forgetting:
    told: dict[str, Any] = new.card.get(RETRAINED) or {}
    if told.get("same_embedding"):
        known = present.rehearsal or rehearsal_of_reference(present.reference, hand.plan.seed)
        return forgotten(present, new, known)
    if not hand.plan.old_data:
        return Forgetting(
            unknown="The embedding changed, so that the old faces that the present detector "
            "carries say nothing of it, and the data that it learned from were not given. Give "
            "them, or measure it on old clips before use."
        )
    old = old_records(Path(hand.plan.old_data), hand.records(), hand.plan.seed, MOST)
    tested = [r for r in old if r.split == JUDGES]
    scored = [_scored(hand, detector, tested) for detector in (present, new)]
    found = compare(scored[0], scored[1], present.threshold, new.threshold)
    return of_comparison(found, "clips of the old test data")
