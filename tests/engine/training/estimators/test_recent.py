"""Recent recipes on tiny networks of the same classes: transformers and ConvNeXt."""

import numpy as np
import pytest
import torch
from torch import nn

from engine.analysis.gradcam import explain
from engine.detector.calibration import Calibration
from engine.detector.classifier import linear_layer
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.embedding.backbones import BACKBONES
from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import EmbedderSpec
from engine.errors import TrainingError
from engine.faces.align import Alignment
from engine.training.estimators.learners import limit_trunk
from engine.training.estimators.make import require_buildable
from engine.training.experiments import find_experiment, make_experiment
from engine.training.mining import alignment_uniformity_loss

TINY = EmbedderSpec(
    "test_vit", "unit_sphere", 64, mean=(0.5,) * 3, std=(0.5,) * 3, alignment=Alignment(160)
)


@pytest.mark.parametrize("name", ["clip-l14-layernorm", "clip-l14-triplets",
                                  "dinov3-convnext-tiny-probe", "sbi-b4"])  # fmt: skip
def test_the_recipes_can_be_built(name):
    require_buildable(find_experiment(f"recent/{name}"))


def test_only_layer_normalisations_and_the_head_learn():
    network = EmbeddingNetwork(EmbedderSpec("test_vit", "projection", 64, alignment=Alignment(160)))
    limit_trunk(network, "layernorm")
    learned = {name for name, value in network.named_parameters() if value.requires_grad}
    norms = {name for name in learned if "norm" in name}
    assert len(norms) >= 10
    assert learned - norms == {"heads.0.0.weight", "heads.0.0.bias"}


def test_a_network_without_layer_normalisation_is_refused():
    network = EmbeddingNetwork(EmbedderSpec())
    with pytest.raises(TrainingError, match="no layer normalisation"):
        limit_trunk(network, "layernorm")


def test_a_picture_size_that_does_not_fit_is_refused():
    experiment = make_experiment({
        "model": {"architecture": "test_vit", "size": 100, "head": "unit_sphere", "dimension": 64},
    })  # fmt: skip
    with pytest.raises(TrainingError, match="100 px"):
        require_buildable(experiment)


def test_a_transformer_without_torch_gives_the_same_embeddings():
    torch.manual_seed(0)
    embedder = Embedder(EmbeddingNetwork(TINY), "cpu")
    crops = np.random.default_rng(0).integers(0, 256, (2, 160, 160, 3), dtype=np.uint8)
    assert embedder.graph is not None
    assert np.allclose(embedder.embed(crops), embedder.embed_with_torch(crops), atol=1e-5)


class Corner(nn.Module):
    """A transformer stand-in whose class token sees one corner of the picture."""

    num_features = 3

    def forward_features(self, batch):
        return batch[:, :, :80, :80].mean(dim=(2, 3))[:, None]

    def forward_head(self, tokens, pre_logits=True):
        return tokens[:, 0]


CORNER = "corner_tokens"
if CORNER not in BACKBONES:
    BACKBONES.add(CORNER, Corner)


def test_the_heat_of_a_transformer_is_where_the_score_comes_from():
    spec = EmbedderSpec(CORNER, "none", 3, alignment=Alignment(160))
    network = EmbeddingNetwork(spec)
    detector = Detector(
        "corner", Embedder(network, "cpu"), linear_layer(np.ones(3), 0.0),
        Calibration.uncalibrated(), 0.0, Reference(np.zeros((0, 3)), np.zeros(0, np.int64), []),
    )  # fmt: skip
    bright = np.full((1, 160, 160, 3), 220, np.uint8)
    heat = explain(detector, bright)[0]
    assert heat[:70, :70].min() > 0.8
    assert heat[90:, 90:].max() < 0.1


def test_alignment_and_uniformity_are_those_of_the_paper():
    points = nn.functional.normalize(torch.randn(6, 4, generator=torch.Generator().manual_seed(0)))
    labels = torch.tensor([0, 0, 1, 1, 1, 0])
    loss, pairs = alignment_uniformity_loss(points, labels)
    distances = [
        (float((points[i] - points[j]).square().sum()), bool(labels[i] == labels[j]))
        for i in range(6) for j in range(i + 1, 6)
    ]  # fmt: skip
    same = [d for d, alike in distances if alike]
    expected = np.mean(same) + np.log(np.mean([np.exp(-2 * d) for d, _ in distances]))
    assert pairs == len(same)
    assert float(loss) == pytest.approx(expected, abs=1e-5)
