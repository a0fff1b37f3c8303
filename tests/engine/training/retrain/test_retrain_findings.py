"""Findings of a retraining's data: each remedy mends its own, and none is passed over."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import PlanError
from engine.training.datasets.splits import deal
from engine.training.records import FORGED, PRISTINE, FaceRecord
from engine.training.retrain.findings import decision_on, examine, remedied, require_decided
from engine.training.retrain.near_duplicates import NearDuplicates, Pair

NOTHING = NearDuplicates([])


def record(folder, number, label, split="train", who=None, content=None):
    path = Path(folder) / f"{number}-{label}.png"
    path.write_text(content or path.name)
    who = who or f"p{number}"
    return FaceRecord(
        name=path.name, path=path, member=None, label=label, identity=who, source=who,
        clip=path.name, method="forged" if label else "pristine", origin="made", split=split,
    )  # fmt: skip


@pytest.fixture
def whole(tmp_path):
    splits = ("train", "train", "val", "test")
    return [
        record(tmp_path, n, label, splits[n % 4]) for n in range(8) for label in (PRISTINE, FORGED)
    ]


def serious(records, decisions=(), likeness=NOTHING):
    return [issue for issue in examine(records, likeness, decisions) if issue.serious]


def mended(records, issue, does, repair="", **more):
    decision = decision_on(issue, does, repair, **more)
    return remedied(records, [decision], 7), decision


def test_sound_data_have_no_serious_finding(whole):
    assert serious(whole) == []


@pytest.mark.parametrize("repair", ["leaks", "leaks-drop"])
def test_a_person_of_two_splits_is_moved_or_left_out(whole, tmp_path, repair):
    leaky = [*whole, record(tmp_path, 99, FORGED, "test", who="p0")]
    issue = serious(leaky)[0]
    assert "p0" in issue.names
    after, _ = mended(leaky, issue, "repair", repair)
    assert serious(after) == []
    assert (len(after) == len(leaky)) == (repair == "leaks")


def test_contradictions_are_left_out_or_relabelled_by_the_analyst(whole, tmp_path):
    one = record(tmp_path, 50, PRISTINE, content="the same")
    other = record(tmp_path, 51, FORGED, content="the same")
    (issue,) = serious([*whole, one, other])
    after, _ = mended([*whole, one, other], issue, "exclude")
    assert (len(after), serious(after)) == (16, [])
    after, _ = mended([*whole, one, other], issue, "relabel", names=[other.name])
    assert [r.label for r in after if r.name == other.name] == [PRISTINE]
    assert serious(after) == []


@pytest.mark.parametrize("content", ["", None])
def test_files_that_are_empty_or_gone_can_only_be_left_out(whole, content):
    if content is None:
        whole[0].path.unlink()
    else:
        whole[0].path.write_text(content)
    (issue,) = serious(whole)
    assert {choice.does for choice in issue.choices} == {"repair", "exclude"}
    after, _ = mended(whole, issue, "repair", issue.kind)
    assert (len(after), serious(after)) == (15, [])


def test_a_split_without_both_classes_is_drawn_again(whole):
    skewed = [replace(r, split="train") for r in whole]
    (issue,) = serious(skewed)
    assert issue.kind == "splits"
    after, _ = mended(skewed, issue, "deal")
    assert serious(after) == []
    assert {r.split for r in after} == {"train", "val", "test"}


def alike(records, likeness, decisions=()):
    found = examine(records, likeness, decisions)
    return [issue for issue in found if issue.kind in ("look-alikes", "groups")]


def test_find_near_duplicates_are_shown_as_a_pair_and_never_stop_anything(whole):
    likeness = NearDuplicates([Pair("p0", "p3", 0.9, (0, 6))])
    (issue,) = alike(whole, likeness)
    assert issue.pair.faces == (0, 6)
    assert not issue.serious
    assert "1,000 pairs of strangers" in str(issue.why)
    require_decided(examine(whole, likeness, ()))
    after, _ = mended(whole, issue, "together")
    assert len({(r.identity, r.split) for r in after if r.name[0] in "03"}) == 1
    assert serious(after) == []
    _, kept = mended(whole, issue, "keep", reason="brothers")
    (issue,) = alike(whole, likeness, [kept])
    assert (issue.open, issue.kept) == (False, "brothers")


def test_groups_by_faces_are_proposed_where_they_cross_splits(whole):
    split = {r.identity: r.split for r in whole}
    apart = sorted({min(n for n in split if split[n] == s) for s in split.values()})
    one = tuple(sorted(n for n in split if split[n] == "train"))[:2]
    likeness = NearDuplicates([Pair(apart[0], apart[1], 0.9, (0, 6))], "", (one, tuple(apart)))
    (issue,) = alike(whole, likeness)
    assert (issue.kind, issue.names, issue.serious) == ("groups", tuple(apart), False)
    after, _ = mended(whole, issue, "together")
    assert len({r.split for r in after if r.identity in apart}) == 1
    assert alike(after, NearDuplicates([], "", (tuple(apart),))) == []


def test_a_serious_finding_blocks_the_next_step(whole, tmp_path):
    leaky = [*whole, record(tmp_path, 99, FORGED, "test", who="p0")]
    with pytest.raises(PlanError, match=r"not decided on: People who are in more.*2 such findings"):
        require_decided(examine(leaky, NOTHING, ()))
    kept = [decision_on(one, "keep", reason="a test of mine") for one in serious(leaky)]
    require_decided(examine(leaky, NOTHING, kept))


def test_what_is_kept_is_asked_again_when_more_is_wrong(whole, tmp_path):
    leaky = [*whole, record(tmp_path, 99, FORGED, "test", who="p0")]
    kept = [decision_on(one, "keep", reason="known") for one in serious(leaky)]
    worse = [*leaky, record(tmp_path, 98, FORGED, "test", who="p1")]
    assert any(issue.open for issue in examine(worse, NOTHING, kept))


@pytest.mark.parametrize(("does", "reason"), [("keep", ""), ("keep", "  "), ("relabel", "x")])
def test_keeping_needs_a_reason_and_only_own_remedies_are_taken(whole, does, reason):
    skewed = [replace(r, identity="one", source="one") for r in whole]
    with pytest.raises(PlanError):
        decision_on(serious(skewed)[0], does, reason=reason)


@pytest.mark.parametrize("people", [2, 3, 5, 20])
def test_dealing_keeps_people_whole_and_follows_its_seed(tmp_path, people):
    records = [record(tmp_path, n, label) for n in range(people) for label in (PRISTINE, FORGED)]
    dealt = deal(records, 1)
    assert dealt == deal(records, 1)
    by_person = {}
    for one in dealt:
        by_person.setdefault(one.identity, set()).add(one.split)
    assert all(len(splits) == 1 for splits in by_person.values())
    assert {"train", "test"} <= {r.split for r in dealt}
