"""A foreign classifier, checked before and after it is read.

skops names the types; here also its size is bounded, its numbers are finite, its shape is the
embedding's, and its trees lead from each node only forward, so that none can be followed for
ever or beyond its end.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np

from engine.detector.classifier import read_skops, score
from engine.detector.intake import refused

_MOST_UNPACKED = 256 << 20
_MOST_MEMBERS = 20_000
_PLAIN = ("LogisticRegression", "SGDClassifier", "Perceptron", "KNeighborsClassifier",
          "RandomForestClassifier", "DecisionTreeClassifier", "VotingClassifier")  # fmt: skip
#: What bags are joined with.
_JOINTS = ("Pipeline", "ColumnTransformer", "FunctionTransformer")


def foreign_classifier(data: bytes, width: int) -> Any:
    """The classifier in skops bytes.

    Args:
        width: of the embedding that it must take.

    Raises:
        BundleError: it is not one of ours, or its numbers do not make sense.
    """
    _bounded(data)
    model = read_skops(data)
    if type(model).__name__ not in _PLAIN or not type(model).__module__.startswith("sklearn."):
        raise refused(f"its classifier is a {type(model).__name__}")
    try:
        for part in _parts(model):
            _check(part)
        if list(model.classes_) != [0, 1] or int(model.n_features_in_) != width:
            raise refused("its classifier is not one of pristine and forged faces")
        given = score(model, np.zeros((2, width), np.float32))
    except (AttributeError, TypeError, ValueError, KeyError, IndexError) as error:
        raise refused("its classifier cannot be used", repr(error)) from error
    if given.shape != (2, 1) or not np.isfinite(given).all():
        raise refused("its classifier gives no scores")
    return model


def _bounded(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise refused("its classifier holds too many parts")
            total = 0
            for member in members:
                with archive.open(member) as file:
                    while block := file.read(1 << 20):
                        total += len(block)
                        if total > _MOST_UNPACKED:
                            raise refused("its classifier unpacks to more than it may")
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise refused("its classifier is no skops file", repr(error)) from error


def _parts(model: Any, levels: int = 6) -> list[Any]:
    """The model and all that is fitted inside it."""
    if levels == 0:
        raise refused("its classifier is nested too deep")
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
        raise refused(f"its classifier holds a {kind.__name__}")
    if kind.__name__ == "FunctionTransformer" and part.func is not None:
        raise refused("its classifier calls a function of its own")
    for name, value in vars(part).items():
        if callable(getattr(kind, name, None)):
            raise refused(f"its classifier replaces its own '{name}'")
        if isinstance(value, np.ndarray):
            if value.dtype == object and name != "estimators_":
                raise refused("its classifier holds objects in place of numbers")
            if value.dtype.kind == "f" and not np.isfinite(value).all():
                raise refused("its classifier holds numbers that are not finite")
    if getattr(part, "_tree", None) is not None:
        # A search tree of neighbours is followed without checks.
        raise refused("its classifier searches neighbours by a stored tree")
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
        raise refused("a tree of its classifier does not end")
    if len(features) and not (features.min() >= 0 and features.max() < tree.n_features):
        raise refused("a tree of its classifier asks for what an embedding does not have")
    if not (np.isfinite(tree.value).all() and np.isfinite(tree.threshold).all()):
        raise refused("its classifier holds numbers that are not finite")
