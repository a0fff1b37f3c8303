"""Short tasks by the thousand, as an analyst's day has them."""

import subprocess
import sys

import pytest

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
