"""Is one detector better than another, and can one tell?"""

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from made_scores import labelled_manifest, made_scores, record

from engine.cli import cli
from engine.errors import TrainingDataError
from engine.training.evaluation import Scored, compare
from engine.training.evaluation.compare import Difference, recommend


def two(sources, distances=(1.5, 1.5), shared=0.5, seed=0):
    """Two detectors on the same clips."""
    return (
        made_scores(sources, distance=distances[0], seed=seed, noise_seed=1, shared=shared),
        made_scores(sources, distance=distances[1], seed=seed, noise_seed=2, shared=shared),
    )


def test_a_better_detector_is_called_better_and_the_other_way_round_worse():
    a, b = two(200, (1.0, 2.2))
    forth, back = compare(a, b, 0.0, 0.0), compare(b, a, 0.0, 0.0)
    assert (forth.recommendation.outcome, back.recommendation.outcome) == ("better", "worse")
    auc = forth.differences["auc"]
    assert auc.low > 0
    assert auc.low < auc.difference < auc.high
    assert auc.p < 0.01
    assert auc.difference == pytest.approx(auc.b - auc.a)
    assert forth.differences["eer"].high < 0
    assert back.differences["auc"].difference == pytest.approx(-auc.difference)
    assert (forth.only_a_right, forth.only_b_right) == (back.only_b_right, back.only_a_right)
    assert forth.only_b_right > forth.only_a_right
    assert forth.p_decisions < 0.01
    assert "B is better than A" in forth.recommendation.words
    assert forth.recommendation.needed is None


def test_a_detector_is_not_better_than_itself():
    a = made_scores(50)
    found = compare(a, a, 0.2, 0.2)
    assert found.recommendation.outcome == "alike"
    for difference in found.differences.values():
        assert (difference.difference, difference.low, difference.high) == (0, 0, 0)
        assert difference.p == 1
    assert found.changed == []
    assert found.p_decisions == 1


def test_no_difference_is_seldom_called_one():
    """100 pairs of equally good detectors: 5 are expected to seem different."""
    outcomes = []
    for seed in range(100):
        a, b = two(60, seed=seed)
        outcomes.append(compare(a, b, 0.0, 0.0, draws=300).recommendation.outcome)
    assert sum(o in ("better", "worse") for o in outcomes) <= 12


def test_the_count_that_is_needed_by_hand():
    """A difference of one standard deviation: 2.8 are needed, and the root of n gives them."""
    silent = Difference(0.6, 0.6, 0.0, -0.1, 0.1, 1.0, 0.05)
    auc = Difference(0.7, 0.75, 0.05, -0.05, 0.15, 0.3, 0.05)
    assert recommend(auc, silent, 100, "source").needed == 785
    small = replace(auc, difference=0.001)
    found = recommend(small, silent, 100, "person")
    assert found.needed == pytest.approx(785 * 25, abs=25)
    assert f"About {found.needed} people would be needed to find a difference of 0.010" in (
        found.words
    )


def test_few_clips_do_not_tell_and_many_do():
    a, b = two(25, (1.3, 1.6))
    few = compare(a, b, 0.0, 0.0)
    assert few.recommendation.outcome == "too few to tell"
    needed = few.recommendation.needed
    assert needed > 25
    assert f"About {needed} source clips" in few.recommendation.words
    assert "Keep A" in few.recommendation.words
    a, b = two(1500, (1.3, 1.6))
    assert compare(a, b, 0.0, 0.0).recommendation.outcome == "better"


def test_under_ten_sources_nothing_is_decided():
    a, b = two(6, (0.1, 30.0))
    found = compare(a, b, 0.0, 0.0)
    assert found.differences["auc"].low > 0
    assert found.recommendation.outcome == "too few to tell"
    assert found.recommendation.needed >= 10


def test_one_source_gives_no_interval():
    a, b = (replace(s, records=[replace(r, source="s") for r in s.records]) for s in two(20))
    found = compare(a, b, 0.0, 0.0)
    auc = found.differences["auc"]
    assert (found.clusters, auc.low, auc.high, auc.p) == (1, -1, 1, 1)
    assert found.recommendation.outcome == "too few to tell"
    assert found.recommendation.needed is None
    read = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert read["differences"]["cllr"]["high"] is None


