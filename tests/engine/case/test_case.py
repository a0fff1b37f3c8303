"""What a case file keeps, whatever happens."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_analysis import made_events

from engine.analysis.events import FacesFound, FramesScored, StageStarted
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Outcome, usable_frames
from engine.case.case import Case
from engine.case.event_codec import decode, encode
from engine.case.log import Kind
from engine.errors import CaseError, OutputError


def plain(event):
    columns = []
    return encode(event, columns), columns


def same(a, b):
    (left, one), (right, two) = plain(a), plain(b)
    return left == right and all(
        x.dtype == y.dtype and np.array_equal(x, y, equal_nan=x.dtype.kind == "f")
        for x, y in zip(one, two, strict=True)
    )


def test_entries_of_earlier_versions_are_understood(events):
    """They name the side of the searched picture, and know fewer facts of a face."""
    started, columns = plain(events[0])
    del started["settings"]["smallest_face"]
    started["settings"]["detection_side"] = 640
    assert decode(started, columns).settings.smallest_face == 0
    found, columns = plain(next(e for e in events if isinstance(e, FacesFound)))
    del found["track"]["quality"]
    assert decode(found, columns).track.quality is None
    scored, columns = plain(next(e for e in events if isinstance(e, FramesScored)))
    facts = scored["scores"].pop("facts")
    scored["scores"] |= {name: facts[name] for name in ("scores", "sizes", "sharpness")}
    for name in ("max_blockiness", "max_yaw", "max_unfamiliar"):
        del started["settings"][name]
    read, settings = decode(scored, columns).scores, decode(started, columns).settings
    assert np.array_equal(read.facts.sizes, columns[facts["sizes"]["$column"]])
    assert np.isnan(read.facts.out_of_distribution).all()
    # Today's limits were not asked for then.
    assert usable_frames(read.facts, settings).tolist() == read.usable.tolist()
    assert (settings.max_yaw, settings.max_blockiness, settings.max_unfamiliar) == (180, 1, 1)
    judged, _ = plain(replace(events[-1], cuts=(30, 60)))
    assert decode(judged, []).cuts == (30, 60)
    del judged["cuts"]
    assert decode(judged, []).cuts is None
    started["settings"]["unheard_of"] = 1
    with pytest.raises(CaseError):
        decode(started, [])


@pytest.fixture
def case_path(tmp_path, events):
    path = tmp_path / "one.fcase"
    with Case.create(path) as case:
        for event in events:
            case.add(event)
    return path


def test_replaying_gives_the_same_events(case_path, events):
    with Case.open(case_path) as case:
        (entry,) = case.analyses()
        replayed = list(case.events(entry.id))
    kept = [e for e in events if not isinstance(e, StageStarted)]
    assert entry.clip == "clips/interview.mp4"
    assert entry.finished
    assert len(replayed) == len(kept)
    assert all(same(a, b) for a, b in zip(kept, replayed, strict=True))


def test_a_case_holds_several_analyses(case_path, events):
    with Case.open(case_path) as case:
        for event in events[:3]:
            case.add(event)
        first, second = case.analyses()
        assert case.analysis(first.id).verdict is not None
        assert case.analysis(second.id).verdict is None
        assert len(case.analysis(second.id).tracks) == 1


def test_a_killed_program_leaves_what_it_had(tmp_path):
    script = (
        "import os, sys; from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[2])\n"
        "from made_analysis import made_events; from engine.case.case import Case\n"
        "case = Case.create(Path(sys.argv[1]))\n"
        "for i, event in enumerate(made_events()):\n"
        "    case.add(event)\n"
        "    if i == 4: os._exit(9)\n"
    )
    path = tmp_path / "killed.fcase"
    here = str(Path(__file__).parents[2])
    ran = subprocess.run([sys.executable, "-c", script, str(path), here], check=False)
    assert ran.returncode == 9
    with Case.open(path) as case:
        assert case.verify() == 6
        assert 1 in case.analysis(1).verdicts


def test_other_files_are_refused(tmp_path):
    text = tmp_path / "notes.fcase"
    text.write_text("not a database, but long enough to be mistaken for something" * 20)
    with pytest.raises(CaseError):
        Case.open(text)
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE t (x)")
    with pytest.raises(CaseError, match="not a case"):
        Case.open(other)
    with pytest.raises(CaseError, match="no case file"):
        Case.open(tmp_path / "missing.fcase")


def test_nothing_is_overwritten_unasked(case_path):
    with pytest.raises(OutputError, match="exists"):
        Case.create(case_path)


def test_an_unwritable_place_is_an_output_error(tmp_path, events):
    with pytest.raises(OutputError):
        Case.create(tmp_path / "no" / "such" / "folder" / "a.fcase")


def test_two_analyses_at_once_do_not_mix(tmp_path):
    with Case.create(tmp_path / "a.fcase") as case:
        writers = [case.recorder(), case.recorder()]
        streams = [made_events("a.mp4", (3.0,)), made_events("b.mp4", (-3.0,))]
        for pair in zip(*streams, strict=True):
            for writer, event in zip(writers, pair, strict=True):
                writer.add(event)
        assert case.analysis(1).clip.path == "a.mp4"
        assert case.analysis(2).verdict.outcome is Outcome.PRISTINE
        # One content, one clip: it is known by its hash.
        assert list(case.state().clips) == [1]
        assert case.verify() == 12


def test_the_same_analysis_is_found_again(case_path, events):
    with Case.open(case_path) as case:
        started = events[0]
        known = (started.detector.digest, started.settings)
        assert case.finished(*known) == {started.clip.sha256: 1}
        assert case.finished(known[0], AnalysisSettings(every=5)) == {}
        assert case.finished("00", started.settings) == {}


def test_a_copy_holds_everything_and_goes_its_own_way(case_path, tmp_path):
    target = tmp_path / "copy.fcase"
    target.write_text("was here before")
    with Case.open(case_path) as case:
        case.note("first")
        case.copy_to(target)
        case.note("second")
        with Case.open(target) as copy:
            assert copy.verify() == case.verify()
            assert copy.acts()[-1].kind == Kind.COPIED
            assert [r.text for r in copy.state().remarks.values()] == ["first"]
            assert copy.verdict(1) == case.verdict(1)
