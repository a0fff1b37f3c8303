"""MTCNN's cascade on frames of a clip: P-Net on a small picture, O-Net on native pixels."""

from __future__ import annotations

import cv2
import numpy as np

from engine.faces.boxes import shifted, squared, strongest, without_nested
from engine.faces.downscale import block_average, resize_square
from engine.faces.mtcnn import NO_FACES, Detections
from engine.faces.networks import ONET_SIDE, RNET_SIDE, Networks
from engine.video.frame import Frame

#: Probabilities under which P-Net, R-Net and O-Net drop a box. P-Net's is a little lower than
#: usual, because levels that are made quickly blur a little more.
PNET_LEAST, RNET_LEAST, ONET_LEAST = 0.55, 0.7, 0.7
#: Each level of the pyramid is this much smaller than the one before: half the area.
PYRAMID_STEP = 0.709
#: P-Net's window, the side of the smallest face in the largest level of the pyramid.
WINDOW = 12
#: R-Net sees a smallest face at this many pixels; P-Net's own 12 would blur it.
_SEARCH_SIDE = 20
#: At most so many boxes of one level and one picture go on to R-Net, the best first.
_MOST_BOXES = 400


def least_face(width: int, height: int, wanted: int = 0) -> int:
    """Side in pixels of the smallest face that is sought.

    Args:
        width, height: of the upright picture.
        wanted: the user's choice in pixels of the picture; 0 takes a 40th of the longer
            side, but at least 20 pixels: 48 at 1080p, about what a verdict needs.
    """
    return max(WINDOW, wanted) if wanted else max(20, round(max(width, height) / 40))


class Cascade:
    """Finds the faces of whole frames, and follows known ones.

    Args:
        networks: MTCNN's.
        smallest: side of the smallest face sought, pixels of the upright picture.
    """

    def __init__(self, networks: Networks, smallest: int) -> None:
        self._networks = networks
        self._smallest = smallest

    def search(self, frame: Frame) -> Detections:
        """All faces of a frame, by all three networks."""
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
        """Faces that O-Net sees near given boxes, one at most for each face.

        Args:
            frame: native pixels are used.
            boxes: float (N, 4), squares around the expected faces.
        """
        found = self.verify([frame] * len(boxes), boxes)
        good = np.flatnonzero(found.probabilities > ONET_LEAST)
        kept = good[without_nested(found.boxes[good], found.probabilities[good], 0.7)]
        return Detections(found.boxes[kept], found.landmarks[kept], found.probabilities[kept])

    def verify(self, frames: list[Frame], boxes: np.ndarray) -> Detections:
        """What O-Net says of each box; row i belongs to box i of frame i, good or not.

        Args:
            frames: N frames.
            boxes: float (N, 4), squares around the expected faces.
        """
        if len(boxes) == 0:
            return NO_FACES
        crops = np.stack([_native(f, box, ONET_SIDE) for f, box in zip(frames, boxes, strict=True)])
        p, shifts, points = self._networks.onet(crops)
        sides = (boxes[:, 2:] - boxes[:, :2])[:, None, :]
        landmarks = boxes[:, None, :2] + points * sides
        return Detections(
            shifted(boxes, shifts).astype(np.float32), landmarks.astype(np.float32), p
        )

    def recentre(self, frames: list[Frame], boxes: np.ndarray) -> np.ndarray:
        """float (N, 4): squares moved to where R-Net sees the faces of N boxes."""
        if len(boxes) == 0:
            return boxes
        crops = np.stack([_native(f, box, RNET_SIDE) for f, box in zip(frames, boxes, strict=True)])
        return squared(shifted(boxes, self._networks.rnet(crops)[1]))

    def _candidates(self, levels: list[np.ndarray]) -> np.ndarray:
        """float (N, 4): squares where P-Net suspects a face, pixels of the first level."""
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
    """The picture, then its levels for P-Net, each made from a larger one.

    Args:
        picture: uint8 (h, w, 3) RGB.
        scale: of the first level for P-Net.
    """
    height, width = picture.shape[:2]
    levels, source = [picture], picture
    while min(height, width) * scale >= WINDOW:
        size = (int(width * scale + 1), int(height * scale + 1))
        # Halving is quick, and whole pixels averaged twice are averaged as they should be;
        # level from level, blur would add up and P-Net lose dim faces.
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
    """A box of the first level for R-Net, out of the level where it is hardly larger.

    Scaling each of some hundred boxes down from the first level would take longer than
    R-Net itself.
    """
    side = float(box[2] - box[0])
    height = levels[0].shape[0]
    fit = [level for level in levels if side * level.shape[0] >= RNET_SIDE * height]
    level = fit[-1] if fit else levels[0]
    x0, y0, x1, y1 = _inside(box / _ratio(levels[0], level), level.shape[1], level.shape[0])
    return cv2.resize(level[y0:y1, x0:x1], (RNET_SIDE, RNET_SIDE), interpolation=cv2.INTER_LINEAR)


def _native(frame: Frame, box: np.ndarray, side: int) -> np.ndarray:
    return resize_square(frame.region(*_inside(box, frame.width, frame.height)), side)


def _inside(box: np.ndarray, width: int, height: int) -> tuple[int, int, int, int]:
    """Whole pixels of a box that lie in the picture, at least one each way.

    MTCNN's training cut boxes off at the picture's edge and scaled what was left to a
    square, so its networks expect just that.
    """
    x0 = min(max(int(box[0]), 0), width - 1)
    y0 = min(max(int(box[1]), 0), height - 1)
    x1 = max(min(int(box[2]), width), x0 + 1)
    y1 = max(min(int(box[3]), height), y0 + 1)
    return x0, y0, x1, y1
