"""Known faces on the frames between two searches, by O-Net alone on predicted boxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from engine.faces.boxes import ONE_FACE, overlaps, squared
from engine.faces.cascade import ONET_LEAST, Cascade
from engine.faces.mtcnn import Detections
from engine.faces.tracker import FaceObservation
from engine.video.frame import Frame

#: A face lies still where O-Net finds it within so many face sizes of the straight line
#: between two sightings, and these are not farther apart than `_STILL_MOVE`.
_STILL_OFF, _STILL_MOVE = 0.03, 0.12
#: Frames in a row without the face after which it is not followed any further.
_MISSES = 2


@dataclass
class Bridge:
    """A face seen on two frames, to be found on those between.

    Attributes:
        first, last: positions of the two frames in the list that is searched; `first` may
            be -1 for the frame before the list.
        before, after: float32 (4,), its boxes there.
        every: look at every frame, even if the face lies still.
        found: sightings between, in no order.
    """

    first: int
    last: int
    before: np.ndarray
    after: np.ndarray
    every: bool = False
    found: list[FaceObservation] = field(default_factory=list)


def bridge(cascade: Cascade, frames: list[Frame], start: int, bridges: list[Bridge]) -> None:
    """Fill each bridge's `found`: middle first, then the middles of the halves.

    Halves of a face that lies still are left out; its boxes there are as good when they are
    interpolated. All bridges are gone through together, for larger batches.

    Args:
        frames: in order.
        start: index in the clip of the frame at position -1.
        bridges: to be filled.
    """
    places = [*(frame.index for frame in frames), start]
    work = [(b, b.first, b.last, b.before, b.after) for b in bridges]
    while work := [piece for piece in work if piece[2] - piece[1] > 1]:
        middles = [(first + last) // 2 for _, first, last, _, _ in work]
        expected = np.stack(
            [
                before
                + (after - before)
                * ((places[middle] - places[first]) / (places[last] - places[first]))
                for (_, first, last, before, after), middle in zip(work, middles, strict=True)
            ]
        )
        looked_at = [frames[middle] for middle in middles]
        seen, good = look(cascade, looked_at, expected)
        halves = []
        for row, ((one, first, last, before, after), middle) in enumerate(
            zip(work, middles, strict=True)
        ):
            box = expected[row]
            if good[row]:
                one.found.append(FaceObservation.of(frames[middle].index, seen, row))
                box = seen.boxes[row]
                if not one.every and _still(before, after, expected[row], box):
                    continue
            halves += [(one, first, middle, before, box), (one, middle, last, box, after)]
        work = halves


def onward(
    cascade: Cascade, ways: list[list[Frame]], boxes: list[np.ndarray], motions: list[np.ndarray]
) -> list[list[FaceObservation]]:
    """Follow faces frame by frame until they are lost.

    Args:
        ways: for each face, the frames to go through, forward or backward in time.
        boxes: float32 (4,) for each face, where it was before the first of them.
        motions: float (2,) for each face, pixels a frame along its way.

    Returns:
        Sightings of each face along its way.
    """
    found: list[list[FaceObservation]] = [[] for _ in ways]
    at = [np.asarray(box, np.float64) for box in boxes]
    moves = [np.tile(motion, 2) for motion in motions]
    misses = [0] * len(ways)
    for step in range(max((len(way) for way in ways), default=0)):
        active = [i for i, way in enumerate(ways) if step < len(way) and misses[i] < _MISSES]
        if not active:
            break
        expected = np.stack([at[i] + moves[i] for i in active])
        seen, good = look(cascade, [ways[i][step] for i in active], expected)
        for row, i in enumerate(active):
            if good[row]:
                moves[i] = 0.5 * (moves[i] + np.tile(_moved(at[i], seen.boxes[row]), 2))
                at[i] = seen.boxes[row].astype(np.float64)
                found[i].append(FaceObservation.of(ways[i][step].index, seen, row))
                misses[i] = 0
            else:
                at[i] = expected[row]
                misses[i] += 1
    return found


def until_met(
    way: list[FaceObservation], others: Iterable[list[FaceObservation]]
) -> list[FaceObservation]:
    """The part of a way before its face coincides with another.

    Args:
        way: sightings of one face, in the order it was followed.
        others: sightings of each other face, in any order; between them it moves evenly.
    """
    paths = []
    for other in others:
        if other:
            ordered = sorted(other, key=lambda s: s.frame)
            paths.append(([s.frame for s in ordered], np.stack([s.box for s in ordered])))
    for place, one in enumerate(way):
        boxes = [
            [np.interp(one.frame, frames, column) for column in boxes.T] for frames, boxes in paths
        ]
        if boxes and overlaps(one.box[None], np.array(boxes)).max() > ONE_FACE:
            return way[:place]
    return way


def look(cascade: Cascade, frames: list[Frame], boxes: np.ndarray) -> tuple[Detections, np.ndarray]:
    """Faces near expected boxes; where O-Net sees none, R-Net moves the box and it looks again.

    Args:
        frames: N frames.
        boxes: float (N, 4), expected boxes.

    Returns:
        What O-Net says, row by row, and bool (N,): whether it is a face.
    """
    squares = squared(boxes)
    seen = cascade.verify(frames, squares)
    good = seen.probabilities > ONET_LEAST
    again = np.flatnonzero(~good)
    if len(again):
        chosen = [frames[i] for i in again]
        second = cascade.verify(chosen, cascade.recentre(chosen, squares[again]))
        better = second.probabilities > ONET_LEAST
        rows = again[better]
        seen.boxes[rows] = second.boxes[better]
        seen.landmarks[rows] = second.landmarks[better]
        seen.probabilities[rows] = second.probabilities[better]
        good[rows] = True
    # A box that leapt away from where it was expected is another face, or none.
    good &= _near(boxes, seen.boxes)
    return seen, good


def _near(expected: np.ndarray, seen: np.ndarray) -> np.ndarray:
    side = (expected[:, 2:] - expected[:, :2]).max(axis=1)
    ratio = (seen[:, 2:] - seen[:, :2]).max(axis=1) / np.maximum(side, 1e-6)
    off = np.linalg.norm((seen - expected).reshape(-1, 2, 2).mean(axis=1), axis=1)
    return np.asarray((off < 0.5 * side) & (ratio > 0.6) & (ratio < 1.6))


def _moved(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    return np.asarray((after - before).reshape(2, 2).mean(axis=0))


def _still(before: np.ndarray, after: np.ndarray, expected: np.ndarray, seen: np.ndarray) -> bool:
    size = float(max(seen[2] - seen[0], seen[3] - seen[1], 1.0))
    off = float(np.abs(seen - expected).mean())
    move = float(np.abs(after - before).max())
    return off < _STILL_OFF * size and move < _STILL_MOVE * size
