"""Graphs that torch wrote for a network, kept by the network's content.

Writing one takes over a second, in which torch holds the interpreter and nothing else moves.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import platformdirs
import timm
import torch

from engine.embedding.network import EmbeddingNetwork
from engine.files import keep

#: Bump when graphs are written in another way.
_VERSION = 1
_KEPT = 20


def cache_folder() -> Path:
    """Where graphs are kept unless told otherwise."""
    return Path(platformdirs.user_cache_dir("deepfake-forensics")) / "graphs"


def key_of(network: EmbeddingNetwork) -> str:
    """SHA-256 of all that a graph depends on: the weights, the network, and what writes it."""
    versions = [_VERSION, torch.__version__, timm.__version__]
    digest = hashlib.sha256(json.dumps([versions, network.spec.to_json()]).encode())
    for name, tensor in sorted(network.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def load(folder: Path, key: str) -> bytes | None:
    """The graph that was kept under this key, or None."""
    path = folder / f"{key}.onnx"
    try:
        graph = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return graph


def store(folder: Path, key: str, graph: bytes) -> None:
    """Keep a graph; a full disk only costs time later."""
    keep(folder / f"{key}.onnx", lambda file: file.write(graph), _KEPT)
