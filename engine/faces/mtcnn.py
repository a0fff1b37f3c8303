"""MTCNN face detection (Zhang et al. 2016; paper section III-A) through facenet-pytorch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.device import pick_device


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


NO_FACES = Detections(
    np.zeros((0, 4), np.float32), np.zeros((0, 5, 2), np.float32), np.zeros(0, np.float32)
)


class FaceDetector:
    """MTCNN on batches of pictures of equal size.

    Args:
        min_face: smallest face to detect, in pixels of the pictures passed to `detect`.
        threshold: minimum probability of a face.
        device: one of `engine.device.DEVICES`.
    """

    def __init__(self, min_face: int = 20, threshold: float = 0.9, device: str = "auto") -> None:
        from facenet_pytorch import MTCNN

        self.threshold = threshold
        self._mtcnn: Any = MTCNN(
            keep_all=True,
            min_face_size=min_face,
            post_process=False,
            select_largest=False,
            device=pick_device(device),
        )

    def detect(self, pictures: np.ndarray, scale: float = 1.0) -> list[Detections]:
        """Detect the faces of each picture.

        Args:
            pictures: uint8 (B, H, W, 3) RGB.
            scale: full-picture pixels per pixel of `pictures`; results are multiplied by it.
        """
        height, width = pictures.shape[1:3]
        # P-Net's pyramid is empty for pictures smaller than its smallest window.
        if min(height, width) < self._mtcnn.min_face_size:
            return [NO_FACES] * len(pictures)
        boxes, probabilities, landmarks = self._mtcnn.detect(pictures, landmarks=True)
        return [
            self._one(b, p, points, scale)
            for b, p, points in zip(boxes, probabilities, landmarks, strict=True)
        ]

    def _one(self, boxes: Any, probabilities: Any, landmarks: Any, scale: float) -> Detections:
        if boxes is None or len(boxes) == 0:
            return NO_FACES
        p = np.asarray(probabilities, np.float32)
        order = np.argsort(-p, kind="stable")
        order = order[p[order] >= self.threshold]
        return Detections(
            np.asarray(boxes, np.float32)[order] * scale,
            np.asarray(landmarks, np.float32)[order] * scale,
            p[order],
        )
