"""Errors against coverage, as more evidence is demanded."""

import json
from dataclasses import replace

import numpy as np
import pytest
from made_scores import made_scores, record

from engine.training.evaluation import (
    Scored,
)
from engine.training.evaluation.abstention import abstention, abstention_table


def four_and_four(**changes):
    """Ratios and scores are the same; the threshold lies at 0."""
    llr = np.array([-2.0, -1.0, 0.5, 1.5, -0.2, 0.4, 1.0, 2.0])
    records = [record(i, int(i >= 4)) for i in range(8)]
    return replace(Scored(llr, llr, records, *np.full((2, 8), 40.0)), **changes)


def test_abstention_by_hand():
    found = abstention(four_and_four(), 0.0, demands=np.array([0, 0.45, 1, 1.6, 9]))
    assert found.pristine.tolist() == [4, 4, 3, 1, 0]
    assert found.forged.tolist() == [4, 2, 2, 1, 0]
    assert found.false_alarms.tolist() == [2, 2, 1, 0, 0]
    assert found.misses.tolist() == [1, 0, 0, 0, 0]
    assert found.coverage == pytest.approx([1, 0.75, 0.625, 0.25, 0])
    assert found.error[:4] == pytest.approx([0.375, 1 / 3, 0.2, 0])
    assert np.isnan(found.error[4])


def test_errors_and_coverage_do_not_depend_on_how_many_there_are_of_each_class():
    scored = four_and_four()
    twice = scored.take(np.r_[np.arange(8), np.arange(4, 8)])
    one, two = (
        abstention(scored, 0.0),
        abstention(twice, 0.0, demands=abstention(scored, 0.0).demanded),
    )
    assert one.coverage == pytest.approx(two.coverage)
    assert one.error == pytest.approx(two.error)


def test_true_ratios_err_less_the_more_is_demanded():
    found = abstention(made_scores(2000), 0.0)
    assert np.all(np.diff(found.coverage) <= 0)
    assert found.coverage[0] == 1
    half = found.error[np.argmin(np.abs(found.coverage - 0.5))]
    assert half < found.error[0] / 3
    assert len(found.demanded) <= 101


def test_unfamiliar_items_can_be_set_aside():
    strange = np.array([0, 0, 2, 2, 2, 0, 0, 0])
    found = abstention(four_and_four(novelty=strange), 0.0, familiar_only=True)
    assert found.coverage[0] == pytest.approx(5 / 8)
    assert found.error[0] == 0
    with pytest.raises(ValueError, match="unfamiliar"):
        abstention(four_and_four(), 0.0, familiar_only=True)


def test_the_table_has_the_steps_of_the_verbal_scale_that_are_answered():
    rows = abstention_table(four_and_four(novelty=np.zeros(8)), 0.0)
    first = [row for row in rows if not row["familiar_only"]]
    assert [row["words"] for row in first] == [
        "no support", "weak support", "moderate support", "moderately strong support"
    ]  # fmt: skip
    assert [row["familiar_only"] for row in rows] == [False] * 4 + [True] * 4
    assert first[2] == {
        "familiar_only": False, "words": "moderate support", "demanded": 1.0, "coverage": 0.625,
        "error": 0.2, "pristine": 3, "forged": 2, "false_alarms": 1, "misses": 0,
    }  # fmt: skip
    assert json.loads(json.dumps(rows)) == rows
    assert len(abstention_table(four_and_four(), 0.0)) == 4
