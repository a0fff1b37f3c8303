"""Clips removed from a case: gone from lists and reports, kept in the file, and brought back."""

import pytest
from made_analysis import made_events

from engine.batch.table import rows_of
from engine.case.case import Case
from engine.case.log_phrases import act_label, describe_act
from engine.case.summary import summary_json
from engine.errors import CaseError, EngineError
from engine.report.issue import issue_of
from engine.wording import Wording


@pytest.fixture
def case(tmp_path):
    """A case with one judged clip, a note and a bookmark on it, and a note on the case."""
    with Case.create(tmp_path / "c.fcase", analyst="A. Nalyst") as case:
        for event in made_events():
            case.add(event)
        case.note("on the clip", clip=1)
        case.bookmark(1, 3, 0.12, b"png")
        case.note("on the case")
        yield case


def test_a_removed_clip_is_in_no_list_and_no_report(case):
    case.remove([1])
    state = case.state()
    assert not state.clips
    assert list(state.removed) == [1]
    assert [remark.text for remark in state.remarks.values()] == ["on the case"]
    assert case.analyses() == []
    assert rows_of(case) == []
    assert summary_json(case)["clips"] == []
    with pytest.raises(CaseError, match="no analysis 1"):
        issue_of(case, 1)


def test_nothing_leaves_the_file_and_its_log(case):
    before = case.acts()
    case.remove([1])
    assert case.acts()[:-1] == before
    assert case.verify() == len(before) + 1
    assert describe_act(case.acts()[-1]) == "Clip 1 removed from the case"
    assert [entry.id for entry in case.analyses(removed=True)] == [1]
    assert case.analysis(1).verdict is not None


@pytest.mark.parametrize("way", ["undo", "restore", "readmit"])
def test_a_removed_clip_comes_back_with_results_and_remarks(case, way):
    before, rows = case.state(), rows_of(case)
    sha256 = before.clips[1].sha256
    case.remove([1])
    {"undo": case.undo, "restore": lambda: case.restore([1]),
     "readmit": lambda: case.readmit(sha256)}[way]()  # fmt: skip
    state = case.state()
    assert (state.clips, state.remarks, state.removed) == (before.clips, before.remarks, {})
    assert rows_of(case) == rows


def test_undo_names_the_clip_and_can_be_redone(case):
    case.remove([1])
    assert act_label(case.state().undo) == "remove clip 1"
    case.undo()
    case.redo()
    assert list(case.state().removed) == [1]


def test_a_removed_clip_that_is_analysed_again_keeps_its_number(case):
    case.undo()
    case.remove([1])
    for event in made_events():
        case.add(event)
    assert list(case.state().clips) == [1]
    assert [entry.id for entry in case.analyses()] == [1, 2]


def test_a_clip_whose_removal_was_undone_is_not_restored_again(case):
    case.remove([1])
    case.undo()
    acts = len(case.acts())
    for event in made_events():
        case.add(event)
    assert not any(act.kind == "restored" for act in case.acts()[acts:])


def test_a_failure_of_a_removed_clip_is_not_listed_but_a_later_one_is(case):
    path = case.state().clips[1].path
    case.failed(path, EngineError("It broke.", "Try again."))
    case.remove([1])
    assert rows_of(case) == []
    case.failed(path, EngineError("It broke again.", "Try again."))
    assert [row.verdict for row in rows_of(case)] == ["It broke again."]


def test_a_failure_is_read_in_another_language_than_it_was_recorded_in(case):
    case.failed("a {x}.mp4", EngineError("'{name}' is empty.", "Copy it.", name="a {x}.mp4"))
    german = {"'{name}' is empty.": "'{name}' ist leer.", "Copy it.": "Kopieren Sie es."}
    (row,) = [row for row in rows_of(case) if row.state == "failed"]
    assert row.words(Wording(say=german.get)) == "'a {x}.mp4' ist leer."
    assert (row.verdict, row.note) == ("'a {x}.mp4' is empty.", "Copy it.")
