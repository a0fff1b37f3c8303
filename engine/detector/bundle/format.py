"""Bundles: a detector as a folder of safetensors, skops and JSON, each part hashed.

    detector.json          names, geometry, calibration, SHA-256 of the other parts
    weights.safetensors    the embedding network, in half precision if not published by others
    classifier.safetensors the linear classifier, one row for each kind of forgery; or
    classifier.skops       another scikit-learn classifier, types checked on reading; or
    sequence.safetensors   the recurrent head
    reference.safetensors  labelled embeddings for the scatter
    novelty.safetensors    the out-of-distribution test; optional
    rehearsal.safetensors  labelled faces for training a later head; optional
    card.json, card.md     the model card; early bundles lack the second

Nothing in a bundle can run code when it is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy
from safetensors import SafetensorError

from engine import __version__
from engine.detector.bundle.card import CARD, CARD_TEXT, card_parts
from engine.detector.bundle.manifest import (
    AGAIN,
    FORMAT,
    MANIFEST,
    json_bytes,
    read_manifest,
    read_part,
)
from engine.detector.calibration import Calibration
from engine.detector.classifier import LinearClassifier, kind_count, linear_of, pack, unpack
from engine.detector.coverage import coverage
from engine.detector.out_of_distribution import OutOfDistribution
from engine.detector.reference import Reference, Rehearsal
from engine.embedding.spec import EmbedderSpec
from engine.errors import BundleError
from engine.files import write_folder
from engine.wording import mark

_PARTS = ("weights.safetensors", "reference.safetensors", CARD)
_LINEAR, _CLASSIFIER, _SEQUENCE = SCORERS = (
    "classifier.safetensors", "classifier.skops", "sequence.safetensors"
)  # fmt: skip
_NOVELTY, _REHEARSAL = "novelty.safetensors", "rehearsal.safetensors"
#: All file names allowed in a bundle.
PART_NAMES = (*_PARTS, *SCORERS, _NOVELTY, _REHEARSAL, CARD_TEXT, MANIFEST)


@dataclass(frozen=True)
class BundleParts:
    """Contents of a bundle; see `engine.detector.detector.Detector` for the fields.

    Attributes:
        spec: of the embedder.
        state: the embedding network's weights by name, float32 and int64.
        exact: keep the weights in single precision.
    """

    name: str
    spec: EmbedderSpec
    state: Mapping[str, np.ndarray]
    classifier: Any
    calibration: Calibration
    threshold: float
    reference: Reference
    card: dict[str, Any]
    out_of_distribution: OutOfDistribution | None = None
    rehearsal: Rehearsal | None = None
    exact: bool = False


def write_bundle(bundle: BundleParts, folder: Path) -> str:
    """Write a bundle atomically; return its digest, the SHA-256 of its manifest.

    Raises:
        OutputError: the folder cannot be written, or holds something that is not a bundle.
    """
    floats = np.float32 if bundle.exact else np.float16
    state = {
        name: np.require(
            a.astype(floats, copy=False) if a.dtype.kind == "f" else a, requirements="C"
        )
        for name, a in bundle.state.items()
    }
    reference = bundle.reference
    parts = {
        "weights.safetensors": safetensors.numpy.save(state),
        **_pack_scorer(bundle.classifier),
        "reference.safetensors": safetensors.numpy.save(
            {
                "embeddings": reference.embeddings.astype(np.float16),
                "labels": reference.labels.astype(np.int64),
            }
        ),
        **card_parts({**bundle.card, "coverage": coverage(bundle.calibration)}),
    }
    if bundle.out_of_distribution is not None:
        parts[_NOVELTY] = bundle.out_of_distribution.pack()
    if bundle.rehearsal is not None:
        parts[_REHEARSAL] = bundle.rehearsal.pack()
    manifest = {
        "format": FORMAT,
        "name": bundle.name,
        "engine": __version__,
        "embedder": bundle.spec.to_json(),
        "calibration": bundle.calibration.to_json(),
        "threshold": bundle.threshold,
        "reference_methods": reference.methods,
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }
    if bundle.rehearsal is not None:
        manifest["rehearsal_methods"] = bundle.rehearsal.names
    parts[MANIFEST] = json_bytes(manifest)
    write_folder(folder, parts, PART_NAMES)
    return hashlib.sha256(parts[MANIFEST]).hexdigest()


def read_bundle(folder: Path) -> tuple[BundleParts, str]:
    """Read a bundle's parts and digest after checking the hash of each part.

    Raises:
        BundleError: parts are missing, damaged or altered, or the format is newer.
    """
    manifest, digest = read_manifest(folder)
    parts = {name: read_part(folder, name, manifest) for name in _PARTS}
    kept = manifest.get("sha256", {})
    scorer = next((name for name in SCORERS if name in kept), _CLASSIFIER)
    data = read_part(folder, scorer, manifest)
    novelty, rehearsal = (
        read_part(folder, name, manifest) if name in kept else None
        for name in (_NOVELTY, _REHEARSAL)
    )
    if CARD_TEXT in kept:
        read_part(folder, CARD_TEXT, manifest)
    try:
        state = safetensors.numpy.load(parts["weights.safetensors"])
        points = safetensors.numpy.load(parts["reference.safetensors"])
        bundle = BundleParts(
            name=str(manifest["name"]),
            spec=EmbedderSpec.from_json(manifest["embedder"]),
            state={
                k: a.astype(np.float32, copy=False) if a.dtype.kind == "f" else a
                for k, a in state.items()
            },
            classifier=_unpack_scorer(scorer, data),
            calibration=Calibration.from_json(manifest["calibration"]),
            threshold=float(manifest["threshold"]),
            reference=Reference(
                points["embeddings"].astype(np.float32),
                points["labels"],
                [str(m) for m in manifest["reference_methods"]],
            ),
            card=json.loads(parts[CARD]),
            out_of_distribution=None if novelty is None else OutOfDistribution.unpack(novelty),
            rehearsal=None
            if rehearsal is None
            else Rehearsal.unpack(rehearsal, [str(m) for m in manifest["rehearsal_methods"]]),
            exact=any(a.dtype == np.float32 for a in state.values()),
        )
        if kind_count(bundle.classifier) != len(bundle.calibration.kinds):
            raise ValueError("the calibration is of another number of kinds than the classifier")
        linear = bundle.classifier if isinstance(bundle.classifier, LinearClassifier) else None
        if linear is not None and linear.coef_.shape[1] != bundle.spec.width:
            raise ValueError("the classifier takes other embeddings")
        if (
            bundle.out_of_distribution is not None
            and bundle.out_of_distribution.means.shape[1] != bundle.spec.width
        ):
            raise ValueError("novelty was measured on other embeddings")
        if bundle.rehearsal and bundle.rehearsal.embeddings.shape[1] != bundle.spec.width:
            raise ValueError("the rehearsal holds other embeddings")
    except (KeyError, TypeError, ValueError, IndexError, RuntimeError, SafetensorError) as error:
        raise mismatched_parts_error(folder, error) from error
    return bundle, digest


def _pack_scorer(classifier: Any) -> dict[str, bytes]:
    if is_sequence(classifier):
        return {_SEQUENCE: classifier.pack()}
    linear = linear_of(classifier)
    return {_CLASSIFIER: pack(classifier)} if linear is None else {_LINEAR: linear.pack()}


def _unpack_scorer(name: str, data: bytes) -> Any:
    if name == _LINEAR:
        return LinearClassifier.unpack(data)
    if name == _CLASSIFIER:
        return unpack(data)
    from engine.detector.sequence import SequenceHead

    return SequenceHead.unpack(data)


def is_sequence(classifier: Any) -> bool:
    """Whether a classifier is a `SequenceHead`, which needs torch."""
    return hasattr(classifier, "spec")


def mismatched_parts_error(folder: Path, error: Exception) -> BundleError:
    """Create the error for parts that are intact but inconsistent with each other."""
    return BundleError(
        mark("The parts of the bundle '{folder}' do not fit together."),
        AGAIN,
        repr(error),
        folder=folder,
    )
