"""Which frames of a track are scored: at most 25, spread over it, in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Candidate:
    """A face that may be scored.

    Attributes:
        frame: index in the clip.
        crop: uint8 (S, S, 3) RGB, aligned.
        size: face size in pixels.
        sharpness: see `engine.faces.quality.sharpness`.
        embedding: float32 (D,) once computed.
    """

    frame: int
    crop: np.ndarray
    size: float
    sharpness: float
    embedding: np.ndarray | None = None


class SpreadSample:
    """Keeps evenly spread candidates of a stream whose length is not known.

    When twice the wanted number has gathered, every other one is dropped and from then on
    only every second arrival is taken, so that neither memory nor order matters to length.

    Args:
        wanted: how many `chosen` returns at most.
    """

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._stride = 1
        self._arrived = 0
        self.held: list[Candidate] = []

    def wants_next(self) -> bool:
        """Whether the next arrival will be kept; call `add` or `skip` after."""
        return self._arrived % self._stride == 0

    def skip(self) -> None:
        self._arrived += 1

    def add(self, candidate: Candidate) -> None:
        self._arrived += 1
        self.held.append(candidate)
        if len(self.held) >= 2 * self._wanted:
            self.held = self.held[::2]
            self._stride *= 2

    def chosen(self) -> list[Candidate]:
        """At most `wanted` candidates, evenly spread over those held."""
        if len(self.held) <= self._wanted:
            return list(self.held)
        places = np.linspace(0, len(self.held) - 1, self._wanted).round().astype(int)
        return [self.held[i] for i in places]
