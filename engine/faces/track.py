"""FaceTrack: one face through time, as columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class TrackQuality:
    """Quality facts of a track, one row a frame; NaN where the face was not looked at.

    Attributes:
        size: float32 (T,), the shorter side of the box, pixels.
        sharpness, yaw, pitch, roll, brightness, blockiness: float32 (T,), see
            `engine.faces.quality`.
    """

    size: np.ndarray
    sharpness: np.ndarray
    yaw: np.ndarray
    pitch: np.ndarray
    roll: np.ndarray
    brightness: np.ndarray
    blockiness: np.ndarray


@dataclass(frozen=True)
class FaceTrack:
    """One face from its first to its last frame, one row a frame.

    Tracks that were found have no gaps; those that an analyst merged may.

    Attributes:
        number: 1, 2, ... in order of first appearance.
        frames: int64 (T,), rising frame indices.
        times: float64 (T,), seconds of presentation.
        boxes: float32 (T, 4), x0, y0, x1, y1 in pixels of the upright picture.
        landmarks: float32 (T, 5, 2), see `engine.faces.mtcnn.Detections`.
        probabilities: float32 (T,), detection probability, 0 to 1.
        detected: bool (T,), False where the row was interpolated between detections.
        quality: facts of the face picture; None in results of versions without them.
    """

    number: int
    frames: np.ndarray
    times: np.ndarray
    boxes: np.ndarray
    landmarks: np.ndarray
    probabilities: np.ndarray
    detected: np.ndarray
    quality: TrackQuality | None = None

    def __len__(self) -> int:
        return len(self.frames)

    def rotated_back(self, quarters: int, width: int, height: int) -> FaceTrack:
        """The track in the coordinates of pictures that were turned to find it.

        Args:
            quarters: quarter turns clockwise that the pictures were turned by.
            width, height: of the pictures before they were turned, in pixels.
        """
        points = [self.boxes.reshape(-1, 2, 2), self.landmarks]
        for quarter in range(quarters, 0, -1):
            # The height before this quarter turn is the width after it.
            before = height if quarter % 2 else width
            points = [np.stack([p[..., 1], before - p[..., 0]], axis=-1) for p in points]
        corners = np.concatenate([points[0].min(axis=1), points[0].max(axis=1)], axis=1)
        return replace(
            self,
            boxes=corners.astype(np.float32),
            landmarks=points[1].astype(np.float32),
        )

    def row_at(self, frame: int) -> int | None:
        """Row of a frame index, or None where the face is not seen."""
        row = int(np.searchsorted(self.frames, frame))
        return row if row < len(self.frames) and self.frames[row] == frame else None
