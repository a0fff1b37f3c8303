"""The three networks of MTCNN, fed with numpy."""

from __future__ import annotations

import numpy as np

from engine.device import pick_device
from engine.faces.onnx_nets import OnnxNets
from engine.faces.torch_nets import TorchNets

#: Sides of the crops that R-Net and O-Net look at.
RNET_SIDE, ONET_SIDE = 24, 48


class Networks:
    """P-Net, R-Net and O-Net with facenet-pytorch's weights.

    Args:
        device: a name of `engine.device.DEVICES`.
    """

    def __init__(self, device: str = "auto") -> None:
        self.device = pick_device(device)
        self._nets = OnnxNets() if self.device == "cpu" else TorchNets(self.device)

    def pnet(self, picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where in one picture a 12-pixel window may hold a face.

        Args:
            picture: uint8 (h, w, 3) RGB, both sides at least 12.

        Returns:
            float32 (rows, columns): probability of each window, two pixels apart.
            float32 (rows, columns, 4): shifts of its corners x0, y0, x1, y1 in window sides.
        """
        height, width = picture.shape[:2]
        rows = -(-(height - 11) // 2)
        step = max(8, self._nets.strip // (2 * width))
        strips = []
        for first in range(0, rows, step):
            # The last row's windows may be cut off by the edge, as in the whole picture.
            end = height if first + step >= rows else 2 * (first + step - 1) + 12
            strips.append(self._nets.run(0, picture[None, 2 * first : end]))
        shifts, probabilities = (
            np.concatenate([part[0] for part in column], axis=1)
            for column in zip(*strips, strict=True)
        )
        return probabilities[0], shifts.transpose(1, 2, 0)

    def rnet(self, crops: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether crops hold a face, and where in them.

        Args:
            crops: uint8 (N, 24, 24, 3) RGB.

        Returns:
            float32 (N,): probabilities; float32 (N, 4): shifts of the corners in crop sides.
        """
        if len(crops) == 0:
            return np.zeros(0, np.float32), np.zeros((0, 4), np.float32)
        shifts, probabilities = self._in_parts(1, crops)
        return probabilities[:, 0], shifts

    def onet(self, crops: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Whether crops hold a face, where in them, and its landmarks.

        Args:
            crops: uint8 (N, 48, 48, 3) RGB.

        Returns:
            float32 (N,): probabilities; float32 (N, 4): shifts of the corners in crop sides;
            float32 (N, 5, 2): landmarks x, y in crop sides from the crop's corner.
        """
        if len(crops) == 0:
            empty = np.zeros((0, 4), np.float32)
            return np.zeros(0, np.float32), empty, np.zeros((0, 5, 2), np.float32)
        shifts, points, probabilities = self._in_parts(2, crops)
        return probabilities[:, 0], shifts, points.reshape(-1, 2, 5).transpose(0, 2, 1)

    def _in_parts(self, which: int, crops: np.ndarray) -> list[np.ndarray]:
        count = self._nets.crops
        parts = [self._nets.run(which, crops[i : i + count]) for i in range(0, len(crops), count)]
        return [np.concatenate(column) for column in zip(*parts, strict=True)]
