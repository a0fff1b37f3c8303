"""A real window, offscreen."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_settings(tmp_path):
    """Settings of the test alone, with an analyst who was asked for the name before."""
    from PySide6.QtCore import QSettings

    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    QSettings("deepfake-forensics", "forensics").setValue("analyst", "A. Analyst")


@pytest.fixture
def host(untrained_detector, tmp_path):
    from forensics_gui.workers.host import EngineHost

    host = EngineHost(case_folder=tmp_path / "cases")
    host._detector = untrained_detector
    return host


@pytest.fixture
def window(qtbot, host):
    from PySide6.QtCore import QThreadPool

    from forensics_gui.main_window import MainWindow

    window = MainWindow(host)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    QThreadPool.globalInstance().waitForDone(20000)


@pytest.fixture
def analysed(window, qtbot, face_clip):
    """The window after it analysed a clip with one face."""
    with qtbot.waitSignal(window.session.clip_judged, timeout=60000):
        window.open(face_clip)
    qtbot.waitUntil(lambda: not window.run.running, timeout=10000)
    return window
