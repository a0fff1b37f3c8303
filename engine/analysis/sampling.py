"""Which frames of a track are scored: the best 25, spread over it, in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.faces.quality import FaceQuality

#: Larger, sharper faces than these are not better still.
_LARGE_FACE, _SHARP_FACE = 112.0, 0.35
#: What remains of the score of a face in profile.
_PROFILE = 0.1


@dataclass
class Candidate:
    """A face that may be scored.

    Attributes:
        frame: index in the clip.
        crop: uint8 (S, S, 3) RGB, aligned.
        quality: facts of the face; sharpness is the crop's.
        rank: see `fitness`.
        embedding: float32 (D,) once computed.
    """

    frame: int
    crop: np.ndarray
    quality: FaceQuality
    rank: float
    embedding: np.ndarray | None = None


def fitness(quality: FaceQuality, probability: float) -> float:
    """How well a face picture is suited for scoring, 0 to 1.

    The product of its detection probability, of its size in units of 112 pixels and its
    sharpness in units of 0.35 (each at most 1), and of the cosine of the angle by which it is
    turned away (at least 0.1).

    Args:
        quality: facts of the face.
        probability: of its detection.
    """
    yaw, pitch = np.radians(quality.yaw), np.radians(quality.pitch)
    frontal = float(np.cos(yaw) * np.cos(pitch))
    frontal = frontal if frontal > _PROFILE else _PROFILE
    size = min(1.0, quality.size / _LARGE_FACE)
    sharp = min(1.0, quality.sharpness / _SHARP_FACE)
    return probability * size * sharp * frontal


class SlotSample:
    """Keeps the best candidate of each of some equal stretches of time, as they arrive.

    There are at most twice as many stretches as candidates wanted. When the track outgrows
    them, each two become one and keep the better candidate, so that memory does not grow with
    the track, and the choice depends on nothing but the faces.

    Args:
        wanted: how many `chosen` returns at most.
    """

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._width = 1
        self._first: int | None = None
        self._slots: dict[int, Candidate] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def wants(self, frame: int, rank: float) -> bool:
        """Whether a candidate would be kept; if so, `add` it.

        Args:
            frame: index, later than all before.
            rank: see `fitness`.
        """
        if self._first is None:
            self._first = frame
        while (slot := (frame - self._first) // self._width) >= 2 * self._wanted:
            self._merge()
        return slot not in self._slots or rank > self._slots[slot].rank

    def add(self, candidate: Candidate) -> None:
        """Keep a candidate that `wants` agreed to."""
        first = candidate.frame if self._first is None else self._first
        self._slots[(candidate.frame - first) // self._width] = candidate

    def chosen(self) -> list[Candidate]:
        """The best candidate of each of `wanted` equal stretches, in order of time."""
        held = [self._slots[slot] for slot in sorted(self._slots)]
        if len(held) <= self._wanted:
            return held
        first, span = held[0].frame, held[-1].frame - held[0].frame + 1
        best: dict[int, Candidate] = {}
        for candidate in held:
            slot = (candidate.frame - first) * self._wanted // span
            if slot not in best or candidate.rank > best[slot].rank:
                best[slot] = candidate
        return [best[slot] for slot in sorted(best)]

    def _merge(self) -> None:
        merged: dict[int, Candidate] = {}
        for slot in sorted(self._slots):
            candidate, half = self._slots[slot], slot // 2
            if half not in merged or candidate.rank > merged[half].rank:
                merged[half] = candidate
        self._slots = merged
        self._width *= 2
