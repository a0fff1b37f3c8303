"""Which frames of a track are scored: the best 25 different ones of each stretch of 20 seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.faces.quality import FaceQuality
from engine.video.frame import Frame

#: Larger, sharper faces than these are not better still.
_LARGE_FACE, _SHARP_FACE = 112.0, 0.35
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
#: What remains of the score of a face in profile.
_PROFILE = 0.1


#: Pixels across a face's box that are compared, about; larger faces are shrunk.
_COMPARED = 48
#: Side of the cells that are compared, in shrunk pixels.
_CELL = 6
#: Grey levels, 0 to 255, by which the mean of at least one cell differs between two different
#: pictures. Of a still of three pictures, coded by H.264 at rate factors up to 30, cells differ by
#: up to 1.2, with a key frame every eight frames by up to 3; the more compressed, the more, and
#: stills with many coarse key frames count as several pictures. Of recorded clips (20, 25 frames
#: each) 99 % of pairs differ by 4.7 and more, those of the calmest speaker by 2.2 and more.
_DIFFERENT = 2.2
#: Faces that overlap by less than this share are different without being compared.
_OVERLAP = 0.5
#: Faces chosen in earlier stretches whose picture is known if it comes again: those of four
#: stretches, as many as are usually scored.
_REMEMBERED = 100


@dataclass(frozen=True)
class Appearance:
    """A face where it lies in the picture, small enough to be kept and compared.

    Attributes:
        x, y: of its upper left corner, in units of `step` pixels of the picture.
        step: pixels of the picture along one of its own, the same for a whole track.
        luma: float32 (h, w), 0 to 255.
    """

    x: int
    y: int
    step: int
    luma: np.ndarray

    @classmethod
    def of(cls, frame: Frame, box: np.ndarray, step: int) -> Appearance:
        """Of a face's box, x0, y0, x1, y1 in pixels.

        Looks of one track lie on one grid, so that equal pictures give equal looks wherever
        their boxes lie.
        """
        x0, y0 = (max(0, int(v // step)) for v in box[:2])
        x1, y1 = (int(v // step) for v in box[2:])
        luma = frame.region(x0 * step, y0 * step, x1 * step, y1 * step) @ _LUMA
        height, width = luma.shape[0] // step, luma.shape[1] // step
        blocks = luma[: height * step, : width * step].reshape(height, step, width, step)
        return cls(x0, y0, step, blocks.mean((1, 3)))

    def differs(self, other: Appearance) -> bool:
        """Whether the two show different pictures, not one that was coded twice."""
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
        # Means before their absolute values: coding noise cancels, a moved mouth does not.
        cells = (both[0] - both[1]).reshape(rows, _CELL, columns, _CELL).mean((1, 3))
        return bool(np.abs(cells).max() > _DIFFERENT)


def step_for(size: float) -> int:
    """Pixels that become one in the looks of a track, by a face's size."""
    return max(1, int(size // _COMPARED))


@dataclass
class Candidate:
    """A face that may be scored.

    Attributes:
        frame: index in the clip.
        crop: uint8 (S, S, 3) RGB, aligned; empty once it is embedded for good.
        quality: facts of the face; sharpness is the crop's.
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
    """Of candidates that show one and the same picture only the first, in their order.

    A picture that is held, or comes again, is no further evidence.

    Args:
        known: pictures that were chosen before; candidates that show one of them are left out.
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
        width: frames of the shortest stretch, to begin with.

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
        """Keep a candidate that `wants` agreed to."""
        first = candidate.frame if self._first is None else self._first
        self._slots[(candidate.frame - first) // self.width] = candidate

    def chosen(self, known: Sequence[Appearance] = ()) -> list[Candidate]:
        """The best candidate of each of `wanted` equal stretches, in order of time.

        Each picture is chosen once, and none of those known before; see `distinct`.
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
    """Candidates of a track of any length: so many of each stretch of its time.

    Of a stretch that is over only the candidates that are chosen are kept, and once these are
    embedded, neither their crops nor, after some more stretches, their looks.

    Args:
        wanted: how many of each stretch are chosen at most.
        stretch: seconds; 0 takes the whole track as one.
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
        """The chosen candidates of stretches that are over and still hold their crop."""
        return [one for one in self._closed if one.crop.size]

    @property
    def crops_in_memory(self) -> int:
        """Candidates that still hold their crop."""
        return len(self._open) + len(self.closed())

    def _close(self) -> None:
        found = self._open.chosen(self._looks)
        self._closed += found
        looks = self._looks + [one.appearance for one in found if one.appearance is not None]
        self._looks = looks[-_REMEMBERED:]
        for one in found:
            one.appearance = None
        # As wide as before, so that a last stretch of a second is not sampled more densely.
        self._open = SlotSample(self._wanted, self._open.width)
