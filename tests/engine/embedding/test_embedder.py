"""Embedders on a CPU give what torch gives, through whatever runs them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch

from engine.embedding import embedder as embedder_module
from engine.embedding.embedder import Embedder, preprocess
from engine.embedding.graph import EmbeddingGraph
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
    graph = Embedder(network, "cpu").graph
    assert graph is not None
    given = graph.embed(preprocess(crops, network.spec))
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

    class Counted(EmbeddingGraph):
        def __init__(self, structure, weights):
            made.append(structure)
            super().__init__(structure, weights)

    monkeypatch.setattr(embedder_module, "EmbeddingGraph", Counted)
    network = network_of(SPECS["dense"])
    embedder, crops = Embedder(network, "cpu"), crops_for(network.spec, 8)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: embedder.embed(crops), range(8)))
    assert len(made) == 1
    assert all(np.array_equal(result, results[0]) for result in results)


@pytest.mark.parametrize("name", ["shipped", "facenet", "meso4"])
def test_pixels_are_scaled_as_for_torch(name):
    spec = SPECS[name]
    crops = crops_for(spec, 4)
    crops[2] = 7
    expected = to_batch(crops, spec).contiguous().numpy()
    np.testing.assert_allclose(preprocess(crops, spec), expected, atol=2e-5)
