"""Features that several runs have in common, computed once and kept on disk."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from typing import Any, cast

import numpy as np

from engine.errors import OutputError
from engine.training.loop import Run
from engine.training.samples import Samples


def key_of(settings: Any) -> str:
    """A short name that changes with any of some JSON-ready settings."""
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:12]


def stored(
    run: Run, name: str, samples: Samples, compute: Callable[[Samples], np.ndarray]
) -> np.ndarray:
    """What `compute` makes of samples, taken up if it was made before.

    Args:
        run: its shared folder keeps the features.
        name: says what made them: the network with its weights.
        samples: the same crops of the same items give the same features.

    Raises:
        OutputError: the disk is full; nothing half written stays.
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
            f"Features could not be kept in '{folder}': {error.strerror}.",
            "Make room on the disk and start again: it goes on where it was.",
        ) from error
    return features
