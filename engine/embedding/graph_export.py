"""Export the structure of an embedding network with torch for `engine.embedding.graph`.

`python -m engine.embedding.graph_export FOLDER SPEC...` writes the structures that ship with the
program; each SPEC is a bundle's `detector.json`.
"""

from __future__ import annotations

import io
import json
import sys
import threading
import warnings
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import nn

from engine.embedding.graph import (
    EmbeddingGraph,
    GraphError,
    cache_structure,
    structure_name,
)
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import EmbedderSpec

#: Allowed difference between graph and network, relative to the size of the embedding.
TOLERANCE = 1e-4
#: torch exports one network at a time.
_exporting = threading.Lock()


class _WithMaps(nn.Module):
    """The embeddings, and the feature maps that Grad-CAM reads."""

    def __init__(self, network: EmbeddingNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, batch: torch.Tensor) -> tuple[torch.Tensor, ...]:
        maps = self.network.feature_maps(batch)
        return self.network.embed_maps(maps), *maps


def export_structure(spec: EmbedderSpec) -> bytes:
    """Export an ONNX graph without weights: "batch" to "embeddings" and "maps0", "maps1", ...

    Raises:
        GraphError: torch cannot export the network, or the graph gives different results.
    """
    network = EmbeddingNetwork(spec).eval()
    try:
        structure = _without_weights(_exported(network))
    # The exporter can raise any exception of its components.
    except Exception as error:
        raise GraphError(repr(error)) from error
    check_structure(structure, network)
    return structure


def export_and_cache(spec: EmbedderSpec) -> bytes:
    """Export a network's structure and cache it, replacing an earlier one.

    Raises:
        GraphError: torch cannot export the network.
    """
    structure = export_structure(spec)
    cache_structure(spec, structure)
    return structure


def check_structure(structure: bytes, network: EmbeddingNetwork) -> None:
    """Check that a structure with a network's weights gives the results of the network.

    Raises:
        GraphError: the results differ.
    """
    side = network.spec.alignment.side
    probe = torch.randn((2, 3, side, side), generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        expected = network(probe).numpy()
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    given = EmbeddingGraph(structure, weights).embed(probe.numpy())
    if np.abs(given - expected).max() > TOLERANCE * max(1.0, float(np.abs(expected).max())):
        raise GraphError("the graph gives other numbers than the network")


def _exported(network: EmbeddingNetwork) -> bytes:
    file = io.BytesIO()
    side = network.spec.alignment.side
    outputs = ["embeddings", *(f"maps{i}" for i in range(len(network.backbones)))]
    with _exporting, warnings.catch_warnings():
        # Tracing warns about fixed shapes; crops have one size.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _WithMaps(network),
            (torch.zeros((2, 3, side, side)),),
            cast(Any, file),
            dynamo=False,
            # Folding would rename weights; ONNX Runtime folds constants when it loads the graph.
            do_constant_folding=False,
            training=torch.onnx.TrainingMode.PRESERVE,
            input_names=["batch"],
            output_names=outputs,
            dynamic_axes={name: {0: "faces"} for name in ("batch", *outputs)},
        )
    return file.getvalue()


def _without_weights(graph: bytes) -> bytes:
    """Remove the weights from a graph, and name them as the network does."""
    import onnx

    model = onnx.load_from_string(graph)
    prefix = "network."
    renamed = {}
    for weight in model.graph.initializer:
        if not weight.name.startswith(prefix):
            continue
        renamed[weight.name] = weight.name.removeprefix(prefix)
        weight.name = renamed[weight.name]
        weight.ClearField("raw_data")
        weight.data_location = onnx.TensorProto.EXTERNAL
        place = weight.external_data.add()
        place.key, place.value = "location", "bundle"
    for node in model.graph.node:
        for number, name in enumerate(node.input):
            node.input[number] = renamed.get(name, name)
    return bytes(model.SerializeToString())


def main() -> None:
    """Write structures into the folder given first."""
    folder, *manifests = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    for manifest in manifests:
        spec = EmbedderSpec.from_json(json.loads(manifest.read_bytes())["embedder"])
        (folder / structure_name(spec)).write_bytes(export_structure(spec))


if __name__ == "__main__":
    main()
