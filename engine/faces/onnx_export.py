"""Export of MTCNN's networks as ONNX graphs that run fast on one core in ONNX Runtime.

ONNX Runtime keeps channels in blocks of the processor's vector width through convolution,
pooling, ReLU and addition, but not through PReLU, which follows every layer of MTCNN. With slope
a <= 1, PReLU equals relu((1 - a) x) + a x. The two scalings become 1 x 1 convolutions, which the
runtime fuses with the ReLU and the sum.

The first layer has the most pixels, so its max pooling is moved before PReLU. This is exact for
a >= 0, where PReLU is monotonic. For a < 0, PReLU is the maximum of x and a x, so the pooled
result is the maximum of the pooled x and the pooled a x. An extra channel of the same convolution
provides a x.

`python -m engine.faces.onnx_export FOLDER` writes the graphs shipped with the program from
facenet-pytorch's weights.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

Weights = Mapping[str, np.ndarray]
#: Channels are zero-padded to a multiple of the widest block.
_BLOCK = 16
#: Pooling size after each convolution, 0 for none; the stride is two pixels.
_PNET, _RNET, _ONET = (2, 0, 0), (3, 3, 0), (3, 3, 2, 0)
#: ONNX opset and format versions supported by every runtime that pyproject.toml allows.
_OPSET, _FORMAT = 17, 8


def pnet_graph(weights: Weights) -> bytes:
    """P-Net from pixels to shifts (N, 4, rows, columns) and probabilities (N, 1, rows, columns).

    Args:
        weights: float32 arrays by facenet-pytorch's names.

    Returns:
        A model that takes uint8 (N, h, w, 3), both sides at least 12.
    """
    graph = _Graph()
    x = graph.layers(weights, _PNET)
    weight, bias = _joined(weights, ["conv4_2"], "conv4_1")
    graph.outputs(graph.conv(x, weight, bias), [4])
    return graph.model(("height", "width"))


def rnet_graph(weights: Weights) -> bytes:
    """R-Net from uint8 (N, 24, 24, 3) to shifts (N, 4) and probabilities (N, 1)."""
    graph = _Graph()
    x = graph.dense(graph.layers(weights, _RNET), weights, "4")
    weight, bias = _joined(weights, ["dense5_2"], "dense5_1")
    graph.outputs(graph.gemm(x, weight, bias), [4])
    return graph.model((24, 24))


def onet_graph(weights: Weights) -> bytes:
    """O-Net from uint8 (N, 48, 48, 3) to shifts (N, 4), points (N, 10), probabilities (N, 1)."""
    graph = _Graph()
    x = graph.dense(graph.layers(weights, _ONET), weights, "5")
    weight, bias = _joined(weights, ["dense6_2", "dense6_3"], "dense6_1")
    graph.outputs(graph.gemm(x, weight, bias), [4, 10])
    return graph.model((48, 48))


def _joined(weights: Weights, parts: list[str], choice: str) -> tuple[np.ndarray, np.ndarray]:
    """Weight and bias of a combined last layer: the parts, then the face logit.

    A softmax over two values is the sigmoid of their difference.
    """
    joined = []
    for kind in ("weight", "bias"):
        no, yes = weights[f"{choice}.{kind}"]
        joined.append(np.concatenate([*(weights[f"{p}.{kind}"] for p in parts), (yes - no)[None]]))
    return joined[0], joined[1]


def _padded(array: np.ndarray, *lengths: int) -> np.ndarray:
    """Zero-pad the first axes of an array to `lengths`."""
    more = [(0, to - now) for to, now in zip(lengths, array.shape, strict=False)]
    return np.pad(array, more + [(0, 0)] * (array.ndim - len(more)))


class _Graph:
    """ONNX graph under construction; values are identified by name."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self._results: list[str] = []

    def layers(self, weights: Weights, pools: Sequence[int]) -> str:
        """Add all convolutions with their activations and pooling to the input picture."""
        x = self._node("Cast", self._node("Transpose", "pixels", perm=[0, 3, 1, 2]), to=1)
        incoming = 3
        for number, pool in enumerate(pools, 1):
            # Summation over pixels loses precision, so fold the pixel scale in at float64.
            weight = weights[f"conv{number}.weight"].astype(np.float64)
            bias = weights[f"conv{number}.bias"].astype(np.float64)
            slope = weights[f"prelu{number}.weight"].astype(np.float64)
            weight = _padded(weight, len(weight), incoming)
            incoming = -(-len(weight) // _BLOCK) * _BLOCK
            if number == 1:
                bias = bias - weight.sum(axis=(1, 2, 3)) * 127.5 / 128
                x = self._pooled_first(x, weight / 128, bias, slope, pool)
            else:
                x = self.conv(x, _padded(weight, incoming), _padded(bias, incoming))
                x = self._prelu(x, _padded(slope, incoming))
                x = self._pool(x, pool) if pool else x
        return x

    def dense(self, x: str, weights: Weights, number: str) -> str:
        """Add the fully connected layer; facenet-pytorch flattens pixels column by column."""
        weight = weights[f"dense{number}.weight"]
        # Both networks end in 3 x 3 pixels.
        weight = weight.reshape(len(weight), 3, 3, -1).transpose(0, 3, 2, 1)
        x = self.gemm(
            self._node("Flatten", x, axis=1),
            weight.reshape(len(weight), -1),
            weights[f"dense{number}.bias"],
        )
        return self._node("PRelu", x, self._constant(weights[f"prelu{number}.weight"]))

    def conv(
        self, x: str, weight: np.ndarray, bias: np.ndarray | None = None, group: int = 1
    ) -> str:
        more = [] if bias is None else [self._constant(bias)]
        sides = list(weight.shape[2:])
        return self._node("Conv", x, self._constant(weight), *more, kernel_shape=sides, group=group)

    def gemm(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        return self._node("Gemm", x, self._constant(weight), self._constant(bias), transB=1)

    def outputs(self, x: str, lengths: list[int]) -> None:
        """Split the last layer's channels; the remaining one becomes a probability."""
        from onnx import helper

        *parts, evidence = [f"part{i}" for i in range(len(lengths) + 1)]
        counts = self._constant(np.array([*lengths, 1], np.int64))
        self._nodes.append(helper.make_node("Split", [x, counts], [*parts, evidence], axis=1))
        self._results = [*parts, self._node("Sigmoid", evidence)]

    def model(self, sides: tuple[int | str, int | str]) -> bytes:
        from onnx import TensorProto, helper

        pixels = helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["count", *sides, 3])
        results = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in self._results
        ]
        graph = helper.make_graph(self._nodes, "mtcnn", [pixels], results, self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
        model.ir_version = _FORMAT
        return bytes(model.SerializeToString())

    def _pooled_first(
        self, x: str, weight: np.ndarray, bias: np.ndarray, slope: np.ndarray, side: int
    ) -> str:
        """Add a convolution and pooling with the equivalent of PReLU before the pooling."""
        count, falling = len(weight), np.flatnonzero(slope < 0)
        extra = count + np.arange(len(falling))
        inner, outer = (-(-n // _BLOCK) * _BLOCK for n in (count + len(falling), count))
        weight = np.concatenate([weight, weight[falling] * slope[falling, None, None, None]])
        bias = np.concatenate([bias, bias[falling] * slope[falling]])
        x = self._pool(self.conv(x, _padded(weight, inner), _padded(bias, inner)), side)

        # a >= 0: a x + (1 - a) relu(x). a < 0: x + relu(a x - x), the maximum of both.
        bent, straight = np.zeros((2, outer, inner, 1, 1))
        rows = np.arange(count)
        bent[rows, rows] = np.where(slope < 0, -1.0, 1.0)[:, None, None]
        bent[falling, extra] = 1.0
        straight[rows, rows] = np.where(slope < 0, 1.0, slope)[:, None, None]
        share = _padded(np.where(slope < 0, 1.0, 1.0 - slope), outer)
        above = self._scaled(self._node("Relu", self.conv(x, bent)), share)
        return self._node("Add", above, self.conv(x, straight))

    def _prelu(self, x: str, slope: np.ndarray) -> str:
        bent = self._node("Relu", self._scaled(x, 1.0 - slope))
        return self._node("Add", bent, self._scaled(x, slope))

    def _scaled(self, x: str, factors: np.ndarray) -> str:
        return self.conv(x, factors.reshape(-1, 1, 1, 1), group=len(factors))

    def _pool(self, x: str, side: int) -> str:
        return self._node("MaxPool", x, kernel_shape=[side] * 2, strides=[2, 2], ceil_mode=1)

    def _constant(self, values: np.ndarray) -> str:
        from onnx import numpy_helper

        name = f"constant{len(self._constants)}"
        kind = values.dtype if values.dtype == np.int64 else np.float32
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values, kind), name))
        return name

    def _node(self, kind: str, *inputs: str, **settings: Any) -> str:
        from onnx import helper

        name = f"value{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], **settings))
        return name


def weights_of(name: str) -> dict[str, np.ndarray]:
    """float32 weights of one of MTCNN's networks, as shipped with facenet-pytorch."""
    import torch

    package = importlib.util.find_spec("facenet_pytorch")
    assert package is not None
    assert package.submodule_search_locations
    path = Path(package.submodule_search_locations[0], "data", f"{name}.pt")
    state = torch.load(path, weights_only=True, map_location="cpu")
    return {key: value.numpy() for key, value in state.items()}


def main() -> None:
    """Write the three graphs to the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in (("pnet", pnet_graph), ("rnet", rnet_graph), ("onet", onet_graph)):
        (folder / f"{name}.onnx").write_bytes(make(weights_of(name)))


if __name__ == "__main__":
    main()
