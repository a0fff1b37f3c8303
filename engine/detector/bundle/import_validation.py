"""Validate the contents of an untrusted bundle.

`import_files` copies the files; this module checks their hashes, their schema, the shapes that the
manifest states (before anything of that size is allocated) and that all numbers are finite. Only
then may `Detector.load` read the bundle.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import timm
import torch
from safetensors import SafetensorError, safe_open

from engine.detector.bundle.format import PART_NAMES, SCORERS, BundleParts, read_bundle
from engine.detector.bundle.import_files import LIMITS, import_refused
from engine.detector.bundle.manifest import MANIFEST
from engine.detector.bundle.manifest_schema import (
    UntrustedManifest,
    parse_untrusted_card,
    parse_untrusted_manifest,
)
from engine.detector.classifier import read_skops, score
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.published import BACKBONES
from engine.embedding.spec import EmbedderSpec
from engine.wording import mark

_NEEDED = ("weights.safetensors", "reference.safetensors", "card.json")
_MOST_TENSORS = 50_000
_FLOATS = {"F16", "BF16", "F32"}


@dataclass(frozen=True)
class ValidatedBundle:
    """A bundle that passed validation.

    Attributes:
        name: shown to users.
        digest: SHA-256 of its manifest.
        card: the model card.
        size: bytes of all parts.
    """

    name: str
    digest: str
    card: dict[str, Any]
    size: int


def validate_bundle(folder: Path) -> ValidatedBundle:
    """Validate everything in a bundle's folder.

    Raises:
        BundleError: a part is missing, altered or malformed; the message names it.
    """
    data = {path.name: path.stat().st_size for path in folder.iterdir()}
    for name, size in data.items():
        if name not in LIMITS or size > LIMITS[name] or (folder / name).is_symlink():
            raise import_refused(mark("'{name}' is no part of a bundle, or too large"), name=name)
    raw = (folder / MANIFEST).read_bytes() if MANIFEST in data else b""
    manifest = parse_untrusted_manifest(raw)
    _check_hashes(folder, manifest, set(data))
    card = parse_untrusted_card((folder / "card.json").read_bytes())
    spec = EmbedderSpec.from_json(msgspec.to_builtins(manifest.embedder))
    _check_weights(folder / "weights.safetensors", spec)
    _check_points(folder, spec.width, len(manifest.reference_methods))
    linear, model, sequence = (folder / name for name in SCORERS)
    kinds = len(manifest.calibration.get("kinds", [None]))
    if linear.name in manifest.sha256:
        _check_linear(linear, kinds, spec.width)
    elif model.name in manifest.sha256:
        read_untrusted_classifier(model.read_bytes(), spec.width)
    else:
        _check_sequence(sequence, spec.width)
    # The regular reader checks the rest: whether the parts fit each other.
    parts, digest = read_bundle(folder)
    _check_parts(parts)
    return ValidatedBundle(manifest.name, digest, card, sum(data.values()))


def _check_hashes(folder: Path, manifest: UntrustedManifest, present: set[str]) -> None:
    named = set(manifest.sha256)
    if strangers := sorted((named | present) - set(PART_NAMES)):
        raise import_refused(
            mark("it holds '{strangers}', which is no part of a bundle"), strangers=strangers[0]
        )
    if missing := sorted({*_NEEDED, *named} - present):
        raise import_refused(mark("'{missing}' is missing"), missing=missing[0])
    if unnamed := sorted(present - named - {MANIFEST}):
        raise import_refused(mark("its manifest does not know '{unnamed}'"), unnamed=unnamed[0])
    if len(named & set(SCORERS)) != 1:
        raise import_refused(mark("it does not hold one classifier"))
    for name, expected in manifest.sha256.items():
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise import_refused(mark("'{name}' is not what its manifest says"), name=name)


def _tensors(path: Path) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Type and shape of each tensor of a file, without reading its data."""
    try:
        with safe_open(path, "pt") as file:
            names = list(file.keys())
            if len(names) > _MOST_TENSORS:
                raise import_refused(
                    mark("'{name}' holds {count} tensors"), name=path.name, count=len(names)
                )
            slices = ((name, file.get_slice(name)) for name in names)
            return {name: (s.get_dtype(), tuple(s.get_shape())) for name, s in slices}
    except (SafetensorError, OSError, ValueError, OverflowError) as error:
        raise import_refused(
            mark("'{name}' is no safetensors file"), repr(error), name=path.name
        ) from error


