"""How fast the timeline draws: `pytest -m benchmark -s tests/benchmarks/test_timeline_speed.py`."""

import os
import time

import numpy as np
import pytest

from engine.analysis.events import FacesFound, FrameScores, FramesScored
from engine.analysis.settings import AnalysisSettings
from engine.analysis.verdict import FaceFacts, usable_frames
from engine.faces.track import FaceTrack, TrackQuality

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.benchmark
FRAMES, TRACKS = 100_000, 50


def long_track(number, rng):
    """A face on every frame, scored on each of them, now and then small or interpolated."""
    frames = np.arange(FRAMES)
    times, boxes = frames / 25, np.tile(np.array([50, 60, 150, 180], np.float32), (FRAMES, 1))
    ones = np.ones(FRAMES, np.float32)
    size = 60 + 20 * rng.standard_normal(FRAMES).astype(np.float32)
    quality = TrackQuality(size, 0.4 * ones, 4 * ones, ones, ones, ones, 0.05 * ones)
    track = FaceTrack(
        number, frames, times, boxes, np.zeros((FRAMES, 5, 2), np.float32), ones,
        rng.random(FRAMES) < 0.9, quality,
    )  # fmt: skip
    facts = FaceFacts(ones[:, None], size, 0.4 * ones, 0.05 * ones, 4 * ones, 0.1 * ones)
    llr = rng.standard_normal(FRAMES).astype(np.float32)
    scores = FrameScores(
        number, frames, times, facts, llr, llr[:, None],
        usable_frames(facts, AnalysisSettings()), np.zeros((FRAMES, 1), np.float32),
    )  # fmt: skip
    return FacesFound(track), FramesScored(scores)


@pytest.fixture
def timeline(qtbot):
    from made_analysis import made_events
    from PySide6.QtWidgets import QWidget

    from forensics_gui.case.controller import CaseController
    from forensics_gui.player.transport import Transport
    from forensics_gui.preferences import Preferences
    from forensics_gui.session import Session
    from forensics_gui.timeline.timeline import Timeline
    from forensics_gui.workers.engine_host import EngineHost

    session, host, owner = Session(), EngineHost(), QWidget()
    qtbot.addWidget(owner)
    desk = CaseController(owner, session, host, Preferences())
    timeline = Timeline(session, Transport(session), desk)
    qtbot.addWidget(timeline)
    timeline.resize(1900, 1000)
    rng = np.random.default_rng(0)
    session.times = np.arange(FRAMES) / 25
    session.add(next(iter(made_events())))
    for number in range(1, TRACKS + 1):
        for event in long_track(number, rng):
            session.analysis.add(event)
    timeline.show_clip()
    timeline.show()
    qtbot.waitExposed(timeline)
    yield timeline
    host.close()


def pictures_a_second(timeline, steps):
    """By the processor time of drawing, which other programs do not change; and by the clock."""
    busy, clock = time.process_time(), time.perf_counter()
    for step in steps:
        step()
        timeline.viewport().repaint()
    return len(steps) / (time.process_time() - busy), len(steps) / (time.perf_counter() - clock)


def test_a_hundred_thousand_frames_of_fifty_faces_pan_and_zoom_fluently(timeline, qtbot):
    began = time.process_time()
    timeline.redraw()
    timeline.viewport().repaint()
    first = 1000 * (time.process_time() - began)
    bar, down = timeline.horizontalScrollBar(), timeline.verticalScrollBar()
    # Curves are made a few at a time, so that the first picture need not wait for them.
    in_sight = timeline.lanes.numbers[: timeline.viewport().height() // timeline.lanes.height]
    qtbot.waitUntil(lambda: all(map(timeline.lanes.known_curve, in_sight)), timeout=20000)
    zoomed = pictures_a_second(timeline, [timeline.zoom_in] * 8 + [timeline.zoom_out] * 8)
    timeline.fit()
    timeline.zoom_in()
    at = iter(np.linspace(0, bar.maximum(), 20).astype(int).tolist())
    panned = pictures_a_second(timeline, [lambda: bar.setValue(next(at))] * 20)
    to = iter(np.linspace(0, down.maximum(), 20).astype(int).tolist())
    scrolled = pictures_a_second(timeline, [lambda: down.setValue(next(to))] * 20)
    for name, (rate, seen) in (("zoom", zoomed), ("pan", panned), ("lanes", scrolled)):
        print(f"\n{name}: {rate:.0f} pictures a second of processor time, {seen:.0f} by the clock",
              end="")  # fmt: skip
    print(f"\nfirst picture {first:.0f} ms of processor time")
    assert panned[0] >= 30
    assert zoomed[0] >= 30
