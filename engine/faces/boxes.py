"""Box operations: overlap, squares and non-maximum suppression."""

from __future__ import annotations

from typing import Any, cast

import cv2
import numpy as np

#: Intersection over union above which two boxes on one frame are the same face.
ONE_FACE = 0.4


def areas(boxes: np.ndarray) -> np.ndarray:
    """float (N,): areas of boxes (N, 4); 0 for inverted boxes."""
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    return np.asarray(sides[:, 0] * sides[:, 1])


def intersections(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """float (N, M): intersection area of each box of `a` (N, 4) with each of `b` (M, 4)."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    sides = np.maximum(high - low, 0)
    return np.asarray(sides[..., 0] * sides[..., 1])


def overlaps(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """float (N, M), 0 to 1: intersection over union of boxes (N, 4) with boxes (M, 4)."""
    inside = intersections(a, b)
    union = areas(a)[:, None] + areas(b)[None, :] - inside
    return np.where(inside > 0, inside / np.maximum(union, 1e-12), 0.0)


def centres(boxes: np.ndarray) -> np.ndarray:
    """float (N, 2): centres of boxes (N, 4)."""
    return (boxes[:, :2] + boxes[:, 2:]) / 2


def sizes(boxes: np.ndarray) -> np.ndarray:
    """float (N,): side of the square with the same area as each box, at least 1."""
    return np.sqrt(np.maximum(areas(boxes), 1.0))


def squared(boxes: np.ndarray) -> np.ndarray:
    """Square boxes (N, 4) with the same centres; the side is the longer side of each box."""
    half = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True) / 2
    middle = centres(boxes)
    return np.concatenate([middle - half, middle + half], axis=1)


def shifted(boxes: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """Boxes (N, 4) with corners moved by `shifts` (N, 4), in units of the sides."""
    sides = boxes[:, 2:] - boxes[:, :2]
    return boxes + shifts * np.concatenate([sides, sides], axis=1)


def strongest(boxes: np.ndarray, scores: np.ndarray, limit: float) -> np.ndarray:
    """Non-maximum suppression: keep the best of overlapping boxes.

    Args:
        boxes: float (N, 4).
        scores: float (N,).
        limit: intersection over union above which the lower-scoring box is dropped, 0 to 1.

    Returns:
        int64 (K,): rows kept, best first; ties keep their order.
    """
    order = np.argsort(-scores, kind="stable")
    ranks = np.arange(len(order), 0, -1, dtype=np.float32)
    corners = boxes[order].astype(np.float64)
    corners[:, 2:] -= corners[:, :2]
    kept = cv2.dnn.NMSBoxes(cast(Any, corners), cast(Any, ranks), 0.0, limit)
    return order[np.asarray(kept, np.int64).reshape(-1)]


def without_nested(boxes: np.ndarray, scores: np.ndarray, limit: float) -> np.ndarray:
    """Like `strongest`, with overlap relative to the smaller box; for small numbers of boxes."""
    area = areas(boxes)
    share = intersections(boxes, boxes) / np.maximum(np.minimum(area[:, None], area[None]), 1e-12)
    kept: list[int] = []
    for row in np.argsort(-scores, kind="stable"):
        if not kept or share[row, kept].max() <= limit:
            kept.append(int(row))
    return np.array(kept, np.int64)
