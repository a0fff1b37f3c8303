"""Tracker: pairs the faces of a searched frame with the tracks so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from engine.faces.appearance import appearance_distance
from engine.faces.boxes import centres, overlaps, sizes
from engine.faces.mtcnn import Detections
from engine.faces.quality import FaceQuality
from engine.faces.track import FaceTrack, TrackQuality

_QUALITY = tuple(f.name for f in fields(FaceQuality))
_ROW = np.dtype(
    [
        ("frame", np.int64),
        ("box", np.float32, 4),
        ("landmarks", np.float32, (5, 2)),
        ("probability", np.float32),
        ("quality", np.float32, len(_QUALITY)),
    ]
)
#: Minimum number of frames over which motion is measured.
_MOTION_FRAMES = 4
#: Maximum number of frames for which the position of an unseen face is extrapolated.
_COAST = 20
#: Weight of a new appearance in the running mean.
_APPEARANCE_RATE = 0.25


@dataclass(frozen=True)
class FaceObservation:
    """One detected face on one frame.

    Attributes:
        frame: frame index in the clip.
        box: float32 (4,), x0, y0, x1, y1 in pixels of the upright picture.
        landmarks: float32 (5, 2), pixels.
        probability: 0 to 1.
    """

    frame: int
    box: np.ndarray
    landmarks: np.ndarray
    probability: float

    @classmethod
    def of(cls, frame: int, found: Detections, row: int) -> FaceObservation:
        return cls(frame, found.boxes[row], found.landmarks[row], float(found.probabilities[row]))


class OpenTrack:
    """Observations of one face so far, about 100 bytes each.

    Attributes:
        key: identifier within one clip, from 0.
        number: public number of a confirmed track, otherwise 0.
        look: float32 (D,), running mean of the appearance, or None; see
            `engine.faces.appearance`.
        searches: number of searches that detected the face without a prediction.
        unsearched: number of searches since then.
    """

    def __init__(self, key: int) -> None:
        self.key = key
        self.number = 0
        self.look: np.ndarray | None = None
        self.unsearched = 0
        self.searches = 0
        self._rows = np.zeros(16, _ROW)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def last_frame(self) -> int:
        return int(self._rows["frame"][self._count - 1])

    @property
    def last_box(self) -> np.ndarray:
        """float32 (4,): copy of the box of the last observation."""
        return np.array(self._rows["box"][self._count - 1])

    @property
    def frames(self) -> np.ndarray:
        """int64 (N,): frame indices of the observations, increasing."""
        return self._rows["frame"][: self._count]

    def add(self, sighting: FaceObservation, quality: FaceQuality | None = None) -> None:
        """Append an observation later than all others."""
        if self._count == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros(self._count, _ROW)])
        facts = [np.nan] * len(_QUALITY)
        if quality is not None:
            facts = [getattr(quality, name) for name in _QUALITY]
        self._rows[self._count] = (
            sighting.frame, sighting.box, sighting.landmarks, sighting.probability, facts
        )  # fmt: skip
        self._count += 1

    @property
    def sureness(self) -> float:
        """Mean probability of the observations, 0 to 1."""
        return float(self._rows["probability"][: self._count].mean())

    def searched(self) -> None:
        """Record that a search detected the face without a prediction."""
        self.searches += 1
        self.unsearched = 0

    def remember(self, look: np.ndarray) -> None:
        """Update the running mean of the appearance, float32 (D,)."""
        self.look = (
            look
            if self.look is None
            else (1 - _APPEARANCE_RATE) * self.look + _APPEARANCE_RATE * look
        )

    def motion(self) -> np.ndarray:
        """float64 (2,): motion in pixels per frame, from the last observations."""
        rows = self._rows[max(0, self._count - 16) : self._count]
        before = rows[rows["frame"] <= rows["frame"][-1] - _MOTION_FRAMES]
        if len(before) == 0:
            before = rows[:1]
        span = int(rows["frame"][-1] - before["frame"][-1])
        if span == 0:
            return np.zeros(2)
        moved = centres(rows["box"][-1:].astype(float)) - centres(before["box"][-1:].astype(float))
        return np.asarray(moved[0] / span)

    def predicted(self, frame: int) -> np.ndarray:
        """float32 (4,): predicted box, extrapolated for a limited number of frames."""
        steps = min(frame - self.last_frame, max(_COAST, self._stride()))
        return self.last_box + np.tile(self.motion() * steps, 2).astype(np.float32)

    def _stride(self) -> int:
        """Twice the number of frames between the last two observations."""
        frames = self.frames
        return 2 * int(frames[-1] - frames[-2]) if len(frames) > 1 else 0

    def finished(self, times: np.ndarray) -> FaceTrack:
        """Build the track so far, interpolated between observations.

        Args:
            times: float64, seconds of every frame of the clip.
        """
        rows = self._rows[: self._count]
        known = rows["frame"]
        frames = np.arange(known[0], known[-1] + 1)

        def between(values: np.ndarray) -> np.ndarray:
            columns = [np.interp(frames, known, column) for column in values.T]
            return np.stack(columns, axis=1).astype(np.float32)

        facts = np.full((len(_QUALITY), len(frames)), np.nan, np.float32)
        facts[:, known - known[0]] = rows["quality"].T
        return FaceTrack(
            number=self.number,
            frames=frames.astype(np.int64),
            times=times[frames],
            boxes=between(rows["box"]),
            landmarks=between(rows["landmarks"].reshape(-1, 10)).reshape(len(frames), 5, 2),
            probabilities=np.interp(frames, known, rows["probability"]).astype(np.float32),
            detected=np.isin(frames, known),
            quality=TrackQuality(**dict(zip(_QUALITY, facts, strict=True))),
        )


#: Appearance distance above which a face that was out of sight is another person.
_STRANGER = 14.0
#: Appearance distance that outweighs a distance of one face size.
_LOOK_SCALE = 20.0

#: Minimum mean probability of a face's observations; real faces that are not tiny reach 0.99,
#: false detections 0.8 or 0.9.
_SURE = 0.93


class Tracker:
    """Track faces by motion and appearance with an optimal assignment.

    A face can match a track if it overlaps the predicted box or its centre is close in units of
    the face size, and if it resembles the track's appearance.

    Args:
        max_gap: number of frames without an observation after which a track ends.
        least: number of observations after which a track can be confirmed and numbered.
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

    def match(
        self, frame: int, found: Detections, looks: Sequence[np.ndarray] | None = None
    ) -> list[tuple[OpenTrack, int]]:
        """Pair a frame's detections with open tracks.

        Args:
            frame: index of the frame.
            found: detections on the frame.
            looks: appearance of each detection, see `engine.faces.appearance`; None if unknown.

        Returns:
            Pairs of track and detection row, for rows that match a track.
        """
        if not self._open or len(found) == 0:
            return []
        affinity = np.stack([self._affinities(t, frame, found, looks) for t in self._open])
        rows, columns = _best_pairs(affinity)
        return [
            (self._open[r], int(c))
            for r, c in zip(rows, columns, strict=True)
            if affinity[r, c] > 0
        ]

    def begin(self) -> OpenTrack:
        """Start a new track without observations."""
        track = OpenTrack(self._keys)
        self._keys += 1
        self._open.append(track)
        return track

    def confirm(self) -> None:
        """Number the tracks with enough observations and a high enough mean probability.

        Hands and fabric patterns occasionally resemble a face. O-Net may score them high on single
        frames but not on average, and a search rarely finds them twice.
        """
        for track in self._open:
            if (
                not track.number
                and len(track) >= self._least
                and track.searches >= min(2, self._least)
                and track.sureness >= _SURE
            ):
                self._numbers += 1
                track.number = self._numbers

    def ended(self, frame: int) -> list[OpenTrack]:
        """Remove and return the tracks that were lost before `frame`."""
        lost = [t for t in self._open if frame - t.last_frame > self._max_gap]
        self._open = [t for t in self._open if frame - t.last_frame <= self._max_gap]
        return lost

    def end_all(self) -> list[OpenTrack]:
        """Remove and return all tracks, at a shot cut or at the end."""
        ended, self._open = self._open, []
        return ended

    def _affinities(
        self,
        track: OpenTrack,
        frame: int,
        found: Detections,
        looks: Sequence[np.ndarray] | None,
    ) -> np.ndarray:
        """float (N,): affinity of each face to the track; above 0 for possible matches."""
        predicted = track.predicted(frame)[None]
        size = float(sizes(predicted)[0])
        ratio = sizes(found.boxes) / size
        apart = np.linalg.norm(centres(found.boxes) - centres(predicted), axis=1) / size
        # The longer a face was out of sight, the farther it may have moved.
        unseen = (frame - track.last_frame) / self._max_gap
        nearness = 1.0 - apart / (1.0 + unseen)
        affinity = overlaps(predicted, found.boxes)[0] + np.maximum(0.0, nearness)
        affinity[(ratio <= 0.5) | (ratio >= 2.0)] = 0.0
        if looks is None or track.look is None:
            return affinity
        apart_in_looks = np.array([appearance_distance(track.look, look) for look in looks])
        possible = affinity > 0
        if unseen > 0.5:
            possible &= apart_in_looks < _STRANGER
        # Keep above 0: a face that turned or changed in lighting is still a match by position.
        affinity = np.maximum(0.05, affinity - apart_in_looks / _LOOK_SCALE)
        return np.where(possible, affinity, 0.0)


def _best_pairs(affinity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the assignment with the largest total."""
    if min(affinity.shape) == 1:
        row, column = np.unravel_index(int(affinity.argmax()), affinity.shape)
        return np.array([row]), np.array([column])
    # Import on demand: it takes half a second, and most clips show one face.
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(-affinity)
    return rows, columns
