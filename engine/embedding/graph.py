"""An embedding network as a graph for ONNX Runtime: judging on a CPU without torch.

A graph file holds the structure of a network alone, which depends on its `EmbedderSpec`; the
weights come from the bundle. Structures of usual networks come with the program, others are
exported once with torch and kept. None is ever read from a bundle.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import platformdirs

from engine.device import cpu_session
from engine.embedding.spec import EmbedderSpec
from engine.files import keep
from engine.shipped import resource

#: Bump when structures are written in another way.
_VERSION = 1
_KEPT = 50


class GraphError(RuntimeError):
    """A network that only torch can run."""


class EmbeddingGraph:
    """A network with its weights, on the calling thread; may be called from several.

    Args:
        structure: see `stored_structure`.
        weights: float32 arrays by the network's own names; integers are passed over.

    Raises:
        GraphError: the parts do not fit together.
    """

    def __init__(self, structure: bytes, weights: Mapping[str, np.ndarray]) -> None:
        try:
            self._session = cpu_session(structure, weights)
        # The runtime raises exceptions of its own.
        except Exception as error:
            raise GraphError(repr(error)) from error
        self._maps = [out.name for out in self._session.get_outputs()[1:]]

    def embed(self, batch: np.ndarray) -> np.ndarray:
        """Embeddings float32 (N, D) of pixels float32 (N, 3, S, S), see `preprocess`; N > 0."""
        # One by one is as quick as four together on one core, and takes 90 MB less.
        return np.concatenate(
            [self._session.run(["embeddings"], {"batch": one[None]})[0] for one in batch]
        )

    def maps(self, batch: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
        """Embeddings, and of each backbone its last feature maps float32 (N, C, h, w)."""
        embeddings, *maps = self._session.run(["embeddings", *self._maps], {"batch": batch})
        return embeddings, maps


def cache_folder() -> Path:
    """Where structures are kept unless told otherwise."""
    return Path(platformdirs.user_cache_dir("deepfake-forensics")) / "graphs"


def structure_name(spec: EmbedderSpec) -> str:
    """File name of a network's structure; specs that differ in pixel scaling alone share it."""
    shape = {k: v for k, v in spec.to_json().items() if k not in ("scaling", "mean", "std")}
    shape["alignment"] = spec.alignment.side
    told = json.dumps([_VERSION, shape], sort_keys=True)
    return f"{hashlib.sha256(told.encode()).hexdigest()[:16]}.onnx"


def stored_structure(spec: EmbedderSpec) -> bytes | None:
    """The structure of a network that is shipped or cached; None if there is none."""
    name = structure_name(spec)
    for path in (resource("graphs") / name, cache_folder() / name):
        try:
            structure = path.read_bytes()
        except OSError:
            continue
        if path.parent == cache_folder():
            os.utime(path)
        return structure
    return None


def cache_structure(spec: EmbedderSpec, structure: bytes) -> None:
    """Keep an exported structure for the next start."""
    keep(cache_folder() / structure_name(spec), lambda file: file.write(structure), _KEPT)
