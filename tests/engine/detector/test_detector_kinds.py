"""Detectors of every kind judge a clip and are explained, from a bundle on disk."""

import numpy as np
import pytest
import torch
from kinds import line
from sklearn.linear_model import LogisticRegression

from engine.analysis.gradcam import explain
from engine.analysis.pipeline import analyze
from engine.analysis.result import Analysis
from engine.detector.classifier import join_votes, linear_layer
from engine.detector.detector import Detector
from engine.detector.reference import Reference
from engine.detector.sequence import CELLS, SequenceHead, SequenceSpec
from engine.embedding.embedder import Embedder, sliding_windows
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.spec import EmbedderSpec
from engine.faces.align import Alignment
from engine.video.source import VideoSource

SMALL = Alignment(64)
KINDS = {
    "facenet": EmbedderSpec("facenet", "triplet_mlp", 64, scaling="prewhiten",
                            alignment=Alignment(160, 0.35, 0.333)),
    "bag": EmbedderSpec(dimension=16, members=3, alignment=SMALL),
    "bag of networks": EmbedderSpec(dimension=16, members=2, shared=False, alignment=SMALL),
    "adapted": EmbedderSpec(dimension=16, adapted=True, alignment=SMALL),
    "sequence": EmbedderSpec(head="dense", dimension=32, alignment=SMALL),
    "volume": EmbedderSpec("c3d_small", "none", 2048, window=8, alignment=Alignment(32)),
}  # fmt: skip


def detector_of(kind):
    spec = KINDS[kind]
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    points = rng.normal(size=(40, spec.width)).astype(np.float32)
    labels = np.arange(40) % 2
    if kind.startswith("bag"):
        width = spec.dimension
        parts = [points[:, i * width : (i + 1) * width] for i in range(spec.members)]
        scorer = join_votes([LogisticRegression().fit(p, labels) for p in parts], width, "mean")
    elif kind == "sequence":
        scorer = SequenceHead(SequenceSpec(spec.width, "bilstm_max", 8)).eval()
    else:
        scorer = linear_layer(rng.normal(size=spec.width), 0.1)
    return Detector(
        kind, Embedder(EmbeddingNetwork(spec), "cpu"), scorer, line(),
        0.0, Reference(points, labels, ["made"] * 40),
    )  # fmt: skip


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=pytest.mark.slow if kind in ("facenet", "bag of networks") else ())
        for kind in KINDS
    ],
)
def test_a_clip_is_judged_and_explained(kind, face_clip, tmp_path):
    detector_of(kind).save(tmp_path / "bundle")
    detector = Detector.load(tmp_path / "bundle", "cpu")
    assert detector.embedder.spec == KINDS[kind]
    with VideoSource.open(face_clip) as video:
        analysis = Analysis.of(analyze(video, detector))
    (scores,) = analysis.scores.values()
    assert analysis.verdict is not None
    assert len(scores.facts.scores) == len(scores.embeddings) == 25
    assert np.isfinite(scores.facts.scores).all()
    side = detector.alignment.size
    crops = np.random.default_rng(1).integers(0, 255, (2, side, side, 3), dtype=np.uint8)
    heat = explain(detector, crops)
    assert heat.shape == (2, side, side)
    assert 0 <= heat.min() <= heat.max() <= 1


@pytest.mark.parametrize("cell", CELLS)
def test_a_sequence_head_hears_the_order(cell):
    torch.manual_seed(0)
    head = SequenceHead(SequenceSpec(8, cell, 6)).eval()
    faces = np.random.default_rng(0).normal(size=(6, 8)).astype(np.float32)
    forward, backward = head.decision_function(faces), head.decision_function(faces[::-1])
    assert forward.shape == (6,)
    assert not np.allclose(forward, backward)
    again = SequenceHead.unpack(head.pack())
    assert np.array_equal(again.decision_function(faces), forward)
    assert again.spec == head.spec


def test_windows_hold_every_face_and_each_has_its_nearest():
    for count in range(1, 40):
        rows, nearest = sliding_windows(count, 8)
        assert rows.shape[1] == 8
        assert set(rows.ravel()) == set(range(count))
        assert len(nearest) == count
        for face in range(count):
            assert face in rows[nearest[face]]


def test_majority_counts_heads_and_mean_averages():
    always = [LogisticRegression().fit([[0.0], [1.0]], [0, 1]) for _ in range(3)]
    for member, bias in zip(always, (0.1, 0.1, -6.0), strict=True):
        member.coef_, member.intercept_ = np.zeros((1, 1)), np.array([bias])
    points = np.zeros((1, 3), np.float32)
    from engine.detector.classifier import score

    assert score(join_votes(always, 1, "majority"), points)[0] > 0
    assert score(join_votes(always, 1, "mean"), points)[0] < 0
