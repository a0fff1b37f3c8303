"""MTCNN face detection (Zhang et al. 2016; paper section III-A).

P-Net searches a small picture; O-Net decides on native pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.faces.boxes import areas, shifted, squared, strongest, without_nested
from engine.faces.downscale import block_average, resize_square
from engine.faces.networks import ONET_SIDE, RNET_SIDE, Networks
from engine.video.frame import Frame

#: Probability thresholds of P-Net, R-Net and O-Net. P-Net's threshold is slightly lower than
#: usual, because the fast pyramid blurs slightly more.
PNET_LEAST, RNET_LEAST, ONET_LEAST = 0.55, 0.7, 0.7
#: Scale between consecutive pyramid levels: half the area.
PYRAMID_STEP = 0.709
#: Side of P-Net's window: the smallest face in the largest pyramid level.
WINDOW = 12
#: Side in pixels of the smallest face in R-Net's input; P-Net's 12 pixels are too blurred.
_SEARCH_SIDE = 20
#: Maximum number of boxes from one level, and from one picture, that go on to R-Net.
_MOST_BOXES = 400


@dataclass(frozen=True)
class Detections:
    """Detected faces of one picture, best first.

    Attributes:
        boxes: float32 (N, 4), x0, y0, x1, y1 in pixels of the full upright picture.
        landmarks: float32 (N, 5, 2), x and y of left eye, right eye, nose, and left and right
            corner of the mouth (left and right as seen in the picture).
        probabilities: float32 (N,), 0 to 1.
    """

    boxes: np.ndarray
    landmarks: np.ndarray
    probabilities: np.ndarray

    def __len__(self) -> int:
        return len(self.boxes)

    def rows(self, chosen: np.ndarray) -> Detections:
        """Some of the faces, by index or mask."""
        return Detections(self.boxes[chosen], self.landmarks[chosen], self.probabilities[chosen])

    def largest(self) -> int:
        """Index of the face with the largest box."""
        return int(np.argmax(areas(self.boxes)))


NO_FACES = Detections(
    np.zeros((0, 4), np.float32), np.zeros((0, 5, 2), np.float32), np.zeros(0, np.float32)
)


def least_face(width: int, height: int, wanted: int = 0) -> int:
    """Side in pixels of the smallest face to detect.

    Args:
        width, height: size of the upright picture.
        wanted: side chosen by the user in pixels of the picture; 0 selects 1/40 of the longer
            side, but at least 20 pixels: 48 at 1080p, about what a verdict requires.
    """
    return max(WINDOW, wanted) if wanted else max(20, round(max(width, height) / 40))


class MTCNN:
    """Detector for faces on whole frames and near expected boxes.

    Args:
        networks: the MTCNN networks.
        smallest: side of the smallest face to detect, in pixels of the upright picture.
    """

    def __init__(self, networks: Networks, smallest: int) -> None:
        self._networks = networks
        self._smallest = smallest

    def search(self, frame: Frame) -> Detections:
        """Detect all faces of a frame with all three networks."""
        longer = max(frame.width, frame.height)
        side = min(longer, round(longer * _SEARCH_SIDE / self._smallest))
        picture = frame.small(side)
        scale = longer / max(picture.shape[:2])
        levels = _pyramid(picture, WINDOW * scale / self._smallest)
        boxes = self._candidates(levels)
        if len(boxes) == 0:
            return NO_FACES
        p, shifts = self._networks.rnet(np.stack([_from_level(levels, box) for box in boxes]))
        good = p > RNET_LEAST
        boxes, p, shifts = boxes[good], p[good], shifts[good]
        kept = strongest(boxes, p, 0.5)
        return self.refine(frame, squared(shifted(boxes[kept], shifts[kept])) * scale)

    def refine(self, frame: Frame, boxes: np.ndarray) -> Detections:
        """Detect faces near given boxes with O-Net, at most one detection per face.

        Args:
            frame: frame to read native pixels from.
            boxes: float (N, 4), squares around the expected faces.
        """
        found = self.verify([frame] * len(boxes), boxes)
        good = np.flatnonzero(found.probabilities > ONET_LEAST)
        kept = good[without_nested(found.boxes[good], found.probabilities[good], 0.7)]
        return found.rows(kept)

    def verify(self, frames: list[Frame], boxes: np.ndarray) -> Detections:
        """Run O-Net on each box; row i of the result belongs to box i of frame i, face or not.

        Args:
            frames: N frames.
            boxes: float (N, 4), squares around the expected faces.
        """
        if len(boxes) == 0:
            return NO_FACES
        crops = np.stack([_native(f, box, ONET_SIDE) for f, box in zip(frames, boxes, strict=True)])
        p, shifts, points = self._networks.onet(crops)
        # The stretched rest of a box that leaves the picture still shows whether there is a face,
        # but displaces the landmarks by up to a tenth of it.
        out = [i for i, (f, box) in enumerate(zip(frames, boxes, strict=True)) if _leaves(f, box)]
        if out:
            crops = np.stack([_extended(frames[i], boxes[i], ONET_SIDE) for i in out])
            _, shifts[out], points[out] = self._networks.onet(crops)
        sides = (boxes[:, 2:] - boxes[:, :2])[:, None, :]
        landmarks = boxes[:, None, :2] + points * sides
        return Detections(
            shifted(boxes, shifts).astype(np.float32), landmarks.astype(np.float32), p
        )

    def recentre(self, frames: list[Frame], boxes: np.ndarray) -> np.ndarray:
        """float (N, 4): squares recentred on the faces that R-Net detects in N boxes."""
        if len(boxes) == 0:
            return boxes
        crops = np.stack([_native(f, box, RNET_SIDE) for f, box in zip(frames, boxes, strict=True)])
        return squared(shifted(boxes, self._networks.rnet(crops)[1]))

    def _candidates(self, levels: list[np.ndarray]) -> np.ndarray:
        """float (N, 4): P-Net's face candidates as squares, in pixels of the first level."""
        found: list[tuple[np.ndarray, np.ndarray]] = []
        for level in levels[1:]:
            p, shifts = self._networks.pnet(level)
            rows, columns = np.nonzero(p >= PNET_LEAST)
            corner = np.stack([columns, rows], axis=1) * 2.0
            windows = np.concatenate([corner, corner + WINDOW], axis=1)
            boxes = shifted(windows, shifts[rows, columns]) * _ratio(levels[0], level)
            p = p[rows, columns]
            kept = strongest(boxes, p, 0.5)[:_MOST_BOXES]
            found.append((boxes[kept], p[kept]))
        if not found:
            return np.zeros((0, 4), np.float32)
        boxes = np.concatenate([boxes for boxes, _ in found])
        p = np.concatenate([p for _, p in found])
        return squared(boxes[strongest(boxes, p, 0.5)[:_MOST_BOXES]])


