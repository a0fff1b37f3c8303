"""Clips share a machine's memory: there is room, or one waits."""

import json
import multiprocessing
import os
import signal
import time

import pytest

from engine.batch.admission import Admission, need_of
from engine.errors import CancelledError
from engine.progress import CancelToken


def stay(ledger, limit, need, queue, seconds):
    with Admission(ledger, limit).room(need):
        queue.put(("in", need, time.monotonic()))
        time.sleep(seconds)
        queue.put(("out", need, time.monotonic()))


def started(ledger, limit, needs, seconds):
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    processes = [
        context.Process(target=stay, args=(ledger, limit, need, queue, seconds)) for need in needs
    ]
    for process in processes:
        process.start()
    return processes, queue


def most_together(events):
    taken = most = 0
    for kind, need, _ in sorted(events, key=lambda e: (e[2], e[0] == "in")):
        taken += need if kind == "in" else -need
        most = max(most, taken)
    return most


def test_two_large_clips_do_not_meet(tmp_path):
    processes, queue = started(tmp_path / "m.json", 10, [6, 6, 3], 0.5)
    for process in processes:
        process.join(60)
    events = [queue.get(timeout=5) for _ in range(6)]
    assert most_together(events) <= 10
    assert most_together(events) == 9


def test_one_that_needs_more_than_all_comes_in_alone(tmp_path):
    with Admission(tmp_path / "m.json", 10).room(50):
        rows = json.loads((tmp_path / "m.json").read_text())
        assert [row["need"] for row in rows] == [50]
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(CancelledError), Admission(tmp_path / "m.json", 10).room(1, cancel):
            pass


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_room_of_a_killed_process_is_free_again(tmp_path):
    processes, queue = started(tmp_path / "m.json", 10, [9], 60)
    assert queue.get(timeout=60)[0] == "in"
    os.kill(processes[0].pid, signal.SIGKILL)
    processes[0].join()
    began = time.monotonic()
    with Admission(tmp_path / "m.json", 10).room(9):
        pass
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '[{"process": "x"}]', "null"])
def test_a_damaged_ledger_is_started_again(tmp_path, text):
    (tmp_path / "m.json").write_text(text)
    with Admission(tmp_path / "m.json", 10).room(5):
        assert len(json.loads((tmp_path / "m.json").read_text())) == 1


def test_larger_pictures_need_more():
    assert need_of(3840, 2160) > need_of(1920, 1080) > need_of(640, 480) > 0
