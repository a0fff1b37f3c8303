"""The strip of a face's pictures, and the list of faces: sorted, filtered, by keyboard."""

from dataclasses import replace

import clips
import numpy as np
import pytest
from made_analysis import made_events
from PySide6.QtCore import Qt

from engine.analysis.events import FacesFound, FramesScored
from engine.analysis.verdict import Outcome
from forensics_gui.preferences import Preferences
from forensics_gui.session import Session
from forensics_gui.tracks.face_strip import FaceStrip
from forensics_gui.tracks.panel import FacesPanel
from forensics_gui.tracks.track_list import EXCLUDED_ONLY, TrackList


def shown(faces):
    """Numbers of the faces in the list, as they stand."""
    items = [faces.item(place) for place in range(faces.count())]
    return [item.data(Qt.ItemDataRole.UserRole) for item in items if not item.isHidden()]


def dock_of(widget):
    return widget.parentWidget()


@pytest.fixture
def panel(qtbot, host, face_clip):
    """Three faces: for manipulation, against it, undecided; the second early, the third large."""
    session = Session()
    session.open(face_clip)
    faces = TrackList(session, host)
    panel = FacesPanel(faces, Preferences())
    qtbot.addWidget(panel)
    panel.session, panel.faces = session, faces
    sharp = {1: 0.2, 2: 0.3, 3: 0.9}
    for event in made_events(str(face_clip), scores=(3.0, -3.0, 0.0)):
        if isinstance(event, FacesFound) and event.track.number == 1:
            event = FacesFound(replace(event.track, times=event.track.times + 1))
        if isinstance(event, FramesScored):
            facts = event.scores.facts
            facts.sizes[:] = 100 + 10 * event.scores.track
            facts.sharpness[:] = sharp[event.scores.track]
        session.add(event)
    panel.show()
    return panel


@pytest.mark.parametrize(
    ("order", "numbers"),
    [("number", [1, 2, 3]), ("score", [1, 3, 2]), ("time", [2, 3, 1]), ("size", [3, 2, 1]),
     ("quality", [3, 2, 1])],
)  # fmt: skip
def test_faces_are_sorted(panel, order, numbers):
    panel.order.setCurrentIndex(panel.order.findData(order))
    assert shown(panel.faces) == numbers
    assert panel.session.selected == 1
    assert panel.faces.currentItem().data(Qt.ItemDataRole.UserRole) == 1


def test_the_order_holds_while_verdicts_change(panel, qtbot):
    panel.order.setCurrentIndex(panel.order.findData("score"))
    analysis = panel.session.analysis
    judged = replace(analysis.verdicts[2], llr=3.0)
    panel.session.show_corrected(replace(analysis, verdicts={**analysis.verdicts, 2: judged}))
    qtbot.waitUntil(lambda: shown(panel.faces) == [2, 1, 3], timeout=60000)


def test_faces_are_filtered_by_outcome_and_words(panel):
    for outcome, numbers in (
        (Outcome.FORGED.value, [1]), (Outcome.PRISTINE.value, [2]),
        (Outcome.INCONCLUSIVE.value, [3]), (EXCLUDED_ONLY, []),
    ):  # fmt: skip
        panel.outcome.setCurrentIndex(panel.outcome.findData(outcome))
        assert shown(panel.faces) == numbers
    assert panel.hidden.text() == "3 faces are filtered out"
    panel.outcome.setCurrentIndex(0)
    analysis = panel.session.analysis
    panel.session.show_corrected(replace(analysis, names={2: "speaker left"}))
    panel.text.setText("LEFT speaker")
    assert shown(panel.faces) == [2]


def test_the_filter_is_left_by_keyboard(panel, qtbot):
    panel.text.setFocus()
    qtbot.keyClicks(panel.text, "track 3")
    assert shown(panel.faces) == [3]
    qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    assert shown(panel.faces) == [1, 2, 3]
    panel.activateWindow()
    qtbot.keyClick(panel.text, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel.faces.hasFocus(), timeout=60000)
    qtbot.keyClick(panel.faces, Qt.Key.Key_Down)
    assert panel.session.selected == 2


