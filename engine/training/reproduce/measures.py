"""Our figure for each measure that the paper prints, in percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

#: Measures of the paper -> key of our figures.
_PLAIN = {
    "auc": "auc", "eer": "eer", "accuracy": "accuracy", "precision": "precision",
    "recall": "recall", "f1": "f1",
}  # fmt: skip


@dataclass(frozen=True)
class Value:
    """A figure in percent.

    Attributes:
        mean: over the seeds.
        spread: standard deviation over the seeds, 0 for one.
        low, high: 95 % interval of the first seed over source clips, or None.
    """

    mean: float
    spread: float
    low: float | None
    high: float | None

    def __str__(self) -> str:
        text = f"{self.mean:.1f}"
        if self.spread:
            text += f" ± {self.spread:.1f}"
        if self.low is not None and self.high is not None:
            text += f" ({self.low:.1f} to {self.high:.1f})"
        return text


def value_of(measured: Sequence[dict[str, Any]], measure: str, level: str) -> Value | None:
    """A measure of all seeds at one level, or None where the data do not give it.

    Args:
        measured: as `engine.training.evaluation.evaluate`, one for each seed.
        measure: a key of the paper's figures; "pristine" and methods are the share of that
            class that is called right.
        level: "frame" or "clip".
    """
    found = [_one(m["sets"], measure, level) for m in measured]
    if any(f is None for f in found):
        return None
    values = 100 * np.array([f[0] for f in found if f is not None])
    first = found[0]
    assert first is not None
    low, high = (None if edge is None else 100 * edge for edge in first[1:])
    return Value(float(values.mean()), float(values.std()) if len(values) > 1 else 0.0, low, high)


def _one(
    sets: dict[str, Any], measure: str, level: str
) -> tuple[float, float | None, float | None] | None:
    if measure in _PLAIN:
        figures, key = sets["all"][level], _PLAIN[measure]
    elif measure == "pristine":
        figures, key = sets["all"][level], "specificity"
    else:
        named = [s for s in sets if s.endswith(f" / {measure}")]
        if not named:
            return None
        figures, key = sets[named[0]][level], "recall"
    if key not in figures:
        return None
    return figures[key], figures.get(f"{key}_low"), figures.get(f"{key}_high")
