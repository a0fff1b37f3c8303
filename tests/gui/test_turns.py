"""Work in turns: the window answers in between; plots are imported after it is shown."""

import subprocess
import sys
import time

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer

from forensics_gui.workers.turns import Turns

_EARLY = """
import sys
from PySide6.QtWidgets import QApplication
from forensics_gui import plotting_ahead
from forensics_gui.main_window import MainWindow
from forensics_gui.workers.host import EngineHost
app = QApplication(["x"])
window = MainWindow(EngineHost())
while {begun} and "pyqtgraph" not in sys.modules:
    next(plotting_ahead.turns())
print("pyqtgraph" in sys.modules, hasattr(sys.modules.get("pyqtgraph"), "GraphicsLayoutWidget"))
window.scatter.view
window.evidence.sizes.plot
window.show()
window.complete.connect(app.quit)
app.exec()
print(sys.modules["pyqtgraph"].GraphicsLayoutWidget.__name__)
sys.stdout.flush()
import os
os._exit(0)
"""

_LEFT = """
import sys
from forensics_gui import plotting_ahead
first = plotting_ahead.make()
while "pyqtgraph" not in sys.modules:
    next(first)
assert not hasattr(sys.modules["pyqtgraph"], "PlotWidget")
first.close()
for _ in plotting_ahead.make():
    pass
print(sys.modules["pyqtgraph"].PlotWidget.__name__)
"""


@pytest.fixture
def owner():
    return QObject()


def begun(owner, steps):
    turns = Turns(owner, steps)
    turns.begin()
    return turns


def test_events_are_handled_between_the_turns(qtbot, owner):
    done, seen = [], []

    def steps():
        for step in range(4):
            time.sleep(0.02)
            done.append(step)
            yield

    timer = QTimer(owner, interval=0)
    timer.timeout.connect(lambda: seen.append(len(done)))
    timer.start()
    with qtbot.waitSignal(begun(owner, steps()).ended, timeout=60000):
        pass
    assert done == [0, 1, 2, 3]
    assert {1, 2, 3} <= set(seen)


def test_short_steps_share_a_turn(qtbot, owner):
    done, seen = [], []
    timer = QTimer(owner, interval=0)
    timer.timeout.connect(lambda: seen.append(len(done)))
    timer.start()
    steps = (done.append(step) for step in range(2000))
    with qtbot.waitSignal(begun(owner, steps).ended, timeout=60000):
        pass
    assert len(done) == 2000
    assert len(seen) < 200


def test_what_a_step_raises_ends_the_work(qtbot, owner):
    def steps():
        yield
        raise ValueError("no")

    with qtbot.capture_exceptions() as raised:
        begun(owner, steps())
        qtbot.waitUntil(lambda: bool(raised), timeout=60000)
        qtbot.wait(50)
    assert [error.args for _, error, _ in raised] == [("no",)]


class Paints(QObject):
    """Counts how often a widget was drawn."""

    drawn = 0

    def eventFilter(self, watched, event):
        self.drawn += event.type() == QEvent.Type.Paint
        return False


def test_progress_is_drawn_in_a_later_turn(analysed, qtbot):
    paints = Paints()
    analysed.progress.show()
    qtbot.wait(50)
    analysed.progress.installEventFilter(paints)
    analysed.session.stage.emit("Reading the clip", 1, 4)
    assert (analysed.progress.value(), paints.drawn) == (1, 0)
    # What comes late of the analysis may hide it again.
    qtbot.waitUntil(lambda: analysed.progress.show() or paints.drawn > 0, timeout=60000)


@pytest.mark.parametrize("begun", [False, True])
def test_plots_wanted_before_their_turn_are_made_whole(begun):
    ran = subprocess.run(
        [sys.executable, "-c", _EARLY.format(begun=begun)], capture_output=True, text=True
    )
    assert ran.stdout.splitlines() == [f"{begun} False", "GraphicsLayoutWidget"], ran.stderr


def test_an_import_that_one_window_began_is_ended_by_the_next():
    ran = subprocess.run([sys.executable, "-c", _LEFT], capture_output=True, text=True)
    assert ran.stdout.strip() == "PlotWidget", ran.stderr
