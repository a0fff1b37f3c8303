"""Calibrate a detector whose scores have no likelihood ratios, on labelled clips."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.detector.calibration import ASSUMED_UNSEEN, Calibration, KindCalibration, fit_kind
from engine.detector.classifier import LinearClassifier
from engine.detector.detector import Detector
from engine.detector.kinds import known_kinds
from engine.errors import TrainingDataError, TrainingError
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import CropSet, crops_for
from engine.training.datasets import load_records
from engine.training.evaluation import equal_error_rate, evaluate, score_crops
from engine.training.evaluation.scored import Scored
from engine.training.records import PRISTINE, kinds_of, need_both_classes
from engine.training.samples import face_samples
from engine.training.train import reference_of
from engine.wording import mark

#: Clips of each class; fewer bound the ratio so closely that it says nothing.
LEAST_CLIPS = 10
#: Clips of each class from which on the ratio also depends on quality.
QUALITY_CLIPS = 50
_SEED = 7
#: The split that measures the calibrated detector.
_MEASURES = "test"


def calibrate_detector(
    detector: Detector,
    data: Path,
    work: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    workers: int = 1,
) -> Detector:
    """Fit likelihood ratios on labelled clips; weights and scores stay unchanged.

    The splits "train" and "val" calibrate, "test" measures. Each kind of forgery with
    `LEAST_CLIPS` clips gets a ratio of its own; forgeries without a known kind are calibrated as
    one. The faces become the detector's reference.

    Args:
        detector: has a single score for each face.
        data: see `engine.training.datasets.load_records`.
        work: folder of the face cache.
        workers: processes that extract faces.

    Returns:
        The calibrated detector, not saved.

    Raises:
        TrainingError: the detector judges faces together, or has several scores.
        TrainingDataError: fewer than `LEAST_CLIPS` clips of a class, splits leak, or forged clips
            score no higher than pristine ones.
        CancelledError: `cancel` was set.
    """
    linear = detector.classifier
    if detector.window > 1 or not isinstance(linear, LinearClassifier) or len(linear.coef_) > 1:
        raise TrainingError(
            mark("Only detectors with a single score for each face can be calibrated like this."),
            mark("Use the retraining wizard for this detector."),
        )
    records = load_records(data)
    fitting = [r for r in records if r.split != _MEASURES]
    need_both_classes(
        {r.clip: r for r in fitting}.values(),
        mark("There are {pristine} pristine and {forged} forged clips to calibrate on."),
        LEAST_CLIPS,
    )
    crops = crops_for(detector, records, work, progress, cancel, workers)
    known = crops.only(lambda r: r.split != _MEASURES)
    one_split = replace(known, records=[replace(r, split="train") for r in known.records])
    clips = score_crops(detector, one_split, "train", progress, cancel).clips()
    need_both_classes(
        clips.records,
        mark("There are {pristine} pristine and {forged} forged clips with a usable face."),
        LEAST_CLIPS,
    )
    calibration = Calibration(tuple(_fit(key, clips) for key in _kinds(clips)))
    if not any(part.slope > 0 for part in calibration.kinds):
        raise TrainingDataError(
            mark(
                "This detector gives forged clips of these data no higher scores than pristine "
                "ones."
            ),
            mark(
                "Check that the labels are not swapped and that the layout of the import is right."
            ),
        )
    rows = len(calibration.kinds)
    made = replace(
        detector,
        name=f"{detector.name}, calibrated",
        calibration=calibration,
        # Every kind is weighed by the same score.
        classifier=LinearClassifier(
            np.repeat(linear.coef_, rows, axis=0), np.repeat(linear.intercept_, rows)
        ),
        reference=reference_of(detector.embedder, face_samples(known), _SEED),
        digest="",
    )
    ranking = made.ranking(np.repeat(clips.scores[:, None], rows, axis=1), clips.terms)
    made.threshold = equal_error_rate(ranking, clips.labels)[1]
    made.card = _card(detector.card, made.name, data, crops, clips)
    if {r.label for r in crops.records if r.split == _MEASURES} == {0, 1}:
        made.card["measured"] = evaluate(made, crops, _MEASURES, progress, cancel)
    return made


def _kinds(clips: Scored) -> tuple[str, ...]:
    """Kinds of forgery with enough clips; the generic kind if there are none."""
    counts = Counter(kinds_of(clips.records).tolist())
    found = tuple(k.key for k in known_kinds().kinds if counts[k.key] >= LEAST_CLIPS)
    return found or (known_kinds().generic.key,)


def _fit(key: str, clips: Scored) -> KindCalibration:
    rows = np.full(len(clips), True)
    if key != known_kinds().generic.key:
        rows = (clips.labels == PRISTINE) | (kinds_of(clips.records) == key)
    labels = clips.labels[rows]
    enough = min(labels.sum(), len(labels) - labels.sum()) >= QUALITY_CLIPS
    terms = clips.terms[rows] if enough and clips.terms is not None else None
    return fit_kind(key, clips.scores[rows], labels, terms, unseen=ASSUMED_UNSEEN)


def _card(
    card: dict[str, Any], name: str, data: Path, crops: CropSet, clips: Scored
) -> dict[str, Any]:
    forged = int(clips.labels.sum())
    said = (
        f"Calibrated on {len(clips) - forged} pristine and {forged} forged clips of "
        f"'{data.resolve().name}' by logistic regression. Scores did not change."
    )
    return {
        **card,
        "name": name,
        "made": datetime.date.today().isoformat(),
        "method": f"{card.get('method', '')} {said}".strip(),
        "fitted_on": sorted({r.origin for r in clips.records}),
        "crops": crops.counted(),
    }
