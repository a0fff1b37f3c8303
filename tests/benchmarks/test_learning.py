"""Speed of learning, as ratios within one run."""

import time

import numpy as np
import pytest
import torch
from made_crops import made_crops
from pytorch_metric_learning import distances, losses, miners

from engine.detector.classifier import CLASSIFIERS, fit_classifier, score
from engine.detector.detector import Detector
from engine.embedding.network import to_batch
from engine.shipped import default_bundle
from engine.training.mining import semi_hard_loss
from engine.training.samples import face_samples
from engine.training.scoring import embed_samples

pytestmark = pytest.mark.benchmark


def best_of(count, job):
    """Shortest of some runs, and the last result: other work only ever adds time."""
    times, result = [], None
    for _ in range(count):
        began = time.perf_counter()
        result = job()
        times.append(time.perf_counter() - began)
    return min(times), result


def test_mining_and_loss_of_a_batch_of_512_against_the_library():
    points = torch.nn.functional.normalize(
        torch.randn(512, 128, generator=torch.Generator().manual_seed(0)), dim=1
    )
    labels = torch.arange(512) % 2
    far = distances.LpDistance(normalize_embeddings=True, p=2, power=2)
    miner = miners.TripletMarginMiner(margin=0.2, type_of_triplets="semihard", distance=far)
    criterion = losses.TripletMarginLoss(margin=0.2, distance=far)

    def theirs():
        mine = points.clone().requires_grad_()
        loss = criterion(mine, labels, miner(mine.detach(), labels))
        loss.backward()
        return float(loss.detach())

    def ours():
        mine = points.clone().requires_grad_()
        loss, _ = semi_hard_loss(mine, labels, 0.2)
        loss.backward()
        return float(loss.detach())

    library, expected = best_of(3, theirs)
    own, got = best_of(3, ours)
    print(f"\nmining, loss and gradient, batch of 512: library {library * 1e3:.0f} ms, "
          f"ours {own * 1e3:.1f} ms: {library / own:.0f}x")  # fmt: skip
    assert got == pytest.approx(expected, abs=1e-5)
    assert own <= library


def test_heads_on_ten_thousand_embeddings():
    rng = np.random.default_rng(0)
    labels = np.arange(10_000) % 2
    points = rng.normal(size=(10_000, 512)).astype(np.float32) + labels[:, None] * 0.05
    print()
    slowest = 0.0
    for kind in CLASSIFIERS:
        began = time.perf_counter()
        model = fit_classifier(kind, points, labels, 0, None)
        score(model, points[:100])
        seconds = time.perf_counter() - began
        slowest = max(slowest, seconds)
        print(f"{kind} on 10,000 embeddings of 512: {seconds:.1f} s")
    assert slowest < 60


def test_embedding_many_faces_against_one_by_one():
    detector = Detector.load(default_bundle(), "cpu")
    crops = made_crops(people=100, faces=2, size=160)
    samples = face_samples(crops)
    network, spec = detector.embedder.network, detector.embedder.spec
    view = samples.pictures(np.arange(len(samples)), spec.alignment)

    def plain():
        rows = []
        with torch.inference_mode():
            for picture in view:
                rows.append(network(to_batch(picture[None], spec)).numpy()[0])
        return np.stack(rows)

    best_of(1, plain)
    loop, expected = best_of(2, plain)
    own, points = best_of(2, lambda: embed_samples(detector.embedder, samples))
    change = np.abs(detector.score(points) - detector.score(expected)).max()
    print(f"\n{len(samples)} faces: one by one {loop:.2f} s, ours {own:.2f} s: {loop / own:.2f}x; "
          f"largest change of a score {change:.4f}")  # fmt: skip
    assert change < 0.01
    assert loop >= 2 * own
