"""Result of one manipulation in the window around a face."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Edit:
    """A changed window.

    Attributes:
        window: uint8 (h, w, 3) RGB.
        mask: float32 (h, w), 0 to 1: strength of the change; 0 where unchanged.
        details: the drawn parameters, JSON-ready.
    """

    window: np.ndarray
    mask: np.ndarray
    details: dict[str, Any] = field(default_factory=dict)
