"""Grad-CAM in closed form is what automatic differentiation gives."""

import clips
import cv2
import numpy as np
import pytest
import torch
from kinds import line

from engine.analysis import gradcam
from engine.detector.classifier import linear_layer
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.embedding import graph
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import EmbedderSpec
from engine.faces.align import Alignment
from engine.shipped import default_bundle

SIDE = Alignment(64)
SPECS = {
    "one backbone": EmbedderSpec(dimension=16, alignment=SIDE),
    "prewhitened": EmbedderSpec(dimension=16, scaling="prewhiten", alignment=SIDE),
    "a panel of two sizes": EmbedderSpec(
        dimension=8, members=2, shared=False, sizes=(48, 64), alignment=SIDE
    ),
    "a panel of two architectures": EmbedderSpec(
        dimension=8, members=2, shared=False, alignment=SIDE,
        architectures=("tf_efficientnet_lite0", "resnet18"),
    ),
    "generic statistics beside": EmbedderSpec(
        dimension=8, members=2, shared=False, sizes=(64, 224), alignment=SIDE,
        architectures=("tf_efficientnet_lite0", "lite0_statistics"),
        heads=("projection", "hidden"),
    ),
    "a bag on one backbone": EmbedderSpec(dimension=8, members=3, alignment=SIDE),
    "adapted": EmbedderSpec(dimension=16, adapted=True, alignment=SIDE),
    "an adapted bag": EmbedderSpec(dimension=8, members=2, adapted=True, alignment=SIDE),
}  # fmt: skip


@pytest.fixture(params=SPECS)
def detector(request):
    torch.manual_seed(0)
    spec = SPECS[request.param]
    network = EmbeddingNetwork(spec)
    with torch.no_grad():
        # What is zero when a network is made would hide mistakes.
        for name, tensor in network.named_parameters():
            if name.endswith("bias") or name.startswith("adapter"):
                tensor.add_(0.3 * torch.randn_like(tensor))
    direction = np.random.default_rng(1).normal(size=spec.width)
    points = np.random.default_rng(2).normal(size=(4, spec.width)).astype(np.float32)
    reference = Reference(points, np.arange(4) % 2, ["made"] * 4)
    return Detector(
        "made", Embedder(network, "cpu"), linear_layer(direction, 0.0),
        line(), 0.0, reference,
    )  # fmt: skip


def test_the_closed_form_is_the_gradient(detector):
    crop = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    direction = detector.evidence_direction()
    made = gradcam.heat_by_graph(detector, crop, direction)
    assert made is not None
    expected = gradcam.heat_by_torch(detector, crop, direction)
    assert len(made) == len(expected)
    for (features, weights), (same, slopes) in zip(made, expected, strict=True):
        np.testing.assert_allclose(features, same, atol=1e-4 * np.abs(same).max())
        np.testing.assert_allclose(weights, slopes, atol=1e-4 * np.abs(slopes).max())


def test_networks_beyond_the_formula_are_explained_by_torch(detector, monkeypatch):
    crops = np.random.default_rng(0).integers(0, 255, (1, 64, 64, 3), np.uint8)
    closed = gradcam.explain(detector, crops)
    monkeypatch.setattr(gradcam, "heat_by_graph", lambda *_: None)
    np.testing.assert_allclose(closed, gradcam.explain(detector, crops), atol=1e-3)


def test_the_graphs_are_those_of_the_specs():
    assert len({graph.structure_name(spec) for spec in SPECS.values()}) == len(SPECS) - 1


def test_the_heat_of_the_shipped_detector_names_a_place():
    """Statistics of the whole face lie beside its networks and must not cover all of it."""
    detector = Detector.load(default_bundle(), "cpu")
    side = detector.alignment.side
    crop = cv2.resize(clips.portrait(), (side, side))
    for kind in detector.calibration.keys:
        heat = gradcam.explain(detector, crop[None], kind)[0]
        assert heat.max() == 1
        assert np.median(heat) < 0.5