def test_what_both_find_hard_does_not_blur_the_difference():
    def width(shared):
        auc = compare(*two(150, shared=shared), 0.0, 0.0).differences["auc"]
        return auc.high - auc.low

    assert width(0.9) < 0.6 * width(0.0)


def test_clips_of_one_source_are_drawn_together():
    """Ten copies of each clip under their source's name are not ten times the evidence."""
    a, b = two(30)
    rows = np.repeat(np.arange(60), 10)
    many = [
        replace(s.take(rows), records=[
            replace(s.records[i], clip=f"{s.records[i].clip}-{n}") for n, i in enumerate(rows)
        ])
        for s in (a, b)
    ]  # fmt: skip
    once, copied = compare(a, b, 0.0, 0.0), compare(*many, 0.0, 0.0)
    assert copied.pristine == 300
    for name, difference in once.differences.items():
        assert copied.differences[name].low == pytest.approx(difference.low), name
        assert copied.differences[name].p == pytest.approx(difference.p), name


def test_worse_ratios_of_a_better_ranking_are_reported():
    a, b = two(200, (1.0, 2.2))
    loud = replace(b, llr=b.llr * 6)
    words = compare(a, loud, 0.0, 0.0).recommendation.words
    assert "B is better than A" in words
    assert "likelihood ratios are worse" in words


def test_decisions_by_hand():
    """Each at its own threshold: A misses five forgeries that B finds, all else is the same."""
    labels = [0] * 10 + [1] * 10
    records = [record(i, label) for i, label in enumerate(labels)]
    a = Scored(np.arange(20.0), np.linspace(-1, 1, 20), records, *np.full((2, 20), 40.0))
    b = replace(a, scores=a.scores - 100, llr=a.llr + 0.5)
    found = compare(a, b, 14.5, -90.5)
    assert (found.only_a_right, found.only_b_right) == (0, 5)
    assert found.p_decisions == pytest.approx(2 * 0.5**5)
    assert [c.clip for c in found.changed] == [f"clip{i}" for i in range(10, 15)]
    assert all(c.forged and c.b_forged and not c.a_forged for c in found.changed)


def test_clips_that_one_could_not_score_are_named_and_left_out():
    a, b = two(20)
    found = compare(a.take(np.arange(38)), b.take(np.arange(1, 40)), 0.0, 0.0)
    assert found.left_out == ["0-pristine", "19-forged", "19-pristine"]
    assert found.pristine + found.forged == 37
    same = compare(a.take(np.arange(1, 38)), b.take(np.arange(37, 0, -1)), 0.0, 0.0)
    assert same.differences["auc"].difference == found.differences["auc"].difference


def test_one_class_cannot_be_compared():
    a, b = two(5)
    forged = np.flatnonzero(a.labels == 1)
    with pytest.raises(TrainingDataError, match="both detectors scored"):
        compare(a.take(forged), b.take(forged), 0.0, 0.0)


def test_the_command(untrained_detector, tmp_path):
    untrained_detector.save(tmp_path / "a.bundle")
    other = replace(untrained_detector, name="other", threshold=50.0)
    other.save(tmp_path / "b.bundle")
    manifest = labelled_manifest(tmp_path / "data", 4)
    arguments = ["compare", *(str(tmp_path / f"{name}.bundle") for name in "ab"), str(manifest),
                 "--device", "cpu", "--work", str(tmp_path / "crops")]  # fmt: skip
    ran = CliRunner().invoke(cli, [*arguments, "--json"], catch_exceptions=False)
    assert ran.exit_code == 0
    found = json.loads(ran.stdout)
    assert (found["a"]["name"], found["b"]["name"]) == ("untrained", "other")
    assert (found["pristine"], found["forged"], found["clusters"]) == (4, 4, 4)
    assert found["differences"]["auc"]["difference"] == 0
    assert found["recommendation"]["outcome"] == "too few to tell"
    assert all(change["a_forged"] for change in found["changed"])
    printed = CliRunner().invoke(cli, arguments, catch_exceptions=False).stdout
    assert found["recommendation"]["words"] in printed
    assert f"{len(found['changed'])} clips change" in printed
