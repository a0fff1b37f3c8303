"""Train a new classifier on the present embedding with rehearsal.

New and rehearsed faces have equal weight (rehearsal: Robins 1995), and the head is regularised
towards the present one. The regularisation strength and the calibration come from
cross-validation, with no person or source clip in two folds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np

from engine.detector.calibration import fit_calibration
from engine.detector.classifier import score
from engine.detector.detector import Detector
from engine.detector.out_of_distribution import LEAST_FACES, OutOfDistribution
from engine.detector.reference import Reference, Rehearsal, rehearsal_from_reference
from engine.errors import TrainingError
from engine.training.crops import CropSet
from engine.training.datasets.splits import record_groups
from engine.training.evaluation import equal_error_rate
from engine.training.loop import Run
from engine.training.records import need_both_classes
from engine.training.retrain.forgetting import TOLERATED
from engine.training.retrain.head_fit import Points, evened, fit_near, joined
from engine.training.retrain.learned import JUDGES, LEAST, Learned, counted
from engine.training.retrain.snapshots import AT_ONCE, Album
from engine.training.samples import Samples, face_samples
from engine.training.scoring import embed_samples, key_of, stored
from engine.training.train import REFERENCE_PER_METHOD
from engine.wording import mark

#: Candidate strengths of the regularisation.
STRENGTHS = (10.0, 3.0, 1.0, 0.3, 0.1)
_FOLDS = 5
#: Number of heads fitted in total.
FITS = len(STRENGTHS) * _FOLDS + 1


def new_head(detector: Detector, crops: CropSet, seed: int, run: Run) -> Learned:
    """Train a head on "train" and "val"; "test" is only embedded.

    Args:
        detector: judges single faces; not modified.
        crops: as prepared by `engine.training.crops`.
        seed: of the folds and of the reference sample.
        run: its shared folder keeps the embeddings.

    Raises:
        TrainingError: the detector judges sequences.
        TrainingDataError: fewer than five clips of a class.
        CancelledError: cancelled; embeddings are kept.
    """
    if detector.window > 1:
        raise TrainingError(
            mark("A new head is for detectors that judge faces one by one."),
            mark("Choose to train an experiment instead."),
        )
    samples = face_samples(crops)
    learned = [r for r in samples.records if r.split != JUDGES]
    need_both_classes(
        {r.clip: r for r in learned}.values(),
        mark("There are {pristine} pristine and {forged} forged clips to train on."),
        LEAST,
    )
    embeddings = stored(
        run, key_of(["embedding", detector.digest]), samples,
        lambda s: embed_samples(detector.embedder, s, run.progress, run.cancel),
    )  # fmt: skip
    old = detector.rehearsal or rehearsal_from_reference(detector.reference, seed)
    new, known = _of_new(embeddings, samples), _of_old(old.part(False))
    run.cancel.check()
    even = evened(known.embeddings, np.array(old.part(False).methods))
    strength, tried, scores = _chosen(detector.classifier, new, known, even, seed)
    inside = samples.only(lambda r: r.split != JUDGES)
    Album.of_run(run.work).add(AT_ONCE, inside, new.embeddings, scores[: len(inside)])
    kept = np.concatenate([new.clips, known.clips])
    labels = np.concatenate([new.labels, known.labels])
    clip_scores, clip_labels = _clip_means(scores, labels, kept)
    head = fit_near(detector.classifier, joined(new, known), strength, even)
    made = replace(
        detector,
        classifier=head,
        calibration=fit_calibration(clip_scores, clip_labels),
        threshold=equal_error_rate(clip_scores, clip_labels)[1],
        reference=_reference(detector.reference, embeddings, samples, seed),
        rehearsal=_remembered(old, embeddings, samples),
        out_of_distribution=_wider(detector.out_of_distribution, embeddings, samples),
        card={},
        digest="",
    )
    sources = "kept for it" if detector.rehearsal else "of its reference"
    method = (
        f"Logistic regression on the embedding of the detector '{detector.name}', which did not "
        f"change, near its present head; learned from {counted(learned)} and {len(known.labels)} "
        f"faces {sources}, both "
        "parts weighing the same. Strength, threshold and logistic-regression calibration by "
        f"{_FOLDS}-fold cross-validation over whole people and source clips."
    )
    facts = {"strength": strength, "cross_validated": tried, "rehearsed": len(known.labels)}
    return Learned(made, method, facts)


def _of_new(embeddings: np.ndarray, samples: Samples) -> Points:
    """Training points; clips have equal weight within their class."""
    rows = np.array([i for i, r in enumerate(samples.records) if r.split != JUDGES], np.int64)
    records = [samples.records[i] for i in rows]
    faces = Counter(r.clip for r in records)
    clips = {label: len({r.clip for r in records if r.label == label}) for label in (0, 1)}
    weights = np.array([0.5 / clips[r.label] / faces[r.clip] for r in records])
    return Points(
        embeddings[rows],
        samples.labels[rows],
        weights * len(rows),
        np.array([f"new {group}" for group in record_groups(records)]),
        np.array([f"new {r.clip}" for r in records]),
    )


def _of_old(known: Rehearsal) -> Points:
    """Rehearsed faces; methods have equal weight within their class."""
    faces = Counter(known.methods)
    labels = known.labels
    kinds = {
        label: len({m for m, own in zip(known.methods, labels, strict=True) if own == label})
        for label in (0, 1)
    }
    weights = np.array(
        [0.5 / kinds[int(own)] / faces[m] for m, own in zip(known.methods, labels, strict=True)]
    )
    names = np.array([f"old {i}" for i in range(len(labels))])
    groups = np.array([f"old {source}" for source in known.sources])
    return Points(known.embeddings, labels, weights * len(labels), groups, names)


def _chosen(
    start: Any, new: Points, known: Points, even: np.ndarray, seed: int
) -> tuple[float, dict[str, dict[str, float]], np.ndarray]:
    """Select the strength; returns it, the metrics of each, and out-of-fold scores.

    Of the strengths that preserve the AUC on old faces, the one that ranks new clips best; if there
    is none, the one that forgets least. Half of the tolerated drop is allowed here, because people
    outside the rehearsal lose more.
    """
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedGroupKFold

    points = joined(new, known)
    split = len(new.labels)
    folds = list(
        StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=seed).split(
            points.embeddings, points.labels, points.groups
        )
    )
    before = float(roc_auc_score(known.labels, score(start, known.embeddings)[:, 0]))
    tried: dict[float, tuple[float, float, np.ndarray]] = {}
    for strength in STRENGTHS:
        scores = np.zeros(len(points.labels))
        for inside, outside in folds:
            head = fit_near(start, points.take(inside), strength, even)
            scores[outside] = score(head, points.embeddings[outside])[:, 0]
        means, labels = _clip_means(scores[:split], new.labels, new.clips)
        found = float(roc_auc_score(labels, means))
        tried[strength] = found, float(roc_auc_score(known.labels, scores[split:])), scores
    least = max(before, *(old for _, old, _ in tried.values())) - TOLERATED / 2
    keeping = [one for one in STRENGTHS if tried[one][1] >= least]
    if keeping:
        best = max(keeping, key=lambda one: tried[one][0])
    else:
        best = max(STRENGTHS, key=lambda one: tried[one][1])
    told = {
        f"{one:g}": {"new": round(a, 4), "old": round(b, 4)} for one, (a, b, _) in tried.items()
    }
    return best, told, tried[best][2]


def _clip_means(
    scores: np.ndarray, labels: np.ndarray, clips: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mean score and label of each clip."""
    _, first, codes = np.unique(clips, return_index=True, return_inverse=True)
    means = np.bincount(codes, scores) / np.bincount(codes)
    return means, labels[first]


