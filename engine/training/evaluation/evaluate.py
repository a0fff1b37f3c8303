"""A detector's scores of labelled faces, and what they are worth, by frame and by clip."""

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


def calibrate(clips: ClipScores) -> tuple[Calibration, float]:
    """Calibration and threshold (of equal errors) of validation clips, both classes present."""
    threshold = equal_error_rate(clips.scores, clips.labels)[1]
    return fit_calibration(clips.scores, clips.labels), threshold


def score_crops(
    detector: Detector,
    crops: CropSet,
    split: str,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Scored:
    """Score one split with any kind of model: faces, or windows of a clip's faces.

    Raises:
        TrainingDataError: the split is empty, or its clips are too short for the model.
        CancelledError: `cancel` was used.
    """
    chosen = crops.only(lambda r: r.split == split)
    if not chosen.records:
        raise TrainingDataError(
            f"No usable face is in the split '{split}'.", "Choose another split."
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
        None if detector.novelty is None else detector.novelty.of(embeddings),
        scores,
        terms,
    )


def terms_of(facts: np.ndarray) -> np.ndarray:
    """float64 (N, 3): `quality_terms` of faces by their facts."""
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
    """`score_crops` on labelled data as users have it, and the items without a usable face.

    Only the split's own items are prepared, with the bundle's own geometry.

    Args:
        data: see `engine.training.datasets.load_records`.
        work: folder where prepared crops are kept.
        degrade: what the pictures go through before faces are cut out; the faces are those
            that are found without it.

    Raises:
        TrainingDataError: the split is empty, or splits leak.
    """
    records = [r for r in load_records(data) if r.split == split]
    if not records:
        raise TrainingDataError(
            f"No item of '{data}' is in the split '{split}'.", "Choose another split."
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
    """Figures of every set (see `sets.sets_of`), by frame and by clip.

    A set with pristine items only (and the reverse) gives its false-alarm rate (its miss
    rate) at the threshold instead.

    Args:
        scored: samples, not clips.
        threshold: from which score on an item is called forged; chosen on validation data.
        unit: what the bootstrap draws as a whole, see `bootstrap.UNITS`.

    Returns:
        JSON-ready; by the set's name "frame" (that is: sample) and "clip", each flat, see
        `Figures.to_json`.
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
    """Names what was measured on: figures of one name are of the same faces and may be compared.

    Returns:
        12 hexadecimal digits, of the clips, their labels and how many samples each has.
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
    """All that a model card says of one set of scores; arguments as in `measure`.

    Returns:
        JSON-ready: "drawn_by"; "test_set", see `set_digest`; "sets", see `measure`; "rates", see
        `pristine_rates`; "fairness", see `fairness`; and "abstention" by clip where there are
        both classes, see `abstention_table`.
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
        unit: what the bootstrap draws as a whole, see `bootstrap.UNITS`.

    Returns:
        JSON-ready: "split", "dropped" (how many items had no usable face), and what `assess`
        gives.

    Raises:
        As `score_crops`.
    """
    scored = score_crops(detector, crops, split, progress, cancel)
    found = assess(scored, detector.threshold, progress, cancel, unit)
    return {"split": split, "dropped": len(crops.dropped), **found}
