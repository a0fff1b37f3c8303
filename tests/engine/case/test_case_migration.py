"""Case files of earlier versions in the hands of this one."""

import contextlib
import sqlite3
from dataclasses import replace

import numpy as np
import pytest
from made_analysis import keep_made, made_events
from old_case import WRITTEN, write_version_1, write_version_2, write_version_3

from engine.camera.fingerprint import Fingerprint
from engine.case.case import Case
from engine.case.log import Kind
from engine.errors import CaseError


@pytest.fixture
def old(tmp_path, events):
    """Two analyses of one clip and one of another, without what version 1 did not write."""
    path = tmp_path / "old.fcase"
    third = list(made_events("clips/other.mp4"))
    third[0] = replace(third[0], clip=replace(third[0].clip, sha256="ef" * 32))
    write_version_1(path, [*events, *events[:3], *third])
    return path


def test_nothing_is_lost_and_the_log_continues(old, events):
    with Case.open(old, analyst="A. Analyst") as case:
        assert case.verify() == 2 + 8 + 2 + 8 + 1
        assert [entry.number for entry in case.analyses()] == [1, 1, 2]
        assert [entry.started for entry in case.analyses()] == [WRITTEN] * 3
        assert case.verdict(1) == events[-1].verdict
        assert [c.path for c in case.state().clips.values()] == [
            "clips/interview.mp4", "clips/other.mp4",
        ]  # fmt: skip
        case.note("seen again")
    with Case.open(old) as case:
        assert case.verify() == 22
        assert [r.text for r in case.state().remarks.values()] == ["seen again"]


def test_the_old_log_s_last_hash_is_kept(tmp_path, events):
    head = write_version_1(tmp_path / "one.fcase", events)
    with Case.open(tmp_path / "one.fcase") as case:
        (act,) = [a for a in case.acts() if a.kind == Kind.MIGRATED]
    assert act.details["hash"] == head
    assert (act.details["from"], act.details["entries"]) == (1, 8)


def test_reading_alone_changes_nothing(old):
    before = old.read_bytes()
    with Case.open(old, read_only=True) as case:
        assert case.verify() == 21
        assert len(case.analyses()) == 3
    assert old.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET body = replace(body, 'interview', 'holiday') WHERE id = 1",
        "UPDATE event_column SET data = zeroblob(length(data)) WHERE event = 2 AND position = 2",
        "DELETE FROM event WHERE id = 4",
        "INSERT INTO event (analysis, body) SELECT analysis, body FROM event WHERE id = 4",
        "DELETE FROM audit WHERE id = 3",
        "UPDATE audit SET written = '2020-01-01' WHERE id = 2",
    ],
)
def test_an_altered_file_is_not_made_to_look_whole(old, change):
    database = sqlite3.connect(old)
    with database:
        assert database.execute(change).rowcount > 0
    database.close()
    before = old.read_bytes()
    with pytest.raises(CaseError):
        Case.open(old)
    assert old.read_bytes() == before


@pytest.fixture
def second(tmp_path):
    """Two clips with opposite verdicts, as version 2 wrote them."""
    path = tmp_path / "second.fcase"
    with Case.create(tmp_path / "new.fcase", analyst="A. Analyst") as case:
        keep_made(case, {"forged.mp4": (3.0,), "pristine.mp4": (-3.0,)})
        case.note("seen twice", clip=1)
        write_version_2(path, case)
    return path


@pytest.mark.parametrize("read_only", [False, True])
def test_version_2_keeps_its_log(second, read_only):
    with Case.open(second.with_name("new.fcase")) as new, Case.open(second, "", read_only) as case:
        before = new.acts()
        assert case.verify() == len(before) + 1
        assert case.acts()[:-1] == before
        assert case.acts()[-1].details["from"] == 2
        for number in (1, 2):
            assert case.verdict(number) == new.verdict(number)
            assert len(list(case.events(number))) == len(list(new.events(number)))


@pytest.mark.parametrize("read_only", [False, True])
def test_version_3_keeps_its_log_and_takes_fingerprints(tmp_path, read_only):
    path = tmp_path / "third.fcase"
    with Case.create(path, analyst="A. Analyst") as case:
        keep_made(case, {"forged.mp4": (3.0,)})
        case.bookmark(1, 2, 0.1, b"png", "seen")
        before = case.acts()
    write_version_3(path)
    with Case.open(path, "A. Analyst", read_only) as case:
        assert case.verify() == len(before) + 1
        assert case.acts()[:-1] == before
        assert case.acts()[-1].details["from"] == 3
        if not read_only:
            pattern = np.zeros((128, 130), np.float32)
            case.keep_fingerprint("Phone", Fingerprint(pattern, 1, 0, None, ()))
            assert case.fingerprint("Phone").size == (130, 128)


def crossed_index(path):
    """Let the index of version 2 answer with the other clip's events; the table stays as it was."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA writable_schema = ON")
        (made,) = database.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'event_of_analysis'"
        ).fetchone()
        crossed = made.replace("(analysis, kind)", "((3 - analysis), kind)")
        database.execute("DROP INDEX event_of_analysis")
        database.execute(crossed)
        database.execute(
            "UPDATE sqlite_master SET sql = ? WHERE name = 'event_of_analysis'", (made,)
        )


@pytest.mark.parametrize("read_only", [False, True])
def test_an_index_that_says_otherwise_is_refused(second, read_only):
    crossed_index(second)
    with contextlib.closing(sqlite3.connect(second)) as database:
        # The attack works: the index answers with the events of the other clip.
        (found,) = database.execute(
            "SELECT body FROM event INDEXED BY event_of_analysis"
            " WHERE analysis = 1 AND kind = 'AnalysisStarted'"
        ).fetchone()
        assert "pristine.mp4" in found
    before = second.read_bytes()
    with pytest.raises(CaseError, match="structure"):
        Case.open(second, read_only=read_only)
    assert second.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET analysis = 3 - analysis",
        "UPDATE event SET kind = 'FacesFound' WHERE id = 4",
        "UPDATE event SET id = 100 WHERE id = 2",
        "UPDATE event_column SET event = 100 WHERE event = 2 AND position = 2",
        "UPDATE event SET body = replace(body, 'forged', 'former')",
        "DELETE FROM event WHERE id = 2",
        "UPDATE act SET who = 'N. N.' WHERE id = 2",
    ],
)
def test_an_altered_file_of_version_2_is_refused(second, change):
    with contextlib.closing(sqlite3.connect(second, isolation_level=None)) as database:
        rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in rows:
            database.execute(f"DROP TRIGGER {name}")
        assert database.execute(change).rowcount > 0
    with pytest.raises(CaseError):
        Case.open(second)
    with contextlib.closing(sqlite3.connect(second)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (2,)


def test_files_of_later_versions_are_refused(old):
    database = sqlite3.connect(old)
    database.execute("PRAGMA user_version = 9")
    database.close()
    with pytest.raises(CaseError, match="later version"):
        Case.open(old)
