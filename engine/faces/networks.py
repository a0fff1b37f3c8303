"""The three networks of MTCNN, fed with numpy and tuned for small batches on one core."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.device import pick_device

#: Sides of the crops that R-Net and O-Net look at.
RNET_SIDE, ONET_SIDE = 24, 48
#: P-Net sees a picture in strips of about so many pixels: what it makes of one fits the
#: memory that the allocator keeps, and a third of the time went into getting more.
_STRIP = 72_000
#: R-Net sees so many crops at a time, for the same reason.
_CROPS = 32


class Networks:
    """P-Net, R-Net and O-Net with facenet-pytorch's weights.

    They run channels-last: two to three times as fast as channels-first on a CPU, and the
    layout that pictures have anyway.

    Args:
        device: a name of `engine.device.DEVICES`.
    """

    def __init__(self, device: str = "auto") -> None:
        import torch
        from facenet_pytorch.models.mtcnn import ONet, PNet, RNet

        self.device = pick_device(device)
        nets: list[Any] = [PNet(), RNet(), ONet()]
        _widen(nets[0], 16)
        _widen(nets[1], 32)
        self._nets = [net.eval().to(self.device, memory_format=torch.channels_last) for net in nets]

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
        step = max(8, _STRIP // (2 * width))
        strips = []
        for first in range(0, rows, step):
            # The last row's windows may be cut off by the edge, as in the whole picture.
            end = height if first + step >= rows else 2 * (first + step - 1) + 12
            strips.append(self._run(0, picture[None, 2 * first : end]))
        shifts = np.concatenate([strip[0][0] for strip in strips], axis=1)
        probabilities = np.concatenate([strip[1][0, 1] for strip in strips])
        return probabilities, shifts.transpose(1, 2, 0)

    def rnet(self, crops: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether crops hold a face, and where in them.

        Args:
            crops: uint8 (N, 24, 24, 3) RGB.

        Returns:
            float32 (N,): probabilities; float32 (N, 4): shifts of the corners in crop sides.
        """
        if len(crops) == 0:
            return np.zeros(0, np.float32), np.zeros((0, 4), np.float32)
        parts = [self._run(1, crops[i : i + _CROPS]) for i in range(0, len(crops), _CROPS)]
        shifts, probabilities = (np.concatenate(column) for column in zip(*parts, strict=True))
        return probabilities[:, 1], shifts

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
        shifts, points, probabilities = self._run(2, crops)
        return probabilities[:, 1], shifts, points.reshape(-1, 2, 5).transpose(0, 2, 1)

    def _run(self, which: int, pixels: np.ndarray) -> list[np.ndarray]:
        import torch

        with torch.inference_mode():
            batch = torch.from_numpy(np.ascontiguousarray(pixels)).to(self.device)
            # A view of channels-last memory as (N, 3, H, W); no copy is made.
            batch = batch.permute(0, 3, 1, 2).float().sub_(127.5).mul_(0.0078125)
            return [part.float().cpu().numpy() for part in self._nets[which](batch)]


def _widen(net: Any, channels: int) -> None:
    """Add silent channels between a network's first and second convolution.

    Vector units take 16 numbers at a time; P-Net's 10 channels and R-Net's 28 make them
    work one by one, at twice the time of the whole network. What comes out is the same.
    """
    import torch
    from torch.nn.functional import pad

    more = channels - net.conv1.out_channels
    with torch.no_grad():
        net.conv1.weight = torch.nn.Parameter(pad(net.conv1.weight, (0, 0, 0, 0, 0, 0, 0, more)))
        net.conv1.bias = torch.nn.Parameter(pad(net.conv1.bias, (0, more)))
        net.prelu1.weight = torch.nn.Parameter(pad(net.prelu1.weight, (0, more)))
        net.conv2.weight = torch.nn.Parameter(pad(net.conv2.weight, (0, 0, 0, 0, 0, more)))
