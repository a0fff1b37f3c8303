"""The log of a case: every act is in it, none can be altered unseen, and undo leaves a trail."""

import sqlite3

import pytest
from shown_case import shown

from engine.analysis.correction import ExcludeTrack, MergeTracks, RenameTrack
from engine.analysis.verdict import Outcome
from engine.case.case import Case
from engine.case.log import Kind
from engine.case.state import Description
from engine.errors import CaseError, CorrectionError


@pytest.fixture
def path(tmp_path, events):
    path = tmp_path / "one.fcase"
    with Case.create(path, analyst="A. Analyst", about=Description("Case 7", "Lab")) as case:
        for event in events:
            case.add(event)
        case.bookmark(1, 12, 0.48, b"\x89PNG made up", "the ear")
        case.correct(1, ExcludeTrack(1, "poster"))
        case.note("seen twice", clip=1, track=2)
    return path


def test_every_act_says_who_when_and_what(path):
    with Case.open(path) as case:
        acts = case.acts()
    assert [act.id for act in acts] == list(range(1, 15))
    assert {act.who for act in acts} == {"A. Analyst"}
    assert all(act.written.endswith("+00:00") for act in acts)
    assert [act.kind for act in acts if act.kind != Kind.RESULT] == [
        Kind.CREATED, Kind.DESCRIBED, Kind.CLIP, Kind.BOOKMARK, Kind.CORRECTED, Kind.NOTE,
    ]  # fmt: skip


ALTERATIONS = {
    "changed result": "UPDATE event SET body = replace(body, 'interview', 'holiday') WHERE act = 4",
    "changed array": "UPDATE event_column SET data = zeroblob(length(data)) WHERE act = 5"
    " AND position = 2",
    "moved result": "UPDATE event SET act = 2 WHERE act = 7",
    "removed result": "DELETE FROM event WHERE act = 7",
    "added result": "INSERT INTO event SELECT 2, body FROM event WHERE act = 7",
    "added array": "INSERT INTO event_column SELECT 2, position, dtype, shape, data"
    " FROM event_column WHERE act = 5 AND position = 0",
    "removed act": "DELETE FROM act WHERE id = 5",
    "removed last act": "DELETE FROM act WHERE id = 14",
    "another author": "UPDATE act SET who = 'N. N.' WHERE id = 13",
    "another time": "UPDATE act SET written = '2020-01-01T00:00:00+00:00' WHERE id = 3",
    "another reason": "UPDATE act SET details = replace(details, 'poster', 'mirror') WHERE id = 13",
    "another kind": "UPDATE act SET kind = 'note' WHERE id = 2",
    "reordered": "UPDATE act SET id = CASE id WHEN 13 THEN 14 ELSE 13 END WHERE id IN (13, 14)",
    "added act": "INSERT INTO act SELECT 15, written, who, kind, details, hash FROM act"
    " WHERE id = 14",
    "changed snapshot": "UPDATE snapshot SET png = x'00'",
    "removed snapshot": "DELETE FROM snapshot",
    "removed seal": "DELETE FROM seal",
}


def alter(path, change):
    """As someone would who knows SQLite: the guards against mistakes are taken away first."""
    database = sqlite3.connect(path, isolation_level=None)
    triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        database.execute(f"DROP TRIGGER {name}")
    if "CASE id" in change:
        database.execute("CREATE TABLE spare AS SELECT * FROM act")
        database.execute(change.replace("UPDATE act", "UPDATE spare"))
        database.execute("DELETE FROM act WHERE id IN (13, 14)")
        database.execute("INSERT INTO act SELECT * FROM spare WHERE id IN (13, 14)")
        database.execute("DROP TABLE spare")
    else:
        assert database.execute(change).rowcount > 0
    database.close()


@pytest.mark.parametrize("name", ALTERATIONS)
def test_any_alteration_is_noticed(path, name):
    with Case.open(path) as case:
        assert case.verify() == 14
    alter(path, ALTERATIONS[name])
    with Case.open(path) as case, pytest.raises(CaseError):
        case.verify()
    # What is shown is what is hashed: looking notices too. Rows that no act names are not shown.
    if name not in ("added result", "added array"):
        with Case.open(path) as case, pytest.raises(CaseError):
            shown(case)


@pytest.mark.parametrize("table", ["act", "event", "event_column", "snapshot"])
def test_rows_are_not_changed_or_deleted_by_mistake(path, table):
    database = sqlite3.connect(path)
    column = {"act": "who", "snapshot": "png", "event": "body", "event_column": "data"}[table]
    empty = "x''" if column in ("png", "data") else "''"
    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {empty}"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            database.execute(change)
    database.close()


def test_undo_and_redo_are_acts_themselves(path):
    with Case.open(path, analyst="B. Second") as case:
        assert case.verdict(1).outcome is Outcome.PRISTINE
        assert case.undo().kind == Kind.NOTE
        assert case.undo().kind == Kind.CORRECTED
        assert case.verdict(1).outcome is Outcome.FORGED
        assert not case.state().remarks.keys() & {14}
        assert case.redo().kind == Kind.CORRECTED
        assert case.verdict(1).outcome is Outcome.PRISTINE
        trail = [(a.who, a.kind, a.details["what"]) for a in case.acts()[14:]]
        assert trail == [
            ("B. Second", Kind.UNDONE, "add note"),
            ("B. Second", Kind.UNDONE, "exclude track 1"),
            ("B. Second", Kind.REDONE, "exclude track 1"),
        ]
        assert case.verify() == 17


def test_what_was_undone_is_given_up_once_something_else_is_done(path):
    with Case.open(path) as case:
        case.undo()
        case.undo()
        case.correct(1, RenameTrack(2, "guest"))
        assert case.state().redo is None
        with pytest.raises(CaseError, match="nothing to redo"):
            case.redo()
        case.undo()
        assert case.state().redo.details["correction"]["type"] == "rename"
        case.redo()
        # The exclusion that was given up stays so.
        assert case.state().redo is None
        assert case.corrected(1).names == {2: "guest"}
        assert not case.corrected(1).excluded


def test_undo_ends_where_the_analyst_began(tmp_path, events):
    with Case.create(tmp_path / "a.fcase") as case:
        for event in events:
            case.add(event)
        with pytest.raises(CaseError, match="nothing to undo"):
            case.undo()


def test_a_correction_that_does_not_fit_leaves_no_trace(path):
    with Case.open(path) as case:
        with pytest.raises(CorrectionError):
            case.correct(1, MergeTracks(2, 1))
        assert case.verify() == 14


def test_notes_tags_and_bookmarks_can_be_changed_and_the_log_keeps_all(path):
    with Case.open(path) as case:
        bookmark, note = case.state().remarks.values()
        assert (bookmark.frame, bookmark.text, bookmark.bookmark) == (12, "the ear", True)
        assert case.snapshot(bookmark.act) == b"\x89PNG made up"
        case.edit(bookmark, "the left ear")
        case.delete(note)
        case.tag(1, ["interview", "urgent"])
        case.received(1, "by courier")
        state = case.state()
        assert [r.text for r in state.remarks.values()] == ["the left ear"]
        assert state.clips[1].tags == ("interview", "urgent")
        assert state.clips[1].received == "by courier"
        for _ in range(4):
            case.undo()
        state = case.state()
        assert [r.text for r in state.remarks.values()] == ["the ear", "seen twice"]
        assert state.clips[1].tags == ()
        assert case.verify() == 22
