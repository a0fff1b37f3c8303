"""Streams of items from a background thread."""

import threading

import pytest
from PySide6.QtCore import QObject

from engine.errors import EngineError
from forensics_gui.workers import tasks


@pytest.fixture
def owner():
    return QObject()


def streamed(qtbot, owner, items):
    """What a stream of items gives, and how it ended."""
    seen = []
    with qtbot.waitCallback(timeout=60000) as ended:
        tasks.stream(owner, items, seen.append, ended)
    return seen, ended.args[0]


def test_items_come_in_order_and_an_error_comes_last(qtbot, owner):
    def items():
        yield from range(200)
        raise EngineError("the disk is gone", "Free some.")

    seen, error = streamed(qtbot, owner, items)
    assert seen == list(range(200))
    assert error.what == "the disk is gone"


def test_a_source_that_nobody_waits_for_is_closed_on_its_own_thread(qtbot):
    owner, threads, closed = QObject(), [], threading.Event()

    def items():
        try:
            for number in range(10**9):
                threads.append(threading.get_ident())
                yield number
        finally:
            threads.append(threading.get_ident())
            closed.set()

    tasks.stream(owner, items, lambda _: owner.deleteLater(), lambda _: None)
    qtbot.waitUntil(closed.is_set, timeout=60000)
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()
