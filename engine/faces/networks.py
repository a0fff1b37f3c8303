"""The three MTCNN networks with a NumPy interface."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.device import cpu_session, pick_device
from engine.shipped import resource


class OnnxNetworks:
    """P-Net, R-Net and O-Net with ONNX Runtime on the calling thread; thread-safe.

    About 1.6 times as fast as torch on one thread, and faster still with few crops.

    Attributes:
        strip: number of pixels to process at once, so that activations stay in the core's cache.
        crops: number of crops to process at once, for the same reason.
    """

    strip, crops = 24_000, 16

    def __init__(self) -> None:
        self._sessions = [
            cpu_session((resource("mtcnn") / f"{name}.onnx").read_bytes())
            for name in ("pnet", "rnet", "onet")
        ]

    def run(self, which: int, pixels: np.ndarray) -> list[np.ndarray]:
        """Run one network.

        Args:
            which: 0 P-Net, 1 R-Net, 2 O-Net.
            pixels: uint8 (N, h, w, 3) RGB.

        Returns:
            float32, channels second: shifts, O-Net's landmarks, and probabilities (one channel).
        """
        pixels = np.ascontiguousarray(pixels)
        return list(self._sessions[which].run(None, {"pixels": pixels}))


class TorchNetworks:
    """P-Net, R-Net and O-Net of facenet-pytorch.

    Args:
        device: a torch device; see `engine.device.pick_device`.

    Attributes:
        strip: number of pixels to process at once; bounds memory.
        crops: number of crops to process at once, for the same reason.
    """

    strip, crops = 1_000_000, 512

    def __init__(self, device: str) -> None:
        import torch
        from facenet_pytorch.models.mtcnn import ONet, PNet, RNet

        self._device = device
        self._nets: list[Any] = [
            net.eval().to(device, memory_format=torch.channels_last)
            for net in (PNet(), RNet(), ONet())
        ]

    def run(self, which: int, pixels: np.ndarray) -> list[np.ndarray]:
        """Run one network; see `engine.faces.networks.OnnxNetworks.run`."""
        import torch

        with torch.inference_mode():
            batch = torch.from_numpy(np.ascontiguousarray(pixels)).to(self._device)
            # A channels-last view as (N, 3, H, W), without a copy.
            batch = batch.permute(0, 3, 1, 2).float().sub_(127.5).mul_(0.0078125)
            *parts, choice = (part.float().cpu().numpy() for part in self._nets[which](batch))
        return [*parts, choice[:, 1:2]]


#: Input sides of R-Net and O-Net.
RNET_SIDE, ONET_SIDE = 24, 48


class Networks:
    """P-Net, R-Net and O-Net with facenet-pytorch's weights.

    Args:
        device: one of `engine.device.DEVICES`.
        backend: implementation of the networks; by default ONNX Runtime on a CPU, else torch.
    """

    def __init__(
        self, device: str = "auto", backend: OnnxNetworks | TorchNetworks | None = None
    ) -> None:
        self.device = pick_device(device)
        usual = OnnxNetworks if self.device == "cpu" else lambda: TorchNetworks(self.device)
        self._nets = backend or usual()

    def pnet(self, picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Score all 12-pixel windows of one picture.

        Args:
            picture: uint8 (h, w, 3) RGB, both sides at least 12.

        Returns:
            float32 (rows, columns): face probability of each window, two pixels apart.
            float32 (rows, columns, 4): shifts of its corners x0, y0, x1, y1 in window sides.
        """
        height, width = picture.shape[:2]
        rows = -(-(height - 11) // 2)
        step = max(8, self._nets.strip // (2 * width))
        strips = []
        for first in range(0, rows, step):
            # The edge may clip the windows of the last row, as in the whole picture.
            end = height if first + step >= rows else 2 * (first + step - 1) + 12
            strips.append(self._nets.run(0, picture[None, 2 * first : end]))
        shifts, probabilities = (
            np.concatenate([part[0] for part in column], axis=1)
            for column in zip(*strips, strict=True)
        )
        return probabilities[0], shifts.transpose(1, 2, 0)

    def rnet(self, crops: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Score crops and refine their boxes.

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
        """Score crops, refine their boxes and locate landmarks.

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
