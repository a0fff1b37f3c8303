"""Embeddings and scores of samples, for every kind of model."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import joblib
import numpy as np
import torch

from engine.detector.classifier import score
from engine.detector.detector import Detector
from engine.detector.sequence import SequenceHead
from engine.device import one_core
from engine.embedding.embedder import Embedder
from engine.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from engine.training.crops import CropSet
from engine.training.samples import Samples, face_samples, window_samples

#: Pictures in memory at once.
_AT_ONCE = 64


def embed_samples(
    embedder: Embedder,
    samples: Samples,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> np.ndarray:
    """float32 (N, D): what the embedder makes of each sample's plain pictures."""
    at_once = max(1, _AT_ONCE // samples.window)
    starts = range(0, len(samples), at_once)

    def embed(start: int) -> np.ndarray:
        chosen = np.arange(start, min(start + at_once, len(samples)))
        return embedder.embed_windows(samples.pictures(chosen, embedder.spec.alignment))

    parts = [np.zeros((0, embedder.spec.width), np.float32)]
    # Each thread runs the network on one core: together they beat one call on all cores.
    with ThreadPoolExecutor(_threads(embedder.device), "embedding") as pool:
        for number, part in enumerate(pool.map(embed, starts), start=1):
            if cancel and cancel.cancelled:
                pool.shutdown(cancel_futures=True)
                cancel.check()
            parts.append(part)
            done = min(number * at_once, len(samples))
            progress(Progress("Embedding faces", done, len(samples)))
    return np.concatenate(parts)


def _threads(device: str) -> int:
    return joblib.cpu_count() if device == "cpu" else 1


def window_features(
    embedder: Embedder,
    samples: Samples,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> np.ndarray:
    """float32 (N, T, F): the embedding of each face of each window, in order.

    A face that lies in several windows is embedded once, unless windows are moved stills.
    """
    if not samples.motion:
        faces = each_face(samples)
        features = embed_samples(embedder, faces, progress, cancel)
        return features[np.searchsorted(faces.rows[:, 0], samples.rows)]
    parts = []
    for number in range(len(samples)):
        if cancel:
            cancel.check()
        pictures = samples.pictures(np.array([number]), embedder.spec.alignment)[0]
        parts.append(embedder.embed_windows(pictures))
        progress(Progress("Embedding faces", number + 1, len(samples)))
    return np.stack(parts)


def each_face(windows: Samples) -> Samples:
    """Every face that occurs in windows, once, in the order of the crops."""
    return Samples(windows.crops, np.unique(windows.rows)[:, None])


def model_embeddings(
    embedder: Embedder,
    scorer: Any,
    samples: Samples,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> np.ndarray:
    """float32 (N, D): one row a sample; for a recurrent head its state at the window's end."""
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
    """float32 (N,): uncalibrated log-odds of "forged", one a sample."""
    embeddings = model_embeddings(embedder, scorer, samples, progress, cancel)
    if not isinstance(scorer, SequenceHead):
        return score(scorer, embeddings)
    with torch.inference_mode(), one_core():
        logits = scorer.out(torch.from_numpy(embeddings)).flatten().numpy()
    return np.clip(logits, -12.0, 12.0)


def samples_for(detector: Detector, crops: CropSet) -> Samples:
    """The samples that a detector judges, as its estimator took them in training."""
    scorer = detector.classifier
    window = (
        scorer.spec.window if isinstance(scorer, SequenceHead) else detector.embedder.spec.window
    )
    if window == 1:
        return face_samples(crops)
    sequence = detector.card.get("experiment", {}).get("sequence", {})
    return window_samples(crops, window, bool(sequence.get("motion", False)))


def detector_scores(
    detector: Detector,
    samples: Samples,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> np.ndarray:
    """`model_scores` of a detector."""
    return model_scores(detector.embedder, detector.classifier, samples, progress, cancel)
