"""A track that may still grow."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from engine.faces.boxes import centres
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
#: Motion is measured between the last sighting and one at least so many frames before.
_MOTION_FRAMES = 4
#: A face that is not seen moves on for so many frames at most, then waits.
_COAST = 20
#: How far the remembered appearance moves toward each new one.
_LEARN = 0.25


@dataclass(frozen=True)
class Sighting:
    """One face on one frame, as the networks saw it.

    Attributes:
        frame: index in the clip.
        box: float32 (4,), x0, y0, x1, y1 in pixels of the upright picture.
        landmarks: float32 (5, 2), pixels.
        probability: 0 to 1.
    """

    frame: int
    box: np.ndarray
    landmarks: np.ndarray
    probability: float

    @classmethod
    def of(cls, frame: int, found: Detections, row: int) -> Sighting:
        return cls(frame, found.boxes[row], found.landmarks[row], float(found.probabilities[row]))


class OpenTrack:
    """Sightings of one face so far, a hundred bytes each.

    Attributes:
        key: identifies it within one clip, from 0.
        number: its public number once it is confirmed, else 0.
        look: float32 (D,), appearance as remembered, or None; see `engine.faces.appearance`.
        searches: searches that found the face by themselves.
        unsearched: searches since then.
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
        """float32 (4,): a copy of the box of the last sighting."""
        return np.array(self._rows["box"][self._count - 1])

    @property
    def frames(self) -> np.ndarray:
        """int64 (N,): frame indices of the sightings, rising."""
        return self._rows["frame"][: self._count]

    def add(self, sighting: Sighting, quality: FaceQuality | None = None) -> None:
        """Append a sighting later than all before."""
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
        """Mean probability of the sightings, 0 to 1."""
        return float(self._rows["probability"][: self._count].mean())

    def searched(self) -> None:
        """Note that a search found the face by itself."""
        self.searches += 1
        self.unsearched = 0

    def remember(self, look: np.ndarray) -> None:
        """Let the remembered appearance follow a new one, float32 (D,)."""
        self.look = look if self.look is None else (1 - _LEARN) * self.look + _LEARN * look

    def motion(self) -> np.ndarray:
        """float64 (2,): pixels a frame that the face moves, from its last sightings."""
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
        """float32 (4,): where the box should be, moving on as before for a while."""
        steps = min(frame - self.last_frame, max(_COAST, self._stride()))
        return self.last_box + np.tile(self.motion() * steps, 2).astype(np.float32)

    def _stride(self) -> int:
        """Frames between the last two sightings, twice."""
        frames = self.frames
        return 2 * int(frames[-1] - frames[-2]) if len(frames) > 1 else 0

    def finished(self, times: np.ndarray) -> FaceTrack:
        """The track so far, with the frames between sightings interpolated.

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
