"""Bundles: a detector as a folder of safetensors, skops and JSON, each part hashed.

    detector.json          names, geometry, calibration, SHA-256 of the other parts
    weights.safetensors    the embedding network, half precision
    classifier.skops       the scikit-learn classifier, types checked on reading
    reference.safetensors  labelled embeddings for the scatter
    card.json              the model card

Nothing in a bundle can run code when it is read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy
import safetensors.torch
from safetensors import SafetensorError

from engine import __version__
from engine.detector.calibration import Calibration
from engine.detector.classifier import pack, unpack
from engine.detector.detector import Detector, Reference
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbedderSpec, EmbeddingNetwork
from engine.errors import BundleError, OutputError

FORMAT = 1
MANIFEST = "detector.json"
_PARTS = ("weights.safetensors", "classifier.skops", "reference.safetensors", "card.json")
_AGAIN = "Get the bundle again from where it came, or train it anew with 'forensics train'."


def save_bundle(detector: Detector, folder: Path) -> str:
    """Write a bundle; returns its digest, the SHA-256 of its manifest.

    Raises:
        OutputError: the folder cannot be written.
    """
    state = {
        name: (tensor.half() if tensor.is_floating_point() else tensor).cpu().contiguous()
        for name, tensor in detector.embedder.network.state_dict().items()
    }
    reference = detector.reference
    parts = {
        "weights.safetensors": safetensors.torch.save(state),
        "classifier.skops": pack(detector.classifier),
        "reference.safetensors": safetensors.numpy.save(
            {
                "embeddings": reference.embeddings.astype(np.float16),
                "labels": reference.labels.astype(np.int64),
            }
        ),
        "card.json": _json(detector.card),
    }
    manifest = {
        "format": FORMAT,
        "name": detector.name,
        "engine": __version__,
        "embedder": detector.embedder.spec.to_json(),
        "calibration": asdict(detector.calibration),
        "threshold": detector.threshold,
        "reference_methods": reference.methods,
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }
    parts[MANIFEST] = _json(manifest)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in parts.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise OutputError(
            f"The bundle could not be written to '{folder}': {error.strerror}.",
            "Choose a folder that you may write to, on a disk with room.",
        ) from error
    return hashlib.sha256(parts[MANIFEST]).hexdigest()


def read_manifest(folder: Path) -> tuple[dict[str, Any], str]:
    """A bundle's manifest and its digest, without loading a network.

    Raises:
        BundleError: not a bundle, or of a newer format.
    """
    path = Path(folder) / MANIFEST
    try:
        raw = path.read_bytes()
        manifest = json.loads(raw)
        number = manifest["format"]
    except OSError as error:
        raise BundleError(
            f"'{folder}' is not a detector bundle: it has no readable {MANIFEST}.",
            "Choose the bundle's folder.",
            str(error),
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BundleError(f"The bundle '{folder}' is damaged.", _AGAIN, repr(error)) from error
    if number != FORMAT:
        raise BundleError(
            f"The bundle '{folder}' has format {number}; this program reads format {FORMAT}.",
            "Use the version of the program that wrote it, or train it anew.",
        )
    return manifest, hashlib.sha256(raw).hexdigest()


def load_bundle(folder: Path | str, device: str = "auto") -> Detector:
    """Read a bundle, after checking the hash of each part.

    Raises:
        BundleError: missing, damaged or altered parts, or of a newer format.
    """
    folder = Path(folder)
    manifest, digest = read_manifest(folder)
    parts = {name: _checked(folder, name, manifest) for name in _PARTS}
    try:
        spec = EmbedderSpec.from_json(manifest["embedder"])
        network = EmbeddingNetwork(spec)
        state = safetensors.torch.load(parts["weights.safetensors"])
        network.load_state_dict(
            {k: v.float() if v.is_floating_point() else v for k, v in state.items()}
        )
        points = safetensors.numpy.load(parts["reference.safetensors"])
        return Detector(
            name=str(manifest["name"]),
            embedder=Embedder(network, device),
            classifier=unpack(parts["classifier.skops"]),
            calibration=Calibration(**manifest["calibration"]),
            threshold=float(manifest["threshold"]),
            reference=Reference(
                points["embeddings"].astype(np.float32),
                points["labels"],
                [str(m) for m in manifest["reference_methods"]],
            ),
            card=json.loads(parts["card.json"]),
            digest=digest,
        )
    except (KeyError, TypeError, ValueError, RuntimeError, SafetensorError) as error:
        raise BundleError(
            f"The parts of the bundle '{folder}' do not fit together.", _AGAIN, repr(error)
        ) from error


def _checked(folder: Path, name: str, manifest: dict[str, Any]) -> bytes:
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise BundleError(f"The bundle '{folder}' lacks '{name}'.", _AGAIN, str(error)) from error
    hashes = manifest.get("sha256")
    if not isinstance(hashes, dict) or hashlib.sha256(data).hexdigest() != hashes.get(name):
        raise BundleError(
            f"'{name}' in the bundle '{folder}' was altered after training.",
            "Do not rely on it. " + _AGAIN,
        )
    return data


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
