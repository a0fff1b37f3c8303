"""What happens is in the user's log, and nothing of a clip beyond its path."""

import logging
import os
import subprocess
import sys
import textwrap
import threading

import av
import pytest

from engine import log
from engine.batch.workers import Workers
from engine.case.case import Case
from engine.errors import DecoderError
from engine.sandbox.limits import Limits
from engine.sandbox.process import DecodingProcess
from engine.shipped import resource
from engine.training.prepare import _work

SAMPLE = resource("sample/manipulated.mp4")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where this test's programs and this process log to."""
    monkeypatch.setattr(log, "log_folder", lambda: tmp_path / "log")
    yield tmp_path / "log"
    log.stop()


def text_of(folder):
    return (folder / log.NAME).read_text("utf-8")


def run_script(script, home, *, code=0):
    """A program of its own, whose user has this folder."""
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        env={**os.environ, "XDG_STATE_HOME": str(home)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == code, ran.stderr
    return ran, home / "deepfake-forensics" / "log"


def test_an_analysis_is_logged_with_its_detector_and_seconds(folder, forensics):
    assert forensics("analyze", SAMPLE, "--quick").returncode == 0
    said = text_of(folder)
    assert "INFO" in said
    assert "forensics analyze started" in said
    assert "SHA-256" in said
    assert f"{SAMPLE} started" in said
    assert f"{SAMPLE} finished after" in said


def test_an_analysis_that_is_left_is_logged_as_cancelled(folder, face_clip, untrained_detector):
    from engine.analysis.events import StageStarted
    from engine.analysis.pipeline import analyze
    from engine.video.source import VideoSource

    log.start("test")
    with VideoSource.open(face_clip) as video:
        events = analyze(video, untrained_detector)
        while not isinstance(next(events), StageStarted):
            pass
        events.close()
    assert f"{face_clip} cancelled after" in text_of(folder)


def test_an_error_of_the_command_line_is_short_on_screen_and_whole_in_the_log(folder, forensics):
    ran = forensics("info", "missing.mp4")
    assert ran.stderr.count("\n") == 2
    said = text_of(folder)
    assert "ERROR" in said
    assert "check_readable" in said
    assert "ClipUnreadableError: There is no file 'missing.mp4'." in said


def test_verbose_shows_the_log(folder, forensics):
    assert "started" in forensics("--verbose", "info", SAMPLE).stderr
    assert forensics("info", SAMPLE).stderr == ""


def test_help_writes_no_log(tmp_path):
    script = """
        import sys; sys.argv = ["forensics", "--help"]
        from engine.cli import main
        main()
    """
    _, folder = run_script(script, tmp_path)
    assert not folder.exists()


def test_a_program_that_imports_the_engine_gets_no_log_and_no_output(tmp_path):
    script = """
        import logging
        from pathlib import Path
        from engine.files import keep
        keep(Path("/dev/null/cache/a.x"), lambda file: None, 1)
        assert logging.getLogger().handlers == []
        assert logging.getLogger("engine").level == logging.NOTSET
    """
    ran, folder = run_script(script, tmp_path)
    assert ran.stderr == ""
    assert not folder.exists()


def test_exceptions_of_every_thread_are_logged_and_continue_as_usual(tmp_path):
    script = """
        import threading
        from engine import log
        log.start("test")
        with log.uncaught_logged():
            thread = threading.Thread(target=lambda: 1 / 0, name="counting")
            thread.start()
            thread.join()
            raise KeyError("at the end")
    """
    ran, folder = run_script(script, tmp_path, code=1)
    said = text_of(folder)
    assert "Unexpected error on thread counting" in said
    assert "ZeroDivisionError" in said
    assert "KeyError: 'at the end'" in said
    assert "ZeroDivisionError" in ran.stderr
    assert "KeyError" in ran.stderr


def test_a_crash_of_the_interpreter_is_in_the_log_after_the_next_start(tmp_path):
    crash = """
        import ctypes
        from engine import log
        log.start("test")
        def read_nothing():
            ctypes.string_at(0)
        read_nothing()
    """
    start = 'from engine import log; log.start("test"); print("crashed", log.crashed_before())'
    run_script(crash, tmp_path, code=-11)
    first, folder = run_script(start, tmp_path)
    second, _ = run_script(start, tmp_path)
    assert (first.stdout, second.stdout) == ("crashed True\n", "crashed False\n")
    said = text_of(folder)
    assert said.count("An earlier run crashed") == 1
    assert "Segmentation fault" in said
    assert "in read_nothing" in said


def test_a_folder_that_cannot_be_written_costs_only_the_log(tmp_path, forensics, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(log, "log_folder", lambda: blocked / "log")
    ran = forensics("info", SAMPLE)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert log.last_lines(10) == ""


def test_the_file_is_rotated_and_the_last_lines_go_across(folder, monkeypatch):
    monkeypatch.setattr(log, "LARGEST", 2000)
    log.start("test")
    for number in range(200):
        logging.getLogger("engine.test").info("line %s", number)
    files = sorted(path.name for path in folder.glob("forensics*"))
    assert files == ["forensics.1.log", "forensics.2.log", "forensics.3.log", "forensics.log"]
    assert all(path.stat().st_size < 2200 for path in folder.glob("forensics*"))
    lines = log.last_lines(40).splitlines()
    assert [int(line.rpartition(" ")[2]) for line in lines] == list(range(160, 200))


def test_many_processes_write_whole_records_into_one_file(tmp_path):
    script = """
        import logging
        from engine import log
        log.start("test")
        for number in range(100):
            logging.getLogger("engine.test").warning("%s %s", number, "x" * 300)
    """
    threads = [threading.Thread(target=run_script, args=(script, tmp_path)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = text_of(tmp_path / "deepfake-forensics" / "log").splitlines()
    assert sum(line.endswith("x" * 300) for line in lines) == 300


def test_a_warning_that_repeats_does_not_push_out_the_rest(folder):
    log.start("test")
    for _ in range(150):
        logging.getLogger("engine.test").warning("again")
    assert text_of(folder).count("again") == 3


def test_different_faults_under_the_same_words_are_all_written(folder):
    log.start("test")
    for text in ("a", "b", "b", "c"):
        try:
            int(text)
        except ValueError:
            logging.getLogger("engine.test").exception("Unexpected error")
    assert text_of(folder).count("invalid literal") == 3


def test_a_name_of_a_file_can_forge_no_record(folder):
    log.start("test")
    logging.getLogger("engine.test").info("Opened %s", "a\n2026-01-01 CRITICAL \x1b[31m.mp4")
    assert "\n    2026-01-01 CRITICAL [U+001B][31m.mp4" in text_of(folder)


def test_libraries_are_left_out(folder):
    log.start("test")
    logging.getLogger("libav.h264").error("title: a secret")
    assert "secret" not in text_of(folder)


def test_a_fault_of_the_decoding_process_is_logged_with_its_traceback(folder, face_clip):
    log.start("test")
    process = DecodingProcess(face_clip, Limits())
    process.order({"do": "open"})
    with pytest.raises(DecoderError) as raised:
        process.answer()
    process.kill()
    said = text_of(folder)
    assert f"Fault while decoding '{face_clip.name}'" in said
    assert "child.py" in said
    assert "KeyError" in said
    assert "KeyError" in raised.value.trace


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signals")
def test_a_crash_of_the_decoding_process_is_logged_with_where_it_was(folder, face_clip):
    import signal

    log.start("test")
    process = DecodingProcess(face_clip, Limits())
    process.order({"do": "open"})
    with pytest.raises(DecoderError):
        process.answer()
    os.kill(process.pid, signal.SIGSEGV)
    with pytest.raises(DecoderError):
        process.answer()
    said = text_of(folder)
    assert "killed by SIGSEGV" in said
    assert "Fatal Python error: Segmentation fault" in said


def _warn(number):
    logging.getLogger("engine.test").warning("from worker %s: %s", os.getpid(), number)
    return number


def test_workers_log_into_the_file_of_the_program(folder):
    log.start("test")
    done = Workers(2).run(_warn, [1, 2], lambda given, error: given)
    assert sorted(made for _, made in done) == [1, 2]
    said = text_of(folder)
    assert "from worker" in said
    assert f"from worker {os.getpid()}" not in said


def test_a_clip_of_a_batch_that_fails_is_logged(folder, forensics, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "song.mp4").write_bytes(b"no video at all")
    forensics("batch", inbox, "--case", tmp_path / "batch.fcase")
    assert "song.mp4' could not be judged" in text_of(folder)


def test_workers_that_find_faces_join_the_log(folder, monkeypatch):
    from engine.faces.align import Alignment
    from engine.training.extract import ExtractionSettings

    monkeypatch.setattr(log, "_folder", None)
    _work([], folder.parent / "cache", Alignment(), ExtractionSettings(), folder)
    logging.getLogger("engine.test").warning("while finding faces")
    assert "while finding faces" in text_of(folder)


def test_nothing_of_a_clip_but_its_path_is_logged(folder, forensics, tmp_path, face_clip):
    """Tags of a clip and notes on a case are what people would keep to themselves."""
    clip, place = tmp_path / "tagged.mp4", tmp_path / "a.fcase"
    with av.open(str(face_clip)) as source, av.open(str(clip), "w") as copy:
        copy.metadata["title"] = "A confidential title"
        stream = copy.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                copy.mux(packet)
    assert "A confidential title" in forensics("info", clip).stdout
    assert forensics("analyze", clip, "--quick", "--case", place).returncode == 0
    with Case.open(place, "A. Analyst") as case:
        case.note("A confidential note")
    said = text_of(folder)
    assert str(clip) in said
    assert "onfidential" not in said
    assert "A. Analyst" not in said
