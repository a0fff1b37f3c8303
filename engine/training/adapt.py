"""Unsupervised domain adaptation of a detector to a new source of clips.

The paper names this as future work. Three methods are available: "norm" recomputes the
batch-normalisation statistics on the new source (AdaBN, Li et al. 2016); "coral" aligns the mean
and covariance of the new source's embeddings with those of the bundle's reference embeddings
(Sun et al. 2016); "norm+coral" does both. Labelled faces of the new source decide: one half
selects the method, the other half measures it. An adapted detector is returned only if its
improvement is statistically significant.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import nn

from engine.detector.detector import Detector
from engine.device import one_core
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork, to_batch
from engine.embedding.spec import FACENET
from engine.errors import TrainingDataError, TrainingError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.crops import CropSet
from engine.training.evaluation import assess, by_clip, calibrate, compare, score_crops
from engine.training.samples import Samples, face_samples
from engine.training.scoring import detector_scores, embed_samples, learn_novelty
from engine.wording import mark

#: "none" is the unchanged detector, recalibrated on the new source like the others.
WAYS = ("none", "norm", "coral", "norm+coral")
#: Fewer faces do not determine the statistics of a source.
LEAST_FACES = 100
_BATCH = 64


@dataclass(frozen=True)
class Adaptation:
    """An adapted detector and its evaluation.

    Attributes:
        detector: the adapted detector, calibrated on the labelled half that selected it. Faces
            unlike the new source are out-of-distribution to it.
        way: the selected entry of `WAYS`.
        chosen_on: way -> clip-level AUC on the selection half.
        before, after: metrics of the original and the adapted detector on the other half, see
            `engine.training.evaluation.evaluate`.
    """

    detector: Detector
    way: str
    chosen_on: dict[str, float]
    before: dict[str, Any]
    after: dict[str, Any]


def adapt(
    detector: Detector,
    unlabelled: CropSet,
    labelled: CropSet,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Adaptation:
    """Adapt a detector that judges single faces.

    Args:
        detector: not modified.
        unlabelled: faces of the new source; their labels are ignored.
        labelled: other people of the new source; "val" selects, "test" measures.

    Raises:
        TrainingDataError: too few faces, or people in both parts.
        TrainingError: the detector cannot be adapted, or no method improved it.
    """
    from sklearn.metrics import roc_auc_score

    cancel = cancel or CancelToken()
    _check(detector, unlabelled, labelled)
    faces = face_samples(unlabelled)
    val = labelled.only(lambda r: r.split == "val")
    candidates: dict[str, Detector] = {}
    aucs: dict[str, float] = {}
    for way in ways_for(detector):
        adapted = _adapted(detector, faces, way, progress, cancel)
        samples = face_samples(val)
        scores = adapted.ranking(detector_scores(adapted, samples))
        clips = by_clip(scores, samples.records)
        calibration, threshold = calibrate(clips)
        candidates[way] = replace(adapted, calibration=calibration, threshold=threshold)
        aucs[way] = float(roc_auc_score(clips.labels, clips.scores))
    way = max(aucs, key=lambda name: aucs[name])
    if way == "none":
        raise TrainingError(
            mark(
                "Adaptation made the detector no better on the labelled part that chooses (AUC "
                "{aucs})."
            ),
            mark("Keep the present bundle, or recalibrate it on clips of the new source."),
            aucs=", ".join(f"{name} {auc:.3f}" for name, auc in aucs.items()),
        )
    if detector.out_of_distribution is not None:
        embedder = candidates[way].embedder
        classes = ["the new source"] * len(faces)
        candidates[way].out_of_distribution = learn_novelty(
            embedder, faces, classes, face_samples(val), 0, progress, cancel
        )
    old, new = candidates["none"], candidates[way]
    before = score_crops(old, labelled, "test", progress, cancel)
    after = score_crops(new, labelled, "test", progress, cancel)
    auc = compare(before, after, old.threshold, new.threshold).differences["auc"]
    if auc.low <= 0:
        raise TrainingError(
            mark(
                "Adaptation ({way}) seemed to help on the part that chooses, but on the part that "
                "measures the AUC went from {before} to {after}, which may be chance (95 % "
                "interval of the difference {low} to {high})."
            ),
            mark(
                "Keep the present bundle; give more labelled clips of the new source to decide on."
            ),
            way=way,
            before=f"{auc.a:.3f}",
            after=f"{auc.b:.3f}",
            low=f"{auc.low:+.3f}",
            high=f"{auc.high:+.3f}",
        )
    reports = (
        {"split": "test", "dropped": len(labelled.dropped), **assess(scored, one.threshold)}
        for scored, one in ((before, old), (after, new))
    )
    return Adaptation(new, way, aucs, *reports)


def ways_for(detector: Detector) -> tuple[str, ...]:
    """Methods that the detector's network supports."""
    network = detector.embedder.network
    # FaceNet's normalisation is folded into its convolutions.
    plain = detector.embedder.spec.architecture == FACENET
    normalised = any(isinstance(m, nn.BatchNorm2d) for m in network.backbones.modules())
    return WAYS if normalised and not plain else ("none", "coral")


