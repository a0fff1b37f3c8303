"""The timeline: everything that is marked, and that a click on it moves everything else."""

from dataclasses import replace

import clips
import numpy as np
import pytest
from made_analysis import made_events
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from engine.analysis.events import ClipJudged, FramesScored
from engine.case.state import Remark
from engine.container.examination import ClipExamination
from engine.container.observation import ATTENTION, Observation
from forensics_gui.case.controller import CaseController
from forensics_gui.colours import of_track
from forensics_gui.player.transport import Transport
from forensics_gui.preferences import Preferences
from forensics_gui.session import Session
from forensics_gui.timeline.curves import Line
from forensics_gui.timeline.lanes import Lanes
from forensics_gui.timeline.marks import MarkKind, marks_of
from forensics_gui.timeline.timeline import Timeline

SHIFT = Qt.KeyboardModifier.ShiftModifier
SEEN = Observation("missing-time-stamps", {"count": 2}, ATTENTION, (40, 500))


@pytest.fixture
def made(qtbot, host):
    """A timeline of 100 frames and three faces; of the third, some cannot count."""
    session, owner = Session(), QWidget()
    qtbot.addWidget(owner)
    timeline = Timeline(
        session, Transport(session), CaseController(owner, session, host, Preferences())
    )
    qtbot.addWidget(timeline)
    timeline.resize(timeline.plane.labels + 1000, timeline.plane.head + 240)
    session.times = np.arange(100) / 25
    examination = ClipExamination(observations=(SEEN,))
    for event in made_events(scores=(3.0, -3.0, 0.0), examination=examination):
        if isinstance(event, FramesScored) and event.scores.track == 3:
            facts = event.scores.facts
            facts.sizes[:5] = 20
            usable = event.scores.usable.copy()
            usable[:5] = False
            event = FramesScored(replace(event.scores, usable=usable))
        elif isinstance(event, ClipJudged):
            event = replace(event, cuts=(50,))
        session.add(event)
    timeline.show_clip()
    timeline.show()
    qtbot.waitExposed(timeline)
    timeline.seek.connect(session.go_to)
    return timeline


def at(timeline, seconds, y):
    return QPoint(round(timeline.plane.x_of(seconds)), round(y))


def lane_middle(timeline, number):
    return timeline.plane.head + timeline.lanes.top(number) + timeline.lanes.height // 2


def wheel(timeline, place, turns, modifiers=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(
        QPointF(place), QPointF(place), QPoint(), QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    timeline.wheelEvent(event)


def test_a_click_in_a_lane_goes_there_and_selects_the_face(made, qtbot):
    place = at(made, 2.0, lane_middle(made, 2))
    qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert made.session.selected == 2
    assert made.session.frame == 50


def test_dragging_on_the_ruler_scrubs(made, qtbot):
    frames, view = [], made.viewport()
    made.seek.connect(frames.append)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at(made, 0.5, 5))
    for seconds in (1.0, 2.0, 3.0):
        QTest.mouseMove(view, at(made, seconds, 5))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at(made, 3.0, 5))
    assert frames[0] == 12
    assert made.session.frame == 75


def test_shift_and_drag_marks_the_player_s_range_in_either_direction(made, qtbot):
    view, y = made.viewport(), lane_middle(made, 1)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, SHIFT, at(made, 3.0, y))
    made.mouseMoveEvent(_moved(at(made, 1.0, y)))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, SHIFT, at(made, 1.0, y))
    assert made.transport.range == (25, 75)
    assert made.session.frame == 0
    made.fit_range()
    assert made.span.start == pytest.approx(1.0, abs=0.1)
    assert made.span.end == pytest.approx(3.0, abs=0.1)


def _moved(place):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    return QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(place), Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton, SHIFT,
    )  # fmt: skip


def test_the_wheel_zooms_at_the_pointer_and_pans_with_shift(made):
    place = at(made, 3.0, 100)
    wheel(made, place, 5)
    assert made.span.length < 2
    assert made.plane.time_at(place.x()) == pytest.approx(3.0, abs=0.02)
    start = made.span.start
    wheel(made, place, 1, SHIFT)
    assert made.span.start < start
    made.fit()
    assert made.span.whole
    wheel(made, place, -5)
    assert (made.span.start, made.span.end) == (0, made.span.duration)


def test_playing_turns_the_page_and_the_scroll_bar_pans(made):
    for _ in range(6):
        made.zoom_in()
    made.session.go_to(99)
    assert made.span.start < float(made.session.times[99]) < made.span.end
    made.horizontalScrollBar().setValue(0)
    assert made.span.start == 0


def test_keys_go_from_lane_to_lane(made, qtbot):
    made.session.select(1)
    qtbot.keyClick(made, Qt.Key.Key_Down)
    qtbot.keyClick(made, Qt.Key.Key_Down)
    assert made.session.selected == 3
    assert "Track 3" in made.accessibleDescription()
    qtbot.keyClick(made, Qt.Key.Key_Up)
    assert made.session.selected == 2


