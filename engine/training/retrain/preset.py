"""Each preset carried out on the data of a retraining."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.training.config import find_experiment
from engine.training.crops import CropSet
from engine.training.loop import Run
from engine.training.retrain.fine_tune import fine_tune
from engine.training.retrain.learned import Learned
from engine.training.retrain.new_head import new_head
from engine.training.retrain.old_data import MOST, old_records
from engine.training.retrain.recalibrate import recalibrate
from engine.training.train import faces_of, fit_detector

if TYPE_CHECKING:
    from engine.training.retrain.session import Retraining


def learn_by(hand: Retraining, run: Run) -> tuple[Learned, CropSet]:
    """The new detector of a plan's preset, and the faces that it was learned from.

    Raises:
        TrainingDataError, TrainingError, CalibrationError, WeightsError: it cannot be learned.
        CancelledError: stopped; a later call goes on.
    """
    plan, crops = hand.plan, hand.crops()
    if plan.preset == "recalibrate":
        return recalibrate(hand.present(), crops, run), crops
    if plan.preset == "new head":
        return new_head(hand.present(), crops, plan.seed, run), crops
    records = hand.records()
    if plan.preset == "fine-tune":
        if plan.old_data:
            old = old_records(Path(plan.old_data), records, plan.seed, MOST)
            learned = [*records, *(r for r in old if r.split != "test")]
            crops = hand.crops_for(hand.present(), learned)
        return fine_tune(hand.present(), crops, plan.seed, tuple(plan.changes), run), crops
    experiment = find_experiment(plan.experiment, tuple(plan.changes))
    if plan.old_data:
        records = [*records, *old_records(Path(plan.old_data), records, plan.seed)]
    crops = faces_of(records, experiment, hand.work / "crops", 1, run.progress, run.cancel)
    made = fit_detector(crops, experiment, run)
    card, made.card = made.card, {}
    method = f"The experiment '{experiment.name}' trained from its own start: {experiment.about}"
    return Learned(made, method, card, same_embedding=False), crops
