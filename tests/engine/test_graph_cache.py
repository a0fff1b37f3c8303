"""Graphs are written once for a network, and a bad one is never run."""

import sys
import threading

import numpy as np
import pytest
import torch
from engine.embedding.cpu_graph import CpuGraph

from engine.embedding import graph_cache, graph_export
from engine.embedding.network import EmbeddingNetwork, to_batch
from engine.embedding.spec import EmbedderSpec
from engine.faces.align import Alignment


def network_of(seed):
    torch.manual_seed(seed)
    spec = EmbedderSpec(dimension=16, alignment=Alignment(64))
    return EmbeddingNetwork(spec).eval()


@pytest.fixture
def never_exported(monkeypatch):
    def export(*_, **__):
        raise AssertionError("written again")

    return lambda: monkeypatch.setattr(torch.onnx, "export", export)


def embed(network, folder):
    pictures = np.random.default_rng(0).integers(0, 255, (3, 64, 64, 3), np.uint8)
    batch = to_batch(pictures, network.spec)
    with torch.inference_mode():
        return CpuGraph(network, folder).run(batch), network(batch).numpy()


def test_a_graph_is_written_once(tmp_path, never_exported):
    first, _ = embed(network_of(1), tmp_path)
    never_exported()
    again, expected = embed(network_of(1), tmp_path)
    assert np.array_equal(first, again)
    assert np.allclose(again, expected, atol=1e-4)


@pytest.fixture
def elsewhere(monkeypatch):
    monkeypatch.setattr(graph_export, "_elsewhere", threading.Event())
    graph_export.export_elsewhere()


def test_another_process_writes_the_same_graph(tmp_path, elsewhere, never_exported):
    never_exported()
    given, expected = embed(network_of(1), tmp_path)
    assert np.allclose(given, expected, atol=1e-4)


def test_a_graph_is_written_here_where_no_process_can_be_started(tmp_path, elsewhere, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no such program"))
    given, expected = embed(network_of(1), tmp_path)
    assert np.allclose(given, expected, atol=1e-4)


def test_other_weights_have_a_graph_of_their_own(tmp_path):
    embed(network_of(1), tmp_path)
    given, expected = embed(network_of(2), tmp_path)
    assert np.allclose(given, expected, atol=1e-4)
    assert len(list(tmp_path.glob("*.onnx"))) == 2


@pytest.mark.parametrize("damage", ["cut", "foreign", "empty"])
def test_a_bad_graph_is_written_anew(tmp_path, damage):
    embed(network_of(1), tmp_path)
    (path,) = tmp_path.glob("*.onnx")
    good = path.read_bytes()
    if damage == "foreign":
        # A graph of the right shape with other weights.
        embed(network_of(2), tmp_path / "other")
        path.write_bytes(next((tmp_path / "other").glob("*.onnx")).read_bytes())
    else:
        path.write_bytes(good[: len(good) // 2] if damage == "cut" else b"")
    given, expected = embed(network_of(1), tmp_path)
    assert np.allclose(given, expected, atol=1e-4)
    assert len(path.read_bytes()) == len(good)


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path):
    (tmp_path / "file").write_text("in the way")
    given, expected = embed(network_of(1), tmp_path / "file")
    assert np.allclose(given, expected, atol=1e-4)


def test_the_oldest_graphs_go(tmp_path, monkeypatch):
    monkeypatch.setattr(graph_cache, "_KEPT", 2)
    for number in range(4):
        graph_cache.store(tmp_path, f"key{number}", b"x")
    assert len(list(tmp_path.glob("*.onnx"))) == 2
    assert graph_cache.load(tmp_path, "key3") == b"x"
    assert graph_cache.load(tmp_path, "key0") is None