def _check_weights(path: Path, spec: EmbedderSpec) -> None:
    """Check that the tensors match the architecture in names and shapes, and are finite."""
    for name in (spec.architecture, *spec.architectures):
        if name not in BACKBONES and not timm.is_model(name):
            raise import_refused(mark("nothing is known of the architecture '{name}'"), name=name)
    try:
        # The "meta" device allocates nothing, regardless of the size in the manifest.
        with torch.device("meta"):
            wanted = EmbeddingNetwork(spec).state_dict()
    except (RuntimeError, ValueError, TypeError) as error:
        raise import_refused(mark("its network cannot be built"), repr(error)) from error
    found = _tensors(path)
    if set(found) != set(wanted):
        odd = sorted(set(found) ^ set(wanted))[0]
        raise import_refused(mark("its weights are of another network ('{odd}')"), odd=odd[:80])
    for name, tensor in wanted.items():
        if found[name][1] != tuple(tensor.shape):
            raise import_refused(
                mark("'{name}' has the shape {found}, not {shape}"),
                name=name,
                found=found[name][1],
                shape=tuple(tensor.shape),
            )
        kinds = _FLOATS if tensor.is_floating_point() else {"I64"}
        if found[name][0] not in kinds:
            raise import_refused(
                mark("'{name}' has numbers of the type {found}"), name=name, found=found[name][0]
            )
    with safe_open(path, "pt") as file:
        for name in found:
            values = file.get_tensor(name)
            if values.is_floating_point() and not torch.isfinite(values).all():
                raise import_refused(
                    mark("its weights hold numbers that are not finite ('{name}')"), name=name
                )
            if name.endswith("running_var") and values.min() < 0:
                raise import_refused(
                    mark("its weights hold a negative variance ('{name}')"), name=name
                )


def _check_points(folder: Path, width: int, count: int) -> None:
    """Check the shapes of the arrays that are compared with embeddings."""
    expected: dict[str, dict[str, Iterable[int | None]]] = {
        "reference.safetensors": {"embeddings": (count, width), "labels": (count,)},
        "novelty.safetensors": {
            "means": (None, width), "whitening": (width, width), "threshold": (1,),
        },
        "rehearsal.safetensors": {
            "embeddings": (None, width), "labels": (None,), "methods": (None,),
            "sources": (None,), "held": (None,),
        },
    }  # fmt: skip
    for name, shapes in expected.items():
        if not (folder / name).exists():
            continue
        found = _tensors(folder / name)
        if set(found) != set(shapes):
            raise import_refused(mark("'{name}' does not hold what it should"), name=name)
        for key, wanted in shapes.items():
            shape = found[key][1]
            sides = tuple(wanted)
            if len(shape) != len(sides) or any(
                w is not None and w != s for w, s in zip(sides, shape, strict=True)
            ):
                raise import_refused(
                    mark("'{key}' of '{name}' has the shape {shape}"),
                    key=key,
                    name=name,
                    shape=shape,
                )


def _check_linear(path: Path, kinds: int, width: int) -> None:
    wanted = {"coef": (kinds, width), "intercept": (kinds,)}
    found = _tensors(path)
    if {name: shape for name, (_, shape) in found.items()} != wanted:
        raise import_refused(
            mark("its classifier does not fit its embedding and its kinds of forgery")
        )
    if {number for number, _ in found.values()} - {"F32", "F64"}:
        raise import_refused(mark("its classifier has numbers of another type"))
    with safe_open(path, "np") as file:
        if not all(np.isfinite(file.get_tensor(name)).all() for name in wanted):
            raise import_refused(mark("its classifier holds numbers that are not finite"))


def _check_sequence(path: Path, width: int) -> None:
    """Check the head's own description before creating a network of that size."""
    _tensors(path)
    try:
        with safe_open(path, "pt") as file:
            spec = json.loads((file.metadata() or {})["spec"])
            finite = all(torch.isfinite(file.get_tensor(n)).all() for n in file.keys())  # noqa: SIM118
        window = spec["window"]
    except (KeyError, TypeError, ValueError) as error:
        raise import_refused(
            mark("its recurrent head does not say what it is"), repr(error)
        ) from error
    if spec.get("features") != width or type(window) is not int or not 2 <= window <= 128:
        raise import_refused(mark("its recurrent head does not fit its embedding"))
    if not finite:
        raise import_refused(mark("its recurrent head holds numbers that are not finite"))


def _check_parts(parts: BundleParts) -> None:
    reference, novelty, rehearsal = parts.reference, parts.out_of_distribution, parts.rehearsal
    arrays = [("reference", reference.embeddings)]
    if novelty is not None:
        arrays += [("novelty", novelty.means), ("novelty", novelty.whitening)]
    if rehearsal is not None:
        arrays.append(("rehearsal", rehearsal.embeddings))
    for name, values in arrays:
        if not np.isfinite(values).all():
            raise import_refused(
                mark("its part '{name}' holds numbers that are not finite"), name=name
            )
    labels = set(np.unique(reference.labels).tolist())
    if labels != {0, 1} and (labels or parts.calibration.fitted):
        raise import_refused(mark("its reference does not hold pristine and forged faces"))