def test_the_strip_shows_the_faces_that_were_scored_as_pictures(analysed, qtbot):
    strip, scores = analysed.strip, analysed.session.analysis.scores[1]
    dock_of(analysed.strip).raise_()
    assert strip.faces.count() == len(scores.frames)
    frame = int(scores.frames[0])
    qtbot.waitUntil(lambda: strip.thumbnails.get(1, frame) is not None, timeout=60000)
    picture = strip.thumbnails.get(1, frame).toImage()
    colours = {picture.pixel(x, y) for x in range(0, 96, 8) for y in range(0, 96, 8)}
    assert len(colours) > 20


def test_a_picture_leads_to_its_frame_and_follows_it(analysed, qtbot):
    strip, scores = analysed.strip, analysed.session.analysis.scores[1]
    analysed.player.toggle()
    strip.faces.setCurrentRow(5)
    assert analysed.session.frame == int(scores.frames[5])
    assert not analysed.player.playing
    analysed.session.go_to(int(scores.frames[9]))
    assert strip.faces.currentRow() == 9


def test_arrows_go_from_face_to_face_while_the_strip_has_the_keyboard(analysed, qtbot):
    strip, scores = analysed.strip, analysed.session.analysis.scores[1]
    dock_of(analysed.strip).raise_()
    analysed.activateWindow()
    strip.faces.setFocus()
    qtbot.waitUntil(lambda: strip.faces.hasFocus(), timeout=60000)
    qtbot.keyClick(strip.faces, Qt.Key.Key_Right)
    assert analysed.session.frame == int(scores.frames[1])


@pytest.fixture
def strip(qtbot, host, preferences, face_clip):
    session = Session()
    session.open(face_clip)
    for event in made_events(str(face_clip), scores=(0.5,)):
        if isinstance(event, FramesScored):
            usable = event.scores.usable.copy()
            usable[3] = False
            event.scores.facts.sizes[3] = 20
            event = FramesScored(replace(event.scores, usable=usable))
        session.add(event)
    strip = FaceStrip(session, host, preferences)
    qtbot.addWidget(strip)
    return strip


def test_the_most_suspicious_come_first_and_those_that_cannot_count_last(strip, preferences):
    scores = strip.session.analysis.scores[1]
    strip.order.setCurrentIndex(strip.order.findData("suspicion"))
    rows = [strip.faces.item(i).data(Qt.ItemDataRole.UserRole) for i in range(strip.faces.count())]
    assert rows[0] == int(np.argmax(np.where(scores.usable, scores.llr, -np.inf)))
    assert rows[-1] == 3
    assert "too small (20 px" in strip.faces.item(len(rows) - 1).toolTip()
    assert strip.title.text() == "Track 1: 20 scored faces, 1 of them not usable"
    assert preferences.get("face_strip/order", "") == "suspicion"


def test_pictures_of_a_track_that_is_left_are_not_made(strip, qtbot):
    scores = strip.session.analysis.scores[1]
    for frame in scores.frames.tolist():
        strip.thumbnails.get(1, frame)
    assert strip.thumbnails.pending > 10
    strip.session.select(0)
    assert strip.thumbnails.pending == 0
    assert strip.faces.count() == 0


def test_empty_panels_say_what_comes_there_or_that_nothing_did(window, qtbot, clip_folder):
    colours = window.tracks.viewport().grab().toImage()
    assert window.tracks.words == "Faces of the clip"
    assert len({colours.pixel(x, y) for x in range(0, colours.width(), 2)
                for y in range(0, colours.height(), 2)}) > 5  # fmt: skip
    assert window.scatter.status.text().startswith("Analyse a clip to compare")
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.open(clips.no_face(clip_folder))
    assert window.tracks.words == "No face was found"
    assert window.scatter.status.text() == "No face was scored"
