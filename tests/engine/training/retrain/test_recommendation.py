"""What is recommended, from figures: the new one, the present one, or more clips."""

from pathlib import Path

import numpy as np
import pytest
from kinds import line

from engine.training.evaluation import Scored, compare
from engine.training.records import FaceRecord
from engine.training.retrain.forgetting import Forgetting
from engine.training.retrain.recommendation import KEEP, REPLACE, TOO_FEW, recommend

LINE = line()
KNOWN = Forgetting(0.8, 0.8, 0.0, -0.01, 0.01, 300, "old faces")


def scored(apart, people=60, calibration=LINE, seed=0):
    """Scores of pristine and forged clips that lie so far apart."""
    labels = np.arange(2 * people) % 2
    scores = np.random.default_rng(seed).normal(size=2 * people) + apart * labels
    records = [
        FaceRecord(
            name=f"c{i}", path=Path(), member=None, label=int(label), identity=f"p{i // 2}",
            source=f"p{i // 2}", clip=f"c{i}", method="x", origin="made", split="test",
        )
        for i, label in enumerate(labels)
    ]  # fmt: skip
    unknown = np.full(len(labels), np.nan)
    return Scored(scores, calibration.llr(scores[:, None]), records, unknown, unknown, calibration)


def said(a, b, preset="new head", lost=KNOWN):
    return recommend(preset, compare(a, b, 0.0, 0.0), lost)


def test_a_better_one_is_recommended_with_its_figures():
    found = said(scored(0.3), scored(2.0))
    assert found.outcome == REPLACE
    assert "AUC" in found.words
    assert found.warnings == ()


def test_a_worse_one_is_not():
    assert said(scored(2.0), scored(0.3)).outcome == KEEP


def test_the_same_one_is_not():
    assert said(scored(1.0), scored(1.0)).outcome == KEEP


def test_few_people_tell_nothing_however_good_it_looks():
    found = said(scored(0.0, people=6), scored(5.0, people=6))
    assert found.outcome == TOO_FEW
    assert "Too few to tell" in found.words


def test_a_difference_within_chance_tells_nothing():
    found = said(scored(1.0, people=15), scored(1.0, people=15, seed=1))
    assert found.outcome == TOO_FEW


@pytest.mark.parametrize(("fall", "outcome"), [(0.011, KEEP), (0.009, REPLACE)])
def test_forgetting_more_than_a_hundredth_is_stated_strongly_and_decides(fall, outcome):
    lost = Forgetting(0.8, 0.8 - fall, -fall, -0.05, 0.03, 300, "old faces")
    found = said(scored(0.3), scored(2.0), lost=lost)
    assert found.outcome == outcome
    assert any("IT FORGETS" in words for words in found.warnings) == (outcome == KEEP)


def test_what_cannot_be_known_of_forgetting_is_stated():
    found = said(scored(0.3), scored(2.0), lost=Forgetting(unknown="The old data were not given."))
    assert found.outcome == REPLACE
    assert "not known. The old data were not given." in found.warnings[0]


def test_a_recalibrated_one_is_judged_by_its_ratios():
    off = line(0.4, 1.5, unseen=0.0)
    right = line(0.8, -0.6, unseen=0.0)
    a, b = scored(1.5, calibration=off), scored(1.5, calibration=right)
    assert said(a, b, "recalibrate").outcome == REPLACE
    assert said(b, a, "recalibrate").outcome == KEEP
    assert any("likelihood ratios are worse" in words for words in said(b, a).warnings)
