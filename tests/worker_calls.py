"""Calls for batch workers, in a module that the processes of every backend can import."""

import os
import signal
import sys
import time
from pathlib import Path

from engine.interpreter import CODE_PATHS


def die_once(given):
    """Kills its own process the first time; a file remembers."""
    marker, value = given
    if value == 3 and not Path(marker).exists():
        Path(marker).write_text("x")
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return value * 10


def die_always(given):
    """Kills its process whenever it is given 3."""
    if given[1] == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return given[1] * 10


def work_long(marker):
    """Writes its process number, then works for minutes."""
    Path(marker).write_text(str(os.getpid()))
    time.sleep(300)


def conditions(_):
    """What a worker's speed depends on, and what of this program's paths it lacks."""
    missing = set(CODE_PATHS.split(os.pathsep)) - set(sys.path)
    return os.environ.get("MALLOC_TRIM_THRESHOLD_"), os.environ["OMP_NUM_THREADS"], len(missing)
