"""What one manipulation did to the window around a face."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Edit:
    """A changed window.

    Attributes:
        window: uint8 (h, w, 3) RGB.
        mask: float32 (h, w), 0 to 1: how strongly each pixel was changed; 0 where it was not.
        details: what was drawn, plain values.
    """

    window: np.ndarray
    mask: np.ndarray
    details: dict[str, Any] = field(default_factory=dict)
