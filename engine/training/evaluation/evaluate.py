"""Score labelled faces with a detector and measure it by frame and by clip."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from engine.detector.calibration import Calibration, fit_calibration, quality_terms
from engine.detector.detector import Detector
from engine.errors import TrainingDataError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.crops import CropSet, crops_for
from engine.training.datasets import load_records
from engine.training.degrade import Degradation, degraded
from engine.training.evaluation.abstention import abstention_table
from engine.training.evaluation.error_rates import fairness, pristine_rates, typology_angle
from engine.training.evaluation.figures import equal_error_rate, figures
from engine.training.evaluation.scored import ClipScores, Scored, middle_of, sets_of
from engine.training.scoring import embedding_scores, model_embeddings, samples_for
from engine.wording import mark


def calibrate(clips: ClipScores) -> tuple[Calibration, float]:
    """Calibration and equal-error threshold from validation clips of both classes."""
    threshold = equal_error_rate(clips.scores, clips.labels)[1]
    return fit_calibration(clips.scores, clips.labels), threshold


def score_crops(
    detector: Detector,
    crops: CropSet,
    split: str,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Scored:
    """Score one split with any kind of model: single faces, or windows of a clip's faces.

    Raises:
        TrainingDataError: the split is empty, or its clips are too short for the model.
        CancelledError: `cancel` was set.
    """
    chosen = crops.only(lambda r: r.split == split)
    if not chosen.records:
        raise TrainingDataError(
            mark("No usable face is in the split '{split}'."),
            mark("Choose another split."),
            split=split,
        )
    samples = samples_for(detector, chosen)
    embeddings = model_embeddings(detector.embedder, detector.classifier, samples, progress, cancel)
    scores = np.asarray(embedding_scores(detector.classifier, embeddings), np.float64)
    angles = np.array(
        [typology_angle(chosen.picture(i), chosen.alignment) for i in range(len(chosen.records))]
    )
    tones = np.array([middle_of(angles[rows]) for rows in samples.rows])
    sizes = np.median(chosen.facts["face_size"][samples.rows], axis=1)
    terms = terms_of(chosen.facts)[samples.rows].mean(axis=1)
    return Scored(
        detector.ranking(scores, terms),
        detector.calibration.llr(scores, terms),
        samples.records,
        sizes,
        tones,
        detector.calibration,
        None
        if detector.out_of_distribution is None
        else detector.out_of_distribution.of(embeddings),
        scores,
        terms,
    )


def terms_of(facts: np.ndarray) -> np.ndarray:
    """`quality_terms` of faces from their facts; float64 (N, 3)."""
    return quality_terms(facts["face_size"], facts["sharpness"], facts["blockiness"])


def score_data(
    detector: Detector,
    data: Path,
    split: str,
    work: Path,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    degrade: Degradation | None = None,
) -> tuple[Scored, list[str]]:
    """`score_crops` on labelled data, and the items without a usable face.

    Only items of the split are prepared, in the bundle's own geometry.

    Args:
        data: see `engine.training.datasets.load_records`.
        work: folder of the prepared crops.
        degrade: applied to the pictures before faces are cut out; faces are detected in the
            original pictures.

    Raises:
        TrainingDataError: the split is empty, or splits leak.
    """
    records = [r for r in load_records(data) if r.split == split]
    if not records:
        raise TrainingDataError(
            mark("No item of '{data}' is in the split '{split}'."),
            mark("Choose another split."),
            data=data,
            split=split,
        )
    crops = crops_for(detector, records, work, progress, cancel)
    if degrade is not None:
        crops = degraded(crops, degrade, 0, progress, cancel)
    return score_crops(detector, crops, split, progress, cancel), crops.dropped


def measure(
    scored: Scored,
    threshold: float,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    unit: str = "source",
) -> dict[str, Any]:
    """Metrics of every set (see `scored.sets_of`), by frame and by clip.

    A set with one class gives its false-alarm or miss rate at the threshold instead.

    Args:
        scored: samples, not clips.
        threshold: score from which an item is called forged; chosen on validation data.
        unit: of resampling, see `bootstrap.UNITS`.

    Returns:
        JSON-ready; for each set "frame" (sample) and "clip", each flat, see `Figures.to_json`.
    """
    sets = sets_of(scored.records, scored.face_size)
    result: dict[str, Any] = {}
    for number, (name, rows) in enumerate(sets.items(), 1):
        if cancel:
            cancel.check()
        chosen = scored.take(rows)
        result[name] = {
            "frame": _level(chosen, threshold, unit),
            "clip": _level(chosen.clips(), threshold, unit),
        }
        progress(Progress("Measuring", number, len(sets)))
    return result


def set_digest(scored: Scored) -> str:
    """Identify the measured faces: metrics with the same digest are comparable.

    Returns:
        12 hexadecimal digits of the clips, their labels and sample counts.
    """
    counts = Counter((r.origin, r.clip, r.label) for r in scored.records)
    lines = sorted(f"{origin}|{clip}|{label}|{n}" for (origin, clip, label), n in counts.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def assess(
    scored: Scored,
    threshold: float,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    unit: str = "source",
) -> dict[str, Any]:
    """Everything that a model card reports on a set of scores; arguments as in `measure`.

    Returns:
        JSON-ready: "drawn_by"; "test_set", see `set_digest`; "sets", see `measure`; "rates", see
        `pristine_rates`; "fairness", see `fairness`; and, with both classes, "abstention" by clip,
        see `abstention_table`.
    """
    found: dict[str, Any] = {
        "drawn_by": unit,
        "test_set": set_digest(scored),
        "sets": measure(scored, threshold, progress, cancel, unit),
        "rates": pristine_rates(scored),
        "fairness": fairness(scored, threshold),
    }
    if 0 < scored.labels.sum() < len(scored):
        found["abstention"] = abstention_table(scored.clips(), threshold)
    return found


def _level(scored: Scored, threshold: float, unit: str) -> dict[str, Any]:
    labels, clusters = scored.labels, scored.clusters(unit)
    forged = int(labels.sum())
    if 0 < forged < len(labels):
        return figures(scored.scores, scored.llr, labels, clusters, threshold).to_json()
    called = float((scored.scores >= threshold).mean())
    counts = {"pristine": len(labels) - forged, "forged": forged}
    rate = ("miss_rate", 1 - called) if forged else ("false_alarm_rate", called)
    return {**counts, "clusters": len(set(clusters.tolist())), rate[0]: round(rate[1], 4)}


def evaluate(
    detector: Detector,
    crops: CropSet,
    split: str,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    unit: str = "source",
) -> dict[str, Any]:
    """Score one split and measure it at the detector's stored threshold.

    Args:
        unit: of resampling, see `bootstrap.UNITS`.

    Returns:
        JSON-ready: "split", "dropped" (number of items without a usable face), and the result of
        `assess`.

    Raises:
        As `score_crops`.
    """
    scored = score_crops(detector, crops, split, progress, cancel)
    found = assess(scored, detector.threshold, progress, cancel, unit)
    return {"split": split, "dropped": len(crops.dropped), **found}
