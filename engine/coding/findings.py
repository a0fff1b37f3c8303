"""What the coding of a clip shows: facts, scores with error rates, candidate joins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from engine.coding.double_compression import DoubleCompression
from engine.coding.joins import Join
from engine.container.coding_series import CodingSeries
from engine.container.observation import Observation, to_json_with_texts

#: Why a clip cannot tell: its codec leaves no combs, its pictures do not follow their quantiser, or
#: they hold too few coefficients.
CODEC, GRID, BLOCKS = "codec", "grid", "blocks"


@dataclass(frozen=True)
class KindSummary:
    """Frames of one type.

    Attributes:
        kind: "I", "P", "B" or "?".
        count: number of frames.
        size: mean bytes.
        quantiser: mean quantiser, None if unknown; see `CodedFrame` for its scale.
        intra, skipped: mean shares of blocks, None if unknown.
    """

    kind: str
    count: int
    size: float
    quantiser: float | None
    intra: float | None
    skipped: float | None


@dataclass(frozen=True)
class DctCombs:
    """Trace of an earlier coding in blocks of 8 x 8, with the error rates of its score.

    Attributes:
        reason: CODEC, GRID or BLOCKS if the clip cannot tell; the numbers are 0 then.
        score: of the picture with the strongest comb, in bits for each coefficient.
        threshold: scores from here on count as a trace.
        frame: index of this picture.
        pictures: number of intra pictures that were measured.
        false_alarms, once: pictures and clips of the codec coded once that reached the threshold,
            of how many.
        found, twice: those coded twice that reached it, of how many.
    """

    reason: str = ""
    score: float = 0.0
    threshold: float = 0.0
    frame: int = 0
    pictures: int = 0
    false_alarms: int = 0
    once: int = 0
    found: int = 0
    twice: int = 0

    @property
    def traced(self) -> bool:
        """Whether the score reaches the threshold."""
        return not self.reason and self.score >= self.threshold


@dataclass(frozen=True)
class CodingFindings:
    """Findings beside the detector's ratio, never part of it.

    Attributes:
        codec: the codec's name for readers.
        missing: what the codec does not tell about its frames, in words.
        kinds: types of frames that occur.
        double: trace of an earlier compression; None if the clip cannot show it.
        joins: places where the clip may have been cut or joined, by frame.
        observations: the same in words, with their limits.
        combs: trace of an earlier coding in the DCT coefficients; None in findings of versions that
            did not look.
    """

    codec: str
    missing: tuple[str, ...] = ()
    kinds: tuple[KindSummary, ...] = ()
    double: DoubleCompression | None = None
    joins: tuple[Join, ...] = ()
    observations: tuple[Observation, ...] = ()
    combs: DctCombs | None = None

    def to_json(self) -> dict[str, Any]:
        """Export as dictionaries, lists, strings, numbers, booleans and None."""
        return to_json_with_texts(self)

    @classmethod
    def from_json(cls, plain: Any) -> CodingFindings:
        """Build findings from the output of `to_json`; unknown keys are ignored.

        Raises:
            ValueError: a value is missing or has the wrong type.
        """
        return msgspec.convert(plain, cls)


def summarise_kinds(series: CodingSeries) -> tuple[KindSummary, ...]:
    """Means over the frames of each type."""
    found = []
    for letter in "IPB?":
        rows = series.kinds == ord(letter)
        if rows.any():
            means = (series.quantisers[rows], series.intra[rows], series.skipped[rows])
            size = round(float(series.sizes[rows].mean()), 1)
            found.append(KindSummary(letter, int(rows.sum()), size, *map(_mean, means)))
    return tuple(found)


def _mean(values: np.ndarray) -> float | None:
    known = values[np.isfinite(values)]
    return round(float(known.mean()), 4) if len(known) else None
