"""Finding on DCT combs: a plain score with its error rates, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

#: Why a clip cannot tell: its codec leaves no combs, its pictures do not follow their quantiser, or
#: they hold too few coefficients.
CODEC, GRID, BLOCKS = "codec", "grid", "blocks"


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
