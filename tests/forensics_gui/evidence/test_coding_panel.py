"""The Coding tab: examined on request, shown among the facts, marked on the timeline."""

import clips
import numpy as np
import pytest
from made_analysis import made_events
from PySide6.QtCore import Qt

from engine.analysis.events import CodingExamined
from engine.coding.findings import CodingFindings
from engine.coding.joins import Join, Trace
from engine.coding.observations import observe_coding
from engine.coding.rates import shipped_rates
from engine.video.encode import append_clips, write_clip
from forensics_gui.evidence.panel import EvidencePanel
from forensics_gui.session import Session
from forensics_gui.timeline.marks import MarkKind, marks_of
from forensics_gui.workers.engine_host import EngineHost

FRAMES = 80


@pytest.fixture(scope="module")
def joined_clip(tmp_path_factory):
    """Two scenes, joined at frame 40."""
    folder = tmp_path_factory.mktemp("joined")
    options = {"preset": "veryfast", "g": "20", "x264-params": "scenecut=0"}
    for number in range(2):
        frames = [np.ascontiguousarray(np.roll(f, 90 * number, 1)) for f in clips.faces(40)]
        write_clip(folder / f"{number}.mp4", frames, 25, options=options)
    append_clips(folder / "joined.mkv", [folder / "0.mp4", folder / "1.mp4"])
    return folder / "joined.mkv"


@pytest.fixture
def shown(qtbot, joined_clip):
    session = Session()
    panel = EvidencePanel(session, EngineHost())
    qtbot.addWidget(panel)
    session.open(joined_clip)
    session.times = np.arange(FRAMES) / 25
    session.add(next(iter(made_events(path=str(joined_clip), frames=FRAMES))))
    return session, panel


def examined(qtbot, shown):
    session, panel = shown
    qtbot.mouseClick(panel.coding.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.coding.columns is not None, timeout=60000)
    return session, panel


def test_the_coding_is_examined_on_request(qtbot, shown):
    session, panel = shown
    assert session.analysis.coding is None
    assert "Coding" not in panel.shown_text()
    kept = []
    panel.coding.examined.connect(kept.append)
    examined(qtbot, shown)
    assert kept == [CodingExamined(session.analysis.coding)]
    text = panel.shown_text()
    assert text.startswith("Coding, beside the verdict")
    assert "Possible cut or join at frame 40" in text
    assert panel.coding.button.isHidden()


def test_the_plot_shows_each_frame_and_the_join(qtbot, shown):
    session, panel = examined(qtbot, shown)
    plot, series = panel.coding.plot, panel.coding.columns.series
    for kind in "IPB":
        at, values = plot.quantisers[kind].getOriginalDataset()
        rows = series.kinds == ord(kind)
        assert len(at if at is not None else ()) == rows.sum()
        if rows.any():
            assert np.allclose(values, series.quantisers[rows])
    session.go_to(21)
    assert panel.coding.told.text().startswith("Frame 21: ")
    assert "quantiser" in panel.coding.told.text()


def test_another_clip_clears_it(qtbot, shown):
    session, panel = examined(qtbot, shown)
    session.close()
    assert panel.coding.columns is None
    assert not panel.coding.button.isEnabled()
    assert "Coding" not in panel.shown_text()


def test_stopping_leaves_nothing(qtbot, shown):
    session, panel = shown
    qtbot.mouseClick(panel.coding.button, Qt.MouseButton.LeftButton)
    assert panel.coding.button.text() == "Stop"
    qtbot.mouseClick(panel.coding.button, Qt.MouseButton.LeftButton)
    assert panel.coding.button.text() == "Examine coding"
    qtbot.wait(300)
    assert session.analysis.coding is None


def test_a_file_that_is_gone_is_reported(qtbot, shown, tmp_path):
    session, panel = shown
    session.path = tmp_path / "gone.mp4"
    with qtbot.waitSignal(panel.coding.failed, timeout=60000) as told:
        qtbot.mouseClick(panel.coding.button, Qt.MouseButton.LeftButton)
    assert "gone.mp4" in told.args[0].what
    assert panel.coding.button.text() == "Examine coding"


def test_joins_are_marks_on_the_timeline(qtbot, shown):
    session, _ = shown
    join = Join(30, 1.2, 12.0, (Trace("cut", 8.0), Trace("noise", 4.0)))
    found = CodingFindings("H.264", joins=(join,))
    observations = observe_coding(found, shipped_rates())
    session.add(CodingExamined(CodingFindings("H.264", joins=(join,), observations=observations)))
    marks = [m for m in marks_of(session.analysis, (), FRAMES) if m.frame == 30]
    assert [mark.kind for mark in marks] == [MarkKind.ATTENTION]
    assert "the noise level changes" in marks[0].text
