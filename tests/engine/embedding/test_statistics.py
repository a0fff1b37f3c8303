"""Generic features beside the trained networks: what they are, as a graph, and explained."""

import clips
import cv2
import numpy as np
import pytest
import torch

from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork, make_backbone, to_batch
from engine.embedding.spec import LITE0_STATISTICS, EmbedderSpec
from engine.embedding.weights import load_pretrained
from engine.faces.align import Alignment

SPEC = EmbedderSpec(
    architecture=LITE0_STATISTICS, head="hidden", alignment=Alignment(224, 0.5, 0.24)
)


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    made = EmbeddingNetwork(SPEC)
    load_pretrained(made)
    return made.eval()


def crops(count=3):
    face = cv2.resize(clips.portrait(), (224, 224))
    rng = np.random.default_rng(0)
    return np.stack(
        [np.clip(face + rng.normal(0, 6 * i, face.shape), 0, 255).astype(np.uint8)
         for i in range(count)]
    )  # fmt: skip


def test_features_are_means_and_deviations_of_the_imagenet_networks_blocks(network):
    import timm

    usual = timm.create_model("tf_efficientnet_lite0", pretrained=False)
    usual.load_state_dict(network.backbones[0].state_dict(), strict=False)
    usual.eval()
    batch = to_batch(crops(), SPEC)
    pixels = torch.from_numpy(crops().transpose(0, 3, 1, 2) / 255).float()
    with torch.no_grad():
        found = network.pooled(network.feature_maps(batch))[0]
        stage = usual.bn1(usual.conv_stem(2 * pixels - 1))
    assert found.shape == (3, 768)
    assert torch.allclose(found[:, :32], stage.mean((2, 3)), atol=1e-4)
    deviations = stage.std((2, 3), correction=0)
    assert torch.allclose(found[:, 384 : 384 + 32], deviations, atol=1e-3)


def test_the_residual_sees_noise_that_the_picture_hides(network):
    """The features of the residual change more with noise than those of the picture."""
    with torch.no_grad():
        clean, _, noisy = network.pooled(network.feature_maps(to_batch(crops(), SPEC)))[0]
    change = (noisy - clean).abs() / (clean.abs() + 0.1)
    picture, residual = change[384:576].median(), change[576:].median()
    assert residual > 2 * picture


def test_the_graph_gives_what_torch_gives(network):
    embedder = Embedder(network, "cpu")
    assert embedder.graph is not None
    with torch.no_grad():
        expected = network(to_batch(crops(), SPEC)).numpy()
    assert np.abs(embedder.embed(crops()) - expected).max() < 1e-4
    assert np.allclose(np.linalg.norm(expected, axis=1), 1, atol=1e-5)


def test_a_head_may_differ_from_member_to_member():
    spec = EmbedderSpec(
        members=2, shared=False, architectures=("tf_efficientnet_lite0", LITE0_STATISTICS),
        heads=("projection", "hidden"), sizes=(160, 224),
    )  # fmt: skip
    assert EmbedderSpec.from_json(spec.to_json()) == spec
    network = EmbeddingNetwork(spec).eval()
    batch = to_batch(np.zeros((2, 160, 160, 3), np.uint8), spec)
    assert network(batch).shape == (2, 256)
    assert isinstance(make_backbone(LITE0_STATISTICS), type(network.backbones[1]))
