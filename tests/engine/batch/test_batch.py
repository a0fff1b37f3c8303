"""A batch: each clip once, whatever is wrong with some, and on whatever workers."""

import contextlib
import csv
import io
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import clips
import psutil
import pytest
import worker_calls
from click.testing import CliRunner

from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import Outcome, Verdict
from engine.batch.batch import run_batch
from engine.batch.inputs import clips_of, is_address, listed
from engine.batch.judge import Job, Order, judge
from engine.batch.table import Row, by_suspicion, to_csv
from engine.batch.workers import Workers
from engine.case.case import Case
from engine.cli import cli
from engine.detector.bundle.manifest import read_manifest
from engine.errors import ClipUnreadableError, DecoderError, EngineError
from engine.interpreter import CODE_PATHS

QUICK = AnalysisSettings(quick=True)
#: A Ray cluster takes half a minute to start and to end.
BACKENDS = ["loky", "dask", pytest.param("ray", marks=pytest.mark.slow)]


@pytest.fixture(scope="module")
def bundle(untrained_detector, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle") / "detector.bundle"
    untrained_detector.save(folder)
    return folder


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    """Two clips, one of them twice, a text, a cut clip, and what is no clip."""
    folder = tmp_path_factory.mktemp("inbox")
    face = clips.one_face(folder, count=20)
    (folder / "below").mkdir()
    (folder / "below" / "again.mp4").write_bytes(face.read_bytes())
    clips.no_face(folder)
    (folder / "text.mp4").write_text("no video at all")
    (folder / "notes.txt").write_text("not a clip")
    return folder


def job_of(bundle, settings=QUICK):
    return Job(bundle, read_manifest(bundle)[1], settings, device="cpu")


def batch(inbox, bundle, path, workers=None, **changes):
    case = Case.open(path, "A") if path.exists() else Case.create(path, analyst="A")
    with case:
        job = job_of(bundle, **changes)
        return list(run_batch(clips_of([str(inbox)]), case, job, workers or Workers(1)))


def told(rows):
    """What must not depend on workers or order."""
    return sorted((row.clip, row.sha256, row.verdict, row.llr, row.faces) for row in rows)


def states(rows):
    return sorted((Path(row.clip).name, row.state) for row in rows)


@pytest.fixture(scope="module")
def first(inbox, bundle, tmp_path_factory):
    """An undisturbed batch: its rows and its case."""
    path = tmp_path_factory.mktemp("first") / "c.fcase"
    return batch(inbox, bundle, path), path


def test_each_content_is_judged_once_and_bad_clips_stop_nothing(first):
    rows, path = first
    assert [state for _, state in states(rows)].count("failed") == 1
    assert [state for _, state in states(rows)].count("same content") == 1
    assert [state for _, state in states(rows)].count("judged") == 2
    (bad,) = (row for row in rows if row.state == "failed")
    assert "text.mp4" in bad.verdict
    assert bad.note
    with Case.open(path, read_only=True) as case:
        assert len(case.analyses()) == 2
        assert all(entry.finished for entry in case.analyses())
        assert case.verify() == case.state().acts
        assert any("text.mp4 could not be examined" in line for line in log_lines(case))


def log_lines(case):
    from engine.case.log_phrases import describe_act

    return [describe_act(act) for act in case.acts()]


def test_what_the_case_holds_is_not_judged_again(first, inbox, bundle):
    rows, path = first
    again = batch(inbox, bundle, path)
    assert [s for _, s in states(again)].count("judged before") == 3
    assert told(again) == told(rows)
    with Case.open(path, read_only=True) as case:
        assert len(case.analyses()) == 2


def test_other_settings_are_another_analysis(first, inbox, bundle, tmp_path):
    _, path = first
    copy = tmp_path / "copy.fcase"
    with Case.open(path, read_only=True) as case:
        case.copy_to(copy)
    rows = batch(inbox, bundle, copy, settings=AnalysisSettings(quick=True, min_face=64))
    assert [s for _, s in states(rows)].count("judged") == 2


@pytest.mark.slow
@pytest.mark.parametrize("backend", BACKENDS)
def test_results_are_the_same_on_every_kind_of_worker(first, inbox, bundle, tmp_path, backend):
    if backend != "loky":
        pytest.importorskip({"dask": "distributed"}.get(backend, backend))
    rows = batch(inbox, bundle, tmp_path / "c.fcase", Workers(2, backend))
    assert told(rows) == told(first[0])
    assert states(rows) == states(first[0])


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
@pytest.mark.parametrize("backend", BACKENDS)
def test_a_worker_killed_in_the_midst_loses_nothing(tmp_path, backend):
    if backend != "loky":
        pytest.importorskip({"dask": "distributed"}.get(backend, backend))
    work = [(str(tmp_path / "marker"), value) for value in range(8)]
    made = list(Workers(2, backend).run(worker_calls.die_once, work, lambda g, e: e))
    assert sorted(value for _, value in made) == [10 * value for value in range(8)]


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_call_that_kills_every_worker_is_reported_and_the_rest_continues():
    work = [("", value) for value in range(6)]
    made = dict(Workers(2).run(worker_calls.die_always, work, lambda g, e: e))
    bad = made.pop(("", 3))
    assert isinstance(bad, DecoderError)
    assert "killed twice" in bad.what
    assert sorted(v for v in made.values() if isinstance(v, int)) == [0, 10, 20, 40, 50]


def fail(*_):
    raise ValueError("a fault of the program")


def test_a_fault_of_the_program_is_named_and_not_taken_for_a_lack_of_memory(monkeypatch, face_clip):
    made = list(Workers(2).run(fail, range(2), lambda given, error: error))
    order = Order(str(face_clip), Job(Path("bundle"), "00"))
    monkeypatch.setattr("engine.batch.judge._detector", fail)
    for error in [*(error for _, error in made), judge(order).error]:
        assert "ValueError: a fault of the program" in error.what
        assert "in fail" in error.details
        assert "memory" not in str(error)


#: A batch whose worker is at work for minutes; its number is told.
WORKING = """
import sys, time
from engine.batch.workers import Workers
sys.path.insert(0, sys.argv[1])
import worker_calls
list(Workers(2).run(worker_calls.work_long, [sys.argv[2]] , lambda given, error: error))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_workers_end_with_the_program_that_started_them(tmp_path):
    marker, here = tmp_path / "pid", str(Path(worker_calls.__file__).parent)
    command = [sys.executable, "-c", WORKING, here, str(marker)]
    paths = os.pathsep.join([here, str(Path(here).parent), CODE_PATHS])
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths})
    deadline = time.monotonic() + 100
    while not (marker.exists() and marker.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    worker = psutil.Process(int(marker.read_text()))
    process.kill()
    process.wait()
    worker.wait(30)


def own_process(_):
    return os.getpid()


def test_where_no_worker_can_be_started_all_is_done_here(monkeypatch):
    monkeypatch.setattr("engine.batch.workers.HAS_WORKERS", False)
    made = dict(Workers(2).run(own_process, range(3), lambda g, e: e))
    assert made == dict.fromkeys(range(3), os.getpid())


def test_a_killed_batch_resumes_where_it_was(first, inbox, bundle, tmp_path):
    path = tmp_path / "c.fcase"
    command = [sys.executable, "-m", "engine.cli", "batch", str(inbox), "--case", str(path),
               "--workers", "1", "--quick", "--bundle", str(bundle), "--device", "cpu"]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline and process.poll() is None:
        if path.exists() and finished(path):
            break
        time.sleep(0.01)
    kill_all(process)
    before = finished(path)
    assert before
    rows = batch(inbox, bundle, path)
    assert told(rows) == told(first[0])
    with Case.open(path, read_only=True) as case:
        judged = [entry.number for entry in case.analyses() if entry.finished]
        assert sorted(judged) == sorted(set(judged))
        assert case.verify()


def finished(path):
    try:
        with Case.open(path, read_only=True) as case:
            return sum(entry.finished for entry in case.analyses())
    except Exception:
        return 0


def begun(path):
    try:
        with Case.open(path, read_only=True) as case:
            return len(case.analyses())
    except Exception:
        return 0


def kill_all(process):
    """The batch and its workers, as a power cut would."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    for child in children:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()
    process.wait()


#: More than twenty runs finish before they are killed.
CLIPS = 40


@pytest.mark.slow
def test_killed_twenty_times_at_random_nothing_is_lost_or_done_twice(bundle, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(CLIPS):
        made = clips.one_face(tmp_path, count=12 + number)
        made.rename(inbox / f"{number}.mp4")
    whole = told(batch(inbox, bundle, tmp_path / "whole.fcase"))
    path, rng = tmp_path / "c.fcase", random.Random(1)
    command = [sys.executable, "-m", "engine.cli", "batch", str(inbox), "--case", str(path),
               "--workers", "2", "--quick", "--bundle", str(bundle), "--device", "cpu"]  # fmt: skip
    kept, midway = 0, 0
    for _ in range(20):
        before = begun(path)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        while process.poll() is None and begun(path) == before:
            time.sleep(0.05)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=rng.uniform(0, 1))
        if process.poll() is None:
            midway += 1
            kill_all(process)
        now = finished(path)
        assert now >= kept
        kept = now
    assert told(batch(inbox, bundle, path)) == whole
    with Case.open(path, read_only=True) as case:
        judged = [entry.number for entry in case.analyses() if entry.finished]
        assert len(judged) == len(set(judged)) == CLIPS
        assert case.verify()
    print(f"\n{midway} kills; before the last run {kept} of {CLIPS} were finished")


def test_the_command_lists_all_writes_the_table_and_says_what_failed(inbox, bundle, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text(f"# tonight\n{inbox}/*.mp4\n\n{inbox}/absent.mp4\n")
    result = CliRunner().invoke(
        cli, ["batch", "--list", str(names), "--case", str(tmp_path / "c.fcase"), "--quick",
              "--workers", "1", "--bundle", str(bundle), "--csv", str(tmp_path / "t.csv")],
    )  # fmt: skip
    assert isinstance(result.exception, ClipUnreadableError)
    assert "2 of 4 clips could not be examined" in str(result.exception)
    rows = list(csv.DictReader((tmp_path / "t.csv").open()))
    assert [row["state"] for row in rows[-2:]] == ["failed", "failed"]
    assert len(rows) == 4
    assert all(Path(row["clip"]).name in result.output for row in rows)
    assert "4 clips:" in result.output


def test_a_clip_in_a_storage_is_known_by_its_address(inbox, bundle, tmp_path):
    address = f"file://{inbox / 'below' / 'again.mp4'}"
    with Case.create(tmp_path / "c.fcase") as case:
        names = clips_of([address, "nowhere://bucket/a.mp4"])
        rows = {row.clip: row for row in run_batch(names, case, job_of(bundle), Workers(1))}
        assert rows[address].state == "judged"
        assert rows["nowhere://bucket/a.mp4"].state == "failed"
        assert [clip.path for clip in case.state().clips.values()] == [address]


def test_names_lead_to_clips(inbox):
    everything = clips_of([str(inbox)])
    assert len(everything) == 4
    assert clips_of([str(inbox), f"{inbox}/**/*.mp4", everything[0]]) == everything
    assert clips_of(["s3://bucket/a b.mp4"]) == ["s3://bucket/a b.mp4"]
    assert not is_address("C://clip.mp4")
    with pytest.raises(ClipUnreadableError, match="No clip was found"):
        clips_of([f"{inbox}/*.mkv"])
    assert listed(io.StringIO("a.mp4\n# b\n\n  c d.mp4 \n")) == ["a.mp4", "c d.mp4"]


def judged(clip, llr):
    outcome = Outcome.FORGED if llr > 0 else Outcome.PRISTINE
    return Row(clip, "judged", judgement=Verdict(outcome, llr, llr, 20, 20))


def test_the_most_suspicious_come_first_whatever_the_ratio_of_an_inconclusive_one():
    rows = [
        Row("failed", "failed"), Row("unknown", "judged"), judged("low", -1.0),
        Row("unusable", "judged", judgement=Verdict(Outcome.INCONCLUSIVE, 3.0, 3.0, 2, 2)),
        judged("high", 2.0), judged("higher", 2.5),
    ]  # fmt: skip
    order = ["higher", "high", "unusable", "low", "unknown", "failed"]
    assert [row.clip for row in by_suspicion(rows)] == order


def test_a_name_is_never_a_formula_in_the_table():
    text = to_csv([Row("=HYPERLINK(1)", "failed", failure=EngineError("+1", "@x"))])
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["clip"], row["verdict"], row["note"]) == ("'=HYPERLINK(1)", "'+1", "'@x")
