"""Long work on a thread of its own that gives way."""

import os
import subprocess
import sys
import threading
import time

import pytest

from forensics_gui.workers.priority import in_background


def test_items_come_in_order_and_errors_come_last():
    def items():
        yield from range(200)
        raise OSError("the disk is gone")

    seen = []
    with pytest.raises(OSError, match="the disk is gone"):
        seen.extend(in_background(items))
    assert seen == list(range(200))


def test_closing_early_ends_the_source_on_its_own_thread():
    threads = []

    def items():
        try:
            for number in range(10**9):
                threads.append(threading.get_ident())
                yield number
        finally:
            threads.append(("closed", threading.get_ident()))

    work = in_background(items)
    assert [next(work), next(work)] == [0, 1]
    work.close()
    assert threads[-1] == ("closed", threads[0])
    assert threads[0] != threading.get_ident()


def test_nothing_is_made_far_ahead_of_need():
    made = []

    def items():
        for number in range(10**6):
            made.append(number)
            yield number

    work = in_background(items)
    next(work)
    time.sleep(0.3)
    assert len(made) < 100
    work.close()


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
def test_the_thread_and_its_processes_give_way_and_no_other_does():
    code = "import os; print(os.getpriority(os.PRIO_PROCESS, 0))"

    def items():
        yield os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
        yield int(subprocess.check_output([sys.executable, "-c", code]))

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert list(in_background(items)) == [before + 4, before + 4]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
