"""Cases where writing is hard: two windows, no permission, no room, and a killed program."""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from made_analysis import made_events

from engine.case.case import Case
from engine.case.sources import Source, check, glance
from engine.errors import CaseError, OutputError

HERE = str(Path(__file__).parents[2])


def run(script, *arguments, **options):
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                            cwd=Path(__file__).parents[3],
                            env=os.environ | {"PYTHONPATH": f"{HERE}:{Path(HERE).parent}"},
                            **options)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "one.fcase"
    with Case.create(path) as case:
        for event in made_events():
            case.add(event)
    return path


def test_the_second_to_open_reads_and_says_so(path):
    with Case.open(path) as first:
        with Case.open(path) as second:
            assert second.read_only.startswith("The case is open in another window")
            with pytest.raises(OutputError, match="another window"):
                second.note("lost")
            first.note("kept")
            assert [r.text for r in second.state().remarks.values()] == ["kept"]
            assert second.verify() == first.verify()
        assert not first.read_only
    with Case.open(path) as third:
        assert not third.read_only
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_another_program_s_case_is_not_replaced(path, tmp_path):
    with Case.open(path) as first:
        with pytest.raises(OutputError, match="another window"):
            Case.create(path, overwrite=True)
        with Case.create(tmp_path / "b.fcase") as other, pytest.raises(OutputError):
            other.copy_to(path)
        first.note("still there")
    with Case.open(path) as case:
        assert case.verify() == 11


HELD = """
import sys
from pathlib import Path
from engine.case.case import Case
case = Case.open(Path(sys.argv[1]))
print(case.read_only or "writable", flush=True)
sys.stdin.read()
"""


def test_a_killed_program_gives_the_case_back(path):
    other = run(HELD, path, stdin=subprocess.PIPE)
    assert other.stdout.readline() == "writable\n"
    assert f"{path.name}-lock-journal" not in {p.name for p in path.parent.iterdir()}
    with Case.open(path) as case:
        assert case.read_only
    other.kill()
    other.wait()
    with Case.open(path) as case:
        case.note("mine now")
        assert case.verify() == 11


READ = """
import os, sys
from pathlib import Path
from engine.case.case import Case
from engine.errors import OutputError
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
with Case.open(Path(sys.argv[1])) as case:
    print(case.read_only)
    print(case.verify(), case.verdict(1).outcome)
    try:
        case.note("lost")
    except OutputError as error:
        print(error.advice)
try:
    Case.create(Path(sys.argv[1]).with_name("new.fcase"))
except OutputError as error:
    print("refused")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders there know no such permission")
def test_a_folder_that_may_not_be_written_to_can_still_be_read(path):
    for folder in path.parents:
        if folder == Path(tempfile.gettempdir()):
            break
        folder.chmod(0o755)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    ran = run(READ, path)
    out, _ = ran.communicate(timeout=60)
    path.parent.chmod(0o755)
    lines = out.splitlines()
    assert lines[0].startswith("The case file, or its folder, may not be written to")
    assert lines[1] == "10 forged"
    assert "save the case under another name" in lines[2]
    assert lines[3] == "refused"


FULL = """
import resource, signal, sys
from pathlib import Path
from made_analysis import made_events
from engine.case.case import Case
from engine.errors import OutputError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Case.open(Path(sys.argv[1])) as case:
    before = case.verify()
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
    try:
        while True:
            for event in made_events():
                case.add(event)
    except OutputError as error:
        print(type(error).__name__, len(case.acts()) > before)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    case.note("room again")
    print(case.verify() == len(case.acts()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_is_reported_and_loses_nothing(path):
    out, _ = run(FULL, path).communicate(timeout=120)
    assert out.splitlines() == ["OutputError True", "True"]
    with Case.open(path) as case:
        case.verify()
        assert case.acts()[-1].details["text"] == "room again"


WRITES = """
import sys
from pathlib import Path
from made_analysis import made_events
from engine.analysis.correction import RenameTrack
from engine.case.case import Case
case = Case.open(Path(sys.argv[1]))
events = list(made_events())
print(len(case.acts()), flush=True)
while True:
    for event in events:
        case.add(event)
        print(len(case.acts()), flush=True)
    case.correct(1, RenameTrack(1, "speaker"))
    case.bookmark(1, 3, 0.1, b"png" * 9000)
    case.undo()
    print(len(case.acts()), flush=True)
"""


def test_a_program_killed_while_it_writes_loses_nothing_that_was_finished(path):
    chance = random.Random(7)
    kills = 5
    for _ in range(kills):
        writer = run(WRITES, path)
        writer.stdout.readline()
        time.sleep(chance.uniform(0.01, 0.5))
        writer.kill()
        rest = writer.stdout.read().split("\n")[:-1]
        writer.wait()
        with Case.open(path) as case:
            acts = case.verify()
            assert not case.read_only
            assert acts >= int(rest[-1] if rest else 0)
            for entry in case.analyses():
                if entry.finished:
                    assert case.analysis(entry.id).verdict is not None


def test_a_missing_or_altered_clip_is_noticed_by_its_hash(tmp_path, events):
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"a film" * 1000)
    stored = _with_clip(tmp_path / "c.fcase", events, clip)
    assert glance(stored) is Source.PRESENT
    # The same size and time of change, other contents: only the hash tells.
    times = clip.stat().st_mtime_ns
    clip.write_bytes(b"a Film" * 1000)
    os.utime(clip, ns=(times, times))
    assert glance(stored) is Source.PRESENT
    assert check(stored) is Source.CHANGED
    clip.write_bytes(b"a film" * 1000)
    os.utime(clip, ns=(1, 1))
    assert glance(stored) is Source.TOUCHED
    assert check(stored) is Source.PRESENT
    clip.write_bytes(b"longer" * 1001)
    assert glance(stored) is Source.CHANGED
    clip.unlink()
    assert glance(stored) is check(stored) is Source.MISSING


def test_a_clip_is_found_again_only_where_its_hash_agrees(tmp_path, events):
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"a film" * 1000)
    stored = _with_clip(tmp_path / "c.fcase", events, clip)
    moved, other = tmp_path / "moved.mp4", tmp_path / "other.mp4"
    clip.rename(moved)
    other.write_bytes(b"b film" * 1000)
    with Case.open(tmp_path / "c.fcase") as case:
        with pytest.raises(CaseError, match="hash differs"):
            case.locate(stored, other)
        case.locate(stored, moved)
        now = case.state().clips[1]
        assert now.path == str(moved)
        assert check(now) is Source.PRESENT
        case.verify()


def _with_clip(path, events, clip):
    """A case with one clip; what its entry says of it."""
    import hashlib
    from dataclasses import replace

    content = clip.read_bytes()
    facts = replace(events[0].clip, path=str(clip), size=len(content),
                    sha256=hashlib.sha256(content).hexdigest())  # fmt: skip
    with Case.create(path) as case:
        case.add(replace(events[0], clip=facts))
        return case.state().clips[1]
