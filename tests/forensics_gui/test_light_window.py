"""The window shows, judges and draws a clip without the packages that training takes."""

import os
import subprocess
import sys

from decoys import Decoys

from engine.interpreter import CODE_PATHS, environment
from engine.shipped import resource

SESSION = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from forensics_gui.main_window import MainWindow
from forensics_gui.preferences import Preferences
from forensics_gui.workers.engine_host import EngineHost

if __name__ == "__main__":
    clip, cases = map(Path, sys.argv[1:])
    app = QApplication(["x"])
    preferences = Preferences()
    preferences.set("case/analyst", "A. Analyst")
    host = EngineHost(case_folder=cases)
    window = MainWindow(host, preferences)
    window.complete.connect(lambda: window.open(clip))
    window.complete.connect(host.warm_up)
    window.show()

    def look():
        if len(window.scatter.view.faces) and window.session.finished:
            window.commands.by_name["toggle_heat"].trigger()
            QTimer.singleShot(2000, app.quit)
        else:
            QTimer.singleShot(50, look)

    window.complete.connect(look)
    app.exec()
    print("faces", len(window.scatter.view.faces), flush=True)
    host.close()
    import os
    os._exit(0)
"""


def test_a_session_imports_nothing_heavy_in_any_process(tmp_path):
    decoys = Decoys(tmp_path)
    # A child process that is spawned looks for the main module's file.
    script = tmp_path / "session.py"
    script.write_text(SESSION, "utf-8")
    path = f"{decoys.folder}{os.pathsep}{CODE_PATHS}"
    ran = subprocess.run(
        [sys.executable, script, resource("sample/manipulated.mp4"), tmp_path / "cases"],
        env=environment({"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}),
        capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert not decoys.imported()
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "faces 25" in ran.stdout
