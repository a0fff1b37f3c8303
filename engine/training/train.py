"""Training from labelled data to a bundle: crops, fitting, calibration, model card."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.detector.bundle.card_markdown import OUT_OF_SCOPE
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.device import pick_device
from engine.embedding.embedder import Embedder
from engine.errors import TrainingDataError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.config import Experiment
from engine.training.crops import CropSet, prepare_crops, storage_for
from engine.training.datasets import load_records
from engine.training.distributed import Processes
from engine.training.estimators.contract import Estimator
from engine.training.estimators.make import make_estimator, require_buildable
from engine.training.evaluation import by_clip, calibrate, evaluate
from engine.training.events import Listener
from engine.training.experiments import find_experiment, members_of
from engine.training.extract import ExtractionSettings
from engine.training.loop import Run, ignore_event
from engine.training.records import PRISTINE, FaceRecord, need_both_classes
from engine.training.samples import Samples
from engine.training.scoring import each_face, embed_samples, learn_novelty
from engine.wording import mark

REFERENCE_PER_METHOD = 120


@dataclass(frozen=True)
class Places:
    """Folders for resumable work.

    Attributes:
        crops: prepared faces; may be shared by any number of runs.
        state: checkpoints of this run.
    """

    crops: Path
    state: Path

    @classmethod
    def beside(cls, bundle: Path, work: Path | None) -> Places:
        """Folders under `work`, or beside the bundle; safe to delete afterwards."""
        work = work or bundle.with_suffix(".work")
        return cls(work / "crops", work / "state")


def train(
    data: Path,
    bundle: Path,
    experiment: Experiment,
    places: Places | None = None,
    device: str = "auto",
    workers: int = 1,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    listen: Listener = ignore_event,
) -> Detector:
    """Train on `data`, write the bundle and evaluate it on the test split once.

    Under torchrun, each process trains on its part of every batch and the first one writes.

    Args:
        data: a folder with `real` and `fake` in it, a manifest, or a data set as downloaded;
            see `engine.training.datasets.load_records`.
        bundle: folder to write.
        experiment: model and training, from `find_experiment`.
        places: folders of crops and checkpoints; a folder beside the bundle if None.
        device: a name of `engine.device.DEVICES`.
        workers: processes that extract faces and, on a GPU, load batches.
        progress: called with the progress.
        cancel: stops the call; a later call resumes.
        listen: receives every step and epoch.

    Raises:
        TrainingDataError: too little data, or splits that leak.
        TrainingError: the experiment cannot be carried out.
        WeightsError: pretrained weights are missing.
        OutputError: the bundle or its state cannot be written.
        CancelledError: cancelled; a later call with the same arguments resumes.
    """
    cancel = cancel or CancelToken()
    places = places or Places.beside(bundle, None)
    processes = Processes(pick_device(device))
    progress(Progress("Reading the labelled data", 0, None))
    records = load_records(data)
    with processes.first_before_others():
        crops = faces_of(records, experiment, places.crops, workers, progress, cancel)
    # A GPU trains faster than one core loads; on a CPU, training needs all cores.
    loaders = workers if processes.count == 1 and pick_device(device) == "cuda" else 1
    run = Run(places.state, device, progress, cancel, listen, loaders=loaders)
    detector = fit_detector(crops, experiment, run)
    with processes.first_before_others():
        if processes.first:
            # The test split is used once and nothing is chosen by it. Intervals resample people:
            # with few people, resampling clips gives too narrow intervals.
            measured = evaluate(detector, crops, "test", progress, cancel, unit="person")
            detector.card |= model_card(experiment, crops, measured)
            detector.save(bundle)
    return Detector.load(bundle, device)


def faces_of(
    records: list[FaceRecord],
    experiment: Experiment,
    folder: Path,
    workers: int,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> CropSet:
    """Extract the crops for an experiment, or load them from the cache.

    The experiment is validated before the first face is detected.

    Raises:
        As `train`.
    """
    require_buildable(experiment)
    _require_methods(records, experiment)
    two_class = origins_with_both_classes(records)
    for split in ("train", "val", "test"):
        chosen = [r for r in records if r.split == split and r.origin in two_class]
        need_both_classes(
            chosen,
            mark("There are {pristine} pristine and {forged} forged items in the split '{split}'."),
            8 if split == "train" else 2,
            split=split,
        )
    faces = experiment.faces
    settings = ExtractionSettings(
        faces_per_clip=faces.per_clip, every=faces.every or None, pick=faces.pick
    )
    storage = storage_for(experiment.alignment, faces.side)
    return prepare_crops(records, storage, folder, progress, cancel, settings, workers)


def fit_detector(crops: CropSet, experiment: Experiment, run: Run) -> Detector:
    """Fit on "train"; threshold, calibration and reference come from "val", the
    out-of-distribution measure from both.

    Data sets with a single class are left out, because a network would learn to tell data sets
    apart. Pristine ones take part if on-the-fly forgeries are made of them.

    Raises:
        As `train`.
    """
    left_out = set(experiment.data.leave_out)
    crops = crops.only(lambda r: r.method not in left_out)
    two_class = origins_with_both_classes(crops.records)
    estimator = make_estimator(experiment)
    made = any(member.learning.made > 0 for member in members_of(experiment))
    people = learned_people(crops.records, experiment)

    def learned(record: FaceRecord) -> bool:
        of_use = record.origin in two_class or (made and record.label == PRISTINE)
        return record.split == "train" and of_use and record.identity in people

    train_set = estimator.samples(crops.only(learned))
    val_set = estimator.samples(crops.only(lambda r: r.split == "val" and r.origin in two_class))
    estimator.fit(train_set, val_set, run)
    return as_detector(estimator, train_set, val_set)


def _require_methods(records: list[FaceRecord], experiment: Experiment) -> None:
    """Raise TrainingDataError unless every method to leave out exists."""
    held = {r.method for r in records}
    unknown = sorted(set(experiment.data.leave_out) - held)
    if unknown:
        raise TrainingDataError(
            mark("The data hold no method '{unknown}' to leave out."),
            mark("They hold {names}."),
            unknown=unknown[0],
            names=", ".join(sorted(held)),
        )


def learned_people(records: list[FaceRecord], experiment: Experiment) -> set[str]:
    """Identities of the training split to train on: a share of each data set.

    With the same seed, a smaller share is a subset of a larger one.
    """
    rng = np.random.default_rng(experiment.seed)
    of_origin: dict[str, set[str]] = {}
    for record in records:
        if record.split == "train":
            of_origin.setdefault(record.origin, set()).add(record.identity)
    chosen: set[str] = set()
    for _, names in sorted(of_origin.items()):
        order = rng.permutation(sorted(names)).tolist()
        chosen.update(order[: max(1, round(experiment.data.share * len(order)))])
    return chosen


def as_detector(estimator: Estimator, train: Samples, val: Samples) -> Detector:
    """Complete a fitted estimator with threshold, calibration and reference from validation data.

    Models of single faces also get an out-of-distribution measure from `train`.
    """
    experiment = estimator.experiment
    assert estimator.embedder is not None
    calibration, threshold = calibrate(by_clip(estimator.score(val), val.records))
    detector = Detector(
        name=experiment.name,
        embedder=estimator.embedder,
        classifier=estimator.scorer,
        calibration=calibration,
        threshold=threshold,
        reference=reference_of(estimator.embedder, val, estimator.experiment.seed),
    )
    detector.card = {
        "experiment": experiment.to_json(),
        "learning_curves": {
            stage: [{name: round(value, 4) for name, value in epoch.items()} for epoch in curve]
            for stage, curve in estimator.curves.items()
        },
    }
    if detector.window == 1:
        classes = [f"{r.origin}: {r.method}" for r in train.records]
        detector.out_of_distribution = learn_novelty(
            detector.embedder, train, classes, val, experiment.seed
        )
    return detector


def origins_with_both_classes(records: list[FaceRecord]) -> set[str]:
    """Data sets that hold pristine and forged items."""
    labels: dict[str, set[int]] = {}
    for record in records:
        labels.setdefault(record.origin, set()).add(record.label)
    return {origin for origin, found in labels.items() if len(found) == 2}


def reference_of(embedder: Embedder, val: Samples, seed: int) -> Reference:
    """Embeddings of some faces of each method, embedded as clips are."""
    samples = val if embedder.spec.window > 1 else each_face(val)
    names = [f"{r.origin}: {r.method}" for r in samples.records]
    rng = np.random.default_rng(seed)
    rows: list[int] = []
    for name in sorted(set(names)):
        members = [i for i, n in enumerate(names) if n == name]
        rows.extend(sorted(rng.permutation(members)[:REFERENCE_PER_METHOD].tolist()))
    chosen = samples.take(np.array(rows, np.int64))
    return Reference(embed_samples(embedder, chosen), chosen.labels, [names[i] for i in rows])


def _method(experiment: Experiment) -> str:
    parts = [_KINDS[e.model.kind](e) for e in members_of(experiment)]
    if len(parts) == 1:
        return parts[0]
    sizes = ", ".join(str(e.model.size) for e in members_of(experiment))
    said = "; ".join(dict.fromkeys(parts))
    return f"a panel of {len(parts)} networks at {sizes} px whose log-odds are averaged: {said}"


_KINDS: dict[str, Callable[[Experiment], str]] = {
    "frames": lambda e: f"{e.model.architecture} trained end to end on single faces",
    "triplets": lambda e: (
        f"{e.triplets.mining} triplets with margin {e.triplets.margin} on "
        f"{e.model.architecture} ({e.model.trunk}), {e.model.dimension}-d, guided by "
        f"cross-entropy with weight {e.triplets.guide}; {e.classifier.kind} on the embedding"
        + (f"; bag of {e.bag.members}, {e.bag.vote} vote" if e.bag.members > 1 else "")
    ),
    "raw": lambda e: f"{e.classifier.kind} on the embedding of {e.model.architecture} as it is",
    "sequence": lambda e: (
        f"{e.sequence.cell} over {e.sequence.window} faces on {e.sequence.features} features "
        f"of {e.model.architecture}, which was first trained end to end"
    ),
    "volume": lambda e: f"{e.model.architecture}, 3-D convolution over {e.sequence.window} faces",
}


def model_card(experiment: Experiment, crops: CropSet, measured: dict[str, Any]) -> dict[str, Any]:
    """Model card of a bundle, JSON-ready."""
    method = _method(experiment)
    return {
        "name": experiment.name,
        "made": datetime.date.today().isoformat(),
        "use": "Research and evaluation use. The faces it learned from were released for "
        "research; it is not a proof of forgery and must not be the only ground of a decision.",
        "out_of_scope": OUT_OF_SCOPE,
        "method": f"{method[0].upper()}{method[1:]}. Logistic-regression calibration on the "
        "validation split. After Kumar & Bhavsar 2020.",
        "command": "forensics train DATA -o BUNDLE"
        + ("" if experiment == find_experiment("default") else " --config EXPERIMENT.toml"),
        "experiment": experiment.to_json(),
        "members": {
            name: member.to_json()
            for name, member in zip(experiment.panel, members_of(experiment), strict=False)
        },
        "fitted_on": sorted(origins_with_both_classes(crops.records)),
        "crops": crops.counted(),
        "dropped_without_a_usable_face": len(crops.dropped),
        "splits": "Disjoint by identity (or look-alike group) and by source clip.",
        "measured": measured,
        "limits": [
            "Validation and test items are one or two frames a clip where the data hold no more; "
            "likelihood ratios of whole clips use the mean score of up to 25 frames with the "
            "same calibration, which is cautious: averaging does not add weight.",
            "Manipulations made in other ways than those listed under crops, heavy compression, "
            "filters and faces under 48 pixels are outside what was measured.",
        ],
    }