def _check(detector: Detector, unlabelled: CropSet, labelled: CropSet) -> None:
    spec = detector.embedder.spec
    if detector.window > 1 or spec.members > 1 or spec.adapted:
        raise TrainingError(
            mark(
                "Only detectors that judge faces one by one can be adapted, no bags, and only once."
            ),
            mark("Start from the bundle as it was trained."),
        )
    if len(unlabelled.records) < LEAST_FACES:
        raise TrainingDataError(
            mark(
                "There are {count} faces of the new source; at least {least} are needed to know "
                "its statistics."
            ),
            mark("Give more clips; they need no labels."),
            count=len(unlabelled.records),
            least=LEAST_FACES,
        )
    for split in ("val", "test"):
        labels = {r.label for r in labelled.records if r.split == split}
        if len(labels) < 2:
            raise TrainingDataError(
                mark("The labelled part has not both classes in its split '{split}'."),
                mark("Give pristine and forged clips of more people."),
                split=split,
            )
    own = {(r.origin, r.identity) for r in unlabelled.records}
    shared = sorted({r.identity for r in labelled.records if (r.origin, r.identity) in own})
    if shared:
        raise TrainingDataError(
            mark(
                "{count} people are in the unlabelled and in the labelled part, for example "
                "{names}."
            ),
            mark("Take them out of one of the two; figures mean nothing otherwise."),
            count=len(shared),
            names=", ".join(shared[:3]),
        )


def _adapted(
    detector: Detector, faces: Samples, way: str, progress: ProgressCallback, cancel: CancelToken
) -> Detector:
    embedder = detector.embedder
    if way in ("norm", "norm+coral"):
        network = copy.deepcopy(embedder.network)
        _take_statistics(network, faces, embedder.device, progress, cancel)
        embedder = Embedder(network, embedder.device)
    if way in ("coral", "norm+coral"):
        points = embed_samples(embedder, faces, progress, cancel)
        embedder = _mapped(embedder, points, detector.reference.embeddings)
    return replace(detector, embedder=embedder, digest="", out_of_distribution=None, rehearsal=None)


def _take_statistics(
    network: EmbeddingNetwork,
    faces: Samples,
    device: str,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> None:
    """Recompute the mean and variance of every normalisation layer over the faces."""
    layers = [m for m in network.modules() if isinstance(m, nn.BatchNorm2d)]
    before = [layer.momentum for layer in layers]
    for layer in layers:
        layer.reset_running_stats()
        # None selects a cumulative average over all batches.
        layer.momentum = None
        layer.train()
    order = np.random.default_rng(0).permutation(len(faces))
    with torch.inference_mode(), one_core():
        for start in range(0, len(order), _BATCH):
            cancel.check()
            chosen = order[start : start + _BATCH]
            if len(chosen) > 1:
                pictures = faces.pictures(chosen, network.spec.alignment)
                network(to_batch(pictures, network.spec, device))
            progress(Progress("Learning the new source", start + len(chosen), len(order)))
    for layer, momentum in zip(layers, before, strict=True):
        layer.momentum = momentum
    network.eval()


def _mapped(embedder: Embedder, points: np.ndarray, reference: np.ndarray) -> Embedder:
    """An embedder that aligns embeddings of the new source with the reference."""
    from sklearn.covariance import LedoitWolf

    new, old = LedoitWolf().fit(points), LedoitWolf().fit(reference)
    matrix = _power(new.covariance_, -0.5) @ _power(old.covariance_, 0.5)
    before = embedder.network
    network = EmbeddingNetwork(replace(before.spec, adapted=True))
    network.load_state_dict(before.state_dict(), strict=False)
    adapter = network.adapter
    assert adapter is not None
    offset = reference.mean(0) - points.mean(0) @ matrix
    with torch.no_grad():
        adapter.weight.copy_(torch.from_numpy(matrix.T.astype(np.float32)))
        adapter.bias.copy_(torch.from_numpy(np.asarray(offset, np.float32)))
    return Embedder(network, embedder.device)


def _power(covariance: np.ndarray, exponent: float) -> np.ndarray:
    """Power of a symmetric positive definite matrix."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * np.maximum(values, 1e-8) ** exponent) @ vectors.T)


def adapted_card(before: Detector, found: Adaptation, faces: CropSet) -> dict[str, Any]:
    """Model card of an adapted bundle, including the original's metrics."""
    card = dict(before.card)
    # These metrics describe the original detector.
    card.pop("evaluations", None)
    card["name"] = before.name
    card["adaptation"] = {
        "way": found.way,
        "from_bundle": before.digest,
        "unlabelled_faces": len(faces.records),
        "clip_auc_on_the_part_that_chose": found.chosen_on,
        "measured_before": found.before,
    }
    card["measured"] = found.after
    card["method"] = (
        f"{before.card.get('method', '')} Adapted to a new source of clips ({found.way}) with "
        f"{len(faces.records)} unlabelled faces; the figures are of that source."
    ).strip()
    return card
