"""Linear classifiers, one for each kind, stacked over the members of the embedder.

A fine-tuned network fits its training faces too closely: a single classifier on all members would
rely on it too much. Each member has its own classifier, fitted on training faces, and the weights
of these classifiers are fitted on validation faces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from engine.detector.classifier import LinearClassifier
from engine.device import one_core
from engine.embedding.heads import Standard, make_head
from engine.progress import Progress
from engine.training.estimators.triplets import round_to_half
from engine.training.kinds.faces import Embedded, origin_weights
from engine.training.kinds.networks import GAIN, MARGIN, SMOOTH
from engine.training.loop import Run
from engine.training.mining import semi_hard_loss

HEAD, DIMENSION = "hidden", 128
#: Training steps of the head.
STEPS = 800
_BATCH, _RATE, _DECAY = 256, 2e-3, 1e-2
#: Noise on standardised features, against overfitting.
_NOISE = 0.6
#: Lower bound on the deviation of a feature, so that near-constant ones are not amplified.
_LEAST_DEVIATION = 1e-3
#: Share of pristine faces in a batch.
_PRISTINE = 0.4
#: L2 penalty of the classifiers and of their weights, in units of the mean loss.
_RIDGE, _RIDGE_OF_WEIGHTS = 1e-3, 1e-3
#: Share of the pristine faces, by weight, from data sets without forgeries of the kind.
_OTHER_PRISTINE = 0.2
#: Folds of left-out generators.
_FOLDS = 4
#: Lower bound: no detector sees every forgery of a kind.
_LEAST_UNSEEN = 0.1


@dataclass(frozen=True)
class KindCoverage:
    """Validation results of a kind.

    Attributes:
        auc: original and degraded faces against pristine ones of the same data sets.
        left_out: mean AUC of generators excluded from training.
        unseen: share of those generators' faces that look pristine, see `unseen_share` and
            `mean_plus_standard_error`.
        generators: number of left-out generators.
    """

    auc: float
    left_out: float
    unseen: float
    generators: int


def learn_head(faces: Embedded, keys: list[str], seed: int, steps: int, run: Run) -> nn.Sequential:
    """Train a head on features: semi-hard triplets of the kinds with an auxiliary cross-entropy."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    head = make_head(HEAD, faces.features.shape[1], DIMENSION)
    assert isinstance(head, nn.Sequential)
    assert isinstance(head[0], Standard)
    head[0].mean.copy_(torch.from_numpy(faces.features.mean(0)))
    head[0].scale.copy_(torch.from_numpy(1 / (faces.features.std(0) + _LEAST_DEVIATION)))
    guide = nn.Linear(DIMENSION, 1 + len(keys))
    parameters = [*head.parameters(), *guide.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    features = torch.from_numpy(faces.features)
    labels = torch.tensor([["", *keys].index(k) if k in ("", *keys) else 0 for k in faces.kinds])
    noise = _NOISE / head[0].scale
    weights = _face_weights(faces, keys)
    # Layers of this size are not faster on two cores.
    with one_core():
        for step in range(steps):
            run.cancel.check()
            rows = torch.from_numpy(rng.choice(len(faces), _BATCH, p=weights))
            points = features[rows]
            embedded = head(points + noise * torch.randn_like(points))
            triplets, _ = semi_hard_loss(embedded, labels[rows], MARGIN)
            guided = nn.functional.cross_entropy(
                guide(embedded * GAIN), labels[rows], label_smoothing=SMOOTH
            )
            optimiser.zero_grad()
            (triplets + guided).backward()
            optimiser.step()
            schedule.step()
            run.progress(Progress("Learning kinds of forgery", step + 1, steps))
    # The precision of a bundle.
    round_to_half(head)
    return head.eval()


def _face_weights(faces: Embedded, keys: list[str]) -> np.ndarray:
    """Sampling weights, float64 (N,), sum 1: equal for kinds, less for large data sets."""
    weights = np.zeros(len(faces))
    for kind in ("", *keys):
        own = faces.kinds == kind
        share = _PRISTINE if not kind else (1 - _PRISTINE) / len(keys)
        weights[own] = share * origin_weights(faces.origins[own])
    return weights / weights.sum()


def joined(faces: Embedded, head: nn.Sequential) -> np.ndarray:
    """Concatenate the networks' embeddings and the head's, float32 (N, D)."""
    with torch.inference_mode():
        own = head(torch.from_numpy(faces.features)).numpy()
    return np.concatenate([faces.embeddings, own], axis=1)


def fit_kind_classifiers(
    train: Embedded, points: np.ndarray, val: Embedded, val_points: np.ndarray, keys: list[str]
) -> LinearClassifier:
    """Fit one logistic regression for each kind against pristine faces.

    Args:
        train, val: faces for the classifiers and for their weights.
        points, val_points: float32 (N, M * 128), see `joined`.
        keys: kinds, each present in both.
    """
    from sklearn.linear_model import LogisticRegression

    parts = [slice(n, n + DIMENSION) for n in range(0, points.shape[1], DIMENSION)]
    rows, biases = [], []
    for key in keys:
        weights, used = _weights_against_pristine(train, key)
        own = LogisticRegression(C=1 / (2 * _RIDGE), max_iter=500)
        row = np.zeros(points.shape[1])
        for part in parts:
            own.fit(points[used, part], train.kinds[used] == key, sample_weight=weights[used] / 2)
            row[part] = own.coef_[0]
        by_member = np.stack([val_points[:, part] @ row[part] for part in parts], axis=1)
        deviations = by_member.std(0) + 1e-9
        weights, used = _weights_against_pristine(val, key)
        together = LogisticRegression(C=1 / (2 * _RIDGE_OF_WEIGHTS), max_iter=500)
        together.fit(
            by_member[used] / deviations, val.kinds[used] == key, sample_weight=weights[used] / 2
        )
        for part, weight in zip(parts, together.coef_[0] / deviations, strict=True):
            row[part] *= weight
        rows.append(row)
        biases.append(float(together.intercept_[0]))
    return LinearClassifier(np.array(rows), np.array(biases))


def _weights_against_pristine(faces: Embedded, key: str) -> tuple[np.ndarray, np.ndarray]:
    """Weights float64 (N,), sum 1 for each class; and bool (N,), which faces have one."""
    kinds, origins = faces.kinds, faces.origins
    weights = np.zeros(len(faces))
    forged, pristine = kinds == key, kinds == ""
    weights[forged] = origin_weights(origins[forged])
    # Pristine faces follow the forgeries' data sets, so that data sets cannot be told apart.
    weights[pristine] = _OTHER_PRISTINE * origin_weights(origins[pristine])
    for origin in sorted(set(origins[forged])):
        here = pristine & (origins == origin)
        if here.any():
            share = weights[forged & (origins == origin)].sum()
            weights[here] += (1 - _OTHER_PRISTINE) * share / here.sum()
    weights[pristine] /= weights[pristine].sum()
    return weights, weights > 0


def unseen_share(forged: np.ndarray, pristine: np.ndarray) -> float:
    """Share of forgeries that look pristine: twice the share below the median pristine score.

    Args:
        forged, pristine: scores, float (N,) and (M,).
    """
    return float(min(1.0, 2 * (forged < np.median(pristine)).mean()))


def mean_plus_standard_error(shares: list[float]) -> float:
    """Mean plus one standard error, at most 1; 1 for fewer than two shares.

    The next generator is another draw: the fewer were measured, the less is known about it.
    """
    if len(shares) < 2:
        return 1.0
    error = float(np.std(shares, ddof=1)) / len(shares) ** 0.5
    return min(1.0, float(np.mean(shares)) + error)


def measure_coverage(
    train: Embedded,
    val: Embedded,
    keys: list[str],
    scores: np.ndarray,
    seed: int,
    steps: int,
    run: Run,
) -> dict[str, KindCoverage]:
    """Validation results of each kind, including left-out generators.

    Args:
        scores: float (N, K), of `val`.
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
        rest, judged = (faces.take(~np.isin(faces.methods, left)) for faces in (train, val))
        known = [key for key in keys if key in set(rest.kinds) & set(judged.kinds)]
        if not known:
            continue
        head = learn_head(rest, known, seed, steps, run)
        rows = fit_kind_classifiers(rest, joined(rest, head), judged, joined(judged, head), known)
        by_val = rows.decision_function(joined(val, head))
        for method in left:
            chosen = train.methods == method
            key = str(train.kinds[chosen][0])
            if key not in known:
                continue
            row, faces = known.index(key), train.take(chosen)
            by_faces = rows.decision_function(joined(faces, head))
            forged, pristine = by_faces[:, row], by_val[pristine_of(faces.origins), row]
            aucs[key].append(auc(forged, pristine))
            shares[key].append(unseen_share(forged, pristine))
    found = {}
    for row, key in enumerate(keys):
        own = val.kinds == key
        found[key] = KindCoverage(
            auc=auc(scores[own, row], scores[pristine_of(val.origins[own]), row]),
            left_out=float(np.mean(aucs[key])) if aucs[key] else float("nan"),
            unseen=max(_LEAST_UNSEEN, mean_plus_standard_error(shares[key])),
            generators=len(shares[key]),
        )
    return found
