"""Labelled embeddings that come with a detector."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Reference:
    """Labelled embeddings that a clip's own are shown against.

    Attributes:
        embeddings: float32 (R, D).
        labels: int64 (R,), 0 pristine, 1 forged.
        methods: R names, "pristine" or a manipulation.
    """

    embeddings: np.ndarray
    labels: np.ndarray
    methods: list[str]
