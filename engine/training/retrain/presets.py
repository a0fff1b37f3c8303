"""The training methods of a retraining plan: recalibrate, new head, fine-tune, experiment.

Recalibration shifts the calibration as `engine.analysis.local_calibration` does, but into a bundle
of its own.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from engine.analysis.local_calibration import KnownClip, fit_locally
from engine.detector.detector import Detector
from engine.errors import TrainingError
from engine.training.crops import CropSet, CropStore
from engine.training.estimators.make import require_buildable
from engine.training.evaluation import score_crops
from engine.training.experiments import find_experiment
from engine.training.loop import Run
from engine.training.records import PRISTINE, FaceRecord
from engine.training.retrain.fine_tune import fine_tune, fine_tuning
from engine.training.retrain.learned import JUDGES, Learned
from engine.training.retrain.new_head import new_head
from engine.training.retrain.old_data import MOST, old_records
from engine.training.retrain.plan import RetrainPlan
from engine.training.train import faces_of, fit_detector
from engine.wording import mark

_LEARNED = "train"


def recalibrate(detector: Detector, crops: CropSet, run: Run) -> Learned:
    """Calibrate on the pristine clips of the splits "train" and "val".

    Raises:
        CalibrationError: fewer than `LEAST_CLIPS` of them.
        TrainingDataError: none of them has a usable face.
    """
    known = crops.only(lambda r: r.label == PRISTINE and r.split != JUDGES)
    known = replace(known, records=[replace(r, split=_LEARNED) for r in known.records])
    clips = score_crops(detector, known, _LEARNED, run.progress, run.cancel).clips()
    assert clips.kinds is not None
    assert clips.terms is not None
    columns = (clips.records, clips.kinds.tolist(), clips.terms.tolist(), clips.llr.tolist())
    found = [
        KnownClip(record.clip, "", scores, terms, llr)
        for record, scores, terms, llr in zip(*columns, strict=True)
    ]
    today = datetime.date.today().isoformat()
    local = fit_locally(detector, "the clips of the plan", today, found, [])
    made = replace(detector, calibration=local.calibration, card={}, digest="")
    shifts = ", ".join(f"{shift:+.2f}" for shift in local.shifts)
    method = (
        f"The detector '{detector.name}' with its calibration moved by {shifts} in "
        f"log10 LR, from {len(found)} clips known to be pristine. What it sees did not change."
    )
    return Learned(
        made, method, {"shifts": [round(s, 4) for s in local.shifts], "known_pristine": len(found)}
    )


def require_choices(plan: RetrainPlan, present: Detector) -> None:
    """Reject unknown experiments and changes without effect before anything runs.

    Raises:
        TrainingError, WeightsError: with the name.
    """
    changes = tuple(plan.changes)
    if plan.preset == "fine-tune":
        fine_tuning(present, plan.seed, changes)
    elif plan.preset == "experiment":
        require_buildable(find_experiment(plan.experiment, changes))
    elif changes:
        raise TrainingError(
            mark("'changes' has no effect with the preset '{preset}'."),
            mark("Leave it out, or set preset to 'fine-tune' or 'experiment'."),
            preset=plan.preset,
        )


def learn_by(
    plan: RetrainPlan,
    present: Detector,
    records: list[FaceRecord],
    old: Path | None,
    shelf: CropStore,
    run: Run,
) -> tuple[Learned, CropSet]:
    """Train by the plan's preset; returns the detector and its training faces.

    Args:
        records: after the remedies.
        old: training data of the present detector, if available.

    Raises:
        TrainingDataError, TrainingError, CalibrationError, WeightsError: training is impossible.
        CancelledError: cancelled; a later call resumes.
    """
    changes = tuple(plan.changes)
    if plan.preset == "experiment":
        experiment = find_experiment(plan.experiment, changes)
        both = [*records, *(old_records(old, records, plan.seed) if old else [])]
        crops = faces_of(
            both, experiment, shelf.folder, shelf.workers, shelf.progress, shelf.cancel
        )
        made = fit_detector(crops, experiment, run)
        card, made.card = made.card, {}
        method = f"The experiment '{experiment.name}' from its own start. {experiment.about}"
        return Learned(made, method, card, same_embedding=False), crops
    learned = records
    if plan.preset == "fine-tune" and old is not None:
        beside = old_records(old, records, plan.seed, MOST)
        learned = [*records, *(r for r in beside if r.split != JUDGES)]
    crops = shelf.of(present, learned)
    if plan.preset == "recalibrate":
        return recalibrate(present, crops, run), crops
    if plan.preset == "new head":
        return new_head(present, crops, plan.seed, run), crops
    return fine_tune(present, crops, plan.seed, changes, run), crops
