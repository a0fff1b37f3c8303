"""The watchdog tells when the window stands still, and where."""

import threading
import time
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, QTimer

from forensics_gui.watchdog import Watchdog


def stand_still():
    time.sleep(0.4)


@pytest.fixture
def watch():
    """Starts watchdogs; each is stopped at the end of the test."""
    owner, started = QObject(), []

    def start(tell, limit):
        started.append(Watchdog(owner, tell, limit))
        return started[-1]

    yield start
    for watchdog in started:
        watchdog.stop()


def test_a_stall_is_reported_with_its_length_and_place(qtbot, watch):
    stalls = []
    watch(stalls.append, 0.2)
    qtbot.wait(100)
    QTimer.singleShot(0, stand_still)
    qtbot.waitUntil(lambda: any("stand_still" in s.stack for s in stalls), timeout=60000)
    stall = next(s for s in stalls if "stand_still" in s.stack)
    assert stall.seconds > 0.35
    assert "ms in:" in str(stall)


def test_what_is_short_is_not_reported(qtbot, watch):
    stalls = []
    watch(stalls.append, 60.0)
    QTimer.singleShot(0, stand_still)
    qtbot.wait(800)
    assert stalls == []


def test_nothing_is_reported_after_the_end(qtbot, watch):
    stalls = []
    watch(stalls.append, 0.2).stop()
    QTimer.singleShot(0, stand_still)
    qtbot.wait(800)
    assert stalls == []


class Owned:
    """Notes which thread has freed it."""

    freed_on: ClassVar[set[int]] = set()

    def __del__(self):
        self.freed_on.add(threading.get_ident())


def stand_still_with(owned, depth, seconds):
    if depth:
        stand_still_with(owned, depth - 1, seconds)
    elif owned:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            pass


def test_what_a_stalled_call_held_is_freed_on_its_own_thread(qtbot, watch):
    stalls = []
    watch(stalls.append, 0.01)
    for attempt in range(60):
        # Some end just as they are looked at; some are surely seen.
        seconds = 0.05 if attempt % 10 == 0 else 0.0105 + 0.0005 * (attempt % 7)
        QTimer.singleShot(0, lambda seconds=seconds: stand_still_with(Owned(), 90, seconds))
        qtbot.wait(20)
    assert any("stand_still_with" in stall.stack for stall in stalls)
    assert Owned.freed_on == {threading.get_ident()}
