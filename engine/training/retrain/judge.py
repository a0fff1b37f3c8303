"""Evaluate the new detector against the present one on the test split."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from engine.detector.detector import Detector
from engine.detector.reference import rehearsal_from_reference
from engine.training.crops import CropStore
from engine.training.evaluation import Scored, compare, in_common, measure, score_crops, set_digest
from engine.training.evaluation.curves import roc, tippett
from engine.training.records import FaceRecord
from engine.training.retrain.forgetting import Forgetting, forgotten, of_comparison
from engine.training.retrain.learned import JUDGES, RETRAINED
from engine.training.retrain.old_data import MOST, old_records
from engine.training.retrain.plan import Preset, RetrainPlan
from engine.training.retrain.recommendation import recommend

#: Maximum number of stored points of a curve.
_POINTS = 400


class Curves(Struct, frozen=True):
    """Curves of one detector, by clip.

    Attributes:
        false_alarms, hits: points of the ROC.
        llr, pristine, forged: Tippett: the share of each class at or above each log10 ratio.
    """

    false_alarms: list[float]
    hits: list[float]
    llr: list[float]
    pristine: list[float]
    forged: list[float]


class Judgement(Struct, frozen=True):
    """Evaluation of a retraining.

    Attributes:
        outcome, words, warnings: see `engine.training.retrain.recommendation.Recommendation`.
        comparison: see `Comparison.to_json`; A is the present detector, B the new one. Its
            "changed" lists clips whose decision changes.
        present, new: metrics by set (all, data set, method, face size) and level, see
            `engine.training.evaluation.measure`, of the clips that both could score.
        curves: of "present" and "new".
        forgetting: see `Forgetting`.
        judged: digests of the two detectors, and of the clips as "test_set".
    """

    outcome: str
    words: str
    warnings: list[str]
    comparison: dict[str, Any]
    present: dict[str, Any]
    new: dict[str, Any]
    curves: dict[str, Curves]
    forgetting: Forgetting
    judged: dict[str, str]


def judge(
    preset: Preset,
    present: tuple[Detector, Scored],
    new: tuple[Detector, Scored],
    lost: Forgetting,
    judged: dict[str, str],
) -> Judgement:
    """Compare the scores of two detectors on the same clips.

    Args:
        present, new: each with its samples' scores, see `engine.training.evaluation.score_crops`.
        lost: forgetting of the new one.
        judged: digests.

    Raises:
        TrainingDataError: fewer than two clips of a class.
    """
    (old, old_scored), (made, new_scored) = present, new
    found = compare(old_scored, new_scored, old.threshold, made.threshold)
    said = recommend(preset, found, lost)
    plain: dict[str, Any] = msgspec.to_builtins(found.to_json())
    old_scored, new_scored = in_common(old_scored, new_scored)
    before, after = measure(old_scored, old.threshold), measure(new_scored, made.threshold)
    # Size bands may hold different clips if the detectors found different faces.
    alike = [n for n in after if n in before and _clips_of(before[n]) == _clips_of(after[n])]
    return Judgement(
        said.outcome,
        said.words,
        list(said.warnings),
        plain,
        {name: before[name] for name in alike},
        {name: after[name] for name in alike},
        {"present": _curves(old_scored.clips()), "new": _curves(new_scored.clips())},
        lost,
        {**judged, "test_set": set_digest(new_scored)},
    )


def _clips_of(levels: dict[str, Any]) -> tuple[int, int]:
    return levels["clip"]["pristine"], levels["clip"]["forged"]


def judgement_bytes(judgement: Judgement) -> bytes:
    """Encode as JSON."""
    return msgspec.json.encode(
        {**msgspec.structs.asdict(judgement), "forgetting": asdict(judgement.forgetting)}
    )


def read_judgement(data: bytes) -> Judgement:
    """Decode the result of `judgement_bytes`; raises ValueError if invalid."""
    return msgspec.json.decode(data, type=Judgement)


def _curves(clips: Scored) -> Curves:
    receiver, shares = roc(clips.scores, clips.labels), tippett(clips.llr, clips.labels)
    return Curves(
        *(_thin(v) for v in (receiver.false_alarms, receiver.hits)),
        *(_thin(v) for v in (shares.llr, shares.pristine, shares.forged)),
    )


def _thin(values: np.ndarray) -> list[float]:
    """Round, and thin out to evenly spaced points including the last."""
    rows = np.unique(np.linspace(0, len(values) - 1, min(len(values), _POINTS)).round().astype(int))
    plain: list[float] = np.round(values[rows], 5).tolist()
    return plain


def judged(
    plan: RetrainPlan,
    present: Detector,
    new: Detector,
    records: list[FaceRecord],
    old: Path | None,
    shelf: CropStore,
) -> Judgement:
    """Evaluate a candidate.

    Args:
        records: all of the plan; the test split is used.
        old: as in `engine.training.retrain.presets.learn_by`.

    Raises:
        TrainingDataError: too few clips were scored by both.
    """
    judges = [r for r in records if r.split == JUDGES]
    scored = [_scored(detector, judges, shelf) for detector in (present, new)]
    lost = _lost(plan, present, new, records, old, shelf)
    digests = {"present": present.digest, "new": new.digest}
    return judge(plan.preset, (present, scored[0]), (new, scored[1]), lost, digests)


def _scored(detector: Detector, records: list[FaceRecord], shelf: CropStore) -> Scored:
    crops = shelf.of(detector, records)
    return score_crops(detector, crops, JUDGES, shelf.progress, shelf.cancel)


def _lost(
    plan: RetrainPlan,
    present: Detector,
    new: Detector,
    records: list[FaceRecord],
    old: Path | None,
    shelf: CropStore,
) -> Forgetting:
    told: dict[str, Any] = new.card.get(RETRAINED) or {}
    if told.get("same_embedding"):
        known = present.rehearsal or rehearsal_from_reference(present.reference, plan.seed)
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
