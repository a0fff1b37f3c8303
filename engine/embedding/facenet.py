"""FaceNet: InceptionResnetV1, 512-d on the unit sphere (Schroff et al. 2015; paper III-F).

The network is facenet-pytorch's. Its weights come from that package's own files or from
the frozen TensorFlow graph 20180408-102900 (CASIA-WebFace), whose batch normalisation is
folded into its convolutions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from facenet_pytorch import InceptionResnetV1
from facenet_pytorch.models.inception_resnet_v1 import BasicConv2d
from torch import nn

_NODE = 1
_NODE_NAME, _NODE_OP, _NODE_ATTR = 1, 2, 5
_MAP_KEY, _MAP_VALUE = 1, 2
_ATTR_TENSOR = 8
_TENSOR_TYPE, _TENSOR_SHAPE, _TENSOR_CONTENT = 1, 2, 4
_SHAPE_DIM, _DIM_SIZE = 2, 1
_FLOAT32 = 1


def float_constants(path: Path) -> dict[str, np.ndarray]:
    """Read every float32 constant of a frozen graph that is stored as raw bytes, by node name.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a GraphDef, or damaged.
    """
    found: dict[str, np.ndarray] = {}
    try:
        for number, node in _fields(memoryview(path.read_bytes())):
            if number == _NODE and isinstance(node, memoryview):
                name, values = _constant(node)
                if values is not None:
                    found[name] = values
    except (IndexError, TypeError, KeyError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is not a TensorFlow graph") from error
    return found


def _constant(node: memoryview) -> tuple[str, np.ndarray | None]:
    name = operation = ""
    tensor: memoryview | None = None
    for number, value in _fields(node):
        if number == _NODE_NAME:
            name = _text(value)
        elif number == _NODE_OP:
            operation = _text(value)
        elif number == _NODE_ATTR:
            entry = dict(_fields(_bytes(value)))
            if _text(entry[_MAP_KEY]) == "value":
                tensor = _bytes(dict(_fields(_bytes(entry[_MAP_VALUE])))[_ATTR_TENSOR])
    if operation != "Const" or tensor is None:
        return name, None
    return name, _float_tensor(tensor)


def _float_tensor(tensor: memoryview) -> np.ndarray | None:
    parts = dict(_fields(tensor))
    if parts.get(_TENSOR_TYPE) != _FLOAT32 or _TENSOR_CONTENT not in parts:
        return None
    shape = [
        dict(_fields(_bytes(dim))).get(_DIM_SIZE, 0)
        for number, dim in _fields(_bytes(parts.get(_TENSOR_SHAPE, memoryview(b""))))
        if number == _SHAPE_DIM
    ]
    return np.frombuffer(_bytes(parts[_TENSOR_CONTENT]), "<f4").reshape([int(d) for d in shape])


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Yield field numbers and values of one protocol buffer message."""
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, place = _varint(data, place)
            yield number, value
            continue
        if kind == 2:
            length, place = _varint(data, place)
        elif kind in (1, 5):
            length = 8 if kind == 1 else 4
        else:
            raise ValueError("damaged protocol buffer")
        if place + length > len(data):
            raise ValueError("the protocol buffer ends early")
        yield number, data[place : place + length]
        place += length


