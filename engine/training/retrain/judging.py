"""Scores for a judgement: both detectors on the clips that judge, and on old faces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.detector.detector import Detector
from engine.detector.rehearsal import rehearsal_of_reference
from engine.training.evaluation import Scored, compare, score_crops
from engine.training.records import FaceRecord
from engine.training.retrain.card import RETRAINED
from engine.training.retrain.faces import FaceShelf
from engine.training.retrain.forgetting import Forgetting, forgotten, of_comparison
from engine.training.retrain.judge import Judgement, judge
from engine.training.retrain.learned import JUDGES
from engine.training.retrain.old_data import MOST, old_records
from engine.training.retrain.plan import RetrainPlan


def judged(
    plan: RetrainPlan,
    present: Detector,
    new: Detector,
    records: list[FaceRecord],
    old: Path | None,
    shelf: FaceShelf,
) -> Judgement:
    """The judgement of a candidate.

    Args:
        records: all of the plan; those of the split "test" judge.
        old: as in `engine.training.retrain.preset.learn_by`.

    Raises:
        TrainingDataError: too few clips were scored by both.
    """
    judges = [r for r in records if r.split == JUDGES]
    scored = [_scored(detector, judges, shelf) for detector in (present, new)]
    lost = _lost(plan, present, new, records, old, shelf)
    digests = {"present": present.digest, "new": new.digest}
    return judge(plan.preset, (present, scored[0]), (new, scored[1]), lost, digests)


def _scored(detector: Detector, records: list[FaceRecord], shelf: FaceShelf) -> Scored:
    crops = shelf.of(detector, records)
    return score_crops(detector, crops, JUDGES, shelf.progress, shelf.cancel)


def _lost(
    plan: RetrainPlan,
    present: Detector,
    new: Detector,
    records: list[FaceRecord],
    old: Path | None,
    shelf: FaceShelf,
) -> Forgetting:
    told: dict[str, Any] = new.card.get(RETRAINED) or {}
    if told.get("same_embedding"):
        known = present.rehearsal or rehearsal_of_reference(present.reference, plan.seed)
        return forgotten(present, new, known)
    if old is None:
        return Forgetting(
            unknown="The embedding changed, so that the old faces that the present detector "
            "carries say nothing of it, and the data that it learned from were not given. Give "
            "them, or measure it on old clips before use."
        )
    beside = old_records(old, records, plan.seed, MOST)
    tested = [r for r in beside if r.split == JUDGES]
    scored = [_scored(detector, tested, shelf) for detector in (present, new)]
    found = compare(scored[0], scored[1], present.threshold, new.threshold)
    return of_comparison(found, "clips of the old test data")
