"""Face track: one face through time, stored as columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class TrackQuality:
    """Quality measures of a track, one row per frame; NaN if the face was not measured.

    Attributes:
        size: float32 (T,), shorter side of the box in pixels.
        sharpness, yaw, pitch, roll, brightness, blockiness: float32 (T,); see
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
    """One face from its first to its last frame, one row per frame.

    Detected tracks have no gaps; tracks that an analyst merged may have gaps.

    Attributes:
        number: 1, 2, ... in order of first appearance.
        frames: int64 (T,), increasing frame indices.
        times: float64 (T,), presentation time in seconds.
        boxes: float32 (T, 4), x0, y0, x1, y1 in pixels of the upright picture.
        landmarks: float32 (T, 5, 2); see `engine.faces.mtcnn.Detections`.
        probabilities: float32 (T,), detection probability, 0 to 1.
        detected: bool (T,), False for rows interpolated between detections.
        quality: quality measures; None in results of versions without them.
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
        """Convert a track found on rotated pictures to the original coordinates.

        Args:
            quarters: clockwise quarter turns by which the pictures were rotated.
            width, height: size of the pictures before rotation, in pixels.
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
        """Row of a frame index, or None if the face is not visible there."""
        row = int(np.searchsorted(self.frames, frame))
        return row if row < len(self.frames) and self.frames[row] == frame else None
