"""Extend a detector to kinds of forgery: a score and a calibrated ratio for each.

The detector's first network is fine-tuned on original and degraded faces. Beside it, a head on
statistics of generic features is trained with semi-hard triplets whose classes are the kinds. One
linear classifier for each kind uses both. Its ratios are calibrated on original and degraded
validation faces.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from torch import nn

from engine.detector.calibration import Calibration, KindCalibration, fit_kind
from engine.detector.classifier import bounded
from engine.detector.detector import Detector
from engine.detector.kinds import known_kinds
from engine.detector.out_of_distribution import fit_out_of_distribution
from engine.detector.reference import Reference
from engine.embedding.backbones import STATISTICS_SIDE, StatisticsBackbone
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import LITE0_STATISTICS, EmbedderSpec
from engine.embedding.weights import load_pretrained
from engine.errors import TrainingDataError, TrainingError
from engine.training.crops import crops_for
from engine.training.datasets import load_records
from engine.training.estimators.triplets import round_to_half
from engine.training.evaluation import equal_error_rate
from engine.training.kinds.classifiers import (
    DIMENSION,
    HEAD,
    STEPS,
    KindCoverage,
    fit_kind_classifiers,
    joined,
    learn_head,
    measure_coverage,
)  # fmt: skip
from engine.training.kinds.faces import Copies, Embedded, chosen_records, copies_of, embedded
from engine.training.kinds.networks import FineTuning, fine_tuned
from engine.training.loop import Run
from engine.training.scoring import key_of
from engine.training.train import REFERENCE_PER_METHOD
from engine.wording import mark

_SEED = 7
#: Maximum number of faces of each data set and method for the head and the classifiers.
_MOST_EMBEDDED = 2000
#: Limits of what is measured, for the model card.
_LIMITS = (
    "Validation and test items are one or two frames a clip where the data hold no more. "
    "Likelihood ratios of whole clips use the mean score of up to 25 frames in 20 seconds with the "
    "same calibration, which is cautious: averaging does not add weight.",
    "Kinds of forgery other than the three, faces under 48 pixels, AV1 and filters other than "
    "those that training degrades with are outside what was measured.",
)
#: Minimum size of a data set for fine-tuning; the networks would memorise smaller ones.
_LEAST_FOR_NETWORKS = 2000


def learn_kinds(
    base: Detector,
    data: Path,
    work: Path,
    run: Run,
    workers: int = 1,
    fine_tuning: FineTuning | None = None,
    steps: int = STEPS,
) -> Detector:
    """Train a detector that scores each kind of forgery present in `data`.

    Args:
        base: judges single faces; not modified.
        data: see `engine.training.datasets.load_records`; the test split is not read.
        work: folder of the face cache.
        run: its shared folder keeps degraded copies, checkpoints and embeddings.
        workers: processes that extract and degrade faces.
        fine_tuning: fine-tuning of the first network; None skips it.
        steps: training steps of the head.

    Raises:
        TrainingError: the detector cannot be extended.
        TrainingDataError: no kind has faces in both splits, or splits leak.
        WeightsError: the generic backbone's weights are missing.
        CancelledError: cancelled; a later call with the same arguments resumes.
    """
    spec = extended_spec(base.embedder.spec)
    records = load_records(data)

    def faces(split: str) -> Copies:
        chosen = chosen_records(records, split, _SEED)
        if not chosen:
            raise TrainingDataError(
                mark("The split '{split}' holds no face of a known kind of forgery."),
                mark("Name the kinds in a column 'kind', see resources/kinds.json."),
                split=split,
            )
        crops = crops_for(base, chosen, work, run.progress, run.cancel, workers)
        return copies_of(crops, split, _SEED, workers, run)

    copies = {split: faces(split) for split in ("train", "val")}
    both = set(copies["train"].kinds) & set(copies["val"].kinds)
    keys = [kind.key for kind in known_kinds().kinds if kind.key in both]
    if not keys or "" not in both:
        raise TrainingDataError(
            mark(
                "No kind of forgery has faces, beside pristine ones, in the splits 'train' and "
                "'val'."
            ),
            mark("Add forgeries of one kind, made from clips of other people for each split."),
        )
    networks, source = base.embedder, base.digest
    if fine_tuning:
        large = _fine_tuning_sets(copies["train"])
        trained = fine_tuned(
            base.embedder, copies["train"].only(lambda r: r.origin in large),
            copies["val"].only(lambda r: r.origin in large), keys, fine_tuning, _SEED, run,
        )  # fmt: skip
        networks = Embedder(trained, run.device)
        source = key_of([source, fine_tuning.epochs, fine_tuning.faces, len(copies["train"])])
    generic = _generic(base.embedder.spec, run)

    def points(split: str) -> Embedded:
        some = {r.name for r in chosen_records(records, split, _SEED, _MOST_EMBEDDED)}
        return embedded(
            copies[split].only(lambda r: r.name in some), networks, Embedder(generic, run.device),
            source, split, run,
        )  # fmt: skip

    train, val = points("train"), points("val")
    head = learn_head(train, keys, _SEED, steps, run)
    learned, judged = joined(train, head), joined(val, head)
    classifier = fit_kind_classifiers(train, learned, val, judged, keys)
    scores = bounded(classifier.decision_function(judged))
    seen = measure_coverage(train, val, keys, scores, _SEED, steps, run)
    calibration = Calibration(
        tuple(_calibrated(key, val, scores[:, i], seen[key]) for i, key in enumerate(keys))
    )
    ranking = calibration.llr(scores, val.terms)
    network = _extended(networks, spec, generic, head)
    classes = [f"{r.origin}: {r.method}" for r in train.records]
    detector = replace(
        base,
        name=f"{base.name}, by kind of forgery",
        embedder=Embedder(network, run.device),
        classifier=classifier,
        calibration=calibration,
        threshold=equal_error_rate(ranking, (val.kinds != "").astype(np.int64))[1],
        reference=_reference(val, judged),
        out_of_distribution=fit_out_of_distribution(learned, classes, judged),
        rehearsal=None,
        card={},
        digest="",
    )
    detector.card = _card(base, train, val, seen, fine_tuning)
    return detector


def _fine_tuning_sets(faces: Copies) -> set[str]:
    """Data sets for fine-tuning: large ones, and all-pristine ones."""
    plain = Counter(r.origin for r in faces.sets[0].records)
    forged = {r.origin for r in faces.records if r.label}
    large = {origin for origin, n in plain.items() if n >= _LEAST_FOR_NETWORKS}
    return (large or set(plain)) | (set(plain) - forged)


def _generic(spec: EmbedderSpec, run: Run) -> EmbeddingNetwork:
    """The frozen backbone of the statistics member."""
    network = EmbeddingNetwork(
        replace(
            spec, architecture=LITE0_STATISTICS, architectures=(), heads=(),
            head="none", dimension=StatisticsBackbone.num_features,
            members=1, shared=True, sizes=(STATISTICS_SIDE,),
        )
    )  # fmt: skip
    load_pretrained(network, "imagenet", run.progress)
    round_to_half(network)
    return network


def extended_spec(spec: EmbedderSpec) -> EmbedderSpec:
    """Add the statistics member to a network's spec.

    Raises:
        TrainingError: the network is of another kind.
    """
    if spec.window > 1 or spec.adapted or spec.dimension != DIMENSION or (
        spec.shared and spec.members > 1
    ):  # fmt: skip
        raise TrainingError(
            mark("Only detectors of single faces with 128 dimensions can be extended by kinds."),
            mark("Train one with 'forensics train', or use the one that comes with the program."),
        )
    own = spec.members
    return replace(
        spec,
        members=own + 1,
        shared=False,
        architectures=(*(spec.architecture_of(i) for i in range(own)), LITE0_STATISTICS),
        heads=(*spec.head_of_each, HEAD),
        sizes=(*(spec.sizes or (spec.alignment.size,) * own), STATISTICS_SIDE),
    )


def _extended(
    base: Embedder, spec: EmbedderSpec, generic: EmbeddingNetwork, head: nn.Sequential
) -> EmbeddingNetwork:
    network = EmbeddingNetwork(spec)
    old = base.network.cpu()
    for number, (backbone, own) in enumerate(zip(old.backbones, old.heads, strict=True)):
        network.backbones[number].load_state_dict(backbone.state_dict())
        network.heads[number].load_state_dict(own.state_dict())
    network.backbones[-1].load_state_dict(generic.backbones[0].state_dict())
    network.heads[-1].load_state_dict(head.state_dict())
    return network.eval()


def _calibrated(key: str, val: Embedded, scores: np.ndarray, seen: KindCoverage) -> KindCalibration:
    """Calibrate a kind on the data sets that contain it."""
    kinds, origins = val.kinds, val.origins
    rows = (kinds == key) | ((kinds == "") & np.isin(origins, origins[kinds == key]))
    labels = (kinds[rows] == key).astype(np.int64)
    return fit_kind(key, scores[rows], labels, val.terms[rows], seen.unseen)


def _reference(val: Embedded, points: np.ndarray) -> Reference:
    """Original validation faces of each method."""
    names = np.array([f"{r.origin}: {r.method}" for r in val.records])
    rng = np.random.default_rng(_SEED)
    rows: list[int] = []
    for name in sorted(set(names)):
        own = np.flatnonzero((names == name) & ~val.degraded)
        rows += sorted(rng.permutation(own)[:REFERENCE_PER_METHOD].tolist())
    labels = np.array([val.records[i].label for i in rows], np.int64)
    return Reference(points[rows].astype(np.float32), labels, names[rows].tolist())


def _card(
    base: Detector,
    train: Embedded,
    val: Embedded,
    seen: dict[str, KindCoverage],
    fine_tuning: FineTuning | None,
) -> dict[str, Any]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for faces in (train, val):
        plain = [r for r, copy in zip(faces.records, faces.degraded, strict=True) if not copy]
        counts.update((r.origin, r.split, r.method) for r in plain)
    trained = (
        f"the first trained further for {fine_tuning.epochs} epochs of {fine_tuning.faces} faces, "
        "as recorded and degraded"
        if fine_tuning
        else "unchanged"
    )
    options = (
        f" --epochs {fine_tuning.epochs} --faces {fine_tuning.faces}"
        if fine_tuning
        else " --epochs 0"
    )
    kept = ("use", "out_of_scope", "splits", "provenance", "experiment", "members")
    return {
        **{name: base.card[name] for name in kept if name in base.card},
        "name": f"{base.name}, by kind of forgery",
        "made": datetime.date.today().isoformat(),
        "method": (
            f"The networks of '{base.name}', {trained}, and beside them means and deviations of an "
            "ImageNet network's first blocks, of the picture and of its noise residual, mapped to "
            "128 dimensions with semi-hard triplets whose classes are the kinds of forgery. One "
            "linear classifier for each kind; logistic-regression calibration by score, face "
            "size, sharpness and blockiness, on validation faces as recorded and degraded."
        ),
        "command": f"forensics kinds BUNDLE DATA -o NEW{options}",
        "limits": list(_LIMITS),
        "crops": [
            {"data": o, "split": s, "method": m, "faces": n}
            for (o, s, m), n in sorted(counts.items())
        ],
        "by_kind": [
            {
                "kind": key,
                "auc": round(one.auc, 3),
                "generators": one.generators,
                "auc_left_out": round(one.left_out, 3),
                "unseen": round(one.unseen, 3),
            }
            for key, one in seen.items()
        ],
    }
