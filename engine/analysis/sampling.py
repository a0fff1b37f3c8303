"""Select the frames of a track to score: the best 25 distinct ones per 20-second stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.faces.quality import FaceQuality
from engine.video.frame import Frame

#: Size (pixels) and sharpness above which a face's fitness does not increase.
_LARGE_FACE, _SHARP_FACE = 112.0, 0.35
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
#: Minimum pose factor in the fitness of a face, reached in profile.
_PROFILE = 0.1


#: Approximate pixels across a face's box for comparison; larger faces are downscaled.
_COMPARED = 48
#: Side of the comparison cells, in downscaled pixels.
_CELL = 6
#: Minimum difference in grey levels, 0 to 255, between the means of at least one cell of two
#: different pictures. In a still of three pictures, coded by H.264 at rate factors up to 30, cells
#: differ by up to 1.2, with a key frame every eight frames by up to 3. Differences grow with
#: compression, and stills with many coarse key frames count as several pictures. In recorded clips
#: (20, with 25 frames each) 99 % of pairs differ by at least 4.7, those of the calmest speaker by
#: at least 2.2.
_DIFFERENT = 2.2
#: Faces that overlap by less than this share are different without comparison.
_OVERLAP = 0.5
#: Number of earlier chosen faces whose appearance is kept to recognize repeats: four stretches of
#: the usual sample size.
_REMEMBERED = 100


@dataclass(frozen=True)
class Appearance:
    """A face at its position in the picture, small enough to keep and compare.

    Attributes:
        x, y: of its upper left corner, in units of `step` pixels of the picture.
        step: picture pixels per appearance pixel, the same for a whole track.
        luma: float32 (h, w), 0 to 255.
    """

    x: int
    y: int
    step: int
    luma: np.ndarray

    @classmethod
    def of(cls, frame: Frame, box: np.ndarray, step: int) -> Appearance:
        """Take the appearance of a face's box, x0, y0, x1, y1 in pixels.

        All appearances of a track share one grid, so that equal pictures give equal values
        regardless of the position of their boxes.
        """
        x0, y0 = (max(0, int(v // step)) for v in box[:2])
        x1, y1 = (int(v // step) for v in box[2:])
        luma = frame.region(x0 * step, y0 * step, x1 * step, y1 * step) @ _LUMA
        height, width = luma.shape[0] // step, luma.shape[1] // step
        blocks = luma[: height * step, : width * step].reshape(height, step, width, step)
        return cls(x0, y0, step, blocks.mean((1, 3)))

    def differs(self, other: Appearance) -> bool:
        """Whether the two show different pictures, rather than one picture coded twice."""
        first, second = (self, other)
        (h1, w1), (h2, w2) = first.luma.shape, second.luma.shape
        x0, y0 = max(first.x, second.x), max(first.y, second.y)
        x1, y1 = min(first.x + w1, second.x + w2), min(first.y + h1, second.y + h2)
        columns, rows = (max(0, size) // _CELL for size in (x1 - x0, y1 - y0))
        area = max(0, x1 - x0) * max(0, y1 - y0)
        if columns * rows == 0 or area < _OVERLAP * max(h1 * w1, h2 * w2):
            return True
        both = [
            one.luma[y0 - one.y :, x0 - one.x :][: rows * _CELL, : columns * _CELL]
            for one in (first, second)
        ]
        # Average before taking absolute values: coding noise cancels, a moving mouth does not.
        cells = (both[0] - both[1]).reshape(rows, _CELL, columns, _CELL).mean((1, 3))
        return bool(np.abs(cells).max() > _DIFFERENT)


def step_for(size: float) -> int:
    """Picture pixels per appearance pixel for a track, by the size of a face."""
    return max(1, int(size // _COMPARED))


@dataclass
class Candidate:
    """A face that may be scored.

    Attributes:
        frame: index in the clip.
        crop: uint8 (S, S, 3) RGB, aligned; empty once the final embedding is computed.
        quality: facts about the face; sharpness is that of the crop.
        rank: see `fitness`.
        appearance: detects repeated pictures; None counts as different.
        embedding: float32 (D,) once computed.
    """

    frame: int
    crop: np.ndarray
    quality: FaceQuality
    rank: float
    appearance: Appearance | None = None
    embedding: np.ndarray | None = None


def distinct(candidates: list[Candidate], known: Sequence[Appearance] = ()) -> list[Candidate]:
    """Keep the first of candidates that show the same picture, in their order.

    A held or repeated picture adds no evidence.

    Args:
        known: appearances chosen before; candidates that show one of them are left out.
    """
    kept: list[Candidate] = []
    looks = list(known)
    for one in candidates:
        appearance = one.appearance
        if appearance is None or all(appearance.differs(other) for other in looks):
            kept.append(one)
            looks += [] if appearance is None else [appearance]
    return kept


def fitness(quality: FaceQuality, probability: float) -> float:
    """Suitability of a face picture for scoring, 0 to 1.

    The product of the detection probability, the size in units of 112 pixels and the
    sharpness in units of 0.35 (each at most 1), and the cosine of the angle by which the face
    is turned away (at least 0.1).

    Args:
        quality: facts about the face.
        probability: of its detection.
    """
    yaw, pitch = np.radians(quality.yaw), np.radians(quality.pitch)
    frontal = float(np.cos(yaw) * np.cos(pitch))
    frontal = frontal if frontal > _PROFILE else _PROFILE
    size = min(1.0, quality.size / _LARGE_FACE)
    sharp = min(1.0, quality.sharpness / _SHARP_FACE)
    return probability * size * sharp * frontal


class SlotSample:
    """Keep the best candidate of each of several equal stretches of time, incrementally.

    There are at most twice as many stretches as candidates wanted. When the track outgrows
    them, each two merge and keep the better candidate, so that memory does not grow with the
    track, and the choice depends only on the faces.

    Args:
        wanted: most candidates that `chosen` returns.
        width: initial frames of the shortest stretch.

    Attributes:
        width: frames of a stretch.
    """

    def __init__(self, wanted: int, width: int = 1) -> None:
        self._wanted = wanted
        self.width = width
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
        while (slot := (frame - self._first) // self.width) >= 2 * self._wanted:
            self._merge()
        return slot not in self._slots or rank > self._slots[slot].rank

    def add(self, candidate: Candidate) -> None:
        """Add a candidate that `wants` accepted."""
        first = candidate.frame if self._first is None else self._first
        self._slots[(candidate.frame - first) // self.width] = candidate

    def chosen(self, known: Sequence[Appearance] = ()) -> list[Candidate]:
        """The best candidate of each of `wanted` equal stretches, in order of time.

        Each picture is chosen once, and known ones are skipped; see `distinct`.
        """
        held = distinct([self._slots[slot] for slot in sorted(self._slots)], known)
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
        self.width *= 2


class StretchSample:
    """Sample candidates of a track of any length, up to a fixed number per stretch of time.

    For finished stretches only the chosen candidates are kept. Once these are embedded, their
    crops are released, and after some more stretches their appearances too.

    Args:
        wanted: most candidates chosen per stretch.
        stretch: seconds; 0 takes the whole track as one stretch.
    """

    def __init__(self, wanted: int, stretch: float = 0.0) -> None:
        self._wanted = wanted
        self._stretch = stretch
        self._begin: float | None = None
        self._place = 0
        self._open = SlotSample(wanted)
        self._closed: list[Candidate] = []
        self._looks: list[Appearance] = []

    def wants(self, frame: int, time: float, rank: float) -> bool:
        """Whether a candidate would be kept; if so, `add` it.

        Args:
            frame: index, later than all before.
            time: of the frame, seconds.
            rank: see `fitness`.
        """
        if self._begin is None:
            self._begin = time
        place = int((time - self._begin) // self._stretch) if self._stretch else 0
        if place > self._place:
            self._place = place
            self._close()
        return self._open.wants(frame, rank)

    def add(self, candidate: Candidate) -> None:
        """Keep a candidate that `wants` agreed to."""
        self._open.add(candidate)

    def chosen(self) -> list[Candidate]:
        """The chosen candidates of all stretches, in order of time."""
        return [*self._closed, *self._open.chosen(self._looks)]

    def closed(self) -> list[Candidate]:
        """The chosen candidates of finished stretches that still hold their crop."""
        return [one for one in self._closed if one.crop.size]

    @property
    def crops_in_memory(self) -> int:
        """Number of candidates that still hold their crop."""
        return len(self._open) + len(self.closed())

    def _close(self) -> None:
        found = self._open.chosen(self._looks)
        self._closed += found
        looks = self._looks + [one.appearance for one in found if one.appearance is not None]
        self._looks = looks[-_REMEMBERED:]
        for one in found:
            one.appearance = None
        # Keep the width, so that a last stretch of a second is not sampled more densely.
        self._open = SlotSample(self._wanted, self._open.width)
