"""A long day in one window: `FORENSICS_ROUNDS=200 pytest -m slow -s tests/benchmarks/test_soak.py`.

Each round opens a clip, analyses it, scrubs, exports and closes it. Writes a table of what the
program holds after each round beside the test's folder, or where FORENSICS_ARTEFACTS says.
"""

import csv
import gc
import os
import tempfile
import threading
import time
from pathlib import Path

import clips
import numpy as np
import psutil
import pytest
from PySide6.QtCore import QEventLoop, QThreadPool, QTimer
from PySide6.QtWidgets import QFileDialog

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(6 * 3600),
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts handles on Linux"),
]
ROUNDS = int(os.environ.get("FORENSICS_ROUNDS", "200"))
#: After so many rounds all caches are full and the heaps of all threads as large as they become;
#: fewer where there are few rounds.
WARM = min(40, ROUNDS // 2)
COLUMNS = ("round", "seconds", "rss_mb", "children_mb", "threads", "handles", "children",
           "shared", "temporary")  # fmt: skip


def turn(done, seconds=600.0):
    """Run the event loop as a program does until something holds.

    QTest's waiting keeps the interpreter's lock most of the time, which starves the threads.
    """
    loop, deadline = QEventLoop(), time.monotonic() + seconds
    look = QTimer(interval=20)
    look.timeout.connect(lambda: loop.quit() if done() or time.monotonic() > deadline else None)
    look.start()
    loop.exec()
    look.stop()
    assert done(), "it did not come to pass"


def rest(seconds):
    """Run the event loop for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def held(number, seconds):
    """What the program holds now, one row of the table."""
    gc.collect()
    me = psutil.Process()
    children = me.children(recursive=True)
    return dict(zip(COLUMNS, (
        number,
        round(seconds, 2),
        round(me.memory_info().rss / 1e6, 1),
        round(sum(c.memory_info().rss for c in children) / 1e6, 1),
        threading.active_count(),
        len(list(Path("/proc/self/fd").iterdir())),
        len(children),
        len(list(Path("/dev/shm").glob("forensics-*"))),
        len(list(Path(tempfile.gettempdir()).glob("forensics-*"))),
    ), strict=True))  # fmt: skip


@pytest.fixture
def window(qapp, tmp_path, monkeypatch):
    from forensics_gui import language
    from forensics_gui.main_window import MainWindow
    from forensics_gui.preferences import Preferences
    from forensics_gui.workers.engine_host import EngineHost

    language.use(qapp, language.ENGLISH)
    preferences = Preferences()
    preferences.set("case/analyst", "A. Analyst")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _p, _t, name, _f: (str(tmp_path / "out"), "")
    )
    window = MainWindow(EngineHost(case_folder=tmp_path / "cases"), preferences)
    window.show()
    yield window
    window.close()
    QThreadPool.globalInstance().waitForDone(20000)
    window.deleteLater()


def one_round(window, clip, export, target):
    """Open, analyse, scrub, export, close."""
    window.open(clip, again=True)
    turn(lambda: window.session.finished and window.scatter._projection is not None)
    for frame in np.random.default_rng(0).integers(0, len(window.session.times), 8).tolist():
        window.player.scrub(frame)
        turn(lambda frame=frame: window.player.canvas.shown == frame)
    window.commands.by_name[export].trigger()
    turn(target.exists)
    turn(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
    target.unlink()
    window._close_clip()
    turn(lambda: not window.player.decoding._ending)


def in_words(rows):
    """The curve of memory, as one reads it off."""
    marks = sorted({1, WARM, *np.linspace(WARM, len(rows), 6).astype(int).tolist()})
    curve = ", ".join(f"{rows[m - 1]['rss_mb']:.0f} MB after round {m}" for m in marks if m)
    return f"{len(rows)} rounds: {curve}"


def test_a_long_day_leaks_nothing(window, tmp_path):
    clip = clips.one_face(tmp_path, 20)
    kept = Path(os.environ.get("FORENSICS_ARTEFACTS", tmp_path)) / "soak.csv"
    kept.parent.mkdir(parents=True, exist_ok=True)
    exports = ("export_json", "export_csv", "export_pdf", "export_package")
    rows = []
    with kept.open("w", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for number in range(1, ROUNDS + 1):
            began = time.monotonic()
            one_round(window, clip, exports[number % len(exports)], tmp_path / "out")
            rows.append(held(number, time.monotonic() - began))
            table.writerow(rows[-1])
            file.flush()
    print(f"\n{in_words(rows)}; all of it in {kept}")
    warm, last = rows[WARM - 1], rows[-1]
    # One round's peak says little: what the last tenth needs at the median does.
    late = float(np.median([row["rss_mb"] for row in rows[-max(3, ROUNDS // 10) :]]))
    early = float(np.median([row["rss_mb"] for row in rows[WARM - 1 : WARM + 4]]))
    assert late <= 1.05 * early
    for name in ("threads", "handles", "children", "shared", "temporary"):
        assert last[name] <= warm[name], name


def test_a_clip_that_lies_open_costs_no_time(window, tmp_path):
    window.open(clips.one_face(tmp_path, 20))
    # The embedding plot is work, and comes last.
    turn(lambda: window.session.finished and window.scatter._projection is not None)
    rest(3)
    me = psutil.Process()

    def used():
        everyone = [me, *me.children(recursive=True)]
        return sum(sum(p.cpu_times()[:2]) for p in everyone)

    before = used()
    rest(10)
    share = (used() - before) / 10
    print(f"\n{share:.1%} of a core while a clip lies open")
    assert share < 0.02
