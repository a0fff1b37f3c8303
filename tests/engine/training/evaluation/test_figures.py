"""Figures of a set of scores, and their intervals."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_scores import made_scores, points
from sklearn import metrics

from engine.training.evaluation import (
    equal_error_rate,
    figures,
    measure,
)
from engine.training.evaluation.bootstrap import NAMES, Items, weighted_figures

HALVES = np.repeat([0, 1], 20)


def test_perfect_scores():
    found = points(HALVES * 2.0 - 1, HALVES)
    ones = ("auc", "average_precision", "accuracy", "accuracy_plain", "precision", "recall", "f1",
            "specificity")  # fmt: skip
    assert [found[name] for name in ones] == [1.0] * 8
    assert (found["eer"], found["cllr_min"]) == (0.0, 0.0)


def test_inverted_scores():
    found = points(1 - HALVES * 2.0, HALVES)
    assert (found["auc"], found["eer"], found["accuracy"], found["f1"]) == (0.0, 1.0, 0.0, 0.0)
    assert found["cllr_min"] == pytest.approx(1)
    assert found["cllr"] > 1


def test_scores_that_say_nothing():
    found = points(np.zeros(40), HALVES)
    assert (found["auc"], found["eer"], found["accuracy"]) == (0.5, 0.5, 0.5)
    assert found["cllr"] == found["cllr_min"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("labels", "eer"),
    [([0, 1, 0, 1], 1 / 2), ([0, 0, 1, 0, 1, 1], 1 / 3), ([0, 1, 0, 1, 1], 1 / 3)],
)
def test_equal_error_rate_by_hand(labels, eer):
    scores = np.arange(len(labels), dtype=float)
    assert points(scores, labels)["eer"] == pytest.approx(eer)
    rate, threshold = equal_error_rate(scores, np.array(labels))
    assert rate == pytest.approx(eer)
    assert threshold in scores


def test_costs_by_hand():
    """Ratios of 3 the right way; then an order of which PAV pools the middle two."""
    third = np.log10(3)
    right = points([-1, 1], [0, 1], [-third, third])
    assert right["cllr"] == pytest.approx(np.log2(4 / 3))
    assert points([1, 2, 3, 4], [0, 1, 0, 1])["cllr_min"] == pytest.approx(0.5)


def test_decisions_by_hand():
    """Six pristine, of which one is called forged; three forged, of which two are found."""
    scores = [-1, -1, -1, -1, -1, 1, -1, 1, 1]
    found = points(scores, [0] * 6 + [1] * 3)
    assert found["recall"] == pytest.approx(2 / 3)
    assert found["specificity"] == pytest.approx(5 / 6)
    assert found["precision"] == pytest.approx(2 / 3)
    assert found["f1"] == pytest.approx(2 / 3)
    assert found["accuracy"] == pytest.approx(3 / 4)
    assert found["accuracy_plain"] == pytest.approx(7 / 9)


def test_what_is_undefined_is_left_out():
    scores = np.full(8, -1.0)
    found = figures(scores, scores, np.arange(8) % 2, np.arange(8) // 2, 0.0).to_json()
    assert "precision" not in found
    assert found["recall"] == 0.0
    assert json.loads(json.dumps(found, allow_nan=False)) == found


tied = st.lists(st.tuples(st.integers(-6, 6), st.integers(0, 1)), min_size=4, max_size=60).filter(
    lambda pairs: len({label for _, label in pairs}) == 2
)


@given(tied)
def test_ranks_agree_with_scikit_learn(pairs):
    scores, labels = (np.array(column) for column in zip(*pairs, strict=True))
    found = points(scores, labels)
    assert found["auc"] == pytest.approx(metrics.roc_auc_score(labels, scores))
    precision = metrics.average_precision_score(labels, scores)
    assert found["average_precision"] == pytest.approx(precision)


@given(tied, st.floats(0.1, 10), st.floats(-5, 5))
def test_figures_of_ranks_do_not_change_under_rising_maps(pairs, slope, shift):
    scores, labels = (np.array(column) for column in zip(*pairs, strict=True))
    before, after = points(scores, labels), points(np.sinh(scores * slope / 2) + shift, labels)
    for name in ("auc", "eer", "average_precision", "cllr_min"):
        assert after[name] == pytest.approx(before[name]), name


@given(tied, st.floats(0, 3), st.floats(-2, 2))
def test_the_minimum_is_not_above_the_cost_of_any_rising_ratio(pairs, slope, shift):
    scores, labels = (np.array(column) for column in zip(*pairs, strict=True))
    found = points(scores, labels, scores * slope + shift)
    assert found["cllr_min"] <= found["cllr"] + 1e-12
    assert 0 <= found["cllr_min"] <= 1 + 1e-12


@settings(max_examples=50)
@given(tied, st.data())
def test_counting_a_cluster_twice_is_having_its_items_twice(pairs, data):
    scores, labels = (np.array(column) for column in zip(*pairs, strict=True))
    clusters = np.arange(len(labels)) // 2
    times = st.integers(0, 3)
    counts = np.array([data.draw(times) for _ in range(clusters.max() + 1)])
    drawn = weighted_figures(Items(scores, scores / 2, labels, clusters, 1.0), counts[None])
    rows = np.repeat(np.arange(len(labels)), counts[clusters])
    if len(set(labels[rows].tolist())) < 2:
        assert all(np.isnan(values[0]) for values in drawn.values())
        return
    written_out = points(scores[rows], labels[rows], scores[rows] / 2, 1.0)
    for name in NAMES:
        assert drawn[name][0] == pytest.approx(written_out[name], nan_ok=True), name


def test_intervals_widen_when_items_share_few_sources():
    scored = made_scores(200)
    many, few = (
        figures(scored.scores, scored.llr, scored.labels, clusters, 0.0)
        for clusters in (scored.clusters(), np.arange(400) // 40)
    )
    # The same, with sources that differ from one another.
    shift = np.random.default_rng(5).normal(0, 2, 10)[np.arange(400) // 40]
    wide = figures(scored.scores + shift, scored.llr, scored.labels, np.arange(400) // 40, 0.0)
    apart = figures(scored.scores + shift, scored.llr, scored.labels, np.arange(400), 0.0)
    assert (many.clusters, few.clusters) == (200, 10)
    assert many["auc"].value == few["auc"].value
    for name in ("accuracy", "recall"):
        assert wide[name].high - wide[name].low > 1.5 * (apart[name].high - apart[name].low)


def test_people_seen_in_many_sources_are_drawn_together_if_asked():
    scored = made_scores(120)
    people = np.arange(240) // 24
    shift = np.random.default_rng(1).normal(0, 2, 10)[people]
    records = [replace(r, identity=f"p{p}") for r, p in zip(scored.records, people, strict=True)]
    same = replace(scored, records=records, scores=scored.scores + shift)
    one, two = (measure(same, 0.0, unit=unit)["all"]["clip"] for unit in ("source", "person"))
    assert (one["clusters"], two["clusters"]) == (120, 10)
    assert one["recall"] == two["recall"]
    assert two["recall_high"] - two["recall_low"] > 1.5 * (one["recall_high"] - one["recall_low"])


def test_one_source_tells_nothing_about_the_spread():
    scored = made_scores(20)
    found = figures(scored.scores, scored.llr, scored.labels, np.zeros(40), 0.0)
    assert (found["auc"].low, found["auc"].high) == (0.0, 1.0)
    assert "cllr_high" not in found.to_json()


def test_every_figure_lies_in_its_interval():
    scored = made_scores(60)
    found = figures(scored.scores, scored.llr, scored.labels, scored.clusters(), 0.3)
    for name, estimate in found.estimates.items():
        assert estimate.low <= estimate.value <= estimate.high, name
        assert estimate.low < estimate.high, name


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """Two unit Gaussians 1.5 apart: AUC 0.856, recall at 0 of 0.773; 100 made sets."""
    held = {"auc": 0, "recall": 0}
    truth = {"auc": 0.8556, "recall": 0.7734}
    for seed in range(100):
        s = made_scores(80, distance=1.5, seed=seed)
        found = figures(s.scores, s.llr, s.labels, s.clusters(), 0.0, draws=200)
        for name in held:
            held[name] += found[name].low <= truth[name] <= found[name].high
    assert all(88 <= count <= 100 for count in held.values()), held
