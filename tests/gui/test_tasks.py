"""Short tasks by the thousand, as an analyst's day has them."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer

from forensics_gui.player.canvas import Canvas, draw_ahead
from forensics_gui.player.served import Pixels
from forensics_gui.player.viewport import Viewport
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


def threads():
    return len(list(Path("/proc/self/task").iterdir()))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_tasks_and_large_pictures_find_the_threads_that_were_made_ahead(qtbot):
    """While libraries are loaded, the system makes none, and the window would wait for it."""
    owner = QObject()
    tasks.make_threads()
    draw_ahead()
    canvas = Canvas(Viewport(), "picture")
    qtbot.addWidget(canvas)
    canvas.resize(1200, 700)
    canvas.viewport.reset(1920, 1080)
    canvas.show_picture(0, Pixels(np.zeros((1080, 1920, 3), np.uint8)))
    before, done, go_on = threads(), [], threading.Event()
    for _ in range(8):
        tasks.run(owner, lambda: go_on.wait(20), done.append, lambda _: None)
    canvas.grab()
    after = threads()
    go_on.set()
    qtbot.waitUntil(lambda: len(done) == 8, timeout=60000)
    assert after == before
