"""What is drawn over the picture, and what the pointer says of a face."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_analysis import made_events
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from forensics_gui.colours import LANDMARKS, UNSCORED, graded
from forensics_gui.player.overlays import Overlays
from forensics_gui.player.readout import describe, face_at
from forensics_gui.preferences import Preferences
from forensics_gui.session import Session

SIZE = (640, 360)


@pytest.fixture
def session(qtbot):
    session = Session()
    session.open(Path("interview.mp4"))
    session.times = np.arange(100) / 25
    session.pts = np.arange(100) * 512
    session.restated = np.arange(100) == 7
    for event in made_events(scores=(3.0,)):
        session.add(event)
    return session


@pytest.fixture
def overlays(session):
    return Overlays(session, Preferences())


def colours(overlays, frame):
    """Colours of all pixels after drawing over black, one pixel for each of the clip."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    overlays.draw(painter, QRectF(0, 0, *SIZE), frame, SIZE)
    painter.end()
    return {(x, y): image.pixelColor(x, y).name() for x in range(45, 160) for y in range(55, 185)}


def only(overlays, *names):
    for name in ("boxes", "labels", "landmarks", "interpolated"):
        overlays.switch(name, name in names)


def test_a_box_has_the_colour_of_its_score(overlays, session):
    only(overlays, "boxes")
    seen = colours(overlays, 0)
    wanted = QColor(graded(session.llr_of(1))).name()
    assert seen[50, 120] == seen[100, 60] == wanted
    assert seen[100, 120] == "#000000"


def test_colours_grow_stronger_with_the_evidence():
    forged = QColor("#c1440e")
    reds = [QColor(graded(llr)).red() for llr in (0.0, 0.5, 1.0, 1.5, 2.0)]
    assert reds == sorted(set(reds))
    assert graded(2.0) == graded(5.0) == forged.name()
    assert graded(-3.0) == "#2166ac"
    assert graded(None) == UNSCORED


def test_interpolated_boxes_are_dashed_or_left_out(overlays):
    only(overlays, "boxes", "interpolated")

    def left_edge(frame):
        seen = colours(overlays, frame)
        return sum(seen[50, y] != "#000000" for y in range(70, 170))

    assert left_edge(0) == 100
    assert 30 < left_edge(1) < 95
    overlays.switch("interpolated", False)
    assert left_edge(0) == 100
    assert left_edge(1) == 0


def test_landmarks_lie_on_their_places(overlays):
    only(overlays, "landmarks")
    seen = colours(overlays, 0)
    assert seen[80, 100] == seen[100, 125] == QColor(LANDMARKS).name()
    only(overlays)
    assert set(colours(overlays, 0).values()) == {"#000000"}


def test_heat_is_laid_over_with_its_opacity(overlays):
    only(overlays)
    overlays.switch("heat", True)
    overlays.heat = QImage(*SIZE, QImage.Format.Format_RGBA8888)
    overlays.heat.fill(QColor(200, 100, 50))
    overlays.set_opacity(50)
    red = QColor(colours(overlays, 0)[100, 120]).red()
    assert red == pytest.approx(100, abs=2)


def test_switches_are_remembered_but_for_heat(session):
    preferences = Preferences()
    before = Overlays(session, preferences)
    before.switch("landmarks", True)
    before.switch("boxes", False)
    before.switch("heat", True)
    after = Overlays(session, preferences)
    assert after.shows("landmarks")
    assert not after.shows("boxes")
    assert not after.shows("heat")


def test_the_pointer_tells_of_a_scored_and_an_interpolated_face(session):
    scored = describe(session, 5, QPointF(100.4, 120.9), ((1, 2, 3), True))
    llr = session.analysis.scores[1].llr[1]
    assert scored.startswith("x 100  y 120   ·   RGB 1 2 3   ·   PTS 2560   ·   track 1")
    assert f"log10 LR {llr:+.2f}" in scored
    assert "100 px" in scored
    assert "sharpness 0.30" in scored
    between = describe(session, 6, QPointF(100, 120), ((1, 2, 3), False))
    assert "≈ 1 2 3" in between
    assert "not scored" in between
    assert "interpolated" in between
    assert "no face" in describe(session, 5, QPointF(10, 10), None)


def test_of_two_faces_the_smaller_one_is_pointed_at(session):
    track = session.analysis.tracks[1]
    small = replace(track, number=2, boxes=track.boxes + np.array([20, 20, -20, -20], np.float32))
    session.analysis.tracks[2] = small
    assert face_at(session, 0, QPointF(100, 120))[0].number == 2
    assert face_at(session, 0, QPointF(55, 65))[0].number == 1
