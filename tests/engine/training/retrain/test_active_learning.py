"""Which clips are proposed first: those that are unsure, and unlike one another."""

from dataclasses import replace

import numpy as np
import pytest
from made_crops import made_crops

from engine.embedding.embedder import Embedder
from engine.embedding.network import EmbeddingNetwork
from engine.training.experiments import make_experiment
from engine.training.retrain.active_learning import entropy_of, most_helpful, propose


def test_entropy_is_one_bit_where_nothing_is_known_and_falls_to_either_side():
    found = entropy_of(np.array([-3.0, -1.0, 0.0, 1.0, 3.0]))
    assert found[2] == pytest.approx(1.0)
    assert found == pytest.approx(found[::-1])
    assert list(found[:3]) == sorted(found[:3])


def test_of_equals_the_unsure_comes_first_and_of_the_unsure_the_unlike():
    points = np.array([[0, 0], [10, 0], [0, 10]], np.float32)
    rows, _ = most_helpful(points, np.array([0.1, 0.9, 0.1]), np.zeros((0, 2)), 3)
    assert rows[0] == 1
    rows, distances = most_helpful(points, np.ones(3), np.array([[0.0, 1.0]]), 3)
    assert rows == [1, 2, 0]
    assert distances == sorted(distances, reverse=True)


def test_a_crowd_of_copies_gives_one_before_all_others():
    crowd = np.random.default_rng(0).normal(size=(30, 4)).astype(np.float32) * 0.01
    apart = 5 * np.eye(4, dtype=np.float32)
    points = np.concatenate([crowd, apart])
    rows, _ = most_helpful(points, np.ones(len(points)), np.zeros((0, 4)), 5)
    assert sum(row < 30 for row in rows) == 1


@pytest.mark.parametrize("count", [0, 1, 5, 50])
def test_each_is_proposed_once_and_no_more_than_there_are(count):
    points = np.random.default_rng(1).normal(size=(12, 3))
    rows, _ = most_helpful(points, np.ones(12), points[:2], count)
    assert len(rows) == len(set(rows)) == min(count, 12)


def test_clips_are_proposed_whole_and_their_labels_are_not_looked_at(untrained_detector):
    experiment = make_experiment({"model": {"size": 32}})
    network = EmbeddingNetwork(experiment.spec)
    detector = replace(untrained_detector, embedder=Embedder(network, "cpu"))
    crops = made_crops(people=6, faces=3, size=32)
    found = propose(detector, crops, 5)
    assert len({one.record.clip for one in found}) == 5
    assert all(0 <= one.help.entropy <= 1 for one in found)
    flipped = replace(crops, records=[replace(r, label=1 - r.label) for r in crops.records])
    assert [one.record.clip for one in propose(detector, flipped, 5)] == [
        one.record.clip for one in found
    ]