_MOST_UNPACKED = 256 << 20
_MOST_MEMBERS = 20_000
_PLAIN = ("LogisticRegression", "SGDClassifier", "Perceptron", "KNeighborsClassifier",
          "RandomForestClassifier", "DecisionTreeClassifier", "VotingClassifier")  # fmt: skip
#: Types that combine the members of a bag.
_JOINTS = ("Pipeline", "ColumnTransformer", "FunctionTransformer")


def read_untrusted_classifier(data: bytes, width: int) -> Any:
    """Load an untrusted classifier from skops bytes.

    Args:
        width: of the embedding that it must accept.

    Raises:
        BundleError: the classifier is not a supported one, or its numbers are invalid.
    """
    _bounded(data)
    model = read_skops(data)
    if type(model).__name__ not in _PLAIN or not type(model).__module__.startswith("sklearn."):
        raise import_refused(mark("its classifier is a {name}"), name=type(model).__name__)
    try:
        for part in _parts(model):
            _check(part)
        if list(model.classes_) != [0, 1] or int(model.n_features_in_) != width:
            raise import_refused(mark("its classifier is not one of pristine and forged faces"))
        given = score(model, np.zeros((2, width), np.float32))
    except (AttributeError, TypeError, ValueError, KeyError, IndexError) as error:
        raise import_refused(mark("its classifier cannot be used"), repr(error)) from error
    if given.shape != (2, 1) or not np.isfinite(given).all():
        raise import_refused(mark("its classifier gives no scores"))
    return model


def _bounded(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise import_refused(mark("its classifier holds too many parts"))
            total = 0
            for member in members:
                with archive.open(member) as file:
                    while block := file.read(1 << 20):
                        total += len(block)
                        if total > _MOST_UNPACKED:
                            raise import_refused(mark("its classifier unpacks to more than it may"))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise import_refused(mark("its classifier is no skops file"), repr(error)) from error


def _parts(model: Any, levels: int = 6) -> list[Any]:
    """Collect the model and everything fitted inside it."""
    if levels == 0:
        raise import_refused(mark("its classifier is nested too deep"))
    inner: list[Any] = []
    if type(model).__name__ == "Pipeline":
        inner = [step for _, step in model.steps]
    elif type(model).__name__ == "ColumnTransformer":
        inner = [part for _, part, _ in model.transformers_ if not isinstance(part, str)]
    elif hasattr(model, "estimators_"):
        inner = list(np.ravel(model.estimators_))
    return [model, *(part for one in inner for part in _parts(one, levels - 1))]


def _check(part: Any) -> None:
    kind = type(part)
    if kind.__name__ not in (*_PLAIN, *_JOINTS) or not kind.__module__.startswith("sklearn."):
        raise import_refused(mark("its classifier holds a {name}"), name=kind.__name__)
    if kind.__name__ == "FunctionTransformer" and part.func is not None:
        raise import_refused(mark("its classifier calls a function of its own"))
    for name, value in vars(part).items():
        if callable(getattr(kind, name, None)):
            raise import_refused(mark("its classifier replaces its own '{name}'"), name=name)
        if isinstance(value, np.ndarray):
            if value.dtype == object and name != "estimators_":
                raise import_refused(mark("its classifier holds objects in place of numbers"))
            if value.dtype.kind == "f" and not np.isfinite(value).all():
                raise import_refused(mark("its classifier holds numbers that are not finite"))
    if getattr(part, "_tree", None) is not None:
        # A stored neighbour search tree is traversed without checks.
        raise import_refused(mark("its classifier searches neighbours by a stored tree"))
    if hasattr(part, "tree_"):
        _check_tree(part.tree_)


def _check_tree(tree: Any) -> None:
    count = tree.node_count
    nodes = np.arange(count)
    left, right = tree.children_left, tree.children_right
    inner = left != -1
    forward = all(
        (side[inner] > nodes[inner]).all() and (side[inner] < count).all() for side in (left, right)
    )
    features = tree.feature[inner]
    if not forward or (right[~inner] != -1).any():
        raise import_refused(mark("a tree of its classifier does not end"))
    if len(features) and not (features.min() >= 0 and features.max() < tree.n_features):
        raise import_refused(
            mark("a tree of its classifier asks for what an embedding does not have")
        )
    if not (np.isfinite(tree.value).all() and np.isfinite(tree.threshold).all()):
        raise import_refused(mark("its classifier holds numbers that are not finite"))
