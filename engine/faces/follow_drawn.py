"""Follow a face that a person drew, even if the networks do not recognize it as one."""

from __future__ import annotations

import cv2
import numpy as np

from engine.faces.boxes import centres
from engine.faces.follow import look
from engine.faces.mtcnn import MTCNN, Detections
from engine.faces.tracker import FaceObservation
from engine.video.frame import Frame

#: Mean positions of eyes, nose and corners of the mouth in MTCNN's boxes, in units of the sides.
_LANDMARKS = np.array([(0.31, 0.38), (0.69, 0.38), (0.5, 0.58), (0.35, 0.77), (0.65, 0.77)])
#: Side of the compared patch in pixels, and how far around it is searched, in units of its side.
_PATCH, _AROUND = 48, 0.4
#: Minimum correlation of a patch with the one before, 0 to 1.
_ALIKE = 0.8
#: Consecutive frames without the face after which it is lost.
_MISSES = 2


class DrawnFaceFollower:
    """Find one face on frame after frame, in either direction of time.

    O-Net looks at the expected position first. Where it sees no face, the picture of the face is
    searched by correlation, because O-Net may miss there what the search had missed, too.

    Args:
        mtcnn: the face networks.
        frame: frame with the drawn box.
        box: float (4,), x0, y0, x1, y1 in pixels of the upright picture.

    Attributes:
        drawn: the observation on this frame, with the box as drawn.
    """

    def __init__(self, mtcnn: MTCNN, frame: Frame, box: np.ndarray) -> None:
        self._mtcnn = mtcnn
        box = np.asarray(box, np.float32)
        seen, good = look(mtcnn, [frame], box[None])
        points = seen.landmarks[0] if good[0] else _usual_landmarks(box)
        self.drawn = FaceObservation(frame.index, box, points, float(seen.probabilities[0]))
        self._first = frame
        self.restart()

    def restart(self) -> None:
        """Start at the drawn box again, for the other direction."""
        self._last = self.drawn
        self._motion = np.zeros(2)
        self._misses = 0
        self._patch = self._patch_of(self._first, self.drawn.box)

    @property
    def lost(self) -> bool:
        """Whether the face was not found on several frames in a row."""
        return self._misses >= _MISSES

    def find(self, frame: Frame) -> FaceObservation | None:
        """Find the face on the next frame; None if it is not there."""
        expected = self._last.box + np.tile(self._motion, 2).astype(np.float32)
        seen, good = look(self._mtcnn, [frame], expected[None])
        found = (
            FaceObservation.of(frame.index, seen, 0)
            if good[0]
            else self._by_patch(frame, expected, seen)
        )
        if found is None:
            self._misses += 1
            return None
        moved = centres(found.box[None])[0] - centres(self._last.box[None])[0]
        self._motion = 0.5 * (self._motion + moved)
        self._last, self._misses = found, 0
        self._patch = self._patch_of(frame, found.box)
        return found

    def _patch_of(self, frame: Frame, box: np.ndarray, around: float = 0.0) -> np.ndarray:
        """float32 grey picture of a box with a border, downscaled like all patches."""
        x0, y0, x1, y1 = _grown(box, around)
        width, height = x1 - x0, y1 - y0
        part = np.zeros((height, width), np.uint8)
        seen = frame.region(x0, y0, x1, y1)
        if seen.size:
            left, top = max(0, -x0), max(0, -y0)
            grey = cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY)
            part[top : top + grey.shape[0], left : left + grey.shape[1]] = grey
        scale = _scale(box)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        return cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.float32)

    def _by_patch(
        self, frame: Frame, expected: np.ndarray, seen: Detections
    ) -> FaceObservation | None:
        area = self._patch_of(frame, expected, _AROUND)
        height, width = self._patch.shape
        if area.shape[0] < height or area.shape[1] < width or self._patch.std() < 1:
            return None
        alike = cv2.matchTemplate(area, self._patch, cv2.TM_CCOEFF_NORMED)
        _, best, _, (column, row) = cv2.minMaxLoc(alike)
        if best < _ALIKE:
            return None
        x0, y0, _, _ = _grown(expected, _AROUND)
        corner = np.array([x0, y0]) + np.array([column, row]) / _scale(expected)
        shift = (corner - self._last.box[:2]).astype(np.float32)
        return FaceObservation(
            frame.index,
            self._last.box + np.tile(shift, 2),
            self._last.landmarks + shift,
            float(seen.probabilities[0]),
        )


def _usual_landmarks(box: np.ndarray) -> np.ndarray:
    points = box[:2] + _LANDMARKS * (box[2:] - box[:2])
    return np.asarray(points, np.float32)


def _scale(box: np.ndarray) -> float:
    return min(1.0, _PATCH / max(1.0, float((box[2:] - box[:2]).max())))


def _grown(box: np.ndarray, around: float) -> tuple[int, int, int, int]:
    border = around * float((box[2:] - box[:2]).max())
    x0, y0, x1, y1 = (float(v) for v in box)
    return round(x0 - border), round(y0 - border), round(x1 + border), round(y1 + border)
