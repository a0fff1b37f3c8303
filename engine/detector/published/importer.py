"""Turn a published checkpoint into a bundle that gives the logits of its authors' code."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.detector.calibration import Calibration
from engine.detector.classifier import linear_layer
from engine.detector.detector import Detector
from engine.detector.published.adapters import ADAPTERS, Adapted
from engine.detector.published.checkpoint import read_checkpoint
from engine.detector.published.layouts import Layout
from engine.detector.reference import Reference
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import EmbedderSpec
from engine.errors import BundleError
from engine.faces.align import Alignment
from engine.files import read_small
from engine.wording import Phrase, mark

#: Prefix of the backbone in the network of a bundle.
_BACKBONE = "backbones.0."


def import_checkpoint(path: Path, layout: Layout, half: bool = False) -> Detector:
    """Create an uncalibrated detector from a published checkpoint.

    Its score is the logit of "fake" minus that of "real", to 1e-5 of the authors' code in single
    precision; half precision costs up to 0.002.

    Args:
        path: the authors' file.
        layout: see `engine.detector.published.layouts`.
        half: write weights in half precision, a file of half the size.

    Raises:
        BundleError: the file cannot be read, or its tensors are not those of the layout.
    """
    _check_config(path, layout)
    adapted = _adapted(read_checkpoint(path), layout, path.name)
    spec = embedder_spec(layout)
    weights = {_BACKBONE + name: array for name, array in adapted.backbone.items()}
    _check_weights(weights, adapted, spec, path.name)
    return Detector(
        name=layout.title,
        embedder=Embedder.from_weights(spec, weights),
        # The two logits differ by the log-odds of a softmax.
        classifier=linear_layer(
            adapted.weight[1].astype(np.float64) - adapted.weight[0],
            float(adapted.bias[1]) - float(adapted.bias[0]),
        ),
        calibration=Calibration.uncalibrated(),
        threshold=0.0,
        reference=Reference(
            np.zeros((0, spec.width), np.float32), np.zeros(0, np.int64), []
        ),
        card=_card(layout, path.name),
        exact=not half,
    )  # fmt: skip


def embedder_spec(layout: Layout) -> EmbedderSpec:
    """The embedder of a layout: its features before the last layer."""
    return EmbedderSpec(
        architecture=layout.architecture,
        head=layout.head,
        dimension=layout.dimension,
        mean=layout.mean,
        std=layout.std,
        alignment=Alignment(layout.size, recipe=layout.crop),
    )


def _adapted(tensors: dict[str, np.ndarray], layout: Layout, name: str) -> Adapted:
    try:
        return ADAPTERS[layout.adapter](tensors)
    except KeyError as error:
        raise _mismatch(
            name, layout, mark("it has no tensor '{tensor}'"), tensor=str(error.args[0])[:80]
        ) from error
    except (ValueError, IndexError) as error:
        raise _mismatch(name, layout, mark("a tensor has another shape"), repr(error)) from error


def _check_weights(
    weights: dict[str, np.ndarray], adapted: Adapted, spec: EmbedderSpec, name: str
) -> None:
    """Compare names, shapes and values with the network; nothing of its size is allocated."""
    with torch.device("meta"):
        wanted = EmbeddingNetwork(spec).state_dict()
    if odd := sorted(set(weights) ^ set(wanted)):
        why = (
            mark("it has no tensor for '{tensor}'")
            if odd[0] in wanted
            else mark("it has an unknown tensor for '{tensor}'")
        )
        raise _mismatch(name, None, why, tensor=odd[0].removeprefix(_BACKBONE)[:80])
    for key, tensor in wanted.items():
        if weights[key].shape != tuple(tensor.shape):
            raise _mismatch(
                name,
                None,
                mark("'{tensor}' has the shape {shape}, not {wanted}"),
                tensor=key.removeprefix(_BACKBONE),
                shape=weights[key].shape,
                wanted=tuple(tensor.shape),
            )
    if adapted.weight.shape != (2, spec.width) or adapted.bias.shape != (2,):
        raise _mismatch(
            name, None, mark("its last layer has the shape {shape}"), shape=adapted.weight.shape
        )
    arrays = [*weights.values(), adapted.weight, adapted.bias]
    if not all(np.isfinite(array).all() for array in arrays):
        raise _mismatch(name, None, mark("it holds numbers that are not finite"))


def _check_config(path: Path, layout: Layout) -> None:
    """Compare the head that a GenD checkpoint's config.json names with the layout."""
    config = path.with_name("config.json")
    if layout.adapter != "clip" or not config.is_file():
        return
    try:
        head = str(json.loads(read_small(config, 1 << 20)).get("head", ""))
    except (OSError, ValueError, AttributeError) as error:
        raise BundleError(
            mark("'{name}' beside the checkpoint cannot be read."),
            mark("Get it again from where its authors publish it, or import without it."),
            repr(error),
            name=config.name,
        ) from error
    wanted = "unit_sphere" if head == "LinearNorm" else "none"
    if head and wanted != layout.head:
        raise BundleError(
            mark("Its config.json names the head '{head}', which is not that of '{name}'."),
            mark(
                "Use the layout gend_clip_l14 for 'LinearNorm' and gend_clip_l14_linear for "
                "'linear'."
            ),
            head=head,
            name=layout.name,
        )


def _mismatch(
    name: str, layout: Layout | None, why: str, details: str = "", /, **values: object
) -> BundleError:
    return BundleError(
        mark("'{name}' is not a checkpoint of the layout '{layout}': {why}.")
        if layout
        else mark("'{name}' is not a checkpoint of the layout: {why}."),
        mark("Choose the layout of the authors who published this file."),
        details,
        name=name,
        layout=layout.name if layout else "",
        why=Phrase(why, values),
    )


def _card(layout: Layout, file: str) -> dict[str, Any]:
    return {
        "name": layout.title,
        "made": datetime.date.today().isoformat(),
        "licence": layout.licence,
        "commercial": layout.commercial,
        "citation": layout.paper,
        "use": (
            "Scores faces with weights that others published. Calibrate it on clips with known "
            "labels before you rely on a verdict."
        ),
        "method": f"{layout.title}: {layout.architecture}, imported from '{file}'.",
        "provenance": [
            f"Licence: {layout.licence}."
            + ("" if layout.commercial else " Commercial use is not allowed."),
            f"Citation: {layout.paper}",
            f"Code of the authors: {layout.repository}",
            f"Figures of the authors: {layout.figures}",
        ],
        "limits": list(layout.unverified),
    }
