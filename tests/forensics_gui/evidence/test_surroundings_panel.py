"""The Surroundings tab: faces are compared on request, and the selected one is drawn."""

import clips
import numpy as np
import pytest
from made_analysis import made_events
from PySide6.QtCore import Qt

from engine.analysis.events import SurroundingsCompared
from engine.faces.track import FaceTrack
from engine.surroundings.findings import FaceDeviations, SurroundingsFindings, TrackSurroundings
from engine.video.encode import write_clip
from forensics_gui.evidence.panel import EvidencePanel
from forensics_gui.session import Session
from forensics_gui.workers.engine_host import EngineHost

FRAMES = 20


@pytest.fixture
def shown(qtbot, tmp_path):
    path = tmp_path / "clip.mp4"
    write_clip(path, clips.faces(FRAMES), 25)
    session = Session()
    panel = EvidencePanel(session, EngineHost())
    qtbot.addWidget(panel)
    session.open(path)
    session.times = np.arange(FRAMES) / 25
    for event in made_events(path=str(path), frames=FRAMES):
        session.add(event)
    panel.tabs.setCurrentWidget(panel.surroundings)
    panel.show()
    return session, panel.surroundings


def face(number, box):
    rows, ones = np.arange(FRAMES), np.ones(FRAMES, np.float32)
    boxes = np.tile(np.array(box, np.float32), (FRAMES, 1))
    return FaceTrack(number, rows, rows / 25, boxes, np.zeros((FRAMES, 5, 2), np.float32), ones,
                     ones > 0)  # fmt: skip


def test_faces_are_compared_on_request(qtbot, shown):
    session, panel = shown
    session.analysis.tracks = {1: face(1, (10, 10, 160, 160)), 2: face(2, (0, 0, 20, 20))}
    kept = []
    panel.compared.connect(kept.append)
    qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    assert panel.button.text() == "Stop"
    qtbot.waitUntil(lambda: bool(kept), timeout=60000)
    assert kept[0].findings == session.analysis.surroundings
    assert "not measured" in panel.results.toPlainText()
    assert panel.button.text() == "Compare faces"
    session.close()
    assert panel.results.isHidden()
    assert not panel.button.isEnabled()


def measured(number, *distances):
    frames = tuple(range(len(distances)))
    times = tuple(frame / 25 for frame in frames)
    return TrackSurroundings(number, distances[0], FaceDeviations(0, 0, 0, 0), frames, times,
                             distances)  # fmt: skip


def test_the_selected_face_is_drawn(shown):
    session, panel = shown
    found = SurroundingsFindings(3.0, (measured(1, 1.0, 2.0), measured(2, 4.0, 5.0, 6.0)))
    session.select(2)
    session.add(SurroundingsCompared(found))
    assert panel.told.text() == "Track 2: distance 4.0, limit 3.0 (dashed)"
    drawn = panel.plot.getPlotItem().listDataItems()[0].getData()[1]
    assert list(drawn) == [4.0, 5.0, 6.0]
    session.select(1)
    assert panel.told.text().startswith("Track 1: ")
    session.close()
    assert panel.plot.isHidden()
