"""Extend a detector by kinds of forgery: generic features beside its own, a score for each kind.

The detector's networks stay as they are. A head on the statistics of generic features is learned
beside them with semi-hard triplets whose classes are the kinds; a linear classifier for each kind
reads both, and its ratios are calibrated on validation faces as they are and degraded.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from engine.detector.calibration import Calibration, KindCalibration, fit_kind
from engine.detector.classifier import LinearClassifier, bounded
from engine.detector.detector import Detector
from engine.detector.kinds import known_kinds
from engine.detector.novelty import fit_novelty
from engine.detector.reference import Reference
from engine.embedding.embedder import Embedder
from engine.embedding.heads import Standard, make_head
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import LITE0_STATISTICS, EmbedderSpec
from engine.embedding.statistics import STATISTICS_SIDE, StatisticsBackbone
from engine.embedding.weights import load_pretrained
from engine.errors import TrainingDataError, TrainingError
from engine.progress import Progress
from engine.training.crops import crops_for
from engine.training.datasets import load_records
from engine.training.estimators.triplets import round_to_half
from engine.training.evaluation import equal_error_rate
from engine.training.loop import Run
from engine.training.mining import semi_hard_loss
from engine.training.train import REFERENCE_PER_METHOD
from engine.training.worn_faces import WornFaces, chosen_records, worn_faces

_SEED = 7
_DIMENSION, _HEAD = 128, "hidden"
#: Batches that a head is learned with.
STEPS = 800
_BATCH, _RATE, _DECAY = 256, 2e-3, 1e-2
#: Noise on standardised features, so that few faces are not learned by heart.
_NOISE = 0.6
_MARGIN, _GUIDE_GAIN, _SMOOTH = 0.2, 8.0, 0.05
#: Features that vary less than this are not blown up to the size of the others.
_LEAST_DEVIATION = 1e-3
#: Share of pristine faces in a batch.
_PRISTINE = 0.4
#: Ridge of the classifiers, in units of the mean loss.
_RIDGE = 1e-3
#: Of the pristine faces against which a kind is learned, the share that comes from data sets
#: without forgeries of this kind.
_ELSEWHERE = 0.2
#: Parts of the generators that are left out in turn.
_FOLDS = 4
#: No detector sees every forgery of a kind.
_LEAST_UNSEEN = 0.1


@dataclass(frozen=True)
class Seen:
    """How a kind fares in validation.

    Attributes:
        auc: of faces as they are and degraded, against pristine ones of the same data sets.
        left_out: mean AUC of generators that neither head nor classifier learned from.
        unseen: share of those generators' faces that look pristine, see `unseen_share`.
        generators: how many.
    """

    auc: float
    left_out: float
    unseen: float
    generators: int


def learn_kinds(
    base: Detector, data: Path, work: Path, run: Run, workers: int = 1, steps: int = STEPS
) -> Detector:
    """A detector that scores each kind of forgery for which `data` hold faces.

    Args:
        base: judges faces one by one; stays as it is.
        data: see `engine.training.datasets.load_records`; the split "test" is not read.
        work: folder where faces are kept.
        run: keeps embeddings in its shared folder.
        workers: processes that look for faces.
        steps: batches that a head is learned with.

    Raises:
        TrainingError: the detector cannot be extended.
        TrainingDataError: no kind has faces in both splits, or splits leak.
        WeightsError: the generic backbone's weights are missing.
        CancelledError: stopped; a later call with the same arguments goes on.
    """
    spec = extended_spec(base.embedder.spec)
    records = load_records(data)
    generic = EmbeddingNetwork(
        replace(
            base.embedder.spec, architecture=LITE0_STATISTICS, architectures=(), heads=(),
            head="none", dimension=StatisticsBackbone.num_features,
            members=1, shared=True, sizes=(STATISTICS_SIDE,),
        )
    )  # fmt: skip
    load_pretrained(generic, "imagenet", run.progress)
    round_to_half(generic)
    frozen = Embedder(generic, run.device)

    def faces(split: str) -> WornFaces:
        chosen = chosen_records(records, split, _SEED)
        if not chosen:
            raise TrainingDataError(
                f"The split '{split}' holds no face of a known kind of forgery.",
                "Name the kinds in a column 'kind', see resources/kinds.json.",
            )
        crops = crops_for(base, chosen, work, run.progress, run.cancel, workers)
        return worn_faces(crops, base.embedder, frozen, split, _SEED, run)

    train, val = faces("train"), faces("val")
    both = set(train.kinds) & set(val.kinds)
    keys = [kind.key for kind in known_kinds().kinds if kind.key in both]
    if not keys or "" not in both:
        raise TrainingDataError(
            "No kind of forgery has faces, beside pristine ones, in the splits 'train' and 'val'.",
            "Add forgeries of one kind, made from clips of other people for each split.",
        )
    head = _learn_head(train, keys, steps, run)
    joined, judged = _joined(train, head), _joined(val, head)
    classifier = _fit_rows(train, joined, keys)
    scores = bounded(classifier.decision_function(judged))
    seen = _seen(train, val, keys, scores, steps, run)
    calibration = Calibration(
        tuple(_calibrated(key, val, scores[:, i], seen[key]) for i, key in enumerate(keys))
    )
    ranking = calibration.llr(scores, val.terms)
    network = _extended(base.embedder, spec, generic, head)
    classes = [f"{r.origin}: {r.method}" for r in train.records]
    detector = replace(
        base,
        name=f"{base.name}, by kind of forgery",
        embedder=Embedder(network, run.device),
        classifier=classifier,
        calibration=calibration,
        threshold=equal_error_rate(ranking, (val.kinds != "").astype(np.int64))[1],
        reference=_reference(val, judged),
        novelty=fit_novelty(joined, classes, judged),
        rehearsal=None,
        card={},
        digest="",
    )
    detector.card = _card(base, train, val, seen)
    return detector


def extended_spec(spec: EmbedderSpec) -> EmbedderSpec:
    """A network's spec with the statistics of generic features as one more member.

    Raises:
        TrainingError: it has another kind of network.
    """
    if spec.window > 1 or spec.adapted or spec.dimension != _DIMENSION or (
        spec.shared and spec.members > 1
    ):  # fmt: skip
        raise TrainingError(
            "Only detectors of single faces with 128 dimensions can be extended by kinds.",
            "Train one with 'forensics train', or use the one that comes with the program.",
        )
    own = spec.members
    return replace(
        spec,
        members=own + 1,
        shared=False,
        architectures=(*(spec.architecture_of(i) for i in range(own)), LITE0_STATISTICS),
        heads=(*spec.head_of_each, _HEAD),
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


def _face_weights(faces: WornFaces, keys: list[str]) -> np.ndarray:
    """float64 (N,), sum 1: how often each face is drawn; kinds alike, large data sets less."""
    origins, kinds = faces.origins, faces.kinds
    weights = np.zeros(len(faces))
    for kind in ("", *keys):
        counts = Counter(origins[kinds == kind])
        total = sum(np.sqrt(n) for n in counts.values())
        share = _PRISTINE if not kind else (1 - _PRISTINE) / len(keys)
        for origin, n in counts.items():
            weights[(kinds == kind) & (origins == origin)] = share * np.sqrt(n) / total / n
    return weights / weights.sum()


def _learn_head(faces: WornFaces, keys: list[str], steps: int, run: Run) -> nn.Sequential:
    """Semi-hard triplets of the kinds, guided by cross-entropy, on ready features."""
    torch.manual_seed(_SEED)
    rng = np.random.default_rng(_SEED)
    head = make_head(_HEAD, faces.features.shape[1], _DIMENSION)
    assert isinstance(head, nn.Sequential)
    assert isinstance(head[0], Standard)
    head[0].mean.copy_(torch.from_numpy(faces.features.mean(0)))
    head[0].scale.copy_(torch.from_numpy(1 / (faces.features.std(0) + _LEAST_DEVIATION)))
    guide = nn.Linear(_DIMENSION, 1 + len(keys))
    parameters = [*head.parameters(), *guide.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    features = torch.from_numpy(faces.features)
    labels = torch.tensor([["", *keys].index(k) if k in ("", *keys) else 0 for k in faces.kinds])
    noise = _NOISE / head[0].scale
    weights = _face_weights(faces, keys)
    for step in range(steps):
        run.cancel.check()
        rows = torch.from_numpy(rng.choice(len(faces), _BATCH, p=weights))
        points = features[rows]
        embedded = head(points + noise * torch.randn_like(points))
        triplets, _ = semi_hard_loss(embedded, labels[rows], _MARGIN)
        guided = nn.functional.cross_entropy(
            guide(embedded * _GUIDE_GAIN), labels[rows], label_smoothing=_SMOOTH
        )
        optimiser.zero_grad()
        (triplets + guided).backward()
        optimiser.step()
        schedule.step()
        run.progress(Progress("Learning kinds of forgery", step + 1, steps))
    # As a bundle keeps it.
    round_to_half(head)
    return head.eval()


def _joined(faces: WornFaces, head: nn.Sequential) -> np.ndarray:
    """float32 (N, D): the detector's embeddings with the head's beside them."""
    with torch.inference_mode():
        own = head(torch.from_numpy(faces.features)).numpy()
    return np.concatenate([faces.embeddings, own], axis=1)


def _fit_rows(faces: WornFaces, points: np.ndarray, keys: list[str]) -> LinearClassifier:
    """One row a kind, each fitted by logistic regression against pristine faces."""
    from sklearn.linear_model import LogisticRegression

    kinds, origins = faces.kinds, faces.origins
    rows, biases = [], []
    for key in keys:
        weights = np.zeros(len(faces))
        forged, pristine = kinds == key, kinds == ""
        weights[forged] = _even_by_origin(origins[forged])
        # As many from each data set as forgeries, lest data sets be told apart.
        weights[pristine] = _ELSEWHERE * _even_by_origin(origins[pristine])
        for origin in sorted(set(origins[forged])):
            here = pristine & (origins == origin)
            if here.any():
                share = weights[forged & (origins == origin)].sum()
                weights[here] += (1 - _ELSEWHERE) * share / here.sum()
        weights[pristine] /= weights[pristine].sum()
        used = weights > 0
        model = LogisticRegression(C=1 / (2 * _RIDGE), max_iter=500)
        model.fit(points[used], forged[used], sample_weight=weights[used] / 2)
        rows.append(model.coef_[0])
        biases.append(float(model.intercept_[0]))
    return LinearClassifier(np.array(rows), np.array(biases))


def _even_by_origin(origins: np.ndarray) -> np.ndarray:
    """float64 (N,), sum 1: data sets by the root of their size, their faces alike."""
    counts = Counter(origins.tolist())
    weights = np.array([1 / np.sqrt(counts[origin]) for origin in origins.tolist()])
    normed: np.ndarray = weights / weights.sum()
    return normed


def _calibrated(key: str, val: WornFaces, scores: np.ndarray, seen: Seen) -> KindCalibration:
    """Fitted on data sets that hold the kind, on faces as they are and degraded."""
    kinds, origins = val.kinds, val.origins
    rows = (kinds == key) | ((kinds == "") & np.isin(origins, origins[kinds == key]))
    labels = (kinds[rows] == key).astype(np.int64)
    return fit_kind(key, scores[rows], labels, val.terms[rows], seen.unseen)


def unseen_share(forged: np.ndarray, pristine: np.ndarray) -> float:
    """Which share of forgeries looks pristine: twice that below the pristine faces' median.

    Args:
        forged, pristine: float (N,) and (M,), scores.
    """
    return float(min(1.0, 2 * (forged < np.median(pristine)).mean()))


def _seen(
    train: WornFaces, val: WornFaces, keys: list[str], scores: np.ndarray, steps: int, run: Run
) -> dict[str, Seen]:
    """How each kind fares, and its generators while nothing learns from them.

    The detector's own networks did see those that they were trained on.
    """
    from sklearn.metrics import roc_auc_score

    def pristine_of(origins: np.ndarray) -> np.ndarray:
        return (val.kinds == "") & np.isin(val.origins, origins)

    def auc(forged: np.ndarray, pristine: np.ndarray) -> float:
        labels = np.r_[np.ones(len(forged)), np.zeros(len(pristine))]
        return float(roc_auc_score(labels, np.r_[forged, pristine]))

    aucs: dict[str, list[float]] = {key: [] for key in keys}
    shares: dict[str, list[float]] = {key: [] for key in keys}
    for fold in range(_FOLDS):
        out = {key: sorted(set(train.methods[train.kinds == key]))[fold::_FOLDS] for key in keys}
        left = [method for methods in out.values() for method in methods]
        rest = train.take(~np.isin(train.methods, left))
        known = [key for key in keys if key in set(rest.kinds)]
        head = _learn_head(rest, known, steps, run)
        rows = _fit_rows(rest, _joined(rest, head), known)
        by_val = rows.decision_function(_joined(val, head))
        for method in left:
            chosen = train.methods == method
            key = str(train.kinds[chosen][0])
            if key not in known:
                continue
            row, faces = known.index(key), train.take(chosen)
            forged = rows.decision_function(_joined(faces, head))[:, row]
            pristine = by_val[pristine_of(faces.origins), row]
            aucs[key].append(auc(forged, pristine))
            shares[key].append(unseen_share(forged, pristine))
    found = {}
    for row, key in enumerate(keys):
        own = val.kinds == key
        found[key] = Seen(
            auc=auc(scores[own, row], scores[pristine_of(val.origins[own]), row]),
            left_out=float(np.mean(aucs[key])) if aucs[key] else float("nan"),
            unseen=max(_LEAST_UNSEEN, float(np.mean(shares[key]))) if shares[key] else 1.0,
            generators=len(shares[key]),
        )
    return found


def _reference(val: WornFaces, points: np.ndarray) -> Reference:
    """Some validation faces of each method, as they are."""
    names = np.array([f"{r.origin}: {r.method}" for r in val.records])
    rng = np.random.default_rng(_SEED)
    rows: list[int] = []
    for name in sorted(set(names)):
        own = np.flatnonzero((names == name) & ~val.worn)
        rows += sorted(rng.permutation(own)[:REFERENCE_PER_METHOD].tolist())
    labels = np.array([val.records[i].label for i in rows], np.int64)
    return Reference(points[rows].astype(np.float32), labels, names[rows].tolist())


def _card(
    base: Detector, train: WornFaces, val: WornFaces, seen: dict[str, Seen]
) -> dict[str, Any]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for faces in (train, val):
        plain = [r for r, worn in zip(faces.records, faces.worn, strict=True) if not worn]
        counts.update((r.origin, r.split, r.method) for r in plain)
    kept = ("use", "out_of_scope", "splits", "provenance", "experiment", "members")
    return {
        **{name: base.card[name] for name in kept if name in base.card},
        "name": f"{base.name}, by kind of forgery",
        "made": datetime.date.today().isoformat(),
        "method": (
            f"The networks of '{base.name}', unchanged, and beside them means and deviations of an "
            "ImageNet network's first blocks, of the picture and of its noise residual, brought to "
            "128 dimensions with semi-hard triplets whose classes are the kinds of forgery. One "
            "linear classifier a kind; logistic-regression calibration by score, size, sharpness "
            "and blockiness, on validation faces as they are and degraded by codecs."
        ),
        "command": "forensics kinds BUNDLE DATA -o NEW",
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
