"""Work in turns: the window answers in between; packages are imported so."""

import compileall
import subprocess
import sys
import time
import types

import pytest
from PySide6.QtCore import QObject, QTimer

from forensics_gui.plotting_ahead import import_in_turns
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
    with qtbot.waitSignal(begun(owner, steps()).ended, timeout=10000):
        pass
    assert done == [0, 1, 2, 3]
    assert {1, 2, 3} <= set(seen)


def test_short_steps_share_a_turn(qtbot, owner):
    done, seen = [], []
    timer = QTimer(owner, interval=0)
    timer.timeout.connect(lambda: seen.append(len(done)))
    timer.start()
    steps = (done.append(step) for step in range(2000))
    with qtbot.waitSignal(begun(owner, steps).ended, timeout=10000):
        pass
    assert len(done) == 2000
    assert len(seen) < 200


def test_what_a_step_raises_ends_the_work(qtbot, owner):
    def steps():
        yield
        raise ValueError("no")

    with qtbot.capture_exceptions() as raised:
        begun(owner, steps())
        qtbot.waitUntil(lambda: bool(raised), timeout=5000)
        qtbot.wait(50)
    assert [error.args for _, error, _ in raised] == [("no",)]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Makes a package of a name with this `__init__`, which can be imported during the test."""

    def make(name, text):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text(text, "utf-8")
        (folder / "part.py").write_text("from . import FIRST\nSECOND = FIRST + 1\n", "utf-8")
        return folder

    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield make
    for name in set(sys.modules) - before:
        if name.startswith("in_turns_"):
            del sys.modules[name]


def test_a_package_is_imported_statement_by_statement(package):
    folder = package(
        "in_turns_whole", "FIRST = 1\nfrom .part import SECOND\nTHIRD = SECOND + FIRST\n"
    )
    turns = import_in_turns("in_turns_whole")
    next(turns)
    begun = sys.modules["in_turns_whole"]
    assert begun.FIRST == 1
    assert not hasattr(begun, "SECOND")
    assert len(list(turns)) == 2
    import in_turns_whole

    assert in_turns_whole is begun
    assert (begun.SECOND, begun.THIRD) == (2, 3)
    assert isinstance(begun.part, types.ModuleType)
    assert begun.__file__ == str(folder / "__init__.py")


def test_a_package_that_fails_is_not_left_half_imported(package):
    package("in_turns_broken", "FIRST = 1\nraise RuntimeError('broken')\n")
    with pytest.raises(RuntimeError, match="broken"):
        list(import_in_turns("in_turns_broken"))
    assert "in_turns_broken" not in sys.modules


def test_a_package_without_source_is_imported_at_once(package):
    folder = package("in_turns_compiled", "FIRST = 1\nfrom .part import SECOND\n")
    compileall.compile_dir(folder, legacy=True, quiet=1)
    for source in folder.glob("*.py"):
        source.unlink()
    assert list(import_in_turns("in_turns_compiled")) == []
    assert sys.modules["in_turns_compiled"].SECOND == 2


def test_a_package_that_is_not_there_is_an_import_error():
    with pytest.raises(ModuleNotFoundError):
        list(import_in_turns("in_turns_nowhere"))


@pytest.mark.parametrize("begun", [False, True])
def test_plots_wanted_before_their_turn_are_made_whole(begun):
    ran = subprocess.run(
        [sys.executable, "-c", _EARLY.format(begun=begun)], capture_output=True, text=True
    )
    assert ran.stdout.splitlines() == [f"{begun} False", "GraphicsLayoutWidget"], ran.stderr