def test_tool_tips_tell_of_faces_that_cannot_count_of_dips_and_of_marks(made):
    scores = made.session.analysis.scores[3]
    told = made.told_at(QPointF(at(made, float(scores.times[1]), lane_middle(made, 3))))
    assert "Not usable: too small (20 px, minimum 48)" in told
    counting = made.told_at(QPointF(at(made, float(scores.times[10]), lane_middle(made, 3))))
    assert counting == f"2.00 s, frame 50: log10 LR {scores.llr[10]:+.2f}"
    between = made.told_at(QPointF(at(made, 0.1, lane_middle(made, 1))))
    assert "not usable: too small (0 px" in between
    strip = made.plane.ruler + 8
    assert made.told_at(QPointF(at(made, 1.6, strip))).endswith(": 2 frames have no time stamp.")
    assert "Shot cut" in made.told_at(QPointF(at(made, 2.0, strip)))


def test_the_pointer_at_rest_shows_the_tip(made):
    scores = made.session.analysis.scores[3]
    place = at(made, float(scores.times[10]), lane_middle(made, 3))
    told = made.told_at(QPointF(place))
    where = made.viewport().mapToGlobal(place)
    QApplication.sendEvent(made.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, where))
    assert QToolTip.text() == told != ""
    QToolTip.hideText()


def test_a_click_on_a_mark_goes_to_its_very_frame(made, qtbot):
    place = at(made, 1.6, made.plane.ruler + 8) + QPoint(4, 0)
    qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert made.session.frame == 40


def test_marks_are_of_this_clip_and_in_order(made):
    remark = Remark(7, True, "2025-01-01", "A", "the mouth", 1, None, 30, 1.2)
    whole = replace(remark, frame=None)
    marks = marks_of(made.session.analysis, [remark, whole], 100)
    assert [(m.frame, m.kind) for m in marks] == [
        (30, MarkKind.BOOKMARK), (40, MarkKind.ATTENTION), (50, MarkKind.CUT),
    ]  # fmt: skip
    assert marks[0].text == "Bookmark: the mouth"


def test_lanes_are_drawn_in_the_colours_of_their_tracks_and_scroll_when_many(made):
    picture = made.grab().toImage()
    for number in (1, 2, 3):
        y = made.plane.head + made.lanes.top(number) + 20
        assert QColor(picture.pixel(2, y)) == QColor(of_track(number))
    assert made.verticalScrollBar().maximum() == 0
    made.resize(made.plane.labels + 400, made.plane.head + 80)
    assert made.verticalScrollBar().maximum() > 0
    made.session.select(1)
    made.session.select(3)
    assert made.verticalScrollBar().value() > 0


def test_curves_that_take_long_to_make_come_one_after_the_other(made, qtbot, monkeypatch):
    from forensics_gui.timeline import painting

    monkeypatch.setattr(painting, "_LONG", 1e-9)
    made.lanes = Lanes(made.session)
    made.show_clip()
    made.redraw()
    made.viewport().repaint()
    assert [made.lanes.known_curve(n) is not None for n in (1, 2, 3)] == [True, False, False]
    qtbot.waitUntil(lambda: all(map(made.lanes.known_curve, (1, 2, 3))), timeout=60000)


def test_a_thinned_curve_keeps_every_column_s_lowest_and_highest():
    rng = np.random.default_rng(0)
    for count in (300, 3_000, 50_000):
        values = rng.standard_normal(count)
        values[count // 3] = 40
        line = Line(np.arange(count) / 25, values)
        edges = np.linspace(0, count / 25, 201)
        low, high = line.extremes(edges)
        assert np.nanmax(high) == 40
        assert abs(int(np.nanargmax(high)) - 200 // 3) <= 1
        for column in range(200):
            inside = values[(line.times >= edges[column]) & (line.times < edges[column + 1])]
            assert low[column] <= inside.min(initial=np.inf)
            assert high[column] >= inside.max(initial=-np.inf)


def test_cuts_of_a_real_clip_are_marked(window, qtbot, clip_folder):
    with qtbot.waitSignal(window.session.clip_judged, timeout=120000):
        window.open(clips.two_shots(clip_folder))
    cuts = [m.frame for m in window.timeline.marks if m.kind is MarkKind.CUT]
    assert cuts == [30, 60]


def test_a_bookmark_appears_on_the_strip(analysed, qtbot):
    qtbot.waitUntil(lambda: not analysed.cases.queue.busy, timeout=60000)
    analysed.session.go_to(20)
    analysed.commands.by_name["add_bookmark"].trigger()
    qtbot.waitUntil(lambda: not analysed.cases.queue.busy, timeout=60000)
    assert [m.frame for m in analysed.timeline.marks if m.kind is MarkKind.BOOKMARK] == [20]
