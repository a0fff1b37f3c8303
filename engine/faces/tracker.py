"""Detections of sampled frames joined into tracks, by overlap and motion."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.faces.mtcnn import Detections
from engine.faces.track import FaceTrack


@dataclass
class OpenTrack:
    """A track that may still grow; its lists have one entry a detection.

    Attributes:
        key: identifies it within one clip, from 0.
        number: its public number once it is confirmed, else 0.
    """

    key: int
    number: int = 0
    frames: list[int] = field(default_factory=list)
    boxes: list[np.ndarray] = field(default_factory=list)
    landmarks: list[np.ndarray] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)

    def add(self, frame: int, found: Detections, row: int) -> None:
        self.frames.append(frame)
        self.boxes.append(found.boxes[row])
        self.landmarks.append(found.landmarks[row])
        self.probabilities.append(float(found.probabilities[row]))

    def predicted(self, frame: int) -> np.ndarray:
        """float32 (4,): where the box should be, moving on as between the last detections."""
        last = self.boxes[-1]
        if len(self.boxes) < 2:
            return last
        span = self.frames[-1] - self.frames[-2]
        steps = min(2.0, (frame - self.frames[-1]) / span)
        motion = _centre(last) - _centre(self.boxes[-2])
        return last + np.tile(motion * steps, 2).astype(np.float32)

    def finished(self, times: np.ndarray) -> FaceTrack:
        """The track so far, with the frames between detections interpolated.

        Args:
            times: float64, seconds of every frame of the clip.
        """
        known = np.array(self.frames)
        frames = np.arange(known[0], known[-1] + 1)
        boxes = np.stack(self.boxes)
        points = np.stack(self.landmarks).reshape(len(known), 10)

        def between(values: np.ndarray) -> np.ndarray:
            columns = [np.interp(frames, known, column) for column in values.T]
            return np.stack(columns, axis=1).astype(np.float32)

        return FaceTrack(
            number=self.number,
            frames=frames.astype(np.int64),
            times=times[frames],
            boxes=between(boxes),
            landmarks=between(points).reshape(len(frames), 5, 2),
            probabilities=np.interp(frames, known, self.probabilities).astype(np.float32),
            detected=np.isin(frames, known),
        )


class Tracker:
    """Takes the detections of each sampled frame in turn.

    A face is matched to the track whose predicted box it overlaps, or whose centre it is
    near in units of the face's size; the pairing with the best total is chosen.

    Args:
        max_gap: a track not seen for more than so many frames has ended.
        least: detections after which a track is confirmed and gets its number.
    """

    def __init__(self, max_gap: int, least: int = 3) -> None:
        self._max_gap = max_gap
        self._least = least
        self._open: list[OpenTrack] = []
        self._keys = 0
        self._numbers = 0

    @property
    def open(self) -> list[OpenTrack]:
        return self._open

    def step(self, frame: int, found: Detections) -> list[tuple[OpenTrack, int]]:
        """Match one frame's detections; begin tracks for those left over.

        Returns:
            The track of each detection row.
        """
        pairs = self._match(frame, found)
        taken = {row for _, row in pairs}
        for row in range(len(found)):
            if row not in taken:
                track = OpenTrack(self._keys)
                self._keys += 1
                self._open.append(track)
                pairs.append((track, row))
        for track, row in pairs:
            track.add(frame, found, row)
        for track in self._open:
            if not track.number and len(track.frames) >= self._least:
                self._number(track)
        return pairs

    def ended(self, frame: int) -> list[OpenTrack]:
        """Remove and return the tracks that were lost before `frame`."""
        lost = [t for t in self._open if frame - t.frames[-1] > self._max_gap]
        self._open = [t for t in self._open if frame - t.frames[-1] <= self._max_gap]
        return lost

    def end_all(self) -> list[OpenTrack]:
        """Remove and return all tracks: at a shot cut and at the end."""
        ended, self._open = self._open, []
        return ended

    def _number(self, track: OpenTrack) -> None:
        self._numbers += 1
        track.number = self._numbers

    def _match(self, frame: int, found: Detections) -> list[tuple[OpenTrack, int]]:
        from scipy.optimize import linear_sum_assignment

        if not self._open or len(found) == 0:
            return []
        affinity = np.array(
            [[_affinity(t.predicted(frame), box) for box in found.boxes] for t in self._open]
        )
        rows, columns = linear_sum_assignment(-affinity)
        return [
            (self._open[r], int(c))
            for r, c in zip(rows, columns, strict=True)
            if affinity[r, c] > 0
        ]


def iou(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two boxes (x0, y0, x1, y1)."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    inside = width * height
    return float(inside / (_area(a) + _area(b) - inside))


def _affinity(predicted: np.ndarray, box: np.ndarray) -> float:
    """Above 0 where the boxes may be one face; higher is likelier."""
    size = float(np.sqrt(max(_area(predicted), 1.0)))
    ratio = np.sqrt(max(_area(box), 1.0)) / size
    if not 0.5 < ratio < 2.0:
        return 0.0
    apart = float(np.linalg.norm(_centre(predicted) - _centre(box))) / size
    return iou(predicted, box) + max(0.0, 1.0 - apart)


def _area(box: np.ndarray) -> float:
    return float(max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]))


def _centre(box: np.ndarray) -> np.ndarray:
    return np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