def _names(samples: Samples) -> list[str]:
    return [f"{r.origin}: {r.method}" for r in samples.records]


def _reference(old: Reference, embeddings: np.ndarray, samples: Samples, seed: int) -> Reference:
    """The old reference with some of the new training faces."""
    names = np.array(_names(samples))
    usable = np.array([r.split != JUDGES for r in samples.records])
    rng = np.random.default_rng(seed)
    rows = [
        row
        for name in np.unique(names)
        for row in rng.permutation(np.flatnonzero((names == name) & usable))[:REFERENCE_PER_METHOD]
    ]
    return Reference(
        np.concatenate([old.embeddings, embeddings[rows]]),
        np.concatenate([old.labels, samples.labels[rows]]),
        [*old.methods, *names[rows].tolist()],
    )


def _remembered(old: Rehearsal, embeddings: np.ndarray, samples: Samples) -> Rehearsal:
    """The old rehearsal with the new faces, for the next head."""
    groups = np.unique(record_groups(samples.records), return_inverse=True)[1]
    after = int(old.sources.max()) + 1 if len(old.sources) else 0
    held = np.array([r.split == JUDGES for r in samples.records])
    # A person in both parts, kept with a reason, counts as trained on.
    held &= ~np.isin(groups, groups[~held])
    return Rehearsal(
        np.concatenate([old.embeddings, embeddings]),
        np.concatenate([old.labels, samples.labels]),
        [*old.methods, *_names(samples)],
        np.concatenate([old.sources, groups.astype(np.int64) + after]),
        np.concatenate([old.held, held]),
    )


def _wider(
    novelty: OutOfDistribution | None, embeddings: np.ndarray, samples: Samples
) -> OutOfDistribution | None:
    """Extend the out-of-distribution measure so that the new training faces are familiar."""
    if novelty is None:
        return None
    names = np.array(_names(samples))
    usable = np.array([r.split != JUDGES for r in samples.records])
    means = [
        embeddings[(names == name) & usable].mean(0)
        for name in np.unique(names)
        if ((names == name) & usable).sum() >= LEAST_FACES
    ]
    return replace(novelty, means=np.concatenate([novelty.means, np.array(means, np.float32)])
                   if means else novelty.means)  # fmt: skip
