"""Short tasks by the thousand, as an analyst's day has them."""

import subprocess
import sys
import time

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer

from forensics_gui.workers import tasks

_DAY = """
import os
import threading
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from forensics_gui.workers import tasks

app, owner, ended = QCoreApplication([]), QObject(), []
timer = QTimer(interval=0)

def begin():
    for _ in range(4):
        tasks.run(owner, lambda: 1, ended.append, print)

def look():
    if len(ended) >= 30000:
        timer.stop()
        app.quit()

def compute():
    while True:
        sum(range(2000))

threading.Thread(target=compute, daemon=True).start()
timer.timeout.connect(begin)
timer.timeout.connect(look)
timer.start()
app.exec()
print(len(ended) >= 30000, flush=True)
os._exit(0)
"""


@pytest.mark.slow
def test_thousands_of_tasks_end_while_another_thread_computes():
    ran = subprocess.run([sys.executable, "-c", _DAY], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "True"), ran.stderr


@pytest.fixture
def owner():
    return QObject()


def test_results_that_come_together_leave_the_window_room(qtbot, owner):
    seen, taken = [], []
    timer = QTimer(owner, interval=0)
    timer.timeout.connect(lambda: seen.append(len(taken)))
    timer.start()

    def slow(item):
        time.sleep(0.006)
        taken.append(item)

    with qtbot.waitCallback(timeout=60000) as ended:
        tasks.stream(owner, lambda: iter(range(40)), slow, ended)
    assert taken == list(range(40))
    assert len(set(seen)) >= 10


def test_results_arrive_while_an_earlier_one_has_a_dialog_open(qtbot, owner):
    loop, taken = QEventLoop(), []

    def take(item):
        taken.append(item)
        if item == 0:
            loop.exec()
        if item == 3:
            loop.quit()

    with qtbot.waitCallback(timeout=60000) as ended:
        tasks.stream(owner, lambda: iter(range(5)), take, ended)
    assert taken == list(range(5))
