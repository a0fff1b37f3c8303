"""Structures of networks are exported once, hold no weights, and never come from a bundle."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from decoys import Decoys

from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.analysis.settings import AnalysisSettings
from engine.detector.detector import Detector
from engine.embedding import graph
from engine.embedding.embedder import Embedder
from engine.embedding.graph import EmbeddingGraph, GraphError, structure_name
from engine.embedding.graph_export import export_and_cache
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import EmbedderSpec
from engine.faces.align import Alignment
from engine.faces.onnx_export import onet_graph, pnet_graph, rnet_graph
from engine.interpreter import CODE_PATHS, environment
from engine.shipped import default_bundle, resource
from engine.video.source import VideoSource

SPEC = EmbedderSpec(dimension=16, alignment=Alignment(64))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(graph, "cache_folder", lambda: tmp_path / "graphs")
    return tmp_path / "graphs"


@pytest.fixture
def never_exported(monkeypatch):
    def export(*_, **__):
        raise AssertionError("exported again")

    return lambda: monkeypatch.setattr(torch.onnx, "export", export)


def network_of(seed):
    torch.manual_seed(seed)
    return EmbeddingNetwork(SPEC).eval()


def given_and_expected(network):
    crops = np.random.default_rng(0).integers(0, 255, (3, 64, 64, 3), np.uint8)
    embedder = Embedder(network, "cpu")
    assert embedder.graph is not None
    return embedder.embed(crops), embedder.embed_with_torch(crops)


def test_one_structure_serves_all_weights_of_a_network(folder, never_exported):
    first, expected = given_and_expected(network_of(1))
    np.testing.assert_allclose(first, expected, atol=1e-5)
    never_exported()
    other, expected = given_and_expected(network_of(2))
    np.testing.assert_allclose(other, expected, atol=1e-5)
    assert np.abs(first - other).max() > 1e-2
    assert [path.name for path in folder.iterdir()] == [structure_name(SPEC)]


def test_a_structure_is_small_because_it_holds_no_weights(folder):
    weights = sum(tensor.numel() * 4 for tensor in network_of(1).state_dict().values())
    assert len(export_and_cache(SPEC)) < weights / 20


@pytest.mark.parametrize("damage", [b"", b"\x08\x08"])
def test_a_damaged_structure_is_exported_again(folder, damage):
    export_and_cache(SPEC)
    (path,) = folder.iterdir()
    good = path.read_bytes()
    path.write_bytes(damage)
    given, expected = given_and_expected(network_of(1))
    np.testing.assert_allclose(given, expected, atol=1e-5)
    assert len(path.read_bytes()) == len(good)


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(graph, "cache_folder", lambda: tmp_path / "file")
    given, expected = given_and_expected(network_of(1))
    np.testing.assert_allclose(given, expected, atol=1e-5)


def test_weights_of_another_network_are_refused(folder):
    weights = {name: tensor.numpy() for name, tensor in network_of(1).state_dict().items()}
    weights.pop("heads.0.0.weight")
    with pytest.raises(GraphError):
        EmbeddingGraph(export_and_cache(SPEC), weights)


def test_the_shipped_detector_needs_no_export(never_exported):
    never_exported()
    detector = Detector.load(default_bundle(), "cpu")
    assert detector.embedder.graph is not None
    side = detector.alignment.side
    crops = np.random.default_rng(1).integers(0, 255, (2, side, side, 3), np.uint8)
    embeddings = detector.embed(crops)
    np.testing.assert_allclose(embeddings, detector.embedder.embed_with_torch(crops), atol=1e-4)


@pytest.mark.parametrize(
    ("name", "make"), [("pnet", pnet_graph), ("rnet", rnet_graph), ("onet", onet_graph)]
)
def test_the_graphs_of_mtcnn_are_those_of_the_installed_weights(name, make):
    from engine.faces.onnx_export import weights_of

    assert (resource("mtcnn") / f"{name}.onnx").read_bytes() == make(weights_of(name))


JUDGE = """
import sys
from engine.cli import main

folder, clip, count = sys.argv[1:]
LINES = (
    ["analyze", clip, "--quick", "--json", f"{folder}/a.json", "--pdf", f"{folder}/a.pdf",
     "--case", f"{folder}/a.fcase"],
    ["analyze", clip, "--every", "10"],
    ["info", clip],
    ["frames", clip, "--at", "3", "-o", folder],
    ["tracks", clip, "--every", "10"],
    ["case", f"{folder}/a.fcase", "--log"],
    ["report", f"{folder}/a.fcase", "--pdf", f"{folder}/b.pdf"],
    ["verify", f"{folder}/a.fcase"],
    ["repeat", f"{folder}/a.json", clip],
    ["batch", clip, "--case", f"{folder}/b.fcase", "--quick", "--workers", "2"],
)
for line in LINES[: int(count)]:
    sys.argv = ["forensics", *line]
    try:
        main()
    except SystemExit as ended:
        assert not ended.code, (line, ended.code)
"""


@pytest.mark.parametrize("count", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_judging_imports_no_torch_in_any_process(tmp_path, count):
    decoys = Decoys(tmp_path)
    path = f"{decoys.folder}{os.pathsep}{CODE_PATHS}"
    ran = subprocess.run(
        [sys.executable, "-c", JUDGE, tmp_path, resource("sample/manipulated.mp4"), str(count)],
        env=environment({"PYTHONPATH": path}),
        capture_output=True, text=True, timeout=230, check=False,
    )  # fmt: skip
    assert not decoys.imported()
    assert ran.returncode == 0, ran.stderr[-3000:]


SHARED = sorted((Path(__file__).parents[4] / "shared" / "data" / "clips").glob("*.mp4"))


def ratios_of(path):
    """log10 ratios of a clip's frames, each kind's: as judged, and by torch from the same crops."""
    detector = Detector.load(default_bundle(), "cpu")
    seen = []
    embed = detector.embedder.embed

    def noted(crops):
        seen.append((crops, embed(crops)))
        return seen[-1][1]

    detector.embedder.embed = noted
    with VideoSource.open(path) as video:
        Analysis.of(analyze(video, detector, AnalysisSettings(quick=True)))
    crops, embeddings = (np.concatenate(parts) for parts in zip(*seen, strict=True))
    parts = [crops[n : n + 8] for n in range(0, len(crops), 8)]
    expected = np.concatenate([detector.embedder.embed_with_torch(part) for part in parts])
    return tuple(detector.calibration.by_kind(detector.score(e)) for e in (embeddings, expected))


@pytest.mark.slow
def test_a_clip_has_the_ratios_of_torch():
    given, expected = ratios_of(resource("sample/manipulated.mp4"))
    assert len(given) >= 20
    np.testing.assert_allclose(given, expected, atol=1e-4)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED, reason="the clips are not part of the project")
def test_all_shared_clips_have_the_ratios_of_torch():
    for path in SHARED:
        given, expected = ratios_of(path)
        assert len(given)
        np.testing.assert_allclose(given, expected, atol=1e-4, err_msg=path.name)
