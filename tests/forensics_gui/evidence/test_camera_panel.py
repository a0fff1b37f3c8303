"""The Camera tab: cameras are added from files, and the open clip is compared with them."""

import numpy as np
import pytest
from made_analysis import made_events
from made_cameras import record
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from engine.case.state import FingerprintEntry
from forensics_gui.evidence.panel import EvidencePanel
from forensics_gui.session import Session
from forensics_gui.workers.engine_host import EngineHost

FRAMES = 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cameras")
    for name, camera, seed in (("clip", 1, 1), ("same", 1, 2)):
        record(folder / f"{name}.mp4", camera, seed)
    return folder


@pytest.fixture
def shown(qtbot, folder):
    session = Session()
    panel = EvidencePanel(session, EngineHost())
    qtbot.addWidget(panel)
    session.open(folder / "clip.mp4")
    session.times = np.arange(FRAMES) / 25
    session.add(next(iter(made_events(path=str(folder / "clip.mp4"), frames=FRAMES))))
    panel.tabs.setCurrentWidget(panel.camera)
    panel.show()
    return session, panel


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def chosen(monkeypatch, *paths):
    names = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))


def test_the_clip_is_compared_with_files(qtbot, shown, folder, monkeypatch):
    session, panel = shown
    chosen(monkeypatch, folder / "same.mp4")
    kept = []
    panel.camera.compared.connect(kept.append)
    click(qtbot, panel.camera.with_button)
    assert panel.camera.stop_button.isVisible()
    qtbot.waitUntil(lambda: bool(kept), timeout=60000)
    assert kept[0].findings == session.analysis.camera
    assert "Sensor pattern of the camera “same.mp4”" in panel.camera.results.toPlainText()
    assert panel.shown_text().startswith("Camera, beside the verdict")
    assert panel.camera.with_button.isVisible()
    session.close()
    assert panel.camera.results.isHidden()
    assert not panel.camera.with_button.isEnabled()


def test_a_camera_is_added_under_a_name(qtbot, shown, folder, monkeypatch):
    _, panel = shown
    assert not panel.camera.add_button.isEnabled()
    panel.camera.show_cameras({}, writable=True)
    chosen(monkeypatch, folder / "same.mp4")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (" Phone A ", True))
    with qtbot.waitSignal(panel.camera.estimated, timeout=60000) as told:
        click(qtbot, panel.camera.add_button)
    assert told.args[0] == "Phone A"
    assert told.args[1].pictures == FRAMES


def test_cameras_of_the_case_are_listed(qtbot, shown):
    _, panel = shown
    assert not panel.camera.compare_button.isEnabled()
    entry = FingerprintEntry(1, "Phone A", 1920, 1080, 300, 0, 20.0, ("a.mp4", "b.mp4"))
    panel.camera.show_cameras({"Phone A": entry}, writable=False)
    table = panel.camera.table
    cells = [table.item(0, column).text() for column in range(table.columnCount())]
    assert cells == ["Phone A", "1920 × 1080", "300", "no (20.0)", "–"]
    assert panel.camera.compare_button.isEnabled()


def test_stopping_and_failing_leave_nothing(qtbot, shown, folder, monkeypatch):
    session, panel = shown
    chosen(monkeypatch, folder / "same.mp4")
    click(qtbot, panel.camera.with_button)
    click(qtbot, panel.camera.stop_button)
    assert panel.camera.with_button.isVisible()
    chosen(monkeypatch, folder / "gone.mp4")
    with qtbot.waitSignal(panel.camera.failed, timeout=60000) as told:
        click(qtbot, panel.camera.with_button)
    assert "gone.mp4" in told.args[0].what
    assert session.analysis.camera is None
