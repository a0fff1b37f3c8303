"""MTCNN's networks on a graphics processor, through torch."""

from __future__ import annotations

from typing import Any

import numpy as np


class TorchNets:
    """P-Net, R-Net and O-Net of facenet-pytorch.

    Args:
        device: a torch device, see `engine.device.pick_device`.

    Attributes:
        strip: pixels of a picture that are looked at together; bounds memory.
        crops: so many crops, for the same reason.
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
        """What one network says; see `engine.faces.onnx_nets.OnnxNets.run`."""
        import torch

        with torch.inference_mode():
            batch = torch.from_numpy(np.ascontiguousarray(pixels)).to(self._device)
            # A view of channels-last memory as (N, 3, H, W); no copy is made.
            batch = batch.permute(0, 3, 1, 2).float().sub_(127.5).mul_(0.0078125)
            *parts, choice = (part.float().cpu().numpy() for part in self._nets[which](batch))
        return [*parts, choice[:, 1:2]]
