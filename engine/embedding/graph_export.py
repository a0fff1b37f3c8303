"""A network written as a graph for ONNX Runtime: here, or by a process of its own.

While torch writes one it holds the interpreter for a tenth of a second at a time, in which no
other thread of the program goes on.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import safetensors
import torch
from safetensors.torch import load_file, save_file

from engine.embedding.network import EmbedderSpec, EmbeddingNetwork
from engine.interpreter import command, environment

_CHILD = "engine.embedding.graph_export"
_WEIGHTS, _GRAPH, _SPEC = "weights.safetensors", "graph.onnx", "spec"
#: Seconds after which the other process is given up.
_PATIENCE = 120
#: torch exports one network at a time.
_exporting = threading.Lock()
_elsewhere = threading.Event()


def export_elsewhere() -> None:
    """Let other processes write graphs from now on; for programs with a window."""
    _elsewhere.set()


def exported(network: EmbeddingNetwork) -> bytes:
    """The graph: "batch" float32 (N, 3, S, S) to "embeddings" float32 (N, D).

    Args:
        network: on the CPU, in evaluation mode, for single faces.

    Raises:
        Exception: whatever the parts of torch's exporter raise.
    """
    if _elsewhere.is_set():
        # No memory for it, no room for its files: it may still be done here.
        with contextlib.suppress(OSError, subprocess.SubprocessError, safetensors.SafetensorError):
            return _by_another(network)
    return _here(network)


def _by_another(network: EmbeddingNetwork) -> bytes:
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        weights = {key: value.contiguous().clone() for key, value in network.state_dict().items()}
        told = {_SPEC: json.dumps(network.spec.to_json())}
        save_file(weights, folder / _WEIGHTS, told)
        subprocess.run(
            command(_CHILD, name),
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
            # Windows would open a console for it beside the window.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return (folder / _GRAPH).read_bytes()


def _here(network: EmbeddingNetwork) -> bytes:
    file = io.BytesIO()
    side, faces = network.spec.alignment.side, {0: "faces"}
    with _exporting, warnings.catch_warnings():
        # Tracing warns of shapes that are fixed; crops have one size.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (torch.zeros((2, 3, side, side)),),
            cast(Any, file),
            dynamo=False,
            input_names=["batch"],
            output_names=["embeddings"],
            dynamic_axes={"batch": faces, "embeddings": faces},
        )
    return file.getvalue()


def main() -> None:
    """Write the graph of the network in the folder named on the command line."""
    folder = Path(sys.argv[1])
    with safetensors.safe_open(folder / _WEIGHTS, "pt") as file:
        spec = EmbedderSpec.from_json(json.loads(file.metadata()[_SPEC]))
    network = EmbeddingNetwork(spec).eval()
    network.load_state_dict(load_file(folder / _WEIGHTS))
    (folder / _GRAPH).write_bytes(_here(network))


if __name__ == "__main__":
    main()
