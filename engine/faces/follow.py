"""Following of known faces between two searches, with O-Net on predicted boxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from engine.faces.boxes import ONE_FACE, overlaps, squared
from engine.faces.mtcnn import MTCNN, ONET_LEAST, Detections
from engine.faces.tracker import FaceObservation
from engine.video.frame import Frame

#: A face is still if its detection deviates from the straight line between two observations by
#: less than `_STILL_OFF` face sizes, and they are less than `_STILL_MOVE` face sizes apart.
_STILL_OFF, _STILL_MOVE = 0.03, 0.12
#: Consecutive frames without the face after which following stops.
_MISSES = 2


@dataclass
class Bridge:
    """A face observed on two frames, to find on the frames between.

    Attributes:
        first, last: positions of the two frames in the list; `first` may be -1 for the frame
            before the list.
        before, after: float32 (4,), boxes on these frames.
        every: look at every frame, even if the face is still.
        found: observations between, unordered.
    """

    first: int
    last: int
    before: np.ndarray
    after: np.ndarray
    every: bool = False
    found: list[FaceObservation] = field(default_factory=list)


def bridge(mtcnn: MTCNN, frames: list[Frame], start: int, bridges: list[Bridge]) -> None:
    """Fill `found` of each bridge by bisection: the middle frame first, then each half.

    Halves in which a face is still are skipped, because interpolated boxes are as good there.
    All bridges are processed together to allow larger batches.

    Args:
        frames: frames in order.
        start: index in the clip of the frame at position -1.
        bridges: bridges to fill.
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
        seen, good = look(mtcnn, looked_at, expected)
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
    mtcnn: MTCNN, ways: list[list[Frame]], boxes: list[np.ndarray], motions: list[np.ndarray]
) -> list[list[FaceObservation]]:
    """Follow faces frame by frame until they are lost.

    Args:
        ways: frames to search for each face, forward or backward in time.
        boxes: float32 (4,) per face, its box just before the first of these frames.
        motions: float (2,) per face, pixels per frame in the direction of `ways`.

    Returns:
        Observations of each face in the order of its frames.
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
        seen, good = look(mtcnn, [ways[i][step] for i in active], expected)
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
    """Truncate a face's observations where it coincides with another face.

    Args:
        way: observations of one face, in the order it was followed.
        others: observations of each other face, in any order; interpolated linearly.
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


def look(mtcnn: MTCNN, frames: list[Frame], boxes: np.ndarray) -> tuple[Detections, np.ndarray]:
    """Detect faces near expected boxes; if O-Net finds none, R-Net recentres the box for a retry.

    Args:
        frames: N frames.
        boxes: float (N, 4), expected boxes.

    Returns:
        O-Net's detections, one per row, and bool (N,): whether each is a face.
    """
    squares = squared(boxes)
    seen = mtcnn.verify(frames, squares)
    good = seen.probabilities > ONET_LEAST
    again = np.flatnonzero(~good)
    if len(again):
        chosen = [frames[i] for i in again]
        second = mtcnn.verify(chosen, mtcnn.recentre(chosen, squares[again]))
        better = second.probabilities > ONET_LEAST
        rows = again[better]
        seen.boxes[rows] = second.boxes[better]
        seen.landmarks[rows] = second.landmarks[better]
        seen.probabilities[rows] = second.probabilities[better]
        good[rows] = True
    # A box far from the expected position is another face or none.
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