def _pyramid(picture: np.ndarray, scale: float) -> list[np.ndarray]:
    """Build the pyramid: the picture, then P-Net's levels.

    Args:
        picture: uint8 (h, w, 3) RGB.
        scale: scale of P-Net's first level.
    """
    height, width = picture.shape[:2]
    levels, source = [picture], picture
    while min(height, width) * scale >= WINDOW:
        size = (int(width * scale + 1), int(height * scale + 1))
        # Repeated halving is fast and averages exactly. Resizing each level from the previous one
        # would accumulate blur, and P-Net would miss faint faces.
        while source.shape[1] >= 2 * size[0] and source.shape[0] >= 2 * size[1]:
            source = block_average(source, min(source.shape[:2]) // 2)[0]
        levels.append(cv2.resize(source, size, interpolation=cv2.INTER_AREA))
        scale *= PYRAMID_STEP
    return levels


def _ratio(picture: np.ndarray, level: np.ndarray) -> np.ndarray:
    """float (4,): pixels of a picture per pixel of its level, for x, y, x, y."""
    down, across = picture.shape[0] / level.shape[0], picture.shape[1] / level.shape[1]
    return np.array([across, down, across, down])


def _from_level(levels: list[np.ndarray], box: np.ndarray) -> np.ndarray:
    """Crop a box of the first level for R-Net from the smallest level that is large enough.

    Shrinking several hundred boxes from the first level would take longer than R-Net itself.
    """
    side = float(box[2] - box[0])
    height = levels[0].shape[0]
    fit = [level for level in levels if side * level.shape[0] >= RNET_SIDE * height]
    level = fit[-1] if fit else levels[0]
    x0, y0, x1, y1 = _inside(box / _ratio(levels[0], level), level.shape[1], level.shape[0])
    return cv2.resize(level[y0:y1, x0:x1], (RNET_SIDE, RNET_SIDE), interpolation=cv2.INTER_LINEAR)


def _native(frame: Frame, box: np.ndarray, side: int) -> np.ndarray:
    return resize_square(frame.region(*_inside(box, frame.width, frame.height)), side)


def _leaves(frame: Frame, box: np.ndarray) -> bool:
    return bool(min(box[:2]) < 0 or box[2] > frame.width or box[3] > frame.height)


def _extended(frame: Frame, box: np.ndarray, side: int) -> np.ndarray:
    """Crop a box like `_native`, with the picture's edge repeated where the box leaves it."""
    x0, y0, x1, y1 = _inside(box, frame.width, frame.height)
    outside = (y0 - np.floor(box[1]), box[3] - y1, x0 - np.floor(box[0]), box[2] - x1)
    # A box may have moved far away from the picture.
    top, bottom, left, right = np.clip(outside, 0, max(box[2:] - box[:2])).astype(int).tolist()
    part = frame.region(x0, y0, x1, y1)
    return resize_square(
        cv2.copyMakeBorder(part, top, bottom, left, right, cv2.BORDER_REPLICATE), side
    )


def _inside(box: np.ndarray, width: int, height: int) -> tuple[int, int, int, int]:
    """Clip a box to whole pixels of the picture, at least one in each direction.

    MTCNN's training clipped boxes at the picture's edge and scaled the remainder to a square,
    so its networks expect the same.
    """
    x0 = min(max(int(box[0]), 0), width - 1)
    y0 = min(max(int(box[1]), 0), height - 1)
    x1 = max(min(int(box[2]), width), x0 + 1)
    y1 = max(min(int(box[3]), height), y0 + 1)
    return x0, y0, x1, y1
