"""Embeddings, scores and out-of-distribution measure of samples, with a cache."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import joblib
import numpy as np
import torch

from engine.detector.classifier import bounded, score
from engine.detector.detector import Detector
from engine.detector.out_of_distribution import OutOfDistribution, fit_out_of_distribution
from engine.detector.sequence import SequenceHead
from engine.device import one_core
from engine.embedding.embedder import BATCH, Embedder
from engine.errors import OutputError
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.crops import CropSet
from engine.training.loop import Run
from engine.training.samples import Samples, face_samples, window_samples
from engine.wording import mark

#: Pictures that a thread processes at a time: one batch, for an even load.
_AT_ONCE = BATCH


def embed_samples(
    embedder: Embedder,
    samples: Samples,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> np.ndarray:
    """Embed the unaugmented pictures of each sample; float32 (N, D)."""
    at_once = max(1, _AT_ONCE // samples.window)

    def embed(chosen: np.ndarray) -> np.ndarray:
        return embedder.embed_windows(samples.pictures(chosen, embedder.spec.alignment))

    parts = _side_by_side(embed, len(samples), at_once, embedder.device, progress, cancel)
    return np.concatenate([np.zeros((0, embedder.spec.width), np.float32), *parts])


def _side_by_side(
    embed: Callable[[np.ndarray], np.ndarray],
    count: int,
    at_once: int,
    device: str,
    progress: ProgressCallback,
    cancel: CancelToken | None,
) -> list[np.ndarray]:
    """Results for samples 0 to `count` in order, computed on every core."""
    chosen = [np.arange(n, min(n + at_once, count)) for n in range(0, count, at_once)]
    parts: list[np.ndarray] = []
    # One single-core network per thread is faster than one network on all cores.
    with ThreadPoolExecutor(_threads(device), "embedding") as pool:
        for rows, part in zip(chosen, pool.map(embed, chosen), strict=True):
            if cancel and cancel.cancelled:
                pool.shutdown(cancel_futures=True)
                cancel.check()
            parts.append(part)
            progress(Progress("Embedding faces", int(rows[-1]) + 1, count))
    return parts


def _threads(device: str) -> int:
    return joblib.cpu_count() if device == "cpu" else 1


def window_features(
    embedder: Embedder,
    samples: Samples,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> np.ndarray:
    """Embed each face of each window in order; float32 (N, T, F).

    A face that occurs in several windows is embedded once, unless windows are moved stills.
    """
    if not samples.motion:
        faces = each_face(samples)
        features = embed_samples(embedder, faces, progress, cancel)
        return features[np.searchsorted(faces.rows[:, 0], samples.rows)]

    def embed(chosen: np.ndarray) -> np.ndarray:
        windows = samples.pictures(chosen, embedder.spec.alignment)
        faces = embedder.embed_windows(windows.reshape(-1, *windows.shape[2:]))
        return faces.reshape(len(chosen), samples.window, -1)

    at_once = max(1, _AT_ONCE // samples.window)
    return np.concatenate(
        _side_by_side(embed, len(samples), at_once, embedder.device, progress, cancel)
    )


def each_face(windows: Samples) -> Samples:
    """The distinct faces of windows, in the order of the crops."""
    return Samples(windows.crops, np.unique(windows.rows)[:, None])


def model_embeddings(
    embedder: Embedder,
    scorer: Any,
    samples: Samples,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> np.ndarray:
    """One embedding a sample, float32 (N, D); for a recurrent head its final state."""
    if not isinstance(scorer, SequenceHead):
        return embed_samples(embedder, samples, progress, cancel)
    features = window_features(embedder, samples, progress, cancel)
    with torch.inference_mode(), one_core():
        states: np.ndarray = scorer.state(torch.from_numpy(features)).numpy()
    return states


def model_scores(
    embedder: Embedder,
    scorer: Any,
    samples: Samples,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> np.ndarray:
    """Uncalibrated log-odds of each kind of forgery, float32 (N, K)."""
    return embedding_scores(scorer, model_embeddings(embedder, scorer, samples, progress, cancel))


def embedding_scores(scorer: Any, embeddings: np.ndarray) -> np.ndarray:
    """Scores, float32 (N, K), of embeddings from `model_embeddings`, float32 (N, D)."""
    if not isinstance(scorer, SequenceHead):
        return score(scorer, embeddings)
    with torch.inference_mode(), one_core():
        logits = scorer.out(torch.from_numpy(embeddings)).numpy()
    return bounded(logits)


def samples_for(detector: Detector, crops: CropSet) -> Samples:
    """Samples in the form that the detector was trained on."""
    if detector.window == 1:
        return face_samples(crops)
    sequence = detector.card.get("experiment", {}).get("sequence", {})
    return window_samples(crops, detector.window, bool(sequence.get("motion", False)))


def detector_scores(
    detector: Detector,
    samples: Samples,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> np.ndarray:
    """`model_scores` of a detector."""
    return model_scores(detector.embedder, detector.classifier, samples, progress, cancel)


def key_of(settings: Any) -> str:
    """A short digest of JSON-ready settings."""
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:12]


def stored(
    run: Run, name: str, samples: Samples, compute: Callable[[Samples], np.ndarray]
) -> np.ndarray:
    """Compute features of samples, or load them from the cache.

    Args:
        run: its shared folder is the cache.
        name: identifies the network and its weights.
        samples: the same crops of the same items have the same features.

    Raises:
        OutputError: the disk is full; no partial file remains.
    """
    digest = hashlib.sha256(samples.rows.tobytes())
    for record in samples.records:
        digest.update(f"{record.origin}/{record.name}\n".encode())
    folder = run.shared_part(f"features-{name}").work
    path = folder / f"{digest.hexdigest()[:16]}.npy"
    if path.exists():
        return cast(np.ndarray, np.load(path))
    features = compute(samples)
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            np.save(file, features)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            mark("Features could not be kept in '{folder}': {why}."),
            mark("Free some disk space and start again: it resumes where it stopped."),
            folder=folder,
            why=error.strerror,
        ) from error
    return features


#: More faces change little and take minutes.
MOST_FACES = 4000


def learn_novelty(
    embedder: Embedder,
    train: Samples,
    classes: Sequence[str],
    val: Samples,
    seed: int,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> OutOfDistribution:
    """Fit on unaugmented training faces; the threshold comes from `val`.

    Args:
        train: single faces; at most `MOST_FACES` are drawn.
        classes: name of the class of each face of `train`.
        val: other faces of the same sources, drawn likewise.
        seed: of the draws.
    """
    rng = np.random.default_rng(seed)
    chosen, others = (np.sort(rng.permutation(len(s))[:MOST_FACES]) for s in (train, val))
    return fit_out_of_distribution(
        embed_samples(embedder, train.take(chosen), progress, cancel),
        [classes[i] for i in chosen],
        embed_samples(embedder, val.take(others), progress, cancel),
    )