def _varint(data: memoryview, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
        shift += 7
        if shift > 63:
            raise ValueError("damaged protocol buffer")


def _bytes(value: int | memoryview) -> memoryview:
    if not isinstance(value, memoryview):
        raise ValueError("a message was expected")
    return value


def _text(value: int | memoryview) -> str:
    return str(_bytes(value), "utf-8")


DIMENSION = 512
#: Epsilon of the normalisation layers after folded convolutions, which act as the identity.
_EPSILON = 0.001
_STAGES = (
    (r"Conv2d_(\w+)_\dx\d", "conv2d_{0}"),
    (r"Repeat/block35_(\d+)", "repeat_1"),
    (r"Mixed_6a", "mixed_6a"),
    (r"Repeat_1/block17_(\d+)", "repeat_2"),
    (r"Mixed_7a", "mixed_7a"),
    (r"Repeat_2/block8_(\d+)", "repeat_3"),
    (r"Block8", "block8"),
)


class FaceNet(nn.Module):
    """float32 (N, 3, 160, 160), prewhitened -> float32 (N, 512), rows of length 1.

    Split at the last feature map, which Grad-CAM reads, with the method names of timm.
    """

    num_features = DIMENSION

    def __init__(self) -> None:
        super().__init__()
        self.net = InceptionResnetV1()

    def forward_features(self, batch: torch.Tensor) -> torch.Tensor:
        """float32 (N, 1792, h, w)."""
        n = self.net
        x = n.conv2d_2b(n.conv2d_2a(n.conv2d_1a(batch)))
        x = n.conv2d_4b(n.conv2d_4a(n.conv2d_3b(n.maxpool_3a(x))))
        x = n.mixed_7a(n.repeat_2(n.mixed_6a(n.repeat_1(x))))
        out: torch.Tensor = n.block8(n.repeat_3(x))
        return out

    def forward_head(self, features: torch.Tensor, pre_logits: bool = True) -> torch.Tensor:
        """float32 (N, 512) on the unit sphere."""
        pooled = self.net.avgpool_1a(features).flatten(1)
        return nn.functional.normalize(self.net.last_bn(self.net.last_linear(pooled)), dim=1)


def state_from_graph(path: Path) -> dict[str, torch.Tensor]:
    """Convert a frozen graph with folded batch normalisation to the state of `FaceNet`.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is another graph.
    """
    constants = {
        name.removeprefix("InceptionResnetV1/"): values
        for name, values in float_constants(path).items()
    }
    network = FaceNet()
    state = network.state_dict()
    layers = sorted(
        (name.removesuffix("/weights") for name in constants if name.endswith("/weights")),
        key=_order,
    )
    convolutions = _in_order(network.net)
    last = "Bottleneck"
    if last not in layers or len(layers) - 1 != len(convolutions):
        raise ValueError(f"{path.name} is not FaceNet's graph")
    for layer, name in zip((n for n in layers if n != last), convolutions, strict=True):
        weight = constants[f"{layer}/weights"].transpose(3, 2, 0, 1)
        if f"net.{name}.conv.weight" in state:
            _put(state, f"net.{name}.conv.weight", weight)
            _pass_through(state, f"net.{name}.bn", constants[f"{layer}/Conv2D_bn_offset"])
        else:
            _put(state, f"net.{name}.weight", weight)
            _put(state, f"net.{name}.bias", constants[f"{layer}/biases"])
    _put(state, "net.last_linear.weight", constants[f"{last}/weights"].T)
    bottom = f"{last}/BatchNorm"
    ones = np.ones(DIMENSION, np.float32)
    for key, values in (
        ("weight", ones),
        ("bias", constants[f"{bottom}/beta"]),
        ("running_mean", constants[f"{bottom}/moving_mean"]),
        ("running_var", constants[f"{bottom}/moving_variance"]),
    ):
        _put(state, f"net.last_bn.{key}", values)
    return state


def _order(layer: str) -> tuple[int, int, int, str]:
    """Sort key: stage, block, branch, position in the branch; closing convolutions last."""
    for number, (pattern, _) in enumerate(_STAGES):
        found = re.match(pattern, layer)
        if found:
            block = int(found[1]) if found.groups() and found[1].isdigit() else 0
            branch = re.search(r"Branch_(\d)", layer)
            return number, block, int(branch[1]) if branch else 9, layer
    return len(_STAGES), 0, 0, layer


def _in_order(net: nn.Module) -> list[str]:
    """Names of the torch network's convolution blocks, in the graph's order."""
    return [
        name
        for name, module in net.named_modules()
        if isinstance(module, BasicConv2d)
        or (isinstance(module, nn.Conv2d) and not name.endswith(".conv"))
    ]


def _pass_through(state: dict[str, torch.Tensor], name: str, bias: np.ndarray) -> None:
    """Set a normalisation layer to add the bias and change nothing else."""
    size = state[f"{name}.bias"].shape
    state[f"{name}.weight"] = torch.ones(size)
    state[f"{name}.running_mean"] = torch.zeros(size)
    state[f"{name}.running_var"] = torch.full(size, 1 - _EPSILON)
    _put(state, f"{name}.bias", bias)


def _put(state: dict[str, torch.Tensor], name: str, values: np.ndarray) -> None:
    if tuple(state[name].shape) != values.shape:
        raise ValueError(f"the graph's values for {name} have the shape {values.shape}")
    state[name] = torch.from_numpy(np.array(values, np.float32))
