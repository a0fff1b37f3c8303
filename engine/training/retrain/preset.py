"""Each preset carried out on the data of a retraining."""

from __future__ import annotations

from pathlib import Path

from engine.detector.detector import Detector
from engine.errors import TrainingError
from engine.training.config import find_experiment
from engine.training.crops import CropSet
from engine.training.estimators.make import require_buildable
from engine.training.loop import Run
from engine.training.records import FaceRecord
from engine.training.retrain.faces import FaceShelf
from engine.training.retrain.fine_tune import fine_tune, fine_tuning
from engine.training.retrain.learned import JUDGES, Learned
from engine.training.retrain.new_head import new_head
from engine.training.retrain.old_data import MOST, old_records
from engine.training.retrain.plan import RetrainPlan
from engine.training.retrain.recalibrate import recalibrate
from engine.training.train import faces_of, fit_detector


def require_choices(plan: RetrainPlan, present: Detector) -> None:
    """Refuse experiments and changes that are not there, or change nothing, before anything runs.

    Raises:
        TrainingError, WeightsError: named.
    """
    changes = tuple(plan.changes)
    if plan.preset == "fine-tune":
        fine_tuning(present, plan.seed, changes)
    elif plan.preset == "experiment":
        require_buildable(find_experiment(plan.experiment, changes))
    elif changes:
        raise TrainingError(
            f"'changes' has no effect with the preset '{plan.preset}'.",
            "Leave it out, or set preset to 'fine-tune' or 'experiment'.",
        )


def learn_by(
    plan: RetrainPlan,
    present: Detector,
    records: list[FaceRecord],
    old: Path | None,
    shelf: FaceShelf,
    run: Run,
) -> tuple[Learned, CropSet]:
    """The new detector of a plan's preset, and the faces that it was learned from.

    Args:
        records: after the remedies.
        old: the data that the present detector learned from, where they are at hand.

    Raises:
        TrainingDataError, TrainingError, CalibrationError, WeightsError: it cannot be learned.
        CancelledError: stopped; a later call goes on.
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
