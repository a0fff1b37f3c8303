"""Embedders on a CPU give what torch gives, through whatever runs them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from engine.embedding.cpu_graph import CpuGraph, GraphError
from torch import nn

from engine.embedding import embedder as embedder_module
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork, to_batch
from engine.embedding.spec import EmbedderSpec
from engine.faces.align import Alignment

SMALL = {"architecture": "mobilenetv3_small_050", "dimension": 32, "alignment": Alignment(size=64)}
SPECS = {
    "shipped": EmbedderSpec(),
    "facenet": EmbedderSpec(
        architecture="facenet", head="none", dimension=512, scaling="prewhiten"
    ),
    "dense": EmbedderSpec(**SMALL, head="dense"),
    "triplet-mlp": EmbedderSpec(**SMALL, head="triplet_mlp"),
    "adapted": EmbedderSpec(**SMALL, adapted=True),
    "bag-shared": EmbedderSpec(**SMALL, members=3),
    "bag-of-networks": EmbedderSpec(**SMALL, members=2, shared=False),
    "meso4": EmbedderSpec(
        architecture="meso4", head="none", dimension=16, alignment=Alignment(size=256)
    ),
    "attention": EmbedderSpec(
        architecture="vit_tiny_patch16_224", alignment=Alignment(size=224), dimension=16
    ),
}


def network_of(spec):
    torch.manual_seed(0)
    return EmbeddingNetwork(spec).eval()


def crops_for(spec, count):
    side = spec.alignment.side
    return np.random.default_rng(0).integers(0, 256, (count, side, side, 3), np.uint8)


def by_torch(network, crops):
    with torch.inference_mode():
        return network(to_batch(crops, network.spec)).numpy()


@pytest.mark.parametrize("name", SPECS)
def test_the_graph_gives_what_torch_gives(name):
    network = network_of(SPECS[name])
    crops = crops_for(network.spec, 5)
    given = CpuGraph(network).run(to_batch(crops, network.spec))
    assert given.shape == (5, network.spec.width)
    assert given.dtype == np.float32
    np.testing.assert_allclose(given, by_torch(network, crops), atol=1e-5)


@pytest.mark.parametrize("count", [0, 1, 3, 16, 21])
def test_any_number_of_crops_is_embedded(count):
    network = network_of(SPECS["adapted"])
    crops = crops_for(network.spec, count)
    expected = by_torch(network, crops) if count else np.zeros((0, 32), np.float32)
    embedder = Embedder(network, "cpu")
    np.testing.assert_allclose(embedder.embed(crops), expected, atol=1e-5)


def test_one_graph_serves_many_threads(monkeypatch):
    made = []

    class Counted(CpuGraph):
        def __init__(self, network):
            made.append(network)
            super().__init__(network)

    monkeypatch.setattr(embedder_module, "CpuGraph", Counted)
    network = network_of(SPECS["dense"])
    embedder, crops = Embedder(network, "cpu"), crops_for(network.spec, 8)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: embedder.embed(crops), range(8)))
    assert len(made) == 1
    assert all(np.array_equal(result, results[0]) for result in results)


class Bessel(nn.Module):
    """No ONNX operator does this."""

    def forward(self, x):
        return torch.special.bessel_j0(x)


class Fickle(nn.Module):
    """Never the same twice."""

    def forward(self, x):
        return x + torch.rand_like(x)


def test_what_no_graph_can_hold_stays_with_torch():
    network = network_of(SPECS["dense"])
    network.adapter = Bessel()
    with pytest.raises(GraphError):
        CpuGraph(network)
    crops = crops_for(network.spec, 3)
    np.testing.assert_allclose(
        Embedder(network, "cpu").embed(crops), by_torch(network, crops), atol=1e-6
    )


def test_a_graph_with_other_numbers_is_not_used():
    network = network_of(SPECS["dense"])
    network.adapter = Fickle()
    with pytest.raises(GraphError, match="other numbers"):
        CpuGraph(network)
