"""From labelled data to a bundle: crops, fine-tuning, classifier, calibration, model card."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.detector.calibration import Calibration, fit_calibration
from engine.detector.classifier import fit_classifier, score
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbedderSpec
from engine.progress import CancelToken, ProgressCallback, ignore_progress
from engine.training.crops import CropSet, prepare_crops
from engine.training.datasets import load_records
from engine.training.evaluation import by_clip, embed_rows, equal_error_rate, evaluate
from engine.training.finetune import FinetuneSettings, finetune
from engine.training.records import FaceRecord, need_both_classes

#: Border kept around training crops for shift, rotation and scale.
TRAINING_MARGIN = 0.1
REFERENCE_PER_METHOD = 120


@dataclass(frozen=True)
class TrainSettings:
    """How a bundle is made.

    Attributes:
        name: shown to users of the bundle.
        classifier: a name of `engine.detector.classifier.CLASSIFIERS`.
        finetune: how the embedding is learned.
        spec: the embedder to train.
    """

    name: str = "Triplet EfficientNet-Lite0"
    classifier: str = "sgd"
    finetune: FinetuneSettings = field(default_factory=FinetuneSettings)
    spec: EmbedderSpec = field(default_factory=EmbedderSpec)


def train(
    data: Path,
    bundle: Path,
    settings: TrainSettings,
    work: Path | None = None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    log: Callable[[dict[str, Any]], None] = lambda _: None,
) -> Detector:
    """Train on `data`, write the bundle, measure it on the split "test" once.

    Data sets that hold one class only are left out of fitting: a network would learn to
    tell the data sets apart. They stay in the evaluation, as false alarms or misses.

    Args:
        data: see `engine.training.datasets.load_records`.
        bundle: folder to write.
        work: crops and checkpoints; beside the bundle by default; safe to delete later.
        log: told the figures of each epoch.

    Raises:
        TrainingDataError: too little data, or splits that leak.
        OutputError: the bundle cannot be written.
    """
    cancel = cancel or CancelToken()
    work = work or bundle.with_suffix(".work")
    records = load_records(data)
    two_class = _origins_with_both_classes(records)
    for split in ("train", "val", "test"):
        chosen = [r for r in records if r.split == split and r.origin in two_class]
        need_both_classes(chosen, f"in the split '{split}'", least=8 if split == "train" else 2)
    spec = settings.spec
    wide = replace(spec.alignment, margin=TRAINING_MARGIN)
    crops = prepare_crops(records, wide, work / "crops", progress, cancel)
    fit = crops.only(lambda r: r.origin in two_class)
    network = finetune(fit, spec, settings.finetune, work, progress, cancel, log)
    for tensor in network.state_dict().values():
        # Bundles store half precision; what follows must see the same weights.
        if tensor.is_floating_point():
            tensor.copy_(tensor.half().float())
    detector = Detector(
        name=settings.name,
        embedder=Embedder(network, settings.finetune.device),
        classifier=None,
        calibration=Calibration(1.0, 0.0, 1.0, 0, 0),
        threshold=0.0,
        reference=Reference(np.zeros((0, spec.dimension), np.float32), np.zeros(0, np.int64), []),
    )
    _fit_head(detector, fit, settings, progress, cancel)
    # "Once, at the end": nothing is chosen after these figures are seen.
    measured = evaluate(detector, crops, "test", progress, cancel)
    detector.card = _card(settings, crops, two_class, measured)
    detector.save(bundle)
    return Detector.load(bundle, settings.finetune.device)


def _origins_with_both_classes(records: list[FaceRecord]) -> set[str]:
    labels: dict[str, set[int]] = {}
    for record in records:
        labels.setdefault(record.origin, set()).add(record.label)
    return {origin for origin, found in labels.items() if len(found) == 2}


def _fit_head(
    detector: Detector,
    crops: CropSet,
    settings: TrainSettings,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> None:
    """Classifier on "train"; threshold, calibration and reference points on "val"."""
    seed = settings.finetune.seed
    train_rows = crops.rows(lambda r: r.split == "train")
    labels = crops.labels
    points = embed_rows(detector, crops, train_rows, progress, cancel)
    detector.classifier = fit_classifier(
        settings.classifier, points, labels[train_rows], seed, _balance(crops, train_rows)
    )
    val_rows = crops.rows(lambda r: r.split == "val")
    val_records = [crops.records[i] for i in val_rows]
    val_points = embed_rows(detector, crops, val_rows, progress, cancel)
    clips = by_clip(score(detector.classifier, val_points), val_records)
    detector.threshold = equal_error_rate(clips.scores, clips.labels)[1]
    detector.calibration = fit_calibration(clips.scores, clips.labels)
    detector.reference = _reference(val_points, val_records, seed)


def _balance(crops: CropSet, rows: np.ndarray) -> np.ndarray:
    """float64 (N,): each (data set, label) pair weighs as much as any other in its set."""
    keys = [(crops.records[i].origin, crops.records[i].label) for i in rows]
    counts = Counter(keys)
    sets = Counter(origin for origin, _ in keys)
    return np.array([sets[k[0]] / (2 * counts[k]) for k in keys])


def _reference(points: np.ndarray, records: list[FaceRecord], seed: int) -> Reference:
    rng = np.random.default_rng(seed)
    names = [f"{r.origin}: {r.method}" for r in records]
    rows: list[int] = []
    for name in sorted(set(names)):
        members = [i for i, n in enumerate(names) if n == name]
        rows.extend(sorted(rng.permutation(members)[:REFERENCE_PER_METHOD].tolist()))
    return Reference(
        points[rows],
        np.array([records[i].label for i in rows], np.int64),
        [names[i] for i in rows],
    )


def _card(
    settings: TrainSettings, crops: CropSet, two_class: set[str], measured: dict[str, Any]
) -> dict[str, Any]:
    counts = Counter((r.origin, r.split, r.method) for r in crops.records)
    return {
        "name": settings.name,
        "made": datetime.date.today().isoformat(),
        "use": "Research and evaluation use. The faces it learned from were released for "
        "research; it is not a proof of forgery and must not be the only ground of a decision.",
        "method": "EfficientNet-Lite0 (ImageNet) with a projection to 128-d on the unit sphere, "
        f"{settings.finetune.mining} triplet loss with margin {settings.finetune.margin}, "
        f"guided by cross-entropy with weight {settings.finetune.guide}; "
        f"{settings.classifier} classifier on the embedding; logistic-regression calibration "
        "on the validation split. After Kumar & Bhavsar 2020.",
        "settings": asdict(settings),
        "fitted_on": sorted(two_class),
        "crops": [
            {"data": o, "split": s, "method": m, "faces": n}
            for (o, s, m), n in sorted(counts.items())
        ],
        "dropped_without_a_usable_face": len(crops.dropped),
        "splits": "Disjoint by identity (or look-alike group) and by source clip.",
        "measured": measured,
        "limits": [
            "Validation and test items are one or two frames a clip; likelihood ratios of whole "
            "clips use the mean score of up to 25 frames with the same calibration, which is "
            "cautious: averaging does not add weight.",
            "Manipulations made in other ways than those listed under crops, heavy compression, "
            "filters and faces under 48 pixels are outside what was measured.",
        ],
    }
